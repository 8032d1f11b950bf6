/** NEXT TWO HOURS: the three worst places with their interval, the event's figures, advice, who. */
import { type DistrictNetworks, type Forecast, type Interval, may } from '#contracts';
import {
  commonMessages,
  formatMinutes,
  formatNumber,
  formatPeople,
  formatTime,
  localized,
  useLanguage,
  useText,
} from '../i18n/index.ts';
import {
  CRITICAL_PERSONS_PER_SQUARE_METRE,
  DENSITY_BANDS,
  densityBandIndex,
} from '../layers/index.ts';
import {
  scrubTo,
  select,
  useConnection,
  useFrames,
  useLive,
  useShownTimeMs,
} from '../store/index.ts';
import { hatchBackground, KindMark, Panel, Skeleton } from '../ui/index.ts';
import { AdviceList } from './advice-list.tsx';
import { DensityChart } from './density-chart.tsx';
import { wallMessages } from './messages.ts';
import { reachByKeyboard } from './reach-by-keyboard.ts';

/** At most; level of service A even in the worst run is no crowd. */
const WORST_COUNT = 3;

export function AheadColumn({
  timeZone,
  networks,
}: {
  readonly timeZone: string;
  readonly networks: DistrictNetworks | null;
}) {
  const t = useText(wallMessages);
  const words = useText(commonMessages);
  const session = useConnection((state) => state.session);
  const roles = session.state === 'signed-in' ? session.session.roles : [];
  return (
    <div ref={reachByKeyboard} className="wall-column wall-ahead">
      {may(roles, 'read-forecast') ? (
        <>
          <ForecastPanel timeZone={timeZone} networks={networks} />
          <AdviceList timeZone={timeZone} mayDecide={may(roles, 'decide-advice')} />
        </>
      ) : (
        <Panel title={t('ahead.title')}>
          <p className="kind wall-wrap">{t('forecast.noPermission')}</p>
        </Panel>
      )}
      {session.state === 'signed-in' ? (
        <p className="wall-duty kind">
          {t('duty.title')}: {session.session.name} ·{' '}
          {session.session.roles.map((role) => words(`role.${role}`)).join(' · ')}
        </p>
      ) : null}
    </div>
  );
}

function ForecastPanel({
  timeZone,
  networks,
}: {
  readonly timeZone: string;
  readonly networks: DistrictNetworks | null;
}) {
  const t = useText(wallMessages);
  const language = useLanguage();
  const forecast = useLive((state) => state.forecast);
  if (networks?.walk.links.length === 0 && networks.street.links.length === 0) {
    return (
      <Panel title={t('ahead.title')}>
        <p className="kind wall-wrap">{t('forecast.noNetwork')}</p>
      </Panel>
    );
  }
  if (!forecast) {
    return (
      <Panel title={t('ahead.title')}>
        {forecast === undefined ? (
          <Skeleton lines={4} />
        ) : (
          <p className="kind">{t('forecast.none')}</p>
        )}
      </Panel>
    );
  }
  return (
    <Panel
      title={t('ahead.title')}
      className="wall-forecast"
      actions={
        <span className="kind wall-issued">
          <KindMark kind="forecast" word={false} />
          {t('forecast.issued', {
            time: formatTime(forecast.issuedMs, timeZone, language),
            members: forecast.members,
          })}
        </span>
      }
    >
      <Outcomes forecast={forecast} />
      <WorstPlaces forecast={forecast} networks={networks} timeZone={timeZone} />
    </Panel>
  );
}

function Outcomes({ forecast }: { readonly forecast: Forecast }) {
  const t = useText(wallMessages);
  const language = useLanguage();
  const { clearingMinutes, peakStationQueue, vehicleDelayHours, transit } = forecast.outcomes;
  const people = (value: number): string => formatPeople(value, language);
  const minutes = (value: number): string => formatMinutes(value, language);
  const hours = (value: number): string => formatNumber(value, language);
  const rows = [
    ...(clearingMinutes
      ? [{ name: t('forecast.clearing'), interval: clearingMinutes, format: minutes, unit: '' }]
      : []),
    {
      name: t('forecast.queue'),
      interval: peakStationQueue.persons,
      format: people,
      unit: t('unit.persons'),
    },
    ...(transit
      ? [
          {
            name: t('forecast.left'),
            interval: transit.leftBehind,
            format: people,
            unit: t('unit.times'),
          },
        ]
      : []),
    ...(transit && transit.withoutTrain.high > 0
      ? [
          {
            name: t('forecast.withoutTrain'),
            interval: transit.withoutTrain,
            format: people,
            unit: t('unit.persons'),
          },
        ]
      : []),
    {
      name: t('forecast.delay'),
      interval: vehicleDelayHours,
      format: hours,
      unit: t('effect.unit.hours'),
    },
  ];
  return (
    <dl className="wall-outcomes">
      {rows.map((row) => (
        <div key={row.name}>
          <dt className="kind">{row.name}</dt>
          <dd>
            <strong>{row.format(row.interval.median)}</strong>{' '}
            <span className="value-unit">{row.unit}</span>
            <span className="kind wall-interval">
              {row.format(row.interval.low)}–{row.format(row.interval.high)}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

const intervalText = (interval: Interval, format: (value: number) => string): string =>
  `${format(interval.low)}–${format(interval.high)}`;

function WorstPlaces({
  forecast,
  networks,
  timeZone,
}: {
  readonly forecast: Forecast;
  readonly networks: DistrictNetworks | null;
  readonly timeZone: string;
}) {
  const t = useText(wallMessages);
  const language = useLanguage();
  const shownMs = useShownTimeMs();
  const frames = useFrames((state) => state.forecast?.frames ?? null);
  const worst = forecast.outcomes.worstPlaces
    .filter((place) => densityBandIndex(place.personsPerSquareMetre.high) > 0)
    .slice(0, WORST_COUNT);
  const number = (value: number): string => formatNumber(value, language, 1);
  return (
    <>
      <h3 className="wall-subtitle">{t('worst.title')}</h3>
      {worst.length === 0 ? <p className="kind">{t('worst.none')}</p> : null}
      <ol className="wall-worst">
        {worst.map((place) => {
          const density = place.personsPerSquareMetre;
          const band = DENSITY_BANDS[densityBandIndex(density.median)];
          const index = networks?.walk.links.findIndex((link) => link.id === place.link) ?? -1;
          const inBoth = networks?.walk.links[index]?.name ?? null;
          const name = inBoth ? localized(inBoth, language) : (place.name ?? t('worst.unnamed'));
          const critical = density.median > CRITICAL_PERSONS_PER_SQUARE_METRE;
          return (
            <li key={place.link}>
              <button
                type="button"
                className="wall-place"
                onClick={() => {
                  select({ type: 'walk-link', id: place.link });
                  scrubTo(place.atMs);
                }}
              >
                <span
                  className="wall-band"
                  style={{ background: band ? hatchBackground(band.hex, band.hatch) : undefined }}
                  aria-hidden="true"
                />
                <span className="wall-place-name">{name}</span>
                <span className="wall-place-value">
                  <KindMark kind="forecast" word={false} />
                  <strong>{number(density.median)}</strong> <span className="value-unit">/m²</span>
                  <span className="kind wall-interval">{intervalText(density, number)}</span>
                </span>
                <span className="kind">
                  {band ? `${band.letter} · ` : ''}
                  {t('worst.at', { time: formatTime(place.atMs, timeZone, language) })}
                  {critical ? <span className="wall-critical"> ▲ {t('worst.above')}</span> : null}
                </span>
              </button>
              {frames && networks && index >= 0 ? (
                <DensityChart
                  frames={frames}
                  linkIndex={index}
                  link={networks.walk.links[index]}
                  shownMs={shownMs}
                  label={t('worst.chart', { place: name, value: number(density.median) })}
                />
              ) : null}
            </li>
          );
        })}
      </ol>
    </>
  );
}
