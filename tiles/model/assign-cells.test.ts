/** Cell ids against their laws, over random histories of a city. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type AssignedCells,
  assignCells,
  type CellCounts,
  type PreviousCells,
} from './assign-cells.ts';

const building = (id: string, storeys: number, units: number): CellCounts => ({
  id,
  storeys,
  units,
});

function previousOf(counts: readonly CellCounts[], cells: AssignedCells): PreviousCells {
  return {
    ranges: cells.ranges,
    buildings: new Map(
      counts.map((one, index) => {
        const run = cells.runs[index] ?? { building: 0, firstStorey: 0, firstUnit: 0 };
        return [one.id, { ...one, ...run }];
      }),
    ),
  };
}

/** Every id of every building, by brute force. */
function idsOf(counts: readonly CellCounts[], { ranges, runs }: AssignedCells): number[] {
  return counts.flatMap((one, index) => {
    const run = runs[index];
    if (!run) throw new Error('a building without a run');
    const ids = {
      buildings: [run.building],
      storeys: Array.from({ length: one.storeys }, (_, i) => run.firstStorey + i),
      units: Array.from({ length: one.units }, (_, i) => run.firstUnit + i),
    };
    for (const name of ['buildings', 'storeys', 'units'] as const) {
      const [first, end] = ranges[name];
      for (const id of ids[name]) expect(id >= first && id < end, `${name} ${id}`).toBe(true);
    }
    return [...ids.buildings, ...ids.storeys, ...ids.units];
  });
}

test('without a history: in order, each class in one run, spare ids at its end', () => {
  const counts = [building('a', 2, 6), building('b', 1, 3)];
  const { ranges, runs } = assignCells(counts, { spareAtLeast: 10, spareShare: 0 });
  expect(ranges).toEqual({ buildings: [0, 12], storeys: [12, 25], units: [25, 44] });
  expect(runs).toEqual([
    { building: 0, firstStorey: 12, firstUnit: 25 },
    { building: 1, firstStorey: 14, firstUnit: 31 },
  ]);
});

test('spare ids give way before a district is refused, cells do not', () => {
  const counts = [building('a', 2, 6)];
  expect(assignCells(counts, { limit: 9 }).ranges.units).toEqual([3, 9]);
  expect(() => assignCells(counts, { limit: 8 })).toThrow('expected at most 8 cells');
});

test('a building that grows takes free ids, the others keep theirs', () => {
  const before = [building('a', 2, 6), building('b', 1, 3), building('c', 4, 8)];
  const first = assignCells(before);
  const after = [building('b', 2, 5), building('c', 4, 8), building('new', 1, 1)];
  const second = assignCells(after, {}, previousOf(before, first));
  expect(second.ranges).toEqual(first.ranges);
  expect(second.runs[1]).toEqual(first.runs[2]);
  expect(second.runs[0]?.building).toBe(first.runs[1]?.building);
  // The place of the building that is gone is free again.
  expect(second.runs[0]?.firstUnit).toBe(first.runs[0]?.firstUnit);
});

test('over any history no two cells meet, and who did not change keeps all of its cells', () => {
  const city = fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 0, max: 30 }).map(String),
      storeys: fc.integer({ min: 0, max: 5 }),
      units: fc.integer({ min: 0, max: 40 }),
    }),
    { selector: ({ id }) => id, minLength: 1, maxLength: 25 },
  );
  fc.assert(
    fc.property(fc.array(city, { minLength: 1, maxLength: 6 }), (history) => {
      let previous: PreviousCells | null = null;
      for (const counts of history) {
        const cells: AssignedCells = assignCells(counts, {}, previous);
        const ids = idsOf(counts, cells);
        expect(new Set(ids).size).toBe(ids.length);
        const numberedAnew: boolean = previous?.ranges.units[1] !== cells.ranges.units[1];
        for (const [index, one] of counts.entries()) {
          const old = previous?.buildings.get(one.id);
          if (!old || numberedAnew || old.storeys !== one.storeys || old.units !== one.units) {
            continue;
          }
          const { building: cell, firstStorey, firstUnit } = old;
          expect(cells.runs[index]).toEqual({ building: cell, firstStorey, firstUnit });
        }
        previous = previousOf(counts, cells);
      }
    }),
    { seed: 20261122, numRuns: 300 },
  );
});
