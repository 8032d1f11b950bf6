import { expect, test } from 'vitest';
import { intervalOf, quantileRows } from './quantiles.ts';

test('quantiles of 1 … 11 by Hyndman and Fan, type 7', () => {
  expect(intervalOf([11, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1])).toEqual({ low: 2, median: 6, high: 10 });
});

test('rows give what sorting each place gives', () => {
  const rows = [
    [0, 5, 1],
    [0, 1, 2],
    [0, 3, 900],
  ];
  const median = new Uint16Array(3);
  const high = new Uint16Array(3);
  quantileRows(rows, [
    { part: 0.5, into: median },
    { part: 0.9, into: high },
  ]);
  expect([...median]).toEqual([0, 3, 2]);
  // 0.9 of the way: between the second and the third value, four fifths up.
  expect([...high]).toEqual([0, 5, 720]);
});
