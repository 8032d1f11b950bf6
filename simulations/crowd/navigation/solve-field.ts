/**
 * Walking times to a goal over the cells: the eikonal equation |∇T| = slowness, first-order upwind
 * (Sethian 1996), and the direction −∇T in which a person walks. The reverse links are followed, so
 * one-way stairs count only in their direction.
 *
 * Cells are taken in bands of cost instead of one by one from a heap, and corrected when a later cell
 * of the same band is the cheaper way (delta-stepping, Meyer and Sanders 2003,
 * doi:10.1016/S0196-6774(03)00076-2). The upwind equations have one solution, so the order changes
 * only the last bit. On 320,000 cells a heap took 300 ns per cell, bands over lists of links 120.
 */
import type { Allocator } from '../memory/lay-out-memory.ts';
import type { Space } from '../space/space-types.ts';
import { type GoalField, NO_CELL, packWay } from './goal-field.ts';
import type { GridLinks, SpecialLinks } from './grid-links.ts';

/** A band is as deep as this many cells of free level ground; 0.35 to 1.5 take as long. */
const BAND_CELLS = 1;
/** In `marks`: the list that holds the cell, and whether it has special links. */
const NEAR = 1;
const FAR = 2;
const LISTED = 3;
const SPECIAL = 4;

/** Scratch of the solver, and for the kernel what the grid's special links are, as lists. */
export interface SolverMemory {
  /** By position in the grid. */
  readonly cost: Float32Array;
  readonly marks: Uint8Array;
  readonly slowness: Float32Array;
  readonly specialOf: Int32Array;
  /** A ring, and a list. */
  readonly near: Int32Array;
  readonly far: Int32Array;
  readonly cellGrid: Int32Array;
  /** East, north, west, south of each cell with special links, as in SpecialLinks. */
  readonly specialNext: Int32Array;
  readonly specialBarrier: Int32Array;
  /** Links to such a cell: [beforeStart[k], beforeStart[k + 1]). */
  readonly beforeStart: Int32Array;
  readonly beforeFrom: Int32Array;
  readonly beforeBarrier: Int32Array;
  readonly closed: Uint8Array;
}

export function allocateSolver(
  { singles, integers, bytes }: Allocator,
  { cellCount, gridColumns, gridRows, barrierCount }: Space,
  { special }: GridLinks,
): SolverMemory {
  const size = gridColumns * gridRows;
  const links = [...special.values()].reduce((sum, { before }) => sum + before.length, 0);
  return {
    cost: singles(size),
    marks: bytes(size),
    slowness: singles(size),
    specialOf: integers(size),
    near: integers(cellCount),
    far: integers(cellCount),
    cellGrid: integers(cellCount),
    specialNext: integers(4 * special.size),
    specialBarrier: integers(4 * special.size),
    beforeStart: integers(special.size + 1),
    beforeFrom: integers(links),
    beforeBarrier: integers(links),
    closed: bytes(barrierCount),
  };
}

function fillSolver(memory: SolverMemory, space: Space, { special }: GridLinks): void {
  memory.cellGrid.set(space.cellGrid);
  memory.slowness.fill(Infinity);
  let index = 0;
  let link = 0;
  for (const [position, { next, nextBarrier, before }] of special) {
    memory.marks[position] = SPECIAL;
    memory.specialOf[position] = index;
    memory.specialNext.set(next, 4 * index);
    memory.specialBarrier.set(nextBarrier, 4 * index);
    for (const { from, barrier } of before) {
      memory.beforeFrom[link] = from;
      memory.beforeBarrier[link] = barrier;
      link += 1;
    }
    index += 1;
    memory.beforeStart[index] = link;
  }
}

/** The same by the kernel: the field's address, and how many cells of the goal `far` begins with. */
export type SolveByKernel = (field: number, goalCells: number) => void;

export interface FieldSolver {
  /** `goal`: cells. Reads the memory's slowness (Infinity where nobody can walk) and closed barriers. */
  solve(field: GoalField, goal: Int32Array): void;
}

export function createFieldSolver(
  space: Space,
  links: GridLinks,
  memory: SolverMemory,
  byKernel?: SolveByKernel,
): FieldSolver {
  const { cellCount, cellMetres, cellGrid, gridColumns } = space;
  const { offsets, special } = links;
  const { cost, near, far, marks, slowness, closed } = memory;
  fillSolver(memory, space, links);

  const solve: FieldSolver['solve'] = (field, goal) => {
    if (byKernel !== undefined) {
      far.set(goal);
      byKernel(field.costs.byteOffset, goal.length);
      return;
    }
    cost.fill(Infinity);
    let nearCount = 0;
    let farCount = 0;
    const band = BAND_CELLS * cellMetres;
    let limit = band;
    let first = 0;
    let left = 0;

    const enlist = (cell: number, value: number): void => {
      cost[cell] = value;
      const mark = marks[cell] as number;
      if (value < limit) {
        if ((mark & LISTED) === NEAR) return;
        marks[cell] = (mark & SPECIAL) | NEAR;
        // A cell leaves the list when it is taken, so a ring as long as all cells is enough.
        const end = first + left;
        near[end < cellCount ? end : end - cellCount] = cell;
        left += 1;
      } else if ((mark & LISTED) === 0) {
        marks[cell] = mark | FAR;
        far[farCount] = cell;
        farCount += 1;
      }
    };
    const relax = (cell: number): void => {
      const known = cost[cell] as number;
      let a: number;
      let b: number;
      if ((marks[cell] as number) < SPECIAL) {
        const east = cost[cell + 1] as number;
        const north = cost[cell + gridColumns] as number;
        const west = cost[cell - 1] as number;
        const south = cost[cell - gridColumns] as number;
        a = east < west ? east : west;
        b = north < south ? north : south;
      } else {
        const links = special.get(cell);
        if (links === undefined) return;
        a = Math.min(costBehind(links, 0, closed), costBehind(links, 2, closed));
        b = Math.min(costBehind(links, 1, closed), costBehind(links, 3, closed));
      }
      const pace = (slowness[cell] as number) * cellMetres;
      const apart = a < b ? b - a : a - b;
      const value = Math.fround(
        apart < pace
          ? (a + b + Math.sqrt(2 * pace * pace - apart * apart)) / 2
          : (a < b ? a : b) + pace,
      );
      if (value < known) enlist(cell, value);
    };

    for (const cell of goal) enlist(cellGrid[cell] as number, 0);
    for (;;) {
      // Cells that this band makes cheaper join its list while it is read.
      while (left > 0) {
        const cell = near[first] as number;
        first = first + 1 === cellCount ? 0 : first + 1;
        left -= 1;
        const mark = (marks[cell] as number) & SPECIAL;
        marks[cell] = mark;
        const here = cost[cell] as number;
        // Nothing gets cheaper than the cell that it gets cheaper by.
        if (mark === 0) {
          if ((cost[cell + 1] as number) > here) relax(cell + 1);
          if ((cost[cell + gridColumns] as number) > here) relax(cell + gridColumns);
          if ((cost[cell - 1] as number) > here) relax(cell - 1);
          if ((cost[cell - gridColumns] as number) > here) relax(cell - gridColumns);
          continue;
        }
        for (const { from, barrier } of special.get(cell)?.before ?? []) {
          if (barrier >= 0 && closed[barrier] === 1) continue;
          if ((cost[from] as number) > here) relax(from);
        }
      }
      if (farCount === 0) break;
      // The next band with something in it; who has joined the near list meanwhile is no longer far.
      limit += band;
      let kept = 0;
      let least = Infinity;
      nearCount = 0;
      for (let k = 0; k < farCount; k += 1) {
        const cell = far[k] as number;
        const mark = marks[cell] as number;
        if ((mark & LISTED) !== FAR) continue;
        const value = cost[cell] as number;
        if (value < limit) {
          marks[cell] = (mark & SPECIAL) | NEAR;
          near[nearCount] = cell;
          nearCount += 1;
        } else {
          far[kept] = cell;
          kept += 1;
          if (value < least) least = value;
        }
      }
      farCount = kept;
      first = 0;
      left = nearCount;
      if (nearCount === 0) limit = Math.floor(least / band) * band;
    }
    writeField(field, closed);
  };

  const costBehind = (links: SpecialLinks, direction: number, closed: Uint8Array): number => {
    const next = links.next[direction] as number;
    const barrier = links.nextBarrier[direction] as number;
    if (next < 0 || (barrier >= 0 && closed[barrier] === 1)) return Infinity;
    return cost[next] as number;
  };

  const writeField = ({ costs, ways }: GoalField, closed: Uint8Array): void => {
    // Nobody can ever walk in the cells that are left out.
    if (costs[0] !== NO_CELL) costs.fill(NO_CELL);
    for (let k = 0; k < cellCount; k += 1) {
      const cell = cellGrid[k] as number;
      const here = cost[cell] as number;
      costs[2 * cell] = here;
      if (here === Infinity) {
        ways[2 * cell + 1] = 0;
        continue;
      }
      if ((marks[cell] as number) >= SPECIAL) {
        ways[2 * cell + 1] = specialWay(cell, here, closed);
        continue;
      }
      const east = cost[cell + 1] as number;
      const north = cost[cell + gridColumns] as number;
      const west = cost[cell - 1] as number;
      const south = cost[cell - gridColumns] as number;
      const open =
        (east < Infinity ? 1 : 0) |
        (north < Infinity ? 2 : 0) |
        (west < Infinity ? 4 : 0) |
        (south < Infinity ? 8 : 0);
      ways[2 * cell + 1] = wayDown(here, east, north, west, south, open);
    }
  };

  const specialWay = (cell: number, here: number, closed: Uint8Array): number => {
    const links = special.get(cell);
    if (links === undefined) return 0;
    const around = offsets.map((_, direction) => costBehind(links, direction, closed));
    const [east = Infinity, north = Infinity, west = Infinity, south = Infinity] = around;
    const open = around.reduce((bits, value, direction) => {
      return value < Infinity && isBeside(links, cell, direction) ? bits | (1 << direction) : bits;
    }, 0);
    return wayDown(here, east, north, west, south, open);
  };

  /** Landings lead to cells elsewhere in the grid. */
  const isBeside = (links: SpecialLinks, cell: number, direction: number): boolean => {
    return links.next[direction] === cell + (offsets[direction] as number);
  };
  return { solve };
}

/** Packed: against the costs' gradient, upwind. */
function wayDown(
  here: number,
  east: number,
  north: number,
  west: number,
  south: number,
  open: number,
): number {
  // No gain on either side: no part of the way in this direction.
  const x = east < west ? (east < here ? here - east : 0) : west < here ? west - here : 0;
  const y = north < south ? (north < here ? here - north : 0) : south < here ? south - here : 0;
  const square = x * x + y * y;
  if (square === 0) return open;
  const scale = 1 / Math.sqrt(square);
  return packWay(x * scale, y * scale, open);
}
