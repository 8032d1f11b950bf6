/** The address of what is on screen: place, storey, drawing, quantity, time, language. */
import { useEffect, useState } from 'react';
import { useText } from '../i18n/index.ts';
import { Button } from '../ui/index.ts';
import { unitsMessages } from './units-messages.ts';

const TOLD_MS = 2_000;

export function CopyLink() {
  const t = useText(unitsMessages);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), TOLD_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  // Without a secure context (plain HTTP on another host) there is no clipboard; the address bar has it.
  if (!navigator.clipboard) return null;
  return (
    <Button
      onClick={() => {
        navigator.clipboard.writeText(location.href).then(
          () => setCopied(true),
          () => setCopied(false),
        );
      }}
    >
      <span role="status">{t(copied ? 'link.copied' : 'link.copy')}</span>
    </Button>
  );
}
