import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CELL_ID_LIMIT, CELL_QUANTITY_IDS, encodeCellChanges } from '#contracts';
import {
  BEFORE_PLANE,
  createCellPlanes,
  MARK_PLANE,
  PLANE_COUNT,
  PLANE_ROWS,
  PLANE_WIDTH,
  planeOf,
} from './cell-planes.ts';

const bytes = new Uint8Array(PLANE_COUNT * CELL_ID_LIMIT);

test('every quantity has a plane of its own, and a plane is whole rows', () => {
  const planes = [...CELL_QUANTITY_IDS.map(planeOf), BEFORE_PLANE, MARK_PLANE];
  expect(new Set(planes).size).toBe(planes.length);
  expect(Math.max(...planes)).toBe(PLANE_COUNT - 1);
  expect(PLANE_WIDTH * PLANE_ROWS).toBe(CELL_ID_LIMIT);
});

test('after any writes each cell holds its last byte, and the touched rows cover every change', () => {
  const cellAndByte = fc.tuple(
    // The last ids of the space and of a row as often as any other.
    fc.oneof(
      fc.integer({ min: 0, max: CELL_ID_LIMIT - 1 }),
      fc.constantFrom(0, PLANE_WIDTH - 1, PLANE_WIDTH, CELL_ID_LIMIT - 1),
    ),
    fc.integer({ min: 0, max: 255 }),
  );
  const batch = fc.tuple(
    fc.constantFrom(...CELL_QUANTITY_IDS),
    fc.array(cellAndByte, { minLength: 1, maxLength: 30 }),
  );
  fc.assert(
    fc.property(fc.array(batch, { maxLength: 6 }), (batches) => {
      bytes.fill(0);
      const touched = new Set<number>();
      const planes = createCellPlanes(bytes, (first, last) => {
        for (let row = first; row <= last; row += 1) touched.add(row);
      });
      /** By index of the whole array. */
      const expected = new Map<number, number>();
      const values = new Uint8Array(CELL_ID_LIMIT);
      for (const [quantity, changes] of batches) {
        for (const [cell, byte] of changes) {
          values[cell] = byte;
          expected.set(planeOf(quantity) * CELL_ID_LIMIT + cell, byte);
        }
        planes.writeChanges(
          planeOf(quantity),
          encodeCellChanges(
            changes.map(([cell]) => cell),
            values,
          ),
        );
      }
      for (const [index, byte] of expected) {
        expect(bytes[index]).toBe(byte);
        expect(touched).toContain(Math.floor(index / PLANE_WIDTH));
      }
    }),
    // A run clears 9 MB.
    { seed: 6, numRuns: 30 },
  );
});

test('what was shown is kept as it was; marks replace each other', () => {
  bytes.fill(0);
  const planes = createCellPlanes(bytes, () => {});
  const power = planeOf('power');
  planes.writeAll(power, Uint8Array.from([1, 2, 3]));
  planes.copyPlane(power, BEFORE_PLANE);
  planes.writeAll(power, Uint8Array.from([9, 8, 7]));
  expect([0, 1, 2].map((cell) => planes.byteOf(BEFORE_PLANE, cell))).toEqual([1, 2, 3]);
  expect([0, 1, 2].map((cell) => planes.byteOf(power, cell))).toEqual([9, 8, 7]);
  planes.markOnly(MARK_PLANE, [0, 2]);
  planes.markOnly(MARK_PLANE, [1]);
  expect([0, 1, 2].map((cell) => planes.byteOf(MARK_PLANE, cell))).toEqual([0, 1, 0]);
});
