/** Every figure of the verification holds; the fast lane keeps runs, measures and 20 random networks. */
import { expect, it } from 'vitest';
import { verifyTransitTheory } from './verify-transit.ts';

it('agrees with theory and published dwell', () => {
  const figures = verifyTransitTheory();
  expect(figures.length).toBeGreaterThan(14);
  const outside = figures.filter(({ value, asked }) => {
    if (asked === undefined) return false;
    if ('atMost' in asked) return !(value <= asked.atMost);
    if ('atLeast' in asked) return !(value >= asked.atLeast);
    return !(value >= asked.between[0] && value <= asked.between[1]);
  });
  expect(outside).toEqual([]);
});
