/**
 * Walking times to a goal over the cells: the eikonal equation |∇T| = slowness by fast marching
 * (Sethian 1996), first-order upwind, and the direction −∇T in which a person walks. The reverse
 * links are followed, so one-way stairs count only in their direction.
 */
import type { Space } from '../space/space-types.ts';

export interface GoalField {
  /** Metres of free level walking that the way costs; Infinity where no way leads to the goal. */
  readonly cost: Float32Array;
  /** Unit vector of the way; 0, 0 in the goal and where no way leads to it. */
  readonly towardsX: Float32Array;
  readonly towardsY: Float32Array;
}

export interface FieldSolver {
  solve(field: GoalField, goal: Int32Array, slowness: Float32Array, closed: Uint8Array): void;
}

export function createGoalField(cellCount: number): GoalField {
  return {
    cost: new Float32Array(cellCount).fill(Infinity),
    towardsX: new Float32Array(cellCount),
    towardsY: new Float32Array(cellCount),
  };
}

export function createFieldSolver(space: Space): FieldSolver {
  const { cellCount, cellNext, cellBarrier, cellMetres } = space;
  const cellBefore = new Int32Array(cellCount * 4).fill(-1);
  for (let link = 0; link < cellCount * 4; link += 1) {
    const next = cellNext[link] ?? -1;
    if (next >= 0) cellBefore[next * 4 + (link & 3)] = link >> 2;
  }
  const heap = new Int32Array(cellCount + 1);
  /** Position in the heap; 0: not in it. */
  const place = new Int32Array(cellCount);
  const done = new Uint8Array(cellCount);

  const solve: FieldSolver['solve'] = (field, goal, slowness, closed) => {
    const { cost } = field;
    let size = 0;
    const raise = (cell: number): void => {
      const value = cost[cell] ?? 0;
      let at = place[cell] || ++size;
      while (at > 1) {
        const parent = heap[at >> 1] ?? 0;
        if ((cost[parent] ?? 0) <= value) break;
        heap[at] = parent;
        place[parent] = at;
        at >>= 1;
      }
      heap[at] = cell;
      place[cell] = at;
    };
    const takeFirst = (): number => {
      const first = heap[1] ?? 0;
      const moved = heap[size] ?? 0;
      size -= 1;
      place[first] = 0;
      if (size === 0) return first;
      const value = cost[moved] ?? 0;
      let at = 1;
      for (;;) {
        let child = at * 2;
        if (child > size) break;
        if (child < size && (cost[heap[child + 1] ?? 0] ?? 0) < (cost[heap[child] ?? 0] ?? 0)) {
          child += 1;
        }
        const below = heap[child] ?? 0;
        if ((cost[below] ?? 0) >= value) break;
        heap[at] = below;
        place[below] = at;
        at = child;
      }
      heap[at] = moved;
      place[moved] = at;
      return first;
    };
    const costBehind = (link: number): number => {
      const next = cellNext[link] ?? -1;
      if (next < 0 || done[next] === 0) return Infinity;
      const barrier = cellBarrier[link] ?? -1;
      return barrier >= 0 && closed[barrier] === 1 ? Infinity : (cost[next] ?? Infinity);
    };

    cost.fill(Infinity);
    done.fill(0);
    place.fill(0);
    for (const cell of goal) {
      cost[cell] = 0;
      raise(cell);
    }
    while (size > 0) {
      const cell = takeFirst();
      done[cell] = 1;
      for (let direction = 0; direction < 4; direction += 1) {
        const before = cellBefore[cell * 4 + direction] ?? -1;
        if (before < 0 || done[before] === 1) continue;
        const base = before * 4;
        const a = Math.min(costBehind(base), costBehind(base + 2));
        const b = Math.min(costBehind(base + 1), costBehind(base + 3));
        const low = Math.min(a, b);
        if (low === Infinity) continue;
        const pace = (slowness[before] ?? 1) * cellMetres;
        const apart = Math.abs(a - b);
        const value =
          apart >= pace ? low + pace : (a + b + Math.sqrt(2 * pace * pace - apart * apart)) / 2;
        if (value < (cost[before] ?? Infinity)) {
          cost[before] = value;
          raise(before);
        }
      }
    }
    setDirections(field, space, closed);
  };
  return { solve };
}

function setDirections(field: GoalField, space: Space, closed: Uint8Array): void {
  const { cost, towardsX, towardsY } = field;
  const { cellCount, cellNext, cellBarrier } = space;
  const gainOver = (here: number, link: number): number => {
    const next = cellNext[link] ?? -1;
    if (next < 0) return 0;
    const barrier = cellBarrier[link] ?? -1;
    if (barrier >= 0 && closed[barrier] === 1) return 0;
    return Math.max(0, here - (cost[next] ?? Infinity));
  };
  for (let cell = 0; cell < cellCount; cell += 1) {
    const here = cost[cell] ?? Infinity;
    let x = 0;
    let y = 0;
    if (here < Infinity) {
      const east = gainOver(here, cell * 4);
      const north = gainOver(here, cell * 4 + 1);
      const west = gainOver(here, cell * 4 + 2);
      const south = gainOver(here, cell * 4 + 3);
      x = east >= west ? east : -west;
      y = north >= south ? north : -south;
      const length = Math.hypot(x, y);
      if (length > 0) {
        x /= length;
        y /= length;
      }
    }
    towardsX[cell] = x;
    towardsY[cell] = y;
  }
}
