import { expect, it } from 'vitest';
import { findFaults } from './find-faults.ts';

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed + 1);

it('loses nobody and overfills nothing on random networks, whatever planners turn', () => {
  const outcomes = SEEDS.map(findFaults);
  expect(
    outcomes.flatMap(({ seed, faults }) => faults.map((fault) => `${seed}: ${fault}`)),
  ).toEqual([]);
  // The runs did meet crowds, or the laws would hold by emptiness.
  expect(outcomes.filter(({ leftBehind }) => leftBehind > 0).length).toBeGreaterThan(10);
  expect(outcomes.every(({ entered }) => entered > 0)).toBe(true);
});

it('gives the same bytes for a seed', () => {
  expect(findFaults(7).bytes).toEqual(findFaults(7).bytes);
});
