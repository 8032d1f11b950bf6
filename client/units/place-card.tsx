/** The card: what the selected place is, what it does now, and what is wrong there. */
import type { BuildingDetail, CellCard, CellId } from '#contracts';
import {
  commonMessages,
  formatAge,
  formatDueDays,
  formatNumber,
  formatTime,
  sourceText,
  useLanguage,
  useText,
} from '../i18n/index.ts';
import {
  type Loadable,
  select,
  useClock,
  useNowMs,
  usePlaceState,
  viewStore,
} from '../store/index.ts';
import { Button, EmptyState, ErrorState, KindMark, Panel, Skeleton } from '../ui/index.ts';
import { AreaLink } from './area-card.tsx';
import { CopyLink } from './copy-link.tsx';
import { OccupantSection } from './occupant-section.tsx';
import { OpenAlarms } from './open-alarms.tsx';
import { findPlace, PlaceFacts } from './place-facts.tsx';
import { buildingName } from './place-names.ts';
import { UnitHistory } from './unit-history.tsx';
import { unitsMessages } from './units-messages.ts';

export interface PlaceCardProps {
  readonly cell: CellId | null;
  readonly card: Loadable<CellCard> | null;
  readonly building: Loadable<BuildingDetail> | null;
  readonly onRetry: () => void;
  readonly timeZone: string;
}

const DECIMALS = {
  alarm: 0,
  power: 1,
  water: 2,
  occupancy: 0,
  people: 0,
  inspection: 0,
  risk: 2,
} as const;

export function PlaceCard({ cell, card, building, onRetry, timeZone }: PlaceCardProps) {
  const t = useText(unitsMessages);
  const language = useLanguage();
  const place = usePlaceState((state) => state.place);
  if (cell === null || isGone(building)) {
    return (
      <Panel title={t('card.title')} className="place-card">
        <EmptyState title={t('card.empty')}>
          <p>{t('card.empty.detail')}</p>
        </EmptyState>
      </Panel>
    );
  }
  const detail = building?.state === 'ready' ? building.value : null;
  const found = detail ? findPlace(detail, cell) : null;
  const belongs = detail !== null && (detail.cell === cell || found?.storey !== null);
  const type = found?.unit ? 'unit' : found?.storey ? 'storey' : 'building';
  const title =
    !detail || !belongs
      ? t('card.title')
      : found?.unit
        ? t('name.unit', { number: found.unit.number })
        : (found?.storey?.label ?? buildingName(detail, t, language));
  return (
    <Panel
      title={title}
      className="place-card"
      actions={
        <>
          <CopyLink />
          <Button onClick={() => window.print()}>{t('card.print')}</Button>
          <a
            className="button"
            href={`/wall?sel=cell:${cell}`}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              viewStore.setState({ view: 'wall' });
            }}
          >
            {t('card.wall')}
          </a>
        </>
      }
    >
      {detail && belongs && found ? (
        <>
          <nav className="place-path" aria-label={t(`type.${type}`)}>
            <span className="kind">{t(`type.${type}`)}</span>
            {place?.building === detail.cell
              ? place.areas.map((area) => <AreaLink key={area.id} area={area} />)
              : null}
            {type !== 'building' ? (
              <Button
                look="plain"
                title={t('card.up.building')}
                onClick={() => select({ type: 'cell', id: detail.cell })}
              >
                {buildingName(detail, t, language)}
              </Button>
            ) : null}
            {found.unit && found.storey ? (
              <StoreyLink
                cell={found.storey.cell}
                label={found.storey.label}
                title={t('card.up.storey')}
              />
            ) : null}
          </nav>
          {detail.unitsWithheld ? <p className="kind">{t('area.outside')}</p> : null}
          <CardLive card={card} onRetry={onRetry} timeZone={timeZone} />
          <PlaceFacts detail={detail} place={found} />
          {found.unit ? <OccupantSection key={found.unit.cell} cell={found.unit.cell} /> : null}
          {found.unit ? (
            <UnitHistory code={found.unit.code} timeZone={timeZone} />
          ) : (
            <p className="kind">{t('history.onlyUnits')}</p>
          )}
        </>
      ) : building?.state === 'failed' && building.failure.reason === 'forbidden' ? (
        <p className="kind">{t('unit.outside')}</p>
      ) : building?.state === 'failed' ? (
        <ErrorState
          title={t('building.failed')}
          detail={building.failure.detail}
          onRetry={onRetry}
        />
      ) : (
        <Skeleton lines={6} />
      )}
    </Panel>
  );
}

/** The centre says that a link names no place; the card has nothing to add. */
const isGone = (building: PlaceCardProps['building']): boolean =>
  building?.state === 'failed' && building.failure.reason === 'not-found';

function StoreyLink({
  cell,
  label,
  title,
}: {
  readonly cell: CellId;
  readonly label: string;
  readonly title: string;
}) {
  return (
    <Button look="plain" title={title} onClick={() => select({ type: 'cell', id: cell })}>
      {label}
    </Button>
  );
}

function CardLive({
  card,
  onRetry,
  timeZone,
}: Pick<PlaceCardProps, 'card' | 'onRetry' | 'timeZone'>) {
  const t = useText(unitsMessages);
  if (card === null || card.state === 'loading') return <Skeleton lines={3} />;
  if (card.state === 'failed') {
    return <ErrorState title={t('card.failed')} detail={card.failure.detail} onRetry={onRetry} />;
  }
  const values = card.value.live.filter((entry) => entry.quantity !== 'alarm');
  return (
    <>
      <OpenAlarms alarms={card.value.alarms} timeZone={timeZone} />
      <section>
        <h3>{t('card.live')}</h3>
        <ScrubNotice timeZone={timeZone} />
        {values.length === 0 ? <p className="kind">{t('card.noLive')}</p> : null}
        <dl className="facts">
          {values.map((entry) => (
            <LiveRow key={entry.quantity} entry={entry} timeZone={timeZone} />
          ))}
        </dl>
      </section>
    </>
  );
}

function LiveRow({
  entry,
  timeZone,
}: {
  readonly entry: CellCard['live'][number];
  readonly timeZone: string;
}) {
  const t = useText(unitsMessages);
  const words = useText(commonMessages);
  const language = useLanguage();
  const now = useNowMs();
  const { value, timeMs, stale } = entry;
  const when =
    timeMs === null
      ? null
      : stale
        ? words('value.stale', { age: formatAge(now - timeMs, language) })
        : formatTime(timeMs, timeZone, language);
  return (
    <div className="fact" data-quantity={entry.quantity}>
      <dt>{t(`quantity.${entry.quantity}`)}</dt>
      <dd>
        <span className={`fact-value live ${stale ? 'stale' : ''}`}>
          {value === null ? (
            words('value.none')
          ) : entry.quantity === 'inspection' ? (
            formatDueDays(value, language)
          ) : (
            <>
              {formatNumber(value, language, DECIMALS[entry.quantity])}{' '}
              <span className="value-unit">{entry.unit}</span>
            </>
          )}
        </span>
        <span className="fact-truth">
          <KindMark kind={entry.kind} /> {when ? `· ${when} ` : ''}·{' '}
          {sourceText(entry.source, language)}
        </span>
      </dd>
    </div>
  );
}

/** Cells have no past or forecast: say so when the time line is moved. */
function ScrubNotice({ timeZone }: { readonly timeZone: string }) {
  const t = useText(unitsMessages);
  const language = useLanguage();
  const scrubMs = useClock((state) => state.scrubMs);
  if (scrubMs === null) return null;
  return <p className="kind">{t('scrubbed', { time: formatTime(scrubMs, timeZone, language) })}</p>;
}
