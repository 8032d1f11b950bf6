import { expect, test } from 'vitest';
import { createRandom, type Interval, type Outcomes, type RunMember } from '#contracts';
import {
  type ComparedRun,
  independentDifference,
  outcomeDifference,
  verdictOf,
} from './outcome-difference.ts';

const point = (value: number): Interval => ({ low: value, median: value, high: value });

function runOf(minutes: readonly (number | null)[], seed = 1): ComparedRun {
  const known = minutes.filter((value) => value !== null);
  const interval: Interval = {
    low: Math.min(...known),
    median: known[0] ?? 0,
    high: Math.max(...known),
  };
  const outcomes: Outcomes = {
    peakDensity: { personsPerSquareMetre: point(3), link: null, atMs: null },
    minutesAboveFour: point(0),
    clearingMinutes: interval,
    peakStationQueue: { persons: point(0), station: null },
    vehicleDelayHours: point(0),
    staffNeeded: minutes.length,
    worstPlaces: [],
  };
  const memberOutcomes = minutes.map(
    (clearingMinutes): RunMember => ({
      peakDensityPersonsPerSquareMetre: 3,
      minutesAboveFour: 0,
      clearingMinutes,
      peakStationQueuePersons: 0,
      vehicleDelayHours: 0,
    }),
  );
  return { outcomes, seed, memberOutcomes };
}

test('members with the same draws pair: shared noise cancels', () => {
  const before = [30, 50, 40, 35, 45];
  const after = before.map((minutes) => minutes - 4);
  expect(outcomeDifference(runOf(before), runOf(after), 'clearing')).toEqual({
    interval: point(-4),
    method: 'paired',
  });
});

test('quantiles of the paired differences are those of the definition (type 7)', () => {
  const before = Array.from({ length: 11 }, () => 40);
  const after = [41, 50, 42, 49, 43, 48, 44, 47, 45, 46, 40];
  // Differences 0 … 10: the 10 % quantile of 11 values is the second, 90 % the tenth.
  expect(outcomeDifference(runOf(before), runOf(after), 'clearing')?.interval).toEqual({
    low: 1,
    median: 5,
    high: 9,
  });
});

test.each([
  ['another seed', runOf([30, 40]), runOf([28, 38], 2)],
  ['other member counts', runOf([30, 40]), runOf([28, 38, 33])],
  ['a member that did not clear', runOf([30, 40]), runOf([28, null])],
  ['a run stored without members', runOf([30, 40]), { ...runOf([28, 38]), memberOutcomes: null }],
] as const)('%s: independent', (_, a, b) => {
  expect(outcomeDifference(a, b, 'clearing')?.method).toBe('independent');
});

test('staff is one number a run; an outcome that one run lacks has no difference', () => {
  const a = runOf([30, 40]);
  const b = runOf([30, 40, 50]);
  expect(outcomeDifference(a, b, 'staff')).toEqual({ interval: point(1), method: 'point' });
  const unfinished = { ...b, outcomes: { ...b.outcomes, clearingMinutes: null } };
  expect(outcomeDifference(a, unfinished, 'clearing')).toBeNull();
});

test('the interval of a difference is that of two independent normal runs', () => {
  // Oracle: 200,000 seeded draws; 10 % and 90 % of a normal lie 1.2816 sigma from its mean.
  const z = 1.2815515655446004;
  const interval = (mean: number, sigma: number): Interval => ({
    low: mean - z * sigma,
    median: mean,
    high: mean + z * sigma,
  });
  const random = createRandom(1, 'difference');
  const draws = Array.from(
    { length: 200_000 },
    () => 12 + 3 * random.nextNormal() - (10 + 4 * random.nextNormal()),
  ).sort((x, y) => x - y);
  const got = independentDifference(interval(10, 4), interval(12, 3));
  // Standard error of a 10 % quantile here: 5 · √(0.1·0.9/200000) / φ(1.28) ≈ 0.02.
  expect(Math.abs(got.low - (draws[20_000] ?? 0))).toBeLessThan(0.08);
  expect(Math.abs(got.high - (draws[180_000] ?? 0))).toBeLessThan(0.08);
  expect(verdictOf(got, 0)).toBe('same');
  expect(verdictOf({ low: -3, median: -2, high: -1 }, 0)).toBe('better');
  // Shown as ±0: nobody should be told that it is worse.
  expect(verdictOf({ low: 0.2, median: 0.3, high: 0.4 }, 0)).toBe('same');
  expect(verdictOf({ low: 0.2, median: 0.3, high: 0.4 }, 1)).toBe('worse');
});
