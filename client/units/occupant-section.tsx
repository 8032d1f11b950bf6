/**
 * Who is registered at a unit. Contact fields come masked; the whole fields are shown after a purpose
 * is given, for a minute, and the reveal is in the audit log before they arrive.
 */
import { useEffect, useState } from 'react';
import type { CellId, RevealedContact } from '#contracts';
import { formatNumber, localized, useLanguage, useText } from '../i18n/index.ts';
import { Button, ErrorState, KindMark, Skeleton } from '../ui/index.ts';
import { occupantMessages } from './occupant-messages.ts';
import { occupantCardSchema } from './registry-schemas.ts';
import { RevealDialog } from './reveal-dialog.tsx';
import { useRequest } from './use-request.ts';

/** Long enough to dial a number, short enough that a screen left alone shows nothing. */
const SHOWN_MS = 60_000;

export function OccupantSection({ cell }: { readonly cell: CellId }) {
  const t = useText(occupantMessages);
  const language = useLanguage();
  const { result, reload } = useRequest(`/api/registry/units/${cell}/occupant`, occupantCardSchema);
  const [asking, setAsking] = useState(false);
  const [revealed, setRevealed] = useState<RevealedContact | null>(null);
  useEffect(() => {
    if (revealed === null) return;
    const timer = setTimeout(() => setRevealed(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [revealed]);
  const shown = revealed?.cell === cell ? revealed : null;

  const body = (() => {
    if (result === null || result.state === 'loading') return <Skeleton lines={2} />;
    if (result.state === 'failed') {
      const isOutside = result.failure.reason === 'forbidden';
      return isOutside ? (
        <p className="kind">{t('outside')}</p>
      ) : (
        <ErrorState title={t('failed')} detail={result.failure.detail} onRetry={reload} />
      );
    }
    const card = result.value;
    if (card.type === 'none') return <p className="kind">{t('none')}</p>;
    const truth = (
      <span className="fact-truth">
        <KindMark kind={card.kind} /> · {t('source')}
      </span>
    );
    return (
      <>
        <dl className="facts">
          {card.firm ? (
            <Fact name={t('firm')} value={localized(card.firm, language)} truth={truth} />
          ) : null}
          <Fact
            name={t(card.type === 'firm' ? 'staff' : 'persons')}
            value={formatNumber(card.persons, language)}
            truth={truth}
          />
          <Fact name={t('contact')} value={shown?.contactName ?? card.maskedName} truth={truth} />
          <Fact name={t('phone')} value={shown?.contactPhone ?? card.maskedPhone} truth={truth} />
        </dl>
        {shown ? (
          <p className="kind" role="status">
            {t('revealed', { seq: formatNumber(shown.auditSeq, language) })}{' '}
            <Button onClick={() => setRevealed(null)}>{t('hide')}</Button>
          </p>
        ) : card.mayReveal ? (
          <Button onClick={() => setAsking(true)}>{t('reveal')}</Button>
        ) : (
          <p className="kind">{t('mayNot')}</p>
        )}
      </>
    );
  })();
  return (
    <section className="occupant" data-revealed={shown !== null}>
      <h3>{t('title')}</h3>
      {body}
      {asking ? (
        <RevealDialog
          cell={cell}
          onClose={() => setAsking(false)}
          onRevealed={(contact) => {
            setRevealed(contact);
            setAsking(false);
          }}
        />
      ) : null}
    </section>
  );
}

function Fact({
  name,
  value,
  truth,
}: {
  readonly name: string;
  readonly value: string;
  readonly truth: React.ReactNode;
}) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>
        <span className="fact-value">{value}</span>
        {truth}
      </dd>
    </div>
  );
}
