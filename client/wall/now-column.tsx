/** NOW: clock, weather, the four key figures with what is usual, alarms. */
import type { CityManifest, DistrictNetworks } from '#contracts';
import {
  formatAge,
  formatDate,
  formatNumber,
  formatPeople,
  formatTime,
  type Language,
  sourceText,
  useLanguage,
  useText,
} from '../i18n/index.ts';
import { frameAt, phaseOf, useClock, useFrames, useLive, useNowMs } from '../store/index.ts';
import { TransitNotices } from '../transit/index.ts';
import { KindMark, Panel, Skeleton, ValueWithTruth } from '../ui/index.ts';
import { AlarmList } from './alarm-list.tsx';
import { figureFromFrame, KEY_FIGURE_IDS, type ShownFigure } from './key-figures.ts';
import { wallMessages } from './messages.ts';
import { reachByKeyboard } from './reach-by-keyboard.ts';

/** Key figures come every few seconds; older than this the feed behind them is broken. */
const STALE_AFTER_MS = 3 * 60_000;

export function NowColumn({
  manifest,
  networks,
}: {
  readonly manifest: CityManifest;
  readonly networks: DistrictNetworks | null;
}) {
  const t = useText(wallMessages);
  return (
    <div ref={reachByKeyboard} className="wall-column wall-now">
      <Panel title={t('now.title')} className="wall-clock-panel" actions={<SensorLine />}>
        <ClockAndWeather timeZone={manifest.timeZone} />
        <KeyFigures manifest={manifest} networks={networks} />
      </Panel>
      <AlarmList timeZone={manifest.timeZone} />
      <TransitNotices timeZone={manifest.timeZone} />
    </div>
  );
}

function SensorLine() {
  const t = useText(wallMessages);
  const sensors = useLive((state) => state.district?.sensors ?? null);
  if (!sensors) return null;
  return (
    <span className="kind wall-sensors">
      {t('sensors.line', { fresh: sensors.fresh, total: sensors.total })}
      {sensors.stale > 0 ? ` · ${t('sensors.stale', { stale: sensors.stale })}` : ''}
    </span>
  );
}

function ClockAndWeather({ timeZone }: { readonly timeZone: string }) {
  const t = useText(wallMessages);
  const language = useLanguage();
  const now = useNowMs();
  const weather = useLive((state) => state.district?.weather ?? null);
  return (
    <div className="wall-clock">
      <div>
        <time className="wall-time">{formatTime(now, timeZone, language)}</time>
        <div className="kind">{formatDate(now, timeZone, language)}</div>
      </div>
      <div className="wall-weather">
        {weather ? (
          <>
            <ValueWithTruth
              value={formatNumber(weather.temperatureCelsius, language)}
              unit="°C"
              kind={weather.kind}
              source={weather.source}
              timeMs={weather.timeMs}
              timeZone={timeZone}
              staleAgeMs={now - weather.timeMs > STALE_AFTER_MS * 4 ? now - weather.timeMs : null}
            />
            <span className="kind">
              {weather.rainMillimetresPerHour > 0
                ? t('weather.rain', {
                    value: formatNumber(weather.rainMillimetresPerHour, language, 1),
                  })
                : t('weather.dry')}
              {' · '}
              {t('weather.wind', { value: formatNumber(weather.windMetresPerSecond, language) })}
            </span>
          </>
        ) : (
          <span className="kind">{t('weather.none')}</span>
        )}
      </div>
    </div>
  );
}

function KeyFigures({
  manifest,
  networks,
}: {
  readonly manifest: CityManifest;
  readonly networks: DistrictNetworks | null;
}) {
  const t = useText(wallMessages);
  const now = useNowMs();
  const scrubMs = useClock((state) => state.scrubMs);
  const district = useLive((state) => state.district);
  const frames = useFrames((state) => state);
  const isLive = scrubMs === null || phaseOf(scrubMs, now) === 'live';
  if (isLive && district === null) return <Skeleton lines={4} />;
  if (isLive && district?.keyFigures.length === 0) {
    return <p className="kind wall-wrap">{t('figure.none')}</p>;
  }
  const choice = scrubMs === null ? null : frameAt(frames, scrubMs);
  const figures = KEY_FIGURE_IDS.flatMap((id): readonly ShownFigure[] => {
    if (isLive) {
      const figure = district?.keyFigures.find((one) => one.id === id);
      return figure ? [{ ...figure, liveOnly: false }] : [];
    }
    if (choice && networks) return [figureFromFrame(id, choice, networks, now)];
    const kind = (scrubMs ?? now) > now ? 'forecast' : 'inferred';
    const none = { value: null, source: '', timeMs: scrubMs ?? now, baseline: null };
    return [{ id, kind, ...none, liveOnly: false }];
  });
  return (
    <dl className="wall-figures">
      {figures.map((figure) => (
        <Figure key={figure.id} figure={figure} nowMs={now} timeZone={manifest.timeZone} />
      ))}
    </dl>
  );
}

const UNITS = {
  'people-on-streets': 'unit.persons',
  'venue-people': 'unit.persons',
  'station-entries': 'unit.personsPerMinute',
  'road-speed': 'unit.kilometresPerHour',
} as const;

function formatFigure(id: ShownFigure['id'], value: number, language: Language): string {
  return id === 'road-speed' ? formatNumber(value, language) : formatPeople(value, language);
}

function Figure({
  figure,
  nowMs,
  timeZone,
}: {
  readonly figure: ShownFigure;
  readonly nowMs: number;
  readonly timeZone: string;
}) {
  const t = useText(wallMessages);
  const language = useLanguage();
  const { id, value, baseline } = figure;
  const ageMs = nowMs - figure.timeMs;
  const stale =
    figure.kind !== 'forecast' && figure.source !== 'past-frames' && ageMs > STALE_AFTER_MS;
  const usual =
    baseline === null
      ? ''
      : ` · ${t('figure.baseline', { value: formatFigure(id, baseline, language) })}`;
  const time = stale
    ? `⚠ ${formatAge(ageMs, language)}`
    : formatTime(figure.timeMs, timeZone, language);
  const truth = figure.liveOnly
    ? t('figure.liveOnly')
    : value === null
      ? t('figure.noValue')
      : `${time}${usual}`;
  return (
    <div
      className={`wall-figure ${stale ? 'stale' : ''}`}
      title={sourceText(figure.source, language)}
    >
      <dt>{t(`figure.${id}`)}</dt>
      <dd>
        <span className="wall-number">
          {value === null ? '–' : formatFigure(id, value, language)}
          {value === null ? null : <span className="value-unit">{t(UNITS[id])}</span>}
        </span>
        <span className="kind wall-figure-truth">
          {value === null ? null : <KindMark kind={figure.kind} word={false} />}
          {truth}
        </span>
      </dd>
    </div>
  );
}
