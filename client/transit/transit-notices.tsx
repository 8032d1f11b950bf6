/** What public transport's feeds want somebody to know: alerts in force, and feeds that fail. Else nothing. */
import './transit.css';
import { useState } from 'react';
import type { DistrictAlert, DistrictFeed, DistrictTransit } from '#contracts';
import {
  formatAge,
  formatTime,
  formatTimeWithSeconds,
  useLanguage,
  useText,
} from '../i18n/index.ts';
import { useLive, useNowMs } from '../store/index.ts';
import { Button, KindMark, Panel } from '../ui/index.ts';
import { FEED_SILENT_AFTER_MS } from './feed-silent.ts';
import { useLinesLayout } from './lines-shown.ts';
import { transitMessages } from './transit-messages.ts';
import { feedText, lineName } from './vehicle-words.ts';

const MOST_SHOWN = 2;

export const isInForce = ({ periods }: Pick<DistrictAlert, 'periods'>, nowMs: number): boolean =>
  periods.length === 0 ||
  periods.some(
    ({ fromMs, untilMs }) =>
      (fromMs ?? 0) <= nowMs && nowMs < (untilMs ?? Number.POSITIVE_INFINITY),
  );

/** Failing, or answering no more. */
const isBad = ({ status }: DistrictFeed, nowMs: number): boolean =>
  status.state === 'failing' ||
  (status.state === 'answering' && nowMs - status.timeMs > FEED_SILENT_AFTER_MS);

export function TransitNotices({ timeZone }: { readonly timeZone: string }) {
  const t = useText(transitMessages);
  const now = useNowMs();
  const transit = useLive((state) => state.transit);
  const [all, setAll] = useState(false);
  if (transit === null) return null;
  const alerts = transit.alerts.filter((alert) => isInForce(alert, now));
  const feeds = transit.feeds.filter((feed) => isBad(feed, now));
  if (alerts.length + feeds.length === 0) return null;
  const shown = all ? alerts : alerts.slice(0, MOST_SHOWN);
  return (
    <Panel title={t('notices.title')} className="transit-notices">
      <ul>
        {feeds.map((feed) => (
          <FeedNotice key={feed.source} feed={feed} nowMs={now} timeZone={timeZone} />
        ))}
        {shown.map((alert) => (
          <AlertNotice
            key={`${alert.source} ${alert.id}`}
            {...{ alert, transit, timeZone, nowMs: now }}
          />
        ))}
      </ul>
      {alerts.length > MOST_SHOWN ? (
        <Button aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? '▴' : `▾ ${t('notices.more', { count: alerts.length - MOST_SHOWN })}`}
        </Button>
      ) : null}
      {all && transit.alertsLeftOut > 0 ? (
        <p className="kind">{t('notices.leftOut', { count: transit.alertsLeftOut })}</p>
      ) : null}
    </Panel>
  );
}

function FeedNotice({
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
  const { status, source } = feed;
  if (status.state === 'waiting') return null;
  const lastMs = status.timeMs;
  return (
    <li>
      <strong>
        ⚠{' '}
        {status.state === 'failing'
          ? t('feed.failing', { age: formatAge(nowMs - status.sinceMs, language) })
          : t('feed.silent', { age: formatAge(nowMs - status.timeMs, language) })}
      </strong>
      {status.state === 'failing' ? (
        <span className="kind" role="status">
          {status.reason}
        </span>
      ) : null}
      <span className="kind">
        {source} ·{' '}
        {lastMs === null
          ? t('feed.noLast')
          : t('feed.last', { time: formatTimeWithSeconds(lastMs, timeZone, language) })}
      </span>
    </li>
  );
}

const EFFECTS = [
  'NO_SERVICE',
  'REDUCED_SERVICE',
  'SIGNIFICANT_DELAYS',
  'DETOUR',
  'ADDITIONAL_SERVICE',
  'MODIFIED_SERVICE',
  'STOP_MOVED',
  'ACCESSIBILITY_ISSUE',
] as const;

function AlertNotice({
  alert,
  transit,
  timeZone,
  nowMs,
}: {
  readonly alert: DistrictAlert;
  readonly transit: DistrictTransit;
  readonly timeZone: string;
  readonly nowMs: number;
}) {
  const t = useText(transitMessages);
  const language = useLanguage();
  const network = useLinesLayout()?.network ?? null;
  const feed = transit.feeds.find(({ source }) => source === alert.source);
  const effect = EFFECTS.find((known) => known === alert.effect);
  const lines = alert.routeIds.map((id) => lineName(id, network, language)).join(' · ');
  const untilMs = alert.periods.find(
    (period) => (period.untilMs ?? 0) > nowMs && (period.fromMs ?? 0) <= nowMs,
  )?.untilMs;
  const description = feedText(alert.description, language);
  const timeMs = feed && feed.status.state !== 'waiting' ? feed.status.timeMs : null;
  return (
    <li>
      <strong>{[t(`effect.${effect ?? 'other'}`), lines].filter(Boolean).join(' · ')}</strong>
      <span>{feedText(alert.header, language)}</span>
      {description === '' ? null : <span className="kind">{description}</span>}
      <span className="kind">
        <KindMark kind={feed?.kind ?? 'inferred'} word={false} />
        {t('notices.of', {
          source: alert.source,
          time: timeMs === null ? '–' : formatTime(timeMs, timeZone, language),
        })}
        {untilMs
          ? ` · ${t('notices.until', { time: formatTime(untilMs, timeZone, language) })}`
          : ''}
      </span>
    </li>
  );
}
