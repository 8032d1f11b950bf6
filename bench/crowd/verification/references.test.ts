/** The references that cases are judged by, against figures published beside their formulas. */
import { expect, test } from 'vitest';
import { rootMeanSquare, sfpeSpeed, singleFileBand, weidmannSpeed } from './diagrams.ts';
import { corbettaBand } from './stair-cases.ts';
import { kolmogorovSmirnov, leastPassing } from './start-distributions.ts';

test.each([
  [0.5, 1.3],
  [1, 1.06],
  [2, 0.61],
  [3, 0.33],
  [4, 0.16],
])('Weidmann at %s persons/m²', (density, speed) => {
  expect(weidmannSpeed(density)).toBeCloseTo(speed, 2);
});

test('SFPE: free below 0.54, greatest flow 1.316 persons/(m·s) at 1.88, standing at 3.76', () => {
  expect(sfpeSpeed(0.2)).toBe(sfpeSpeed(0.54));
  expect(1.88 * sfpeSpeed(1.88)).toBeCloseTo(1.316, 2);
  expect(sfpeSpeed(3.77)).toBe(0);
});

test('the single-file band passes through its rows and runs straight between them', () => {
  expect(singleFileBand(1.1)).toEqual([0.32, 0.52, 0.84]);
  expect(singleFileBand(0.5)).toEqual([0.71, 1.09, 1.39]);
  const [low, , high] = singleFileBand(1.6);
  expect(low).toBeCloseTo((0.32 + 0.035) / 2, 10);
  expect(high).toBeCloseTo((0.84 + 0.27) / 2, 10);
});

test('Corbetta at 1 person/m², by hand', () => {
  const [low, high] = corbettaBand('up', 1);
  expect(low).toBeCloseTo(0.49 - 0.08, 10);
  expect(high).toBeCloseTo(0.65 + 0.21, 10);
});

test('the test of Kolmogorov and Smirnov finds a wrong law and passes a right one', () => {
  const even = Array.from({ length: 200 }, (_, k) => (k + 0.5) / 200);
  expect(kolmogorovSmirnov(even, (x) => x)).toBeGreaterThan(0.99);
  expect(kolmogorovSmirnov(even, (x) => x ** 2)).toBeLessThan(1e-6);
  // D = 1.36/√n is the 5 % point for large samples.
  const shifted = Array.from({ length: 10_000 }, (_, k) => (k + 0.5) / 10_000 + 0.0136);
  expect(kolmogorovSmirnov(shifted, (x) => Math.min(1, x))).toBeCloseTo(0.05, 2);
});

test('of 50 right samplers at 5 % at least 43 pass', () => {
  expect(leastPassing(50)).toBe(43);
});

test('a root mean square leaves out what is not known', () => {
  expect(rootMeanSquare([3, Number.NaN, 4])).toBeCloseTo(Math.sqrt(12.5), 10);
});
