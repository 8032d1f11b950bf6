/** The bare kernel on a tree of lanes, for cases with a closed solution. */
import { createEntityPool } from '../kernel/entity-pool.ts';
import { QUEUED } from '../kernel/lane-state.ts';
import { createLaneTable } from '../kernel/lane-table.ts';
import type { SpatialQueue } from '../kernel/spatial-queue.ts';
import { ARRIVES, createSpatialQueue } from '../kernel/spatial-queue.ts';

export interface ChainLane {
  readonly seconds: number;
  readonly flowPerSecond?: number;
  readonly storage?: number;
  readonly holeSeconds?: number;
  /** Lane that follows; none: journeys end here. */
  readonly next?: number;
}

export interface Chain {
  readonly queue: SpatialQueue;
  /** One entity a time in `dues`, from lane `from`; of one person or vehicle unless `people` says. */
  feed(from: number, dues: readonly number[], people?: readonly number[]): void;
  run(until: number, each?: (now: number) => void): void;
  readonly arrivals: readonly {
    readonly entity: number;
    readonly at: number;
    readonly people: number;
  }[];
  /** Entity-seconds spent in queues. */
  readonly waited: () => number;
}

export function createChain(lanes: readonly ChainLane[], seed = 1): Chain {
  const table = createLaneTable(lanes.length);
  lanes.forEach((lane, index) => {
    if (lane.flowPerSecond !== undefined) table.flowPerSecond[index] = lane.flowPerSecond;
    if (lane.storage !== undefined) table.storage[index] = lane.storage;
    if (lane.holeSeconds !== undefined) table.holeSeconds[index] = lane.holeSeconds;
  });
  const pool = createEntityPool();
  const arrivals: { entity: number; at: number; people: number }[] = [];
  let now = 0;
  let waited = 0;
  const queue = createSpatialQueue({
    lanes: table,
    pool,
    seed,
    counterflowReserve: 0.2,
    rules: {
      chooseNext: (_entity, lane) => lanes[lane]?.next ?? ARRIVES,
      travelSeconds: (_entity, lane) => lanes[lane]?.seconds ?? 0,
      canArrive: () => true,
      takeArrival: (entity, _lane, at) => {
        arrivals.push({ entity, at, people: pool.arrays.people[entity] as number });
      },
    },
  });
  const pending: { from: number; due: number; people: number }[] = [];
  return {
    queue,
    arrivals,
    waited: () => waited,
    feed: (from, dues, people) => {
      pending.push(...dues.map((due, i) => ({ from, due, people: people?.[i] ?? 1 })));
      pending.sort((a, b) => a.due - b.due);
    },
    run: (until, each) => {
      while (now < until) {
        while ((pending[0]?.due ?? Number.POSITIVE_INFINITY) <= now + 1) {
          const next = pending.shift();
          if (!next) break;
          const entity = pool.allocate();
          pool.arrays.people[entity] = next.people;
          queue.enterOrigin(entity, next.from, now, next.due);
        }
        now += 1;
        queue.step(now);
        waited += queue.state.scalars[QUEUED] as number;
        each?.(now);
      }
    },
  };
}

/** Times 0.5/rate, 1.5/rate, … in [begin, end). */
export const evenly = (ratePerSecond: number, begin: number, end: number): number[] =>
  Array.from(
    { length: Math.round((end - begin) * ratePerSecond) },
    (_, i) => begin + (i + 0.5) / ratePerSecond,
  );
