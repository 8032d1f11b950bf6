/** Live vehicles in the district as a list, and how each feed is: what the map shows, for the keyboard. */
import type { DistrictFeed, TransitNetwork } from '#contracts';
import {
  formatAge,
  formatNumber,
  formatTime,
  formatTimeWithSeconds,
  useLanguage,
  useText,
} from '../i18n/index.ts';
import { drawVehicles, type VehicleDraw } from '../layers/index.ts';
import { phaseOf, select, useLive, useNowMs, useShownTimeMs } from '../store/index.ts';
import { KindMark } from '../ui/index.ts';
import { FEED_SILENT_AFTER_MS } from './feed-silent.ts';
import { transitMessages } from './transit-messages.ts';
import { delayWords, lineName, occupancyWords } from './vehicle-words.ts';

/** A list is read from the top; the rest are on the map. */
const MOST_LISTED = 40;

export function LiveVehicles({
  network,
  timeZone,
}: {
  /** null: the city has no lines of its own. */
  readonly network: TransitNetwork | null;
  readonly timeZone: string;
}) {
  const t = useText(transitMessages);
  const language = useLanguage();
  const now = useNowMs();
  const shownMs = useShownTimeMs();
  const transit = useLive((state) => state.transit);
  if (transit === null) return null;
  if (transit.feeds.length === 0) return <p className="kind wall-wrap">{t('vehicles.none')}</p>;
  const { vehicles, gone } = drawVehicles(transit, now);
  const count = (value: number): string => formatNumber(value, language);
  const outside = transit.feeds.reduce((sum, feed) => sum + feed.vehiclesOutside, 0);
  const leftOut = transit.feeds.reduce((sum, feed) => sum + feed.leftOut, 0);
  const stale = vehicles.filter((vehicle) => vehicle.stale).length;
  const counts = [
    t('vehicles.counts', { inside: count(vehicles.length), outside: count(outside) }),
    stale > 0 ? t('vehicles.stale', { count: count(stale) }) : null,
    gone > 0 ? t('vehicles.gone', { count: count(gone) }) : null,
    leftOut > 0 ? t('vehicles.leftOut', { count: count(leftOut) }) : null,
  ].filter((part) => part !== null);
  return (
    <section className="live-vehicles" aria-label={t('vehicles.title')}>
      <h4>{t('vehicles.title')}</h4>
      {transit.feeds.map((feed) => (
        <FeedLine key={feed.source} feed={feed} nowMs={now} timeZone={timeZone} />
      ))}
      <p className="kind">{counts.join(' · ')}</p>
      {phaseOf(shownMs, now) === 'live' ? null : <p className="kind">{t('vehicles.liveOnly')}</p>}
      {vehicles.length === 0 ? <p className="kind">{t('vehicles.noneHere')}</p> : null}
      <ul>
        {vehicles.slice(0, MOST_LISTED).map((vehicle) => (
          <VehicleRow key={vehicle.id} {...{ vehicle, network, timeZone }} />
        ))}
      </ul>
      {vehicles.length > MOST_LISTED ? (
        <p className="kind">
          {t('vehicles.more', { count: count(vehicles.length - MOST_LISTED) })}
        </p>
      ) : null}
    </section>
  );
}

function VehicleRow({
  vehicle,
  network,
  timeZone,
}: {
  readonly vehicle: VehicleDraw;
  readonly network: TransitNetwork | null;
  readonly timeZone: string;
}) {
  const t = useText(transitMessages);
  const language = useLanguage();
  const line = lineName(vehicle.line, network, language);
  const facts = [
    occupancyWords(vehicle, t),
    delayWords(vehicle.delaySeconds, t, language),
    vehicle.stale
      ? `⚠ ${formatAge(vehicle.ageMs, language)}`
      : formatTime(vehicle.timeMs, timeZone, language),
  ].filter((fact) => fact !== '');
  return (
    <li className={vehicle.stale ? 'kind' : undefined}>
      <KindMark kind={vehicle.kind} word={false} />
      <button
        type="button"
        className="text-button"
        onClick={() => select({ type: 'vehicle', id: vehicle.id })}
      >
        {[line, vehicle.name].filter(Boolean).join(' · ')}
      </button>{' '}
      <span className="kind">{facts.join(' · ')}</span>
    </li>
  );
}

function FeedLine({
  feed,
  nowMs,
  timeZone,
}: {
  readonly feed: DistrictFeed;
  readonly nowMs: number;
  readonly timeZone: string;
}) {
  const t = useText(transitMessages);
  const language = useLanguage();
  const { status, kind, source } = feed;
  const words = (): string => {
    switch (status.state) {
      case 'waiting':
        return t('feed.waiting', { age: formatAge(nowMs - status.sinceMs, language) });
      case 'failing':
        return t('feed.failing', { age: formatAge(nowMs - status.sinceMs, language) });
      case 'answering': {
        const ageMs = nowMs - status.timeMs;
        return ageMs > FEED_SILENT_AFTER_MS
          ? `⚠ ${t('feed.silent', { age: formatAge(ageMs, language) })}`
          : t('feed.answering', { time: formatTimeWithSeconds(status.timeMs, timeZone, language) });
      }
      default:
        return status satisfies never;
    }
  };
  return (
    <p className="kind">
      <KindMark kind={kind} /> {source} · {words()}
    </p>
  );
}
