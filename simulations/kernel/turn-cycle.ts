/**
 * Full lanes whose heads wait for each other in a ring would wait for ever. Every head of the ring
 * steps on at once: counts, storage and people stay exact.
 */
import { NIL } from './entity-pool.ts';
import type { LaneState } from './lane-state.ts';
import type { LaneTable } from './lane-table.ts';

const LONGEST_CYCLE = 256;

export function createCycleTurner(options: {
  readonly lanes: LaneTable;
  readonly state: LaneState;
  readonly targetOf: (lane: number, now: number) => number;
  readonly canStore: (lane: number) => boolean;
  /** Moves the head of `from` to `to` without asking for a place. */
  readonly stepOn: (from: number, to: number, now: number) => void;
}): (start: number, now: number) => void {
  const { lanes, state, targetOf, canStore, stepOn } = options;
  const { exitOpen, entryOpen } = lanes;
  const { queueHead } = state;
  const visitedAt = new Int32Array(lanes.count).fill(NIL);
  const cycle = new Int32Array(LONGEST_CYCLE);
  let search = 0;

  return (start, now) => {
    search = (search + 1) | 0;
    let lane = start;
    let length = 0;
    while (visitedAt[lane] !== search) {
      const isStanding = queueHead[lane] !== NIL && exitOpen[lane] === 1;
      if (!isStanding || length === LONGEST_CYCLE) return;
      visitedAt[lane] = search;
      cycle[length] = lane;
      length += 1;
      const target = targetOf(lane, now);
      if (target < 0 || entryOpen[target] === 0 || canStore(target)) return;
      lane = target;
    }
    if (lane !== start) return;
    for (let i = 0; i < length; i += 1) {
      stepOn(cycle[i] as number, cycle[(i + 1) % length] as number, now);
    }
  };
}
