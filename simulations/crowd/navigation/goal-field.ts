/**
 * What a goal tells a person at each position of the grid, eight bytes side by side: fetching memory,
 * not arithmetic, is what reading it costs. Solved by solve-field.ts, read by find-goals.ts.
 */
import type { Allocator } from '../memory/lay-out-memory.ts';

/** Two views of the same memory. */
export interface GoalField {
  /**
   * At 2i: metres of free level walking that the way costs; Infinity where no way leads to the goal;
   * −1 where nobody can walk.
   */
  readonly costs: Float32Array;
  /** At 2i + 1: the way as `packWay` packs it. */
  readonly ways: Int32Array;
}

/** Nobody can walk here. */
export const NO_CELL = -1;

/** Parts that a unit vector's coordinates are rounded to: 14 bits with the sign. */
const PARTS = 8191;

export function allocateField({ singles }: Allocator, gridCells: number): GoalField {
  const costs = singles(gridCells * 2);
  return { costs, ways: new Int32Array(costs.buffer, costs.byteOffset, costs.length) };
}

/**
 * A unit vector (0, 0: none) and which neighbours it may be averaged with: bit 0 east, 1 north, 2 west,
 * 3 south.
 */
export function packWay(x: number, y: number, open: number): number {
  return (roundParts(x) << 18) | ((roundParts(y) & 0x3fff) << 4) | open;
}

/** Like Math.round, which takes several times as long: of a positive number, cutting off is rounding down. */
function roundParts(share: number): number {
  return Math.trunc(share * PARTS + (PARTS + 1.5)) - (PARTS + 1);
}

/** Not of length 1: in parts. */
export function wayX(way: number): number {
  return way >> 18;
}

export function wayY(way: number): number {
  return (way << 14) >> 18;
}
