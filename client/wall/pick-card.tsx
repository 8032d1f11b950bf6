/** What is picked: name and values with their truth, and the way to the units view. */
import { useEffect, useState } from 'react';
import type { CellCard, CellId, DistrictNetworks } from '#contracts';
import type { RequestFailure } from '../connection/fetch-json.ts';
import {
  commonMessages,
  formatDueDays,
  formatNumber,
  localized,
  sourceText,
  useLanguage,
  useText,
} from '../i18n/index.ts';
import {
  select,
  sessionMay,
  textFromSelection,
  useConnection,
  useNowMs,
  useView,
  viewStore,
} from '../store/index.ts';
import { VehicleCard } from '../transit/index.ts';
import { AlarmBadge, Button, ErrorState, Skeleton, ValueWithTruth } from '../ui/index.ts';
import { fetchCellCard } from './cell-details.ts';
import { LinkCard } from './link-card.tsx';
import { wallMessages } from './messages.ts';
import { useWall, wallStore } from './wall-store.ts';

/** Live values of a card are read anew this often; colours come faster, over the live wire. */
const RENEW_MS = 5000;

const DECIMALS = {
  alarm: 0,
  power: 1,
  water: 1,
  occupancy: 0,
  people: 0,
  inspection: 0,
  risk: 2,
} as const;

export function PickCard({
  timeZone,
  networks,
}: {
  readonly timeZone: string;
  readonly networks: DistrictNetworks | null;
}) {
  const t = useText(wallMessages);
  const words = useText(commonMessages);
  const selection = useView((state) => state.selection);
  if (selection === null) return null;
  return (
    <section className="wall-card panel" aria-label={t('card.title')}>
      <Button
        look="plain"
        className="wall-card-close"
        aria-label={words('action.close')}
        onClick={() => select(null)}
      >
        ✕
      </Button>
      {selection.type === 'cell' ? (
        <CellPick key={selection.id} cell={selection.id} timeZone={timeZone} />
      ) : selection.type === 'vehicle' ? (
        <VehicleCard key={selection.id} id={selection.id} timeZone={timeZone} />
      ) : (
        <LinkCard
          key={textFromSelection(selection)}
          selection={selection}
          timeZone={timeZone}
          networks={networks}
        />
      )}
    </section>
  );
}

type CardState =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly card: CellCard }
  | { readonly state: 'failed'; readonly failure: RequestFailure };

function CellPick({ cell, timeZone }: { readonly cell: CellId; readonly timeZone: string }) {
  const t = useText(wallMessages);
  const session = useConnection((state) => state.session);
  const [state, setState] = useState<CardState>({ state: 'loading' });
  const mayRead = sessionMay(session, 'read-units');
  useEffect(() => {
    if (!mayRead) return;
    const stop = new AbortController();
    const read = async (): Promise<void> => {
      try {
        const result = await fetchCellCard(cell, stop.signal);
        setState(
          result.ok
            ? { state: 'ready', card: result.value }
            : { state: 'failed', failure: result.failure },
        );
      } catch (error) {
        if (!stop.signal.aborted) throw error;
      }
    };
    void read();
    const timer = setInterval(() => void read(), RENEW_MS);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [cell, mayRead]);
  if (!mayRead) return <p className="kind wall-wrap">{t('card.noPermission')}</p>;
  if (state.state === 'loading') return <Skeleton lines={3} />;
  if (state.state === 'failed') {
    return <ErrorState title={t('card.gone')} detail={state.failure.detail} />;
  }
  return <CellFacts card={state.card} timeZone={timeZone} />;
}

function CellFacts({ card, timeZone }: { readonly card: CellCard; readonly timeZone: string }) {
  const t = useText(wallMessages);
  const language = useLanguage();
  const now = useNowMs();
  const xray = useWall((state) => state.xray);
  const href = `/units?sel=${encodeURIComponent(textFromSelection({ type: 'cell', id: card.cell }))}`;
  return (
    <>
      <h3>{localized(card.title, language)}</h3>
      {card.alarms.map((alarm) => (
        <p key={alarm.id} className="wall-wrap">
          <AlarmBadge priority={alarm.priority} unacknowledged={alarm.status.state === 'active'} />{' '}
          {localized(alarm.message, language)}
        </p>
      ))}
      <dl className="wall-card-values">
        {card.live
          .filter((value) => value.quantity !== 'alarm')
          .map((value) => (
            <div key={value.quantity}>
              <dt className="kind">{t(`quantity.${value.quantity}`)}</dt>
              <dd>
                <ValueWithTruth
                  value={
                    value.value === null
                      ? null
                      : value.quantity === 'inspection'
                        ? formatDueDays(value.value, language)
                        : formatNumber(value.value, language, DECIMALS[value.quantity])
                  }
                  {...(value.quantity === 'inspection' ? {} : { unit: value.unit })}
                  kind={value.kind}
                  source={sourceText(value.source, language)}
                  timeMs={value.timeMs}
                  staleAgeMs={value.stale && value.timeMs !== null ? now - value.timeMs : null}
                  timeZone={timeZone}
                />
              </dd>
            </div>
          ))}
      </dl>
      {card.storey === null ? null : (
        <Button aria-pressed={xray} onClick={() => wallStore.setState({ xray: !xray })}>
          {t('card.xray')}
        </Button>
      )}
      <a
        className="button"
        href={href}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          viewStore.setState({ view: 'units', selection: { type: 'cell', id: card.cell } });
        }}
      >
        {t('card.open')} →
      </a>
    </>
  );
}
