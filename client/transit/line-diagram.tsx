/** Trains with their load along one direction of a line, around the district's stations. */
import './transit.css';
import { useState } from 'react';
import {
  directionName,
  formatNumber,
  formatPeople,
  localized,
  useLanguage,
  useText,
} from '../i18n/index.ts';
import {
  DENSITY_BANDS,
  densityBandIndex,
  drawPlatforms,
  drawStops,
  drawTrains,
  framePartAt,
  type LinesLayout,
  type TrainDraw,
} from '../layers/index.ts';
import type { LinesShown } from './lines-shown.ts';
import { LinesTruth } from './lines-truth.tsx';
import { PlatformBand } from './platform-band.tsx';
import { TrainLoad } from './train-load.tsx';
import { transitMessages } from './transit-messages.ts';

/** Stops shown before and after the district's own: where full trains come from, and where they go. */
const STOPS_BEFORE = 3;
const STOPS_AFTER = 1;

export function LineDiagram({
  shown,
  timeZone,
  onStation,
}: {
  /** null: the city has no lines. */
  readonly shown: LinesShown | null;
  readonly timeZone: string;
  /** Position in `networks.stations`. */
  readonly onStation: (station: number) => void;
}) {
  const t = useText(transitMessages);
  const language = useLanguage();
  const [chosen, setChosen] = useState<string | null>(null);
  if (!shown) return <p className="kind wall-wrap">{t('lines.none')}</p>;
  const { layout, frames, timeMs, kind, from } = shown;
  const { network, stationOf } = layout;
  const calling = network.patterns.flatMap((pattern, index) =>
    stopsNear(layout, index).length > 0 ? [{ id: pattern.id, index }] : [],
  );
  const at = frames && framePartAt(frames, timeMs);
  const stops = frames ? drawStops(layout, frames, timeMs) : [];
  const [worst] = [...stops].sort((a, b) => b.ahead - a.ahead);
  const pattern =
    calling.find(({ id }) => id === chosen)?.index ?? worst?.pattern ?? calling[0]?.index ?? -1;
  const trains = frames
    ? drawTrains(layout, frames, timeMs).filter((train) => train.pattern === pattern)
    : [];
  const platforms = frames ? drawPlatforms(layout, frames, timeMs) : [];
  const given = network.patterns[pattern];
  const near = stopsNear(layout, pattern);
  const nameAt = (stop: number): string => {
    const station = network.stations[network.stops[given?.stops[stop] ?? -1]?.station ?? -1];
    return station ? localized(station.name, language) : '';
  };
  const worstLeft = worst?.ahead ?? 0;
  return (
    <div className="line-diagram">
      <label className="line-choice">
        <span className="kind">{t('lines.direction')}</span>
        <select value={given?.id ?? ''} onChange={(event) => setChosen(event.target.value)}>
          {calling.map(({ id, index }) => (
            <option key={id} value={id}>
              {directionName(network, index, language)}
            </option>
          ))}
        </select>
      </label>
      {!frames || !at ? (
        <p className="kind">{t('lines.noTime')}</p>
      ) : (
        <>
          <p className={worstLeft > 0 ? 'train-left' : 'kind'}>
            {worst && worstLeft > 0
              ? `▲ ${t(from === 'past' ? 'lines.worstPast' : 'lines.worst', {
                  direction: directionName(network, worst.pattern, language),
                  station: stationName(layout, worst.pattern, worst.stop, language),
                  count: formatPeople(worstLeft, language),
                })}`
              : t(from === 'past' ? 'lines.noneLeftPast' : 'lines.noneLeft')}
          </p>
          <ol className="line-stops">
            {near.map((stop) => {
              const behind = network.stops[given?.stops[stop] ?? -1];
              const station = stationOf[behind?.station ?? -1] ?? -1;
              const platform = platforms.find(
                (one) => one.station === station && one.lines.includes(given?.line ?? -1),
              );
              const density = platform?.personsPerSquareMetre ?? null;
              const band = density === null ? null : DENSITY_BANDS[densityBandIndex(density)];
              const left = stops.find((one) => one.pattern === pattern && one.stop === stop);
              return (
                <li key={stop}>
                  <div className={station >= 0 ? 'line-stop ours' : 'line-stop'}>
                    {station >= 0 ? (
                      <button
                        type="button"
                        className="text-button"
                        onClick={() => onStation(station)}
                      >
                        {nameAt(stop)}
                      </button>
                    ) : (
                      <span className="kind">{nameAt(stop)}</span>
                    )}
                    {platform ? (
                      <span className="kind">
                        <PlatformBand band={band} />
                        {formatPeople(platform.persons, language)}
                        {density === null
                          ? ''
                          : ` · ${t('station.density', {
                              value: formatNumber(density, language, 1),
                              letter: band?.letter ?? '',
                            })}`}
                      </span>
                    ) : null}
                    {left && left.soon > 0 ? (
                      <span className="train-left">
                        ▲ {t('stop.left', { count: formatPeople(left.soon, language) })}
                      </span>
                    ) : null}
                  </div>
                  <Trains trains={trains.filter((train) => train.stop === stop)} />
                </li>
              );
            })}
          </ol>
          {trains.some((train) => near.includes(train.stop)) ? null : (
            <p className="kind">{t('lines.noTrain')}</p>
          )}
          <LinesTruth {...{ frames, kind, from, timeZone }} frame={at.frame} />
        </>
      )}
    </div>
  );
}

function Trains({ trains }: { readonly trains: readonly TrainDraw[] }) {
  const t = useText(transitMessages);
  if (trains.length === 0) return null;
  return (
    <ul className="line-trains">
      {[...trains]
        .sort((a, b) => a.part - b.part)
        .map((train) => (
          <li key={train.number}>
            <span className="train-mark" aria-hidden="true">
              {train.part > 0 ? '▼' : '■'}
            </span>
            <span className="visually-hidden">
              {t(train.part > 0 ? 'train.between' : 'train.at')}
            </span>
            <TrainLoad
              aboard={train.aboard}
              capacity={train.capacity}
              // Of a train that stands, the number is the stop's before.
              leftBehind={train.part > 0 ? train.leftBehind : 0}
            />
          </li>
        ))}
    </ul>
  );
}

/** Places in the direction's stops: the district's, with some before and after. */
function stopsNear({ network, stationOf }: LinesLayout, pattern: number): readonly number[] {
  const stops = network.patterns[pattern]?.stops ?? [];
  const ours = stops.flatMap((stop, at) =>
    (stationOf[network.stops[stop]?.station ?? -1] ?? -1) >= 0 ? [at] : [],
  );
  const [first, last] = [ours[0], ours.at(-1)];
  if (first === undefined || last === undefined) return [];
  const from = Math.max(0, first - STOPS_BEFORE);
  const until = Math.min(stops.length - 1, last + STOPS_AFTER);
  return Array.from({ length: until - from + 1 }, (_, k) => from + k);
}

function stationName(
  { network }: LinesLayout,
  pattern: number,
  stop: number,
  language: Parameters<typeof localized>[1],
): string {
  const place = network.patterns[pattern]?.stops[stop] ?? -1;
  const station = network.stations[network.stops[place]?.station ?? -1];
  return station ? localized(station.name, language) : '';
}
