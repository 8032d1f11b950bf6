/**
 * Trains and platforms of past minutes: of each forecast its first minute (frames 0 and 1), joined
 * into one `TransitFrames`. Each forecast numbers its trains anew, so where one forecast follows
 * another a train is taken for the one of its direction that was expected nearest by, or for a new one.
 */
import { decodeTransitFrames, FRAME_SECONDS, POSITION_PARTS, type TransitFrames } from '#contracts';
import { LONGEST_GAP_MINUTES } from './past-frames.ts';

const FRAME_MS = FRAME_SECONDS * 1000;
/** Metro stations lie some two minutes apart: farther off, two forecasts do not mean one train. */
const SAME_TRAIN_WITHIN_PARTS = POSITION_PARTS;
const PLACES = ['platforms', 'stops', 'entrances', 'patterns'] as const;
const TRAIN_FIELDS = ['trainPattern', 'trainPosition', 'trainAboard', 'trainLeftBehind'] as const;

/** Frame `index` and the one after it, so that the minute between them is known too. */
export function takeTransitMinute(frames: TransitFrames, index: number): TransitFrames {
  const { platforms, stops, entrances, patterns, member, members } = frames;
  const frameCount = Math.min(2, frames.frameCount - index);
  const rows = (values: Uint32Array, width: number): Uint32Array =>
    values.slice(index * width, (index + frameCount) * width);
  const first = frames.trainStart[index] ?? 0;
  const trains = (values: Uint16Array): Uint16Array =>
    values.slice(first, frames.trainStart[index + frameCount]);
  return {
    startMs: frames.startMs + index * FRAME_MS,
    frameCount,
    ...{ member, members, platforms, stops, entrances, patterns },
    platformPersons: rows(frames.platformPersons, platforms.length),
    platformPersonsHigh: rows(frames.platformPersonsHigh, platforms.length),
    stopLeftBehind: rows(frames.stopLeftBehind, stops.length),
    stopLeftBehindHigh: rows(frames.stopLeftBehindHigh, stops.length),
    entranceQueue: rows(frames.entranceQueue, entrances.length),
    trainStart: frames.trainStart
      .slice(index, index + frameCount + 1)
      .map((start) => start - first),
    trainNumber: trains(frames.trainNumber),
    trainPattern: trains(frames.trainPattern),
    trainPosition: trains(frames.trainPosition),
    trainAboard: trains(frames.trainAboard),
    trainLeftBehind: trains(frames.trainLeftBehind),
  };
}

/** `stored`: encoded minutes, oldest first. As for `joinPastFrames`, a long gap begins a new series. */
export function joinPastTransitFrames(stored: readonly Uint8Array[]): TransitFrames | null {
  const series: TransitFrames[] = [];
  for (const bytes of stored) {
    const minute = decodeTransitFrames(bytes.slice().buffer);
    const last = series.at(-1);
    const minutes = last ? Math.round((minute.startMs - last.startMs) / FRAME_MS) : 0;
    if (last && (minutes > LONGEST_GAP_MINUTES || !hasSamePlaces(last, minute))) series.length = 0;
    // Two forecasts in one minute: the later one holds.
    if (last && minutes === 0) series.pop();
    series.push(minute);
  }
  const [first] = series;
  const newest = series.at(-1);
  return first && newest ? join(first, newest, series) : null;
}

function join(
  first: TransitFrames,
  newest: TransitFrames,
  series: readonly TransitFrames[],
): TransitFrames {
  const { platforms, stops, entrances } = first;
  const frameCount = Math.round((newest.startMs - first.startMs) / FRAME_MS) + 1;
  const joined = {
    platformPersons: new Uint32Array(frameCount * platforms.length),
    platformPersonsHigh: new Uint32Array(frameCount * platforms.length),
    stopLeftBehind: new Uint32Array(frameCount * stops.length),
    stopLeftBehindHigh: new Uint32Array(frameCount * stops.length),
    entranceQueue: new Uint32Array(frameCount * entrances.length),
    trainStart: new Uint32Array(frameCount + 1),
  };
  const trains: Record<'trainNumber' | (typeof TRAIN_FIELDS)[number], number[]> = {
    ...{ trainNumber: [], trainPattern: [], trainPosition: [], trainAboard: [] },
    trainLeftBehind: [],
  };
  let source = first;
  let numbers: ReadonlyMap<number, number> = new Map();
  let nextNumber = 0;
  let next = 0;
  for (let minute = 0; minute < frameCount; minute += 1) {
    const due = series[next];
    const isNew = due !== undefined && minuteOf(due, first) <= minute;
    if (isNew) {
      const known = matchTrains(source, numbers, due);
      const named = new Map<number, number>();
      for (const number of due.trainNumber) {
        if (!named.has(number)) named.set(number, known.get(number) ?? nextNumber++ % 0x10000);
      }
      numbers = named;
      source = due;
      next += 1;
    }
    // Of a minute without a forecast, what the one before expected of it.
    const row = isNew ? 0 : source.frameCount - 1;
    copyRow(source.platformPersons, row, joined.platformPersons, minute, platforms.length);
    copyRow(source.platformPersonsHigh, row, joined.platformPersonsHigh, minute, platforms.length);
    copyRow(source.entranceQueue, row, joined.entranceQueue, minute, entrances.length);
    // Each forecast counts from its own beginning; the series counts on.
    if (minute + 1 < frameCount) {
      for (const field of ['stopLeftBehind', 'stopLeftBehindHigh'] as const) {
        stops.forEach((_, stop) => {
          const after = source[field][(source.frameCount - 1) * stops.length + stop] ?? 0;
          const gained = isNew ? after - (source[field][stop] ?? 0) : 0;
          joined[field][(minute + 1) * stops.length + stop] =
            (joined[field][minute * stops.length + stop] ?? 0) + gained;
        });
      }
    }
    for (let at = source.trainStart[row] ?? 0; at < (source.trainStart[row + 1] ?? 0); at += 1) {
      const number = source.trainNumber[at] ?? 0;
      trains.trainNumber.push(numbers.get(number) ?? 0);
      for (const field of TRAIN_FIELDS) trains[field].push(source[field][at] ?? 0);
    }
    joined.trainStart[minute + 1] = trains.trainNumber.length;
  }
  const { member, members, patterns } = newest;
  return {
    startMs: first.startMs,
    frameCount,
    ...{ member, members, platforms, stops, entrances, patterns },
    ...joined,
    trainNumber: Uint16Array.from(trains.trainNumber),
    trainPattern: Uint16Array.from(trains.trainPattern),
    trainPosition: Uint16Array.from(trains.trainPosition),
    trainAboard: Uint16Array.from(trains.trainAboard),
    trainLeftBehind: Uint16Array.from(trains.trainLeftBehind),
  };
}

/** Numbers of the new minute's trains → numbers of the series, for trains that it goes on with. */
function matchTrains(
  before: TransitFrames,
  numbers: ReadonlyMap<number, number>,
  minute: TransitFrames,
): ReadonlyMap<number, number> {
  const expected = trainsOf(before, before.frameCount - 1);
  const pairs = trainsOf(minute, 0).flatMap((train) =>
    expected.flatMap((other) => {
      const apart = Math.abs(other.position - train.position);
      return other.pattern === train.pattern && apart < SAME_TRAIN_WITHIN_PARTS
        ? [{ apart, from: other.number, to: train.number }]
        : [];
    }),
  );
  pairs.sort((a, b) => a.apart - b.apart || a.from - b.from || a.to - b.to);
  const matched = new Map<number, number>();
  const taken = new Set<number>();
  for (const { from, to } of pairs) {
    const number = numbers.get(from);
    if (number === undefined || taken.has(from) || matched.has(to)) continue;
    taken.add(from);
    matched.set(to, number);
  }
  return matched;
}

function trainsOf(frames: TransitFrames, row: number) {
  const first = frames.trainStart[row] ?? 0;
  const count = (frames.trainStart[row + 1] ?? first) - first;
  return Array.from({ length: count }, (_, k) => ({
    number: frames.trainNumber[first + k] ?? 0,
    pattern: frames.trainPattern[first + k] ?? 0,
    position: frames.trainPosition[first + k] ?? 0,
  }));
}

function copyRow(
  from: Uint32Array,
  fromRow: number,
  into: Uint32Array,
  row: number,
  width: number,
): void {
  into.set(from.subarray(fromRow * width, (fromRow + 1) * width), row * width);
}

const minuteOf = (frames: TransitFrames, first: TransitFrames): number =>
  Math.round((frames.startMs - first.startMs) / FRAME_MS);

const hasSamePlaces = (a: TransitFrames, b: TransitFrames): boolean =>
  PLACES.every((place) => a[place].join('\n') === b[place].join('\n'));
