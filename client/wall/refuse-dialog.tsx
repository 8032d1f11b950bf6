/** Asks why advice is refused: the reason is kept with the decision. */
import { useState } from 'react';
import { commonMessages, useText } from '../i18n/index.ts';
import { Button, Dialog } from '../ui/index.ts';
import { wallMessages } from './messages.ts';

export function RefuseDialog({
  title,
  onClose,
  onSend,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly onSend: (reason: string) => Promise<void>;
}) {
  const t = useText(wallMessages);
  const words = useText(commonMessages);
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="wall-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() === '') setMissing(true);
          else void onSend(reason.trim());
        }}
      >
        <div className="field">
          <label htmlFor="refuse-reason">{t('advice.reason')}</label>
          <textarea
            id="refuse-reason"
            rows={3}
            maxLength={1000}
            value={reason}
            aria-invalid={missing}
            aria-describedby={missing ? 'refuse-missing' : undefined}
            onChange={(event) => {
              setReason(event.currentTarget.value);
              setMissing(false);
            }}
          />
          {missing ? (
            <p id="refuse-missing" className="field-error" role="alert">
              {t('advice.reasonNeeded')}
            </p>
          ) : null}
        </div>
        <div className="toolbar">
          <Button type="submit" look="primary">
            {t('advice.send')}
          </Button>
          <Button onClick={onClose}>{words('action.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
