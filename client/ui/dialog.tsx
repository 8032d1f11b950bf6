/**
 * A dialog that does not trap: the platform's own <dialog>. Escape, a click beside it and its
 * close button all leave it, and the focus goes back to where it came from.
 */
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { commonMessages, useText } from '../i18n/index.ts';
import { Button } from './button.tsx';

export interface DialogProps {
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Dialog({ title, onClose, children }: DialogProps) {
  const t = useText(commonMessages);
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      className="dialog"
      aria-labelledby={id}
      onCancel={onClose}
      onClose={onClose}
      onPointerDown={(event) => {
        if (event.target === ref.current) onClose();
      }}
    >
      <div className="panel-head">
        <h2 id={id}>{title}</h2>
        <Button look="plain" onClick={onClose} aria-label={t('action.close')}>
          ✕
        </Button>
      </div>
      {children}
    </dialog>
  );
}
