import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseLabels, type Label, labelBox, labelWidthPixels } from './choose-labels.ts';

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
        for (const hidden of labels.filter((one) => !shown.includes(one))) {
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

test('a Chinese character is as wide as the font is high, Latin about half', () => {
  expect(labelWidthPixels('体育场', 10)).toBe(30);
  expect(labelWidthPixels('abc', 10)).toBeCloseTo(17.4);
});
