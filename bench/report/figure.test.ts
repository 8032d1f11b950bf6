import { expect, test } from 'vitest';
import { type Asked, judgeFigure, judgeViolations } from './figure.ts';

const holds = (value: number, asked?: Asked) =>
  judgeFigure(
    asked === undefined
      ? { name: 'flow', value, unit: 'persons/s' }
      : { name: 'flow', value, unit: 'persons/s', asked },
  ).holds;

test('a bound belongs to what it allows', () => {
  expect(holds(10, { atMost: 10 })).toBe(true);
  expect(holds(10.001, { atMost: 10 })).toBe(false);
  expect(holds(10, { atLeast: 10 })).toBe(true);
  expect(holds(9.999, { atLeast: 10 })).toBe(false);
  expect([1.2, 1.3, 1.4, 1.19, 1.41].map((value) => holds(value, { between: [1.2, 1.4] }))).toEqual(
    [true, true, true, false, false],
  );
});

test('a figure that nothing is asked of holds', () => {
  expect(holds(123)).toBe(true);
});

test('a broken measurement never holds', () => {
  for (const asked of [{ atMost: 10 }, { atLeast: 0 }, { between: [0, 10] as const }]) {
    expect(holds(Number.NaN, asked)).toBe(false);
  }
});

test('one violation is one too many', () => {
  expect(judgeViolations('persons conserved', 0).holds).toBe(true);
  expect(judgeViolations('persons conserved', 1, 'seed 7')).toMatchObject({
    holds: false,
    note: 'seed 7',
  });
});
