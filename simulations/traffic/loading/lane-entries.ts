/**
 * Who enters a lane next. A lane takes a vehicle when its inflow headway has passed and a place is
 * free at its entry. Those that come too early wait in its list; the one with the least share so far
 * goes first (stride scheduling: shares grow by 1/weight, so that equal weights make a zipper).
 */
import type { TrafficContext } from './traffic-context.ts';
import { NONE } from './traffic-state.ts';

export const NEVER = 2_147_483_647;

export interface LaneEntries {
  /** When the next vehicle may enter; NEVER while the lane is full or closed. */
  availableAt(lane: number): number;
  /** True when the source may enter now; else it has been put on the list. */
  mayEnter(source: number, lane: number, granted: number, now: number): boolean;
  /** Notes that the source enters; answers what its change of stream costs the next, ms. */
  takeTurn(source: number, lane: number, weight: number): number;
  /** Wakes whoever waits for the lane, or for one beside it, when a place comes free. */
  wakeWaiting(lane: number, now: number): void;
  takeWaiting(lane: number): number;
  /** Takes a source off the list that it waits on. */
  giveUp(source: number): void;
  /** A source that waits for a full lane beside this one, taken off its list; or NONE. */
  takeFromBeside(lane: number): number;
  scheduleEntry(lane: number, now: number): void;
}

export function createLaneEntries(context: TrafficContext): LaneEntries {
  const { laneCapacity, laneHole } = context.timing;
  const { laneLink, linkLane } = context.network;
  const { closed } = context.conditions;
  const { schedule } = context.wheel;
  const { firstEntry } = context.items;
  const { laneCountNow, laneTail, slotLeft, laneNextEntry, laneLastSource } = context.state;
  const { waitHead, waitTail, waitNext, waitingFor, mergeClock, sourceShare } = context.state;
  const { linkWaiting } = context.state;
  const ringPatienceMs = Math.round(1000 * context.parameters.ringPatienceSeconds);
  const mergeLossMs = Math.round(1000 * context.parameters.mergeLossSeconds);

  const availableAt = (lane: number): number => {
    if ((laneCountNow[lane] as number) >= (laneCapacity[lane] as number)) return NEVER;
    if (closed[laneLink[lane] as number] === 1) return NEVER;
    const room = (slotLeft[laneTail[lane] as number] as number) + (laneHole[lane] as number);
    const entry = laneNextEntry[lane] as number;
    return room > entry ? room : entry;
  };

  const scheduleEntry = (lane: number, now: number): void => {
    const at = availableAt(lane);
    if (at !== NEVER) schedule(firstEntry + lane, at, now);
  };

  const wait = (source: number, lane: number, now: number): void => {
    waitNext[source] = NONE;
    waitingFor[source] = lane;
    const tail = waitTail[lane] as number;
    if (tail === NONE) waitHead[lane] = source;
    else waitNext[tail] = source;
    waitTail[lane] = source;
    const link = laneLink[lane] as number;
    linkWaiting[link] = (linkWaiting[link] as number) + 1;
    const clock = mergeClock[lane] as number;
    if ((sourceShare[source] as number) < clock) sourceShare[source] = clock;
    // The lane looks for a ring after a while; pockets and origins are never part of one.
    if (source < laneCapacity.length) schedule(source, now + ringPatienceMs, now);
    scheduleEntry(lane, now);
  };

  const unlink = (source: number, before: number, lane: number): void => {
    const after = waitNext[source] as number;
    if (before === NONE) waitHead[lane] = after;
    else waitNext[before] = after;
    if (after === NONE) waitTail[lane] = before;
    waitingFor[source] = NONE;
    const link = laneLink[lane] as number;
    linkWaiting[link] = (linkWaiting[link] as number) - 1;
  };

  /** The waiting source with the least share so far; the first of equals. */
  const takeWaiting = (lane: number): number => {
    let before = NONE;
    let best = waitHead[lane] as number;
    let bestBefore = NONE;
    for (let at = best; at !== NONE; at = waitNext[at] as number) {
      if ((sourceShare[at] as number) < (sourceShare[best] as number)) {
        best = at;
        bestBefore = before;
      }
      before = at;
    }
    unlink(best, bestBefore, lane);
    return best;
  };

  return {
    availableAt,
    scheduleEntry,
    takeWaiting,
    mayEnter: (source, lane, granted, now) => {
      if (lane === granted) return true;
      if (granted === NONE && waitHead[lane] === NONE && availableAt(lane) <= now) return true;
      wait(source, lane, now);
      return false;
    },
    takeTurn: (source, lane, weight) => {
      const loss = laneLastSource[lane] === source ? 0 : mergeLossMs;
      laneLastSource[lane] = source;
      const own = sourceShare[source] as number;
      const clock = mergeClock[lane] as number;
      const start = own > clock ? own : clock;
      mergeClock[lane] = start;
      sourceShare[source] = start + 1 / weight;
      return loss;
    },
    wakeWaiting: (lane, now) => {
      if (waitHead[lane] !== NONE || (linkWaiting[laneLink[lane] as number] as number) > 0) {
        scheduleEntry(lane, now);
      }
    },
    giveUp: (source) => {
      const lane = waitingFor[source] as number;
      let before = NONE;
      for (let at = waitHead[lane] as number; at !== source; at = waitNext[at] as number) {
        before = at;
      }
      unlink(source, before, lane);
    },
    takeFromBeside: (lane) => {
      const link = laneLink[lane] as number;
      if (linkWaiting[link] === 0) return NONE;
      const last = linkLane[link + 1] as number;
      for (let beside = linkLane[link] as number; beside < last; beside += 1) {
        if (waitHead[beside] !== NONE && availableAt(beside) === NEVER) return takeWaiting(beside);
      }
      return NONE;
    },
  };
}
