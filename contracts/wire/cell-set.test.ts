import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCellSet, encodeCellSet } from './cell-set.ts';

test('any set of cells comes back, and takes at most 6 bytes a run', () => {
  const sets = fc.uniqueArray(fc.integer({ min: 0, max: 2 ** 20 - 1 }), { maxLength: 400 });
  fc.assert(
    fc.property(sets, (picked) => {
      const cells = Uint32Array.from(picked).sort();
      const bytes = encodeCellSet(cells);
      expect(decodeCellSet(bytes)).toEqual(cells);
      // A gap below 2^20 is 3 bytes, so is a length; 5 bytes of header, two counts of up to 2.
      expect(bytes.length).toBeLessThanOrEqual(9 + 6 * cells.length);
    }),
    { seed: 1 },
  );
});

test('a whole district in one run is a few bytes', () => {
  const cells = Uint32Array.from({ length: 600_000 }, (_, i) => 200_000 + i);
  expect(encodeCellSet(cells).length).toBe(5 + 3 + 1 + 3 + 3);
});

test('what is no cell set is refused, never read past its end', () => {
  const good = encodeCellSet(Uint32Array.of(3, 4, 9));
  for (let length = 0; length < good.length; length += 1) {
    expect(() => decodeCellSet(good.subarray(0, length))).toThrow(/cell set/);
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (tail) => {
      const bytes = Uint8Array.of(...good.subarray(0, 5), ...tail);
      try {
        const cells = decodeCellSet(bytes);
        expect(encodeCellSet(cells)).toBeInstanceOf(Uint8Array);
      } catch (error) {
        expect(String(error)).toMatch(/cell set/);
      }
    }),
    { seed: 2 },
  );
  expect(() => encodeCellSet(Uint32Array.of(4, 3))).toThrow(/expected a cell of at least 5, got 3/);
});
