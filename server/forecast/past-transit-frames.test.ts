import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  decodeTransitFrames,
  encodeTransitFrames,
  POSITION_PARTS,
  type TransitFrames,
} from '#contracts';
import { joinPastTransitFrames, takeTransitMinute } from './past-transit-frames.ts';

const MINUTE = 60_000;
const START = 29_000_000 * MINUTE;
/** A train of the truth runs half a stop a minute; trains of a direction are three stops apart. */
const PARTS_A_MINUTE = POSITION_PARTS / 2;
const TRAINS = [0, 1, 2, 3];
const placeOf = (train: number, minute: number) => ({
  pattern: train % 2,
  position: (train < 2 ? 0 : 3) * POSITION_PARTS + minute * PARTS_A_MINUTE,
});

/** A forecast issued at a minute: the truth, under its own numbers and in its own order. */
function forecast(minute: number, numbers: readonly number[], frameCount = 3): TransitFrames {
  const rows = Array.from({ length: frameCount }, (_, frame) =>
    TRAINS.map((train) => ({
      number: numbers[train] ?? 0,
      ...placeOf(train, minute + frame),
    })).sort((a, b) => a.number - b.number),
  );
  const all = rows.flat();
  const words = (value: (frame: number) => number): Uint32Array =>
    Uint32Array.from({ length: frameCount }, (_, frame) => value(frame));
  return {
    ...{ startMs: START + minute * MINUTE, frameCount, member: 0, members: 1 },
    ...{ platforms: ['p'], stops: ['s'], entrances: ['e'], patterns: ['out', 'back'] },
    platformPersons: words((frame) => 100 + minute + frame),
    platformPersonsHigh: words((frame) => 200 + minute + frame),
    // Seven are left behind every minute, and each forecast begins at none.
    stopLeftBehind: words((frame) => 7 * frame),
    stopLeftBehindHigh: words((frame) => 9 * frame),
    entranceQueue: words((frame) => minute + frame),
    trainStart: Uint32Array.from({ length: frameCount + 1 }, (_, at) => at * TRAINS.length),
    trainNumber: Uint16Array.from(all, ({ number }) => number),
    trainPattern: Uint16Array.from(all, ({ pattern }) => pattern),
    trainPosition: Uint16Array.from(all, ({ position }) => position),
    trainAboard: Uint16Array.from(all, ({ position }) => position % 1000),
    trainLeftBehind: new Uint16Array(all.length),
  };
}
const minuteOf = (minute: number, numbers: readonly number[]): Uint8Array =>
  encodeTransitFrames(takeTransitMinute(forecast(minute, numbers), 0));

test('one train keeps one number over forecasts that number trains anew', () => {
  const numbers = fc.shuffledSubarray([3, 11, 40, 65_535, 7, 500], { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(numbers, { minLength: 2, maxLength: 20 }), (given) => {
      const joined = joinPastTransitFrames(given.map((each, minute) => minuteOf(minute, each)));
      if (!joined) throw new Error('expected a series');
      expect(joined.frameCount).toBe(given.length);
      const seen = new Map<number, number>();
      for (let minute = 0; minute < joined.frameCount; minute += 1) {
        const [from, to] = [joined.trainStart[minute] ?? 0, joined.trainStart[minute + 1] ?? 0];
        expect(to - from).toBe(TRAINS.length);
        for (let row = from; row < to; row += 1) {
          const train = TRAINS.find((one) => {
            const { pattern, position } = placeOf(one, minute);
            return joined.trainPattern[row] === pattern && joined.trainPosition[row] === position;
          });
          expect(train).toBeDefined();
          const number = joined.trainNumber[row] ?? -1;
          if (minute === 0) seen.set(train ?? -1, number);
          else expect(seen.get(train ?? -1)).toBe(number);
        }
      }
      expect(new Set(seen.values()).size).toBe(TRAINS.length);
    }),
    { seed: 1, numRuns: 50 },
  );
});

test('people left behind count on over the forecasts, from none', () => {
  const numbers = [1, 2, 3, 4];
  const joined = joinPastTransitFrames([0, 1, 2, 3].map((minute) => minuteOf(minute, numbers)));
  expect([...(joined?.stopLeftBehind ?? [])]).toEqual([0, 7, 14, 21]);
  expect([...(joined?.platformPersons ?? [])]).toEqual([100, 101, 102, 103]);
});

test('a minute without a forecast is what the one before expected; a long gap begins anew', () => {
  const numbers = [1, 2, 3, 4];
  const joined = joinPastTransitFrames([minuteOf(0, numbers), minuteOf(2, numbers)]);
  expect([...(joined?.platformPersons ?? [])]).toEqual([100, 101, 102]);
  expect(joined?.trainPosition[joined.trainStart[1] ?? -1]).toBe(PARTS_A_MINUTE);
  const late = joinPastTransitFrames([minuteOf(0, numbers), minuteOf(20, numbers)]);
  expect(late).toMatchObject({ startMs: START + 20 * MINUTE, frameCount: 1 });
  expect(joinPastTransitFrames([])).toBeNull();
});

test('the later of two forecasts in a minute holds; what is joined is a record like any other', () => {
  const other = { ...forecast(0, [5, 6, 7, 8]), platformPersons: Uint32Array.of(1, 2, 3) };
  const joined = joinPastTransitFrames([
    minuteOf(0, [1, 2, 3, 4]),
    encodeTransitFrames(takeTransitMinute(other, 0)),
    minuteOf(1, [1, 2, 3, 4]),
  ]);
  expect([...(joined?.platformPersons ?? [])]).toEqual([1, 101]);
  if (!joined) throw new Error('expected a series');
  const bytes = encodeTransitFrames(joined);
  expect(decodeTransitFrames(bytes.slice().buffer)).toEqual(joined);
});
