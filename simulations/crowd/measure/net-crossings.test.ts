import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CrowdCrossing } from '../crowd-types.ts';
import { findNetCrossings } from './net-crossings.ts';

const crossing = (person: number, seconds: number, direction: 1 | -1, line = 0): CrowdCrossing => {
  return { line, person, seconds, direction };
};

test('who is pushed to and fro over a line counts once, at the first crossing', () => {
  const jam = [crossing(7, 1, 1), crossing(7, 2, -1), crossing(7, 3, 1)];
  expect(findNetCrossings(jam, 0)).toEqual([{ person: 7, seconds: 1, direction: 1 }]);
});

test('who turns back has not passed, and other lines do not matter', () => {
  const back = [crossing(1, 1, 1), crossing(1, 4, -1), crossing(1, 5, 1, 1)];
  expect(findNetCrossings(back, 0)).toEqual([]);
});

test('who goes round passes once per lap', () => {
  const laps = [crossing(3, 10, -1), crossing(3, 20, -1), crossing(3, 21, 1), crossing(3, 22, -1)];
  expect(findNetCrossings(laps, 0).map(({ seconds }) => seconds)).toEqual([10, 20]);
});

test('the passages are the sum of the directions, whatever the order', () => {
  const directions = fc.array(fc.constantFrom<1 | -1>(1, -1), { maxLength: 12 });
  fc.assert(
    fc.property(directions, (list) => {
      const net = findNetCrossings(
        list.map((direction, k) => crossing(0, k, direction)),
        0,
      );
      const sum = list.reduce<number>((total, direction) => total + direction, 0);
      expect(net.reduce<number>((total, { direction }) => total + direction, 0)).toBe(sum);
      expect(net.length).toBe(Math.abs(sum));
    }),
    { seed: 9 },
  );
});
