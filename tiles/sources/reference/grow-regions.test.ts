/** Regions on a grid of squares: a partition whose pieces hang together and weigh about the same. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Point } from '#contracts';
import { growRegions } from './grow-regions.ts';

function squares(columns: number, rows: number) {
  const at = (x: number, y: number): number => y * columns + x;
  const centres: Point[] = [];
  const neighbours: Map<number, number>[] = [];
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      centres.push([x, y]);
      const near = new Map<number, number>();
      if (x > 0) near.set(at(x - 1, y), 1);
      if (x < columns - 1) near.set(at(x + 1, y), 1);
      if (y > 0) near.set(at(x, y - 1), 1);
      if (y < rows - 1) near.set(at(x, y + 1), 1);
      neighbours.push(near);
    }
  }
  return { centres, neighbours };
}

function hangsTogether(region: readonly number[], neighbours: readonly Map<number, number>[]) {
  const open = new Set(region);
  const [first] = region;
  const queue = first === undefined ? [] : [first];
  for (const face of queue) {
    open.delete(face);
    for (const next of neighbours[face]?.keys() ?? []) if (open.delete(next)) queue.push(next);
  }
  return open.size === 0;
}

describe('growing regions', () => {
  it('takes every face once, in pieces that hang together', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 20 }),
        (columns, rows, count) => {
          const { centres, neighbours } = squares(columns, rows);
          const members = centres.map((_, i) => i);
          const weights = members.map((i) => 1 + (i % 3));
          const regions = growRegions({ centres, weights, neighbours }, members, count);
          expect(regions.length).toBe(Math.min(count, members.length));
          expect(regions.flat().sort((a, b) => a - b)).toEqual(members);
          for (const region of regions) expect(hangsTogether(region, neighbours)).toBe(true);
        },
      ),
      { seed: 5, numRuns: 200 },
    );
  });

  it('balances equal faces: no region of 400 squares in 10 is twice its share', () => {
    const { centres, neighbours } = squares(20, 20);
    const members = centres.map((_, i) => i);
    const weights = members.map(() => 1);
    const sizes = growRegions({ centres, weights, neighbours }, members, 10).map((r) => r.length);
    expect(Math.max(...sizes)).toBeLessThan(80);
    expect(Math.min(...sizes)).toBeGreaterThan(20);
  });
});
