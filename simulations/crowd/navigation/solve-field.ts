/**
 * Walking times to a goal over the cells: the eikonal equation |∇T| = slowness, first-order upwind
 * (Sethian 1996), and the direction −∇T in which a person walks. The reverse links are followed, so
 * one-way stairs count only in their direction.
 *
 * Cells are taken in bands of cost instead of one by one from a heap, and corrected when a later cell
 * of the same band is the cheaper way (delta-stepping, Meyer and Sanders 2003,
 * doi:10.1016/S0196-6774(03)00076-2). The upwind equations have one solution, so the order changes
 * only the last bit; a heap took four times as long.
 */
import type { Space } from '../space/space-types.ts';

/** A band is as deep as this many cells of free level ground; 0.5 and 2 take longer. */
const BAND_CELLS = 1;

/**
 * Per cell, and one more that no way leads to: cost in metres of free level walking (Infinity where
 * no way leads to the goal), unit vector of the way (0, 0 in the goal and where there is none), 0.
 * Side by side, because a person reads all of them, and fetching memory is what takes the time.
 */
export type GoalField = Float32Array;
export const FIELD = { stride: 4, cost: 0, towardsX: 1, towardsY: 2 } as const;

export interface FieldSolver {
  solve(field: GoalField, goal: Int32Array, slowness: Float32Array, closed: Uint8Array): void;
}

export function createFieldSolver(space: Space): FieldSolver {
  const { cellCount, cellMetres } = space;
  const links = createLinks(space);
  const { next, before } = links;
  const cost = new Float32Array(cellCount + 1);
  /** A ring, and a list. */
  const near = new Int32Array(cellCount);
  const far = new Int32Array(cellCount);
  /** 0: in no list, 1: in the near one, 2: in the far one. */
  const list = new Uint8Array(cellCount + 1);

  const solve: FieldSolver['solve'] = (field, goal, slowness, closed) => {
    links.close(closed);
    let nearCount = 0;
    let farCount = 0;
    cost.fill(Infinity);
    list.fill(0);
    for (const cell of goal) {
      cost[cell] = 0;
      list[cell] = 1;
      near[nearCount] = cell;
      nearCount += 1;
    }
    const band = BAND_CELLS * cellMetres;
    let limit = band;
    for (;;) {
      // Cells that this band makes cheaper join its list while it is read. A cell leaves the list
      // when it is taken, so each is in it once and a ring of the list's size is enough.
      let first = 0;
      let left = nearCount;
      while (left > 0) {
        const cell = near[first] as number;
        first = first + 1 === cellCount ? 0 : first + 1;
        left -= 1;
        list[cell] = 0;
        const here = cost[cell] as number;
        for (let link = cell * 4; link < cell * 4 + 4; link += 1) {
          const other = before[link] as number;
          const known = cost[other] as number;
          // Nothing gets cheaper than the cell that it gets cheaper by.
          if (!(known > here) || other === cellCount) continue;
          const at = other * 4;
          const east = cost[next[at] as number] as number;
          const north = cost[next[at + 1] as number] as number;
          const west = cost[next[at + 2] as number] as number;
          const south = cost[next[at + 3] as number] as number;
          const a = east < west ? east : west;
          const b = north < south ? north : south;
          const pace = (slowness[other] as number) * cellMetres;
          const apart = a < b ? b - a : a - b;
          const value = Math.fround(
            apart < pace
              ? (a + b + Math.sqrt(2 * pace * pace - apart * apart)) / 2
              : (a < b ? a : b) + pace,
          );
          if (!(value < known)) continue;
          cost[other] = value;
          const where = list[other] as number;
          if (value < limit) {
            if (where === 1) continue;
            list[other] = 1;
            let end = first + left;
            if (end >= cellCount) end -= cellCount;
            near[end] = other;
            left += 1;
          } else if (where === 0) {
            list[other] = 2;
            far[farCount] = other;
            farCount += 1;
          }
        }
      }
      if (farCount === 0) break;
      // The next band with something in it; who has joined the near list meanwhile is no longer far.
      nearCount = 0;
      let kept = 0;
      let least = Infinity;
      limit += band;
      for (let k = 0; k < farCount; k += 1) {
        const cell = far[k] as number;
        if (list[cell] !== 2) continue;
        const value = cost[cell] as number;
        if (value < limit) {
          list[cell] = 1;
          near[nearCount] = cell;
          nearCount += 1;
        } else {
          far[kept] = cell;
          kept += 1;
          if (value < least) least = value;
        }
      }
      farCount = kept;
      if (nearCount === 0 && kept > 0) limit = Math.floor(least / band) * band;
    }
    setField(field, cost, next);
  };
  return { solve };
}

interface Links {
  /** Four per cell; a link that is a wall or closed leads to the cell behind the last. */
  readonly next: Int32Array;
  /** The cells whose links lead here. */
  readonly before: Int32Array;
  close(closed: Uint8Array): void;
}

function createLinks({ cellCount, cellNext, cellBarrier }: Space): Links {
  const next = new Int32Array(cellCount * 4);
  const barred: number[] = [];
  const oneWay: number[] = [];
  const setLink = (link: number, cell: number): void => {
    next[link] = cell < 0 ? cellCount : cell;
  };
  for (let link = 0; link < cellCount * 4; link += 1) {
    const cell = cellNext[link] as number;
    setLink(link, cell);
    if (cell < 0) continue;
    if ((cellBarrier[link] as number) >= 0) barred.push(link);
    if (cellNext[cell * 4 + ((link + 2) & 3)] !== link >> 2) oneWay.push(link);
  }
  // Where every link leads back, the neighbours are those before: one table less to fetch.
  const before = oneWay.length === 0 ? next : new Int32Array(cellCount * 4).fill(cellCount);
  const setBefore = (link: number, isOpen: boolean): void => {
    const cell = cellNext[link] as number;
    if (cell >= 0) before[cell * 4 + ((link + 2) & 3)] = isOpen ? link >> 2 : cellCount;
  };
  for (let link = 0; before !== next && link < cellCount * 4; link += 1) setBefore(link, true);
  const close = (closed: Uint8Array): void => {
    for (const link of barred) {
      const isOpen = closed[cellBarrier[link] as number] === 0;
      setLink(link, isOpen ? (cellNext[link] as number) : -1);
      if (before !== next) setBefore(link, isOpen);
    }
  };
  return { next, before, close };
}

function setField(field: GoalField, cost: Float32Array, next: Int32Array): void {
  for (let cell = 0; cell < cost.length; cell += 1) {
    const here = cost[cell] as number;
    const at = cell * FIELD.stride;
    field[at] = here;
    field[at + FIELD.towardsX] = 0;
    field[at + FIELD.towardsY] = 0;
    if (here === Infinity) continue;
    const east = here - (cost[next[cell * 4] as number] as number);
    const north = here - (cost[next[cell * 4 + 1] as number] as number);
    const west = here - (cost[next[cell * 4 + 2] as number] as number);
    const south = here - (cost[next[cell * 4 + 3] as number] as number);
    // No gain on either side: no part of the way in this direction.
    const x = east >= west ? (east > 0 ? east : 0) : west > 0 ? -west : 0;
    const y = north >= south ? (north > 0 ? north : 0) : south > 0 ? -south : 0;
    const length = Math.sqrt(x * x + y * y);
    if (length === 0) continue;
    field[at + FIELD.towardsX] = x / length;
    field[at + FIELD.towardsY] = y / length;
  }
}
