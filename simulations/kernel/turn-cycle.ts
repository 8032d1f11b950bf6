/**
 * Full lanes whose heads wait for each other in a ring would wait for ever: two streams that meet on
 * full footways, or cars round a block. Every head of the ring steps on at once, as far as the flow
 * of each lane allows: counts, storage and people stay exact.
 */
import type { EntityPool } from './entity-pool.ts';
import { NIL } from './entity-pool.ts';
import type { LaneState } from './lane-state.ts';
import type { LaneTable } from './lane-table.ts';

const LONGEST_CYCLE = 256;

export function createCycleTurner(options: {
  readonly lanes: LaneTable;
  readonly state: LaneState;
  readonly pool: EntityPool;
  readonly targetOf: (lane: number, now: number) => number;
  readonly canStore: (lane: number, people: number) => boolean;
  /** The lane's own flow lets one more out. */
  readonly hasCredit: (lane: number, now: number) => boolean;
  /** Moves the head of `from` to `to` without asking for a place. */
  readonly stepOn: (from: number, to: number, now: number) => void;
}): (start: number, now: number) => boolean {
  const { lanes, state, pool, targetOf, canStore, hasCredit, stepOn } = options;
  const { exitOpen, entryOpen, storage } = lanes;
  const { queueHead, taken } = state;
  const visitedAt = new Int32Array(lanes.count).fill(NIL);
  const cycle = new Int32Array(LONGEST_CYCLE);
  let search = 0;

  return (start, now) => {
    search = (search + 1) | 0;
    let lane = start;
    let length = 0;
    while (visitedAt[lane] !== search) {
      // Red stops nobody here but who found the ring: rings across signals never are green at once.
      const isStanding = queueHead[lane] !== NIL && (lane !== start || exitOpen[lane] === 1);
      if (!isStanding || length === LONGEST_CYCLE || !hasCredit(lane, now)) return false;
      visitedAt[lane] = search;
      cycle[length] = lane;
      length += 1;
      const target = targetOf(lane, now);
      const people = pool.arrays.people[queueHead[lane] as number] as number;
      if (target < 0 || entryOpen[target] === 0 || canStore(target, people)) return false;
      // Packets of unequal size: who steps on must find at least one place that the other leaves.
      const leaving = queueHead[target] as number;
      const left = leaving === NIL ? 0 : (pool.arrays.people[leaving] as number);
      if ((taken[target] as number) - left >= (storage[target] as number)) return false;
      lane = target;
    }
    if (lane !== start) return false;
    for (let i = 0; i < length; i += 1) {
      stepOn(cycle[i] as number, cycle[(i + 1) % length] as number, now);
    }
    return true;
  };
}
