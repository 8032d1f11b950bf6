/** Asks for the purpose of a reveal; the server writes it to the audit log and only then answers. */
import { type FormEvent, useState } from 'react';
import { type CellId, REVEAL_PURPOSES, type RevealedContact, revealSchema } from '#contracts';
import { fetchJson } from '../connection/index.ts';
import { useText } from '../i18n/index.ts';
import { Button, Dialog } from '../ui/index.ts';
import { occupantMessages } from './occupant-messages.ts';
import { revealedContactSchema } from './registry-schemas.ts';

export function RevealDialog({
  cell,
  onClose,
  onRevealed,
}: {
  readonly cell: CellId;
  readonly onClose: () => void;
  readonly onRevealed: (contact: RevealedContact) => void;
}) {
  const t = useText(occupantMessages);
  const [purpose, setPurpose] = useState<string>('');
  const [reason, setReason] = useState('');
  const [state, setState] = useState<'asking' | 'sending' | { readonly problem: string }>('asking');

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = revealSchema.safeParse({ purpose, reason });
    if (!body.success) {
      setState({ problem: t(purpose === '' ? 'purpose.missing' : 'reason.missing') });
      return;
    }
    setState('sending');
    const path = `/api/registry/units/${cell}/occupant/reveal`;
    const answer = await fetchJson(path, revealedContactSchema, {
      method: 'POST',
      body: body.data,
    });
    if (answer.ok) onRevealed(answer.value);
    else setState({ problem: answer.failure.detail });
  };
  return (
    <Dialog title={t('reveal.title')} onClose={onClose}>
      <form className="reveal-form" onSubmit={(event) => void submit(event)} noValidate>
        <p>{t('reveal.notice')}</p>
        <label>
          <span>{t('purpose')}</span>
          <select
            required
            value={purpose}
            onChange={(event) => setPurpose(event.currentTarget.value)}
          >
            <option value="">{t('purpose.choose')}</option>
            {REVEAL_PURPOSES.map((name) => (
              <option key={name} value={name}>
                {t(`purpose.${name}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{t('reason')}</span>
          <input
            type="text"
            required
            maxLength={500}
            placeholder={t('reason.hint')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        {typeof state === 'object' ? <p role="alert">{state.problem}</p> : null}
        <div className="toolbar">
          <Button onClick={onClose}>{t('reveal.cancel')}</Button>
          <Button type="submit" look="primary" disabled={state === 'sending'}>
            {t('reveal.send')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
