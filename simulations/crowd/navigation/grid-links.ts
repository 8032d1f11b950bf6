/**
 * How the cells hang together, laid out for the solver: in the grid a cell's neighbours are at fixed
 * distances, so nothing has to be looked up; only cells beside a thin wall, a door, a gate or a
 * landing, where that is not the whole truth, have a list of their links.
 */
import type { Space } from '../space/space-types.ts';

export interface SpecialLinks {
  /** East, north, west, south: position of the cell that the link leads to; −1: none. */
  readonly next: Int32Array;
  /** Barrier that closes the link; −1: none. */
  readonly nextBarrier: Int32Array;
  /** Positions of the cells with a link to here, and the barrier that closes it. */
  readonly before: readonly { readonly from: number; readonly barrier: number }[];
}

export interface GridLinks {
  /** By direction: east, north, west, south. */
  readonly offsets: readonly [number, number, number, number];
  readonly special: ReadonlyMap<number, SpecialLinks>;
}

export function createGridLinks(space: Space): GridLinks {
  const { cellCount, cellNext, cellBarrier, cellGrid, gridColumns } = space;
  const offsets = [1, gridColumns, -1, -gridColumns] as const;
  const cellOf = new Int32Array(gridColumns * space.gridRows).fill(-1);
  for (let cell = 0; cell < cellCount; cell += 1) cellOf[cellGrid[cell] ?? 0] = cell;
  const odd = new Set<number>();
  for (let cell = 0; cell < cellCount; cell += 1) {
    for (let direction = 0; direction < 4; direction += 1) {
      const link = cell * 4 + direction;
      const next = cellNext[link] ?? -1;
      const beside = cellOf[(cellGrid[cell] ?? 0) + (offsets[direction] ?? 0)] ?? -1;
      const isPlain = next === beside && (next < 0 || (cellBarrier[link] ?? -1) < 0);
      if (isPlain) continue;
      for (const other of [cell, next, beside]) if (other >= 0) odd.add(other);
    }
  }
  const before = new Map<number, { from: number; barrier: number }[]>();
  for (const cell of odd) before.set(cell, []);
  for (let link = 0; odd.size > 0 && link < cellCount * 4; link += 1) {
    const from = cellGrid[link >> 2] ?? 0;
    before.get(cellNext[link] ?? -1)?.push({ from, barrier: cellBarrier[link] ?? -1 });
  }
  const special = new Map<number, SpecialLinks>();
  for (const cell of odd) {
    const next = cellNext.subarray(cell * 4, cell * 4 + 4);
    special.set(cellGrid[cell] ?? 0, {
      next: next.map((other) => (other < 0 ? -1 : (cellGrid[other] ?? -1))),
      nextBarrier: cellBarrier.slice(cell * 4, cell * 4 + 4),
      before: before.get(cell) ?? [],
    });
  }
  return { offsets, special };
}
