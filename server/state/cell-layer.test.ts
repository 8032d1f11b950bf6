import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byteFromValue, CELL_QUANTITIES } from '#contracts';
import { type CellIndex, NO_CELL } from '../registry/index.ts';
import { createMaxLayer, createSumLayer, createWholeLayer, raiseToParents } from './cell-layer.ts';

/** Building 0; storeys 1, 2; units 3…8, three to a storey, of 10 to 60 m². */
const PARENTS = [NO_CELL, 0, 0, 1, 1, 1, 2, 2, 2];
const AREAS = [0, 0, 0, 10, 20, 30, 40, 50, 60];
const cells: CellIndex = {
  count: 9,
  classes: new Uint8Array(9),
  parents: Uint32Array.from(PARENTS),
  areas: Float32Array.from(AREAS),
  uses: new Uint8Array(9),
  cellOfUnit: new Map(),
  cellOfBuilding: new Map(),
  kindOfUnit: () => 'measured',
  usageOf: () => 'office',
};
const unitsBelow = (cell: number): number[] =>
  [3, 4, 5, 6, 7, 8].filter((unit) => {
    const storey = PARENTS[unit] ?? NO_CELL;
    return storey === cell || PARENTS[storey] === cell;
  });
const changes = <T>(value: fc.Arbitrary<T>) =>
  fc.array(fc.tuple(fc.integer({ min: 3, max: 8 }), fc.option(value)), { maxLength: 60 });

test('mean layer: after any changes every byte equals recomputation from the units', () => {
  const quantity = CELL_QUANTITIES.power;
  fc.assert(
    fc.property(changes(fc.float({ min: 0, max: 80, noNaN: true })), (steps) => {
      const layer = createSumLayer(cells, quantity);
      const values = new Map<number, number>();
      for (const [unit, value] of steps) {
        layer.setUnit(unit, value);
        if (value === null) values.delete(unit);
        else values.set(unit, value);
      }
      for (const cell of [0, 1, 2]) {
        const known = unitsBelow(cell).filter((unit) => values.has(unit));
        const area = known.reduce((sum, unit) => sum + (AREAS[unit] ?? 0), 0);
        const total = known.reduce(
          (s, unit) => s + (values.get(unit) ?? 0) * (AREAS[unit] ?? 0),
          0,
        );
        const expected = known.length === 0 ? 0 : byteFromValue(quantity, total / area);
        // One byte: sums in another order may round the other way at a byte's edge.
        expect(Math.abs((layer.bytes[cell] ?? 0) - expected)).toBeLessThanOrEqual(1);
        expect(layer.bytes[cell] === 0).toBe(known.length === 0);
      }
    }),
    { seed: 2, numRuns: 300 },
  );
});

test('sum layer: storeys and buildings hold the exact sum, whatever their byte can say', () => {
  const quantity = CELL_QUANTITIES.people;
  fc.assert(
    fc.property(changes(fc.integer({ min: 0, max: 4000 })), (steps) => {
      const layer = createSumLayer(cells, quantity);
      const values = new Map<number, number>();
      for (const [unit, value] of steps) {
        layer.setUnit(unit, value);
        if (value === null) values.delete(unit);
        else values.set(unit, value);
      }
      for (const cell of [0, 1, 2]) {
        const known = unitsBelow(cell).filter((unit) => values.has(unit));
        const total = known.reduce((sum, unit) => sum + (values.get(unit) ?? 0), 0);
        expect(layer.valueOf(cell)).toBe(known.length === 0 ? null : total);
        expect(layer.bytes[cell]).toBe(known.length === 0 ? 0 : byteFromValue(quantity, total));
      }
    }),
    { seed: 4, numRuns: 300 },
  );
});

test('whole layer: parents hold the highest byte below, and only what differs is a change', () => {
  const layer = createWholeLayer(cells, CELL_QUANTITIES.inspection);
  const next = Uint8Array.from([0, 0, 0, 7, 0, 9, 0, 0, 3]);
  raiseToParents(cells, next);
  expect([...next]).toEqual([9, 9, 3, 7, 0, 9, 0, 0, 3]);
  layer.replace(next);
  expect([...layer.takeChanges()].sort()).toEqual([0, 1, 2, 3, 5, 8]);
  next[8] = 0;
  next[2] = 0;
  layer.replace(next);
  expect([...layer.takeChanges()].sort()).toEqual([2, 8]);
});

test('max layer: after any changes every byte is the highest rank below', () => {
  fc.assert(
    fc.property(changes(fc.integer({ min: 0, max: 4 })), (steps) => {
      const layer = createMaxLayer(cells);
      const ranks = new Map<number, number>();
      for (const [unit, rank] of steps) {
        layer.setUnit(unit, rank);
        ranks.set(unit, rank ?? 0);
      }
      for (const cell of [0, 1, 2]) {
        expect(layer.bytes[cell]).toBe(
          Math.max(0, ...unitsBelow(cell).map((u) => ranks.get(u) ?? 0)),
        );
      }
    }),
    { seed: 3, numRuns: 300 },
  );
});

test('changes name each changed cell once, and nothing when nothing changed', () => {
  const layer = createMaxLayer(cells);
  layer.setUnit(3, 4);
  expect([...layer.takeChanges()].sort()).toEqual([0, 1, 3]);
  layer.setUnit(3, 4);
  expect([...layer.takeChanges()]).toEqual([]);
  layer.setUnit(4, 2);
  expect([...layer.takeChanges()]).toEqual([4]);
});
