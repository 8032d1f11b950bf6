/** A station's platforms, its next trains, whom they leave behind, and the queues at its entrances. */
import './transit.css';
import { type DistrictNetworks, PLATFORM_FULL_PERSONS_PER_SQUARE_METRE } from '#contracts';
import {
  directionName,
  formatNumber,
  formatPeople,
  localized,
  useLanguage,
  useText,
} from '../i18n/index.ts';
import {
  comingTrains,
  DENSITY_BANDS,
  densityBandIndex,
  drawPlatforms,
  drawStops,
  framePartAt,
} from '../layers/index.ts';
import type { LinesShown } from './lines-shown.ts';
import { LinesTruth } from './lines-truth.tsx';
import { PlatformBand } from './platform-band.tsx';
import { TrainLoad } from './train-load.tsx';
import { transitMessages } from './transit-messages.ts';

export function StationLines({
  shown,
  networks,
  station,
  timeZone,
}: {
  readonly shown: LinesShown;
  readonly networks: DistrictNetworks;
  /** Position in `networks.stations`. */
  readonly station: number;
  readonly timeZone: string;
}) {
  const t = useText(transitMessages);
  const language = useLanguage();
  const { layout, frames, timeMs, kind, from } = shown;
  const { network } = layout;
  if (!layout.stationOf.includes(station)) {
    return <p className="kind wall-wrap">{t('station.outside')}</p>;
  }
  const at = frames && framePartAt(frames, timeMs);
  if (!frames || !at) return <p className="kind wall-wrap">{t('lines.noTime')}</p>;
  const people = (count: number): string => formatPeople(count, language);
  const platforms = drawPlatforms(layout, frames, timeMs).filter((one) => one.station === station);
  const trains = comingTrains(layout, frames, timeMs, station);
  const stops = drawStops(layout, frames, timeMs).filter((stop) => stop.station === station);
  const sum = (key: 'soon' | 'ahead'): number => stops.reduce((all, stop) => all + stop[key], 0);
  const queues = (networks.stations[station]?.entrances ?? []).flatMap((entrance) => {
    const place = frames.entrances.indexOf(entrance.id);
    const queue = frames.entranceQueue[at.frame * frames.entrances.length + place] ?? 0;
    return place < 0 || queue === 0 ? [] : [{ entrance, queue }];
  });
  return (
    <div className="station-lines">
      <h4>{t('station.platforms')}</h4>
      <ul>
        {platforms.map((platform) => {
          const density = platform.personsPerSquareMetre;
          const band = density === null ? null : DENSITY_BANDS[densityBandIndex(density)];
          const isFull = density !== null && density >= PLATFORM_FULL_PERSONS_PER_SQUARE_METRE;
          return (
            <li key={platform.lines.join(' ')}>
              <PlatformBand band={band} />
              <strong>{platform.lines.map((line) => lineName(line)).join(' · ')}</strong>{' '}
              {t('station.persons', {
                persons: people(platform.persons),
                high: people(platform.high),
              })}{' '}
              {density === null ? null : (
                <span className="kind">
                  {t('station.density', {
                    value: formatNumber(density, language, 1),
                    letter: band?.letter ?? '',
                  })}
                </span>
              )}
              {isFull ? <span className="train-left"> ▲ {t('station.full')}</span> : null}
            </li>
          );
        })}
      </ul>
      <h4>{t('station.next')}</h4>
      {trains.length === 0 ? <p className="kind">{t('station.noNext')}</p> : null}
      <ul>
        {trains.map((train) => (
          <li key={train.number}>
            <span className="train-direction">
              {directionName(network, train.pattern, language)}{' '}
              <span className="kind">
                {t('station.minutes', { minutes: formatNumber(train.minutes, language) })}
              </span>
            </span>
            <TrainLoad
              aboard={train.aboard}
              capacity={train.capacity}
              leftBehind={train.leavesBehind ?? 0}
            />
          </li>
        ))}
      </ul>
      <h4>{t('station.left')}</h4>
      <p className={sum('ahead') > 0 ? 'train-left' : 'kind'}>
        {t(from === 'past' ? 'station.leftPast' : 'station.leftSoon', {
          soon: people(sum('soon')),
          ahead: people(sum('ahead')),
        })}
      </p>
      <h4>{t('station.entrances')}</h4>
      {queues.length === 0 ? <p className="kind">{t('station.noQueue')}</p> : null}
      <ul>
        {queues.map(({ entrance, queue }) => (
          <li key={entrance.id}>
            {localized(entrance.name, language)} <strong>{people(queue)}</strong>
          </li>
        ))}
      </ul>
      <LinesTruth {...{ frames, kind, from, timeZone }} frame={at.frame} />
    </div>
  );

  function lineName(line: number): string {
    const given = network.lines[line];
    return given ? localized(given.name, language) : '';
  }
}
