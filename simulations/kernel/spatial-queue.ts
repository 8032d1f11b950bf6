/**
 * The spatial queue: one kernel for walkers and vehicles. An entity enters a lane, needs its
 * travel time to the end, waits there first-in-first-out, and moves on when the lane's flow, the
 * next lane's flow and the next lane's storage allow. A place left behind becomes free at the
 * lane's entry only after the backward wave has come through, so jams have the density that the
 * triangular diagram gives for their flow. Equations and limits: docs/models/spatial-queue.md.
 *
 * Whole-second steps of three systems: free places, wake arrivals at lane ends, move heads.
 * Heads move in an order shuffled from (seed, second), so that lane numbers favour nobody.
 * Cost: two list operations a move (timing wheel, queue); lanes without a queue cost nothing.
 * A heap per lane and one heap of all lanes were considered; the wheel needs no comparison at all.
 */
import type { EntityPool } from './entity-pool.ts';
import { NIL } from './entity-pool.ts';
import { createHoleWheel } from './hole-wheel.ts';
import { createLaneLimits } from './lane-limits.ts';
import type { LaneState } from './lane-state.ts';
import {
  ACTIVE,
  createLaneState,
  QUEUED,
  restoreArrays,
  saveArrays,
  WHEEL_SECONDS,
} from './lane-state.ts';
import type { LaneTable } from './lane-table.ts';
import { shuffleFirst } from './shuffle-first.ts';
import { createCycleTurner } from './turn-cycle.ts';

/** `chooseNext`: the entity's journey on the network ends here. */
export const ARRIVES = -1;
/** `chooseNext`: no way on at present. */
export const WAITS = -2;

const LONGEST_TRAVEL_SECONDS = WHEEL_SECONDS - 8;
/** A head blocked this long by storage looks for a cycle of full lanes to turn. */
const CYCLE_PATIENCE_SECONDS = 5;

export interface QueueRules {
  /** The next lane, ARRIVES or WAITS. Asked again every second while the head waits. */
  chooseNext(entity: number, lane: number, now: number): number;
  /** Seconds to the end of the lane for an entity that has just entered. */
  travelSeconds(entity: number, lane: number): number;
  canArrive(entity: number, lane: number, now: number): boolean;
  /** Takes the entity over (into a station's queue, or back to the pool). */
  takeArrival(entity: number, lane: number, now: number): void;
}

export interface SpatialQueue {
  readonly lanes: LaneTable;
  readonly pool: EntityPool;
  readonly state: LaneState;
  /** Puts an entity on an origin lane, ready to leave it at `due`, which is after `now`. */
  enterOrigin(entity: number, lane: number, now: number, due: number): void;
  /** Steps on the lane from outside the network, as a head would; false when there is no room. */
  tryEnter(entity: number, lane: number, now: number): boolean;
  /** Takes everybody out of the lane's queue, first to last (a closed gate). */
  drainQueue(lane: number, take: (entity: number) => void): void;
  step(now: number): void;
  save(into: Map<string, ArrayBuffer>, name: string): void;
  restore(from: ReadonlyMap<string, ArrayBuffer>, name: string): void;
}

export function createSpatialQueue(options: {
  readonly lanes: LaneTable;
  readonly pool: EntityPool;
  readonly rules: QueueRules;
  readonly seed: number;
  /** Part of a shared lane's flow that each direction keeps at least. */
  readonly counterflowReserve: number;
}): SpatialQueue {
  const { lanes, pool, rules, seed, counterflowReserve } = options;
  const { holeSeconds, exitOpen, entryOpen } = lanes;
  const state = createLaneState(lanes);
  const { present, queued, taken, leftTotal, travelSecondsTotal, queueHead, queueTail } = state;
  const { wheelHead, wheelTail, exitCredit, exitCreditAt, entryCredit, entryCreditAt } = state;
  const { blockedSince, blockedOn, active, isActive, scalars } = state;
  const holes = createHoleWheel(taken);

  const { directedFlow, canStore } = createLaneLimits(lanes, state, counterflowReserve);

  /** Fractional flow saved up since the last look: at most one second of flow and one entity. */
  const grow = (credit: number, rate: number, seconds: number): number => {
    const grown = credit + rate * seconds;
    return grown > rate + 1 ? rate + 1 : grown;
  };

  const putOnWheel = (entity: number, due: number, now: number): void => {
    const { next } = pool.arrays;
    const second = Math.min(Math.max(Math.ceil(due), now + 1), now + LONGEST_TRAVEL_SECONDS);
    const slot = second & (WHEEL_SECONDS - 1);
    next[entity] = NIL;
    const tail = wheelTail[slot] as number;
    if (tail === NIL) wheelHead[slot] = entity;
    else next[tail] = entity;
    wheelTail[slot] = entity;
  };

  const placeOn = (entity: number, lane: number, at: number): void => {
    const people = pool.arrays.people[entity] as number;
    present[lane] = (present[lane] as number) + people;
    taken[lane] = (taken[lane] as number) + people;
    pool.arrays.lane[entity] = lane;
    pool.arrays.entered[entity] = at;
  };

  const enter = (entity: number, lane: number, now: number): void => {
    // Somebody who reached the end within this second loses nothing to whole-second steps.
    const reached = pool.arrays.due[entity] as number;
    const at = reached > now - 1 ? reached : now - 1;
    placeOn(entity, lane, at);
    const due = at + rules.travelSeconds(entity, lane);
    pool.arrays.due[entity] = due;
    putOnWheel(entity, due, now);
  };

  const popHead = (lane: number, now: number): number => {
    const { next, entered, people: peopleOf } = pool.arrays;
    const entity = queueHead[lane] as number;
    const people = peopleOf[entity] as number;
    const after = next[entity] as number;
    queueHead[lane] = after;
    if (after === NIL) queueTail[lane] = NIL;
    queued[lane] = (queued[lane] as number) - people;
    scalars[QUEUED] = (scalars[QUEUED] as number) - people;
    present[lane] = (present[lane] as number) - people;
    leftTotal[lane] = (leftTotal[lane] as number) + people;
    travelSecondsTotal[lane] =
      (travelSecondsTotal[lane] as number) + people * (now - (entered[entity] as number));
    blockedSince[lane] = NIL;
    blockedOn[lane] = NIL;
    return entity;
  };

  const freePlaces = (lane: number, now: number, people: number): void => {
    const wait = holeSeconds[lane] as number;
    if (wait === 0) taken[lane] = (taken[lane] as number) - people;
    else holes.add(lane, now + wait, people);
  };

  const wake = (now: number): void => {
    const { next, lane: laneOf, people: peopleOf } = pool.arrays;
    const slot = now & (WHEEL_SECONDS - 1);
    let entity = wheelHead[slot] as number;
    wheelHead[slot] = NIL;
    wheelTail[slot] = NIL;
    while (entity !== NIL) {
      const following = next[entity] as number;
      const lane = laneOf[entity] as number;
      next[entity] = NIL;
      const tail = queueTail[lane] as number;
      if (tail === NIL) queueHead[lane] = entity;
      else next[tail] = entity;
      queueTail[lane] = entity;
      const people = peopleOf[entity] as number;
      queued[lane] = (queued[lane] as number) + people;
      scalars[QUEUED] = (scalars[QUEUED] as number) + people;
      if (isActive[lane] === 0) {
        isActive[lane] = 1;
        active[scalars[ACTIVE] as number] = lane;
        scalars[ACTIVE] = (scalars[ACTIVE] as number) + 1;
      }
      entity = following;
    }
  };

  const savedFlow = (lane: number, now: number): number =>
    grow(exitCredit[lane] as number, directedFlow(lane), now - (exitCreditAt[lane] as number));

  const turnCycle = createCycleTurner({
    lanes,
    state,
    pool,
    targetOf: (lane, now) => rules.chooseNext(queueHead[lane] as number, lane, now),
    canStore,
    hasCredit: (lane, now) => savedFlow(lane, now) >= 1,
    stepOn: (from, to, now) => {
      const entity = popHead(from, now);
      const people = pool.arrays.people[entity] as number;
      exitCredit[from] = savedFlow(from, now) - people;
      exitCreditAt[from] = now;
      taken[from] = (taken[from] as number) - people;
      enter(entity, to, now);
      // The next of the ring need not wait again.
      blockedSince[from] = now - CYCLE_PATIENCE_SECONDS - 1;
    },
  });

  const moveHeads = (lane: number, now: number): void => {
    // A head that met a full lane asks for its way again every fourth second only.
    const full = blockedOn[lane] as number;
    if (full !== NIL && ((now + lane) & 3) !== 0) {
      const head = queueHead[lane] as number;
      if (head !== NIL && !canStore(full, pool.arrays.people[head] as number)) return;
    }
    blockedOn[lane] = NIL;
    const rate = directedFlow(lane);
    let credit = grow(exitCredit[lane] as number, rate, now - (exitCreditAt[lane] as number));
    exitCreditAt[lane] = now;
    while (credit >= 1 && rate > 0) {
      const entity = queueHead[lane] as number;
      if (entity === NIL) break;
      const people = pool.arrays.people[entity] as number;
      const target = rules.chooseNext(entity, lane, now);
      if (target < 0) {
        if (target === WAITS || !rules.canArrive(entity, lane, now)) break;
        popHead(lane, now);
        freePlaces(lane, now, people);
        rules.takeArrival(entity, lane, now);
      } else {
        if (entryOpen[target] === 0) break;
        const seconds = now - (entryCreditAt[target] as number);
        const room = grow(entryCredit[target] as number, directedFlow(target), seconds);
        entryCredit[target] = room;
        entryCreditAt[target] = now;
        if (room < 1) break;
        if (!canStore(target, people)) {
          const since = blockedSince[lane] as number;
          if (since === NIL) blockedSince[lane] = now;
          else if (now - since > CYCLE_PATIENCE_SECONDS) {
            exitCredit[lane] = credit;
            if (turnCycle(lane, now)) {
              credit = exitCredit[lane] as number;
              continue;
            }
          }
          blockedOn[lane] = target;
          break;
        }
        entryCredit[target] = room - people;
        popHead(lane, now);
        freePlaces(lane, now, people);
        enter(entity, target, now);
      }
      // Below zero after a packet: the lane waits until its flow has caught up.
      credit -= people;
    }
    exitCredit[lane] = credit;
  };

  return {
    lanes,
    pool,
    state,
    enterOrigin: (entity, lane, now, due) => {
      placeOn(entity, lane, due);
      pool.arrays.due[entity] = due;
      putOnWheel(entity, due, now);
    },
    tryEnter: (entity, lane, now) => {
      if (entryOpen[lane] === 0) return false;
      const seconds = now - (entryCreditAt[lane] as number);
      const room = grow(entryCredit[lane] as number, directedFlow(lane), seconds);
      entryCredit[lane] = room;
      entryCreditAt[lane] = now;
      const people = pool.arrays.people[entity] as number;
      if (room < 1 || !canStore(lane, people)) return false;
      entryCredit[lane] = room - people;
      enter(entity, lane, now);
      return true;
    },
    drainQueue: (lane, take) => {
      while (queueHead[lane] !== NIL) {
        const entity = popHead(lane, 0);
        const people = pool.arrays.people[entity] as number;
        leftTotal[lane] = (leftTotal[lane] as number) - people;
        taken[lane] = (taken[lane] as number) - people;
        take(entity);
      }
    },
    step: (now) => {
      holes.step(now);
      wake(now);
      shuffleFirst(active, scalars[ACTIVE] as number, now ^ seed);
      let kept = 0;
      const activeCount = scalars[ACTIVE] as number;
      for (let i = 0; i < activeCount; i += 1) {
        const lane = active[i] as number;
        // At red the credit rests: a green lets out green × saturation flow, no more.
        if (exitOpen[lane] === 1) moveHeads(lane, now);
        else exitCreditAt[lane] = now;
        if ((queueHead[lane] as number) === NIL) {
          isActive[lane] = 0;
        } else {
          active[kept] = lane;
          kept += 1;
        }
      }
      scalars[ACTIVE] = kept;
    },
    save: (into, name) => {
      saveArrays(state, into, name);
      holes.save(into, `${name}.holes`);
      pool.save(into, `${name}.entities`);
    },
    restore: (from, name) => {
      restoreArrays(state, from, name);
      holes.restore(from, `${name}.holes`);
      pool.restore(from, `${name}.entities`);
    },
  };
}
