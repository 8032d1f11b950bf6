import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  chooseLabels,
  groupSigns,
  type Label,
  labelBox,
  labelWidthPixels,
} from './choose-labels.ts';

const label = (east: number, north: number, importance: number, text = '体育场'): Label => ({
  point: [east, north],
  text,
  size: 13,
  below: 16,
  importance,
});

const labelArbitrary = fc.record({
  point: fc.tuple(
    fc.double({ min: -900, max: 900, noNaN: true }),
    fc.double({ min: -900, max: 900, noNaN: true }),
  ),
  text: fc.string({ minLength: 1, maxLength: 12 }),
  size: fc.integer({ min: 12, max: 18 }),
  below: fc.integer({ min: 0, max: 20 }),
  importance: fc.integer({ min: 0, max: 3 }),
});

test('no two shown labels overlap, and each hidden one would cover a more important one', () => {
  fc.assert(
    fc.property(
      fc.array(labelArbitrary, { maxLength: 30 }),
      fc.double({ min: 0.03, max: 8, noNaN: true }),
      (labels, scale) => {
        const shown = chooseLabels(labels, scale);
        const meet = (a: Label, b: Label): boolean => {
          const p = labelBox(a, scale);
          const q = labelBox(b, scale);
          return !(
            p.right <= q.left ||
            q.right <= p.left ||
            p.top <= q.bottom ||
            q.top <= p.bottom
          );
        };
        shown.forEach((a, i) => {
          for (const b of shown.slice(i + 1)) expect(meet(a, b)).toBe(false);
        });
        const isShown = (one: Label) => shown.some((other) => other.point === one.point);
        for (const hidden of labels.filter((one) => !isShown(one))) {
          expect(
            shown.some((one) => one.importance >= hidden.importance && meet(one, hidden)),
          ).toBe(true);
        }
      },
    ),
    { seed: 7, numRuns: 300 },
  );
});

test('zooming out hides the less important of two neighbours, zooming in shows both', () => {
  const stadium = label(0, 0, 3);
  const station = label(60, 0, 1);
  expect(chooseLabels([station, stadium], 2)).toEqual([station, stadium]);
  expect(chooseLabels([station, stadium], 0.25)).toEqual([stadium]);
});

test('a name that a sign would cover goes to its next place, and is hidden when none is free', () => {
  const stadium: Label = { ...label(0, 0, 3), below: 0, elseBelow: [-24, 24] };
  const sign = { ...label(2, 0, 0, '12'), below: 0 };
  expect(chooseLabels([stadium], 1, [sign])[0]?.below).toBe(-24);
  const everywhere = [-24, 0, 24].map((below) => ({ ...sign, below }));
  expect(chooseLabels([stadium], 1, everywhere)).toEqual([]);
});

test('signs share a ground while zoomed out and part when zoomed in; none is lost', () => {
  const signs = [
    { point: [0, 0] as const, text: '1' },
    { point: [30, 0] as const, text: '2' },
    { point: [0, 0] as const, text: '3' },
  ];
  expect(groupSigns(signs, 0.1, 15).map(({ text }) => text)).toEqual(['1 2 3']);
  expect(groupSigns(signs, 4, 15).map(({ text }) => text)).toEqual(['1 3', '2']);
});

test('a Chinese character is as wide as the font is high, Latin about half', () => {
  expect(labelWidthPixels('体育场', 10)).toBe(30);
  expect(labelWidthPixels('abc', 10)).toBeCloseTo(17.4);
});
