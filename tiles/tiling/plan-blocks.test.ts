/** Blocks against their laws: each building in one, within limits, and nobody moved by a neighbour. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Bounds } from '../geometry/measure-polygon.ts';
import { type BlockOptions, centreOf, planBlocks } from './plan-blocks.ts';

const OPTIONS: BlockOptions = { maxBuildings: 6, cellMetres: 100, maxExtentMetres: 160 };

const place = fc.integer({ min: -400, max: 400 });
const side = fc.integer({ min: 2, max: 90 });
const building = fc
  .tuple(place, place, side, side)
  .map(([west, south, width, depth]): Bounds => [west, south, west + width, south + depth]);
const town = fc.array(building, { minLength: 1, maxLength: 60 });

test('every building is in one block; keys are unique and fit file names', () => {
  fc.assert(
    fc.property(town, (bounds) => {
      const blocks = planBlocks(bounds, OPTIONS);
      const members = blocks.flatMap((block) => [...block.members]).sort((a, b) => a - b);
      expect(members).toEqual(bounds.map((_, index) => index));
      const keys = blocks.map((block) => block.key);
      expect(new Set(keys).size).toBe(keys.length);
      for (const key of keys) expect(key).toMatch(/^[ew]\d+[ns]\d+(-\d+)*$/);
    }),
    { seed: 20261122, numRuns: 200 },
  );
});

test('no block holds or reaches more than it may, except one building alone', () => {
  fc.assert(
    fc.property(town, (bounds) => {
      for (const { members, column, row } of planBlocks(bounds, OPTIONS)) {
        const own = members.map((member): Bounds => bounds[member] ?? [0, 0, 0, 0]);
        for (const one of own) {
          const [x, y] = centreOf(one);
          expect(Math.round(x / 100) === column && Math.round(y / 100) === row).toBe(true);
        }
        if (own.length === 1) continue;
        expect(own.length).toBeLessThanOrEqual(OPTIONS.maxBuildings);
        const reach = (low: 0 | 1, high: 2 | 3): number =>
          Math.max(...own.map((one) => one[high])) - Math.min(...own.map((one) => one[low]));
        expect(Math.max(reach(0, 2), reach(1, 3))).toBeLessThanOrEqual(OPTIONS.maxExtentMetres);
      }
    }),
    { seed: 20261122, numRuns: 200 },
  );
});

test('a building more or less changes its own cell of the grid and no other', () => {
  fc.assert(
    fc.property(town, building, (bounds, stranger) => {
      const [x, y] = centreOf(stranger);
      const others = (all: readonly Bounds[]) =>
        planBlocks(all, OPTIONS)
          .filter(
            ({ column, row }) => column !== Math.round(x / 100) || row !== Math.round(y / 100),
          )
          .map(({ key, members }) => [key, members] as const)
          .sort();
      expect(others([...bounds, stranger])).toEqual(others(bounds));
    }),
    { seed: 20261122, numRuns: 200 },
  );
});

test('buildings in one place, more than a block holds, are dealt out', () => {
  const heap = Array.from({ length: 16 }, (): Bounds => [10, 10, 20, 20]);
  expect(planBlocks(heap, OPTIONS).map(({ members }) => members.length)).toEqual([5, 5, 6]);
});
