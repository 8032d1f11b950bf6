/**
 * The places of runs as tables: one line of peaks a place, and every minute of the places that
 * matter. All minutes of all places would be some 190,000 lines a run, which no spreadsheet reader
 * wants.
 */
import type { DistrictNetworks, Frames } from '#contracts';
import { FRAME_SECONDS, isStudied } from '#contracts';
import { DENSITY_BANDS, densityOf } from '../layers/index.ts';
import { type CsvCell, type CsvTable, isoTime, rounded } from './csv-table.ts';

interface PlacesRun {
  readonly name: string;
  readonly frames: Frames;
}

/** Above level of service D: from here on walking is E or F (Fruin). */
export const CROWDED_PERSONS_PER_SQUARE_METRE =
  DENSITY_BANDS.find((band) => band.letter === 'D')?.belowPersonsPerSquareMetre ?? 1.08;
/** Level of service E of urban streets begins at 40 % of the free speed (HCM 2010). */
export const SLOW_RATIO = 0.4;
/** Below this a street counts as slowed at all. */
const SLOWED_RATIO = 0.95;
/** Of footways, and of streets. */
export const MINUTE_PLACES = 100;

/** Highest (or lowest) value of a row over the frames, and its frame. */
function extremeOf(
  frameCount: number,
  valueAt: (frame: number) => number,
  isBeyond: (value: number, best: number) => boolean,
): { readonly value: number; readonly frame: number } {
  let best = { value: valueAt(0), frame: 0 };
  for (let frame = 1; frame < frameCount; frame += 1) {
    const value = valueAt(frame);
    if (isBeyond(value, best.value)) best = { value, frame };
  }
  return best;
}
const higher = (value: number, best: number): boolean => value > best;
const lower = (value: number, best: number): boolean => value < best;

/** Readers of one run's frames, in the units of the tables. */
function readersOf(frames: Frames, networks: DistrictNetworks) {
  const walkAt = (link: number, frame: number) => frame * frames.walkLinkCount + link;
  const streetAt = (link: number, frame: number) => frame * frames.streetLinkCount + link;
  const stationAt = (station: number, frame: number) => frame * frames.stationCount + station;
  const speed = (link: number, frame: number) =>
    (frames.streetSpeedCentimetresPerSecond[streetAt(link, frame)] ?? 0) / 100;
  const densities = (values: Uint16Array) => (link: number, frame: number) => {
    const walk = networks.walk.links[link];
    return walk ? densityOf(values[walkAt(link, frame)] ?? 0, walk) : 0;
  };
  return {
    time: (frame: number) => isoTime(frames.startMs + frame * FRAME_SECONDS * 1000),
    persons: (link: number, frame: number) => frames.walkPersons[walkAt(link, frame)] ?? 0,
    personsHigh: (link: number, frame: number) => frames.walkPersonsHigh[walkAt(link, frame)] ?? 0,
    density: densities(frames.walkPersons),
    densityHigh: densities(frames.walkPersonsHigh),
    speed,
    speedRatio: (link: number, frame: number) =>
      speed(link, frame) / (networks.street.links[link]?.freeSpeedMetresPerSecond ?? 1),
    flow: (link: number, frame: number) =>
      frames.streetFlowVehiclesPerHour[streetAt(link, frame)] ?? 0,
    queue: (link: number, frame: number) => frames.streetQueueVehicles[streetAt(link, frame)] ?? 0,
    waiting: (station: number, frame: number) => ({
      low: frames.stationWaitingLow[stationAt(station, frame)] ?? 0,
      median: frames.stationWaiting[stationAt(station, frame)] ?? 0,
      high: frames.stationWaitingHigh[stationAt(station, frame)] ?? 0,
    }),
  };
}

type Named = {
  readonly id: string;
  readonly name: { readonly zh: string; readonly en: string } | null;
};
const placeCells = (run: string, type: string, place: Named): CsvCell[] => [
  run,
  type,
  place.id,
  place.name?.zh ?? null,
  place.name?.en ?? null,
];
const PLACE_COLUMNS = ['run', 'place_type', 'place', 'name_zh', 'name_en'] as const;

/** Of every place that holds anybody or is slowed: its worst minute. */
export function peaksTable(runs: readonly PlacesRun[], networks: DistrictNetworks): CsvTable {
  const rows = runs.flatMap(({ name, frames }): CsvCell[][] => {
    const read = readersOf(frames, networks);
    const { frameCount } = frames;
    return [
      ...networks.walk.links.flatMap((link, i) => {
        const high = extremeOf(frameCount, (frame) => read.densityHigh(i, frame), higher);
        if (high.value === 0) return [];
        const peak = extremeOf(frameCount, (frame) => read.density(i, frame), higher);
        return [
          [
            ...placeCells(name, 'walk-link', link),
            ...['density', 'persons/m2', null, rounded(peak.value, 3), rounded(high.value, 3)],
            read.time(peak.value > 0 ? peak.frame : high.frame),
          ],
        ];
      }),
      ...networks.street.links.flatMap((link, i) => {
        if (!isStudied(frames.study, 'streetLinks', i)) return [];
        const slowest = extremeOf(frameCount, (frame) => read.speedRatio(i, frame), lower);
        if (slowest.value >= SLOWED_RATIO) return [];
        return [
          [
            ...placeCells(name, 'street-link', link),
            ...['lowest-speed', 'm/s', null, rounded(read.speed(i, slowest.frame), 2), null],
            read.time(slowest.frame),
          ],
        ];
      }),
      ...networks.stations.flatMap((station, i) => {
        if (!isStudied(frames.study, 'stations', i)) return [];
        const { frame } = extremeOf(frameCount, (at) => read.waiting(i, at).median, higher);
        const { low, median, high } = read.waiting(i, frame);
        return [
          [
            ...placeCells(name, 'station', station),
            ...['waiting', 'persons', low, median, high],
            read.time(frame),
          ],
        ];
      }),
    ];
  });
  return {
    note: 'Worst minute of each place: all stations and each footway that holds anybody and each street below 95 % of its free speed',
    columns: [...PLACE_COLUMNS, 'quantity', 'unit', 'low_10', 'median', 'high_90', 'time_utc'],
    rows,
  };
}

/** Indices with a value beyond the limit, worst first, at most MINUTE_PLACES. */
function worstIndices(
  count: number,
  worstOf: (index: number) => number,
  isBeyond: (value: number) => boolean,
  order: (a: number, b: number) => number,
): readonly number[] {
  return Array.from({ length: count }, (_, index) => ({ index, value: worstOf(index) }))
    .filter(({ value }) => isBeyond(value))
    .sort((a, b) => order(a.value, b.value))
    .slice(0, MINUTE_PLACES)
    .map(({ index }) => index);
}

export function minutesTable(runs: readonly PlacesRun[], networks: DistrictNetworks): CsvTable {
  const rows = runs.flatMap(({ name, frames }): CsvCell[][] => {
    const read = readersOf(frames, networks);
    const { frameCount } = frames;
    const minutes = Array.from({ length: frameCount }, (_, frame) => frame);
    const walks = worstIndices(
      networks.walk.links.length,
      (i) => extremeOf(frameCount, (frame) => read.densityHigh(i, frame), higher).value,
      (density) => density >= CROWDED_PERSONS_PER_SQUARE_METRE,
      (a, b) => b - a,
    );
    const streets = worstIndices(
      networks.street.links.length,
      (i) =>
        isStudied(frames.study, 'streetLinks', i)
          ? extremeOf(frameCount, (frame) => read.speedRatio(i, frame), lower).value
          : Number.POSITIVE_INFINITY,
      (ratio) => ratio < SLOW_RATIO,
      (a, b) => a - b,
    );
    const linesOf = (
      type: string,
      place: Named | undefined,
      cells: (frame: number) => CsvCell[],
    ): CsvCell[][] =>
      place
        ? minutes.map((frame) => [
            ...placeCells(name, type, place),
            read.time(frame),
            ...cells(frame),
          ])
        : [];
    return [
      ...walks.flatMap((i) =>
        linesOf('walk-link', networks.walk.links[i], (frame) => [
          ...[read.persons(i, frame), read.personsHigh(i, frame)],
          rounded(read.density(i, frame), 3),
          ...[null, null, null, null, null, null],
        ]),
      ),
      ...streets.flatMap((i) =>
        linesOf('street-link', networks.street.links[i], (frame) => [
          ...[null, null, null],
          ...[read.speed(i, frame), read.flow(i, frame), read.queue(i, frame)],
          ...[null, null, null],
        ]),
      ),
      ...networks.stations.flatMap((station, i) =>
        linesOf(
          'station',
          isStudied(frames.study, 'stations', i) ? station : undefined,
          (frame) => {
            const { low, median, high } = read.waiting(i, frame);
            return [null, null, null, null, null, null, low, median, high];
          },
        ),
      ),
    ];
  });
  return {
    note: `Minute by minute: all stations and the ${MINUTE_PLACES} densest footways above level of service D (from ${CROWDED_PERSONS_PER_SQUARE_METRE} persons/m2 at the 90 % quantile) and the ${MINUTE_PLACES} slowest streets below ${SLOW_RATIO * 100} % of their free speed`,
    columns: [
      ...PLACE_COLUMNS,
      'time_utc',
      'persons',
      'persons_high_90',
      'persons_per_m2',
      'speed_m_per_s',
      'flow_veh_per_h',
      'queue_veh',
      'waiting_low_10',
      'waiting',
      'waiting_high_90',
    ],
    rows,
  };
}
