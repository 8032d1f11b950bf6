import { expect, test } from 'vitest';
import { chooseLabelSide, widthInEms } from './label-side.ts';

test('Chinese is as wide as it has signs, Latin a little over half of that', () => {
  expect(widthInEms('上海体育场')).toBe(5);
  expect(widthInEms('演唱会（演示）')).toBe(7);
  expect(widthInEms('Xujiahui')).toBeCloseTo(8 * 0.58);
});

test.each([
  [100, 80, 400, 'right'],
  [350, 80, 400, 'left'],
  [320, 80, 400, 'right'],
  [50, 80, 100, 'nowhere'],
] as const)('a marker at %d px with %d px of words in %d px: %s', (x, width, room, side) => {
  expect(chooseLabelSide(x, width, room)).toBe(side);
});
