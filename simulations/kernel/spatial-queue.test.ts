import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ChainLane, createChain, evenly } from '../verification/chain.ts';
import { createEntityPool } from './entity-pool.ts';
import { createLaneTable } from './lane-table.ts';
import { createSpatialQueue } from './spatial-queue.ts';

const lane = fc.record({
  seconds: fc.double({ min: 0.3, max: 40, noNaN: true }),
  flowPerSecond: fc.double({ min: 0, max: 3, noNaN: true }),
  storage: fc.integer({ min: 1, max: 30 }),
  holeSeconds: fc.integer({ min: 0, max: 50 }),
});

test('random trees of lanes keep every entity, every second, and never overfill', () => {
  fc.assert(
    fc.property(
      fc.array(lane, { minLength: 1, maxLength: 8 }),
      fc.double({ min: 0.05, max: 2, noNaN: true }),
      (lanes, rate) => {
        const chained: ChainLane[] = [
          { seconds: 0, next: 1 },
          ...lanes.map((one, i) => (i < lanes.length - 1 ? { ...one, next: i + 2 } : one)),
        ];
        const chain = createChain(chained);
        const dues = evenly(rate, 0, 100);
        chain.feed(0, dues);
        let entered = 0;
        chain.run(300, (now) => {
          const { present, taken } = chain.queue.state;
          entered = dues.filter((due) => due <= now).length;
          const onLanes = present.reduce((sum, n) => sum + n, 0);
          expect(onLanes + chain.arrivals.length).toBe(entered);
          lanes.forEach((one, i) => {
            expect(taken[i + 1]).toBeLessThanOrEqual(one.storage);
            expect(present[i + 1]).toBeLessThanOrEqual(taken[i + 1] as number);
          });
        });
      },
    ),
    { seed: 20261122, numRuns: 60 },
  );
});

test('packets of any size are conserved person by person, and stick out of a lane by one at most', () => {
  fc.assert(
    fc.property(
      fc.array(lane, { minLength: 1, maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 60 }),
      (lanes, sizes) => {
        const chained: ChainLane[] = [
          { seconds: 0, next: 1 },
          ...lanes.map((one, i) => (i < lanes.length - 1 ? { ...one, next: i + 2 } : one)),
        ];
        const chain = createChain(chained);
        const largest = Math.max(...sizes);
        chain.feed(
          0,
          sizes.map((_, i) => i + 0.5),
          sizes,
        );
        let peopleIn = 0;
        chain.run(400, (now) => {
          const { present, taken, leftTotal } = chain.queue.state;
          peopleIn = sizes.slice(0, now).reduce((sum, people) => sum + people, 0);
          const arrived = chain.arrivals.reduce((sum, one) => sum + one.people, 0);
          expect(present.reduce((sum, n) => sum + n, 0) + arrived).toBe(peopleIn);
          expect(leftTotal[lanes.length]).toBe(arrived);
          lanes.forEach((one, i) => {
            expect(taken[i + 1]).toBeLessThan(one.storage + largest);
            // Credit of one second and one person, and a packet that overdraws it.
            expect(leftTotal[i + 1]).toBeLessThanOrEqual(
              one.flowPerSecond * (now + 1) + 1 + largest,
            );
          });
        });
      },
    ),
    { seed: 7, numRuns: 60 },
  );
});

test('a ring of full lanes, each waiting for the next, turns instead of standing for ever', () => {
  // Lanes 0, 1, 2 form a ring with one place each; 3, 4, 5 are their origins. Everybody wants to go
  // twice round before leaving, so all three places are soon taken by people who want the next one.
  const ring = 3;
  const table = createLaneTable(6);
  for (let i = 0; i < ring; i += 1) {
    table.storage[i] = 1;
    table.flowPerSecond[i] = 1;
  }
  const pool = createEntityPool();
  let arrived = 0;
  const laps = new Map<number, number>();
  const queue = createSpatialQueue({
    lanes: table,
    pool,
    seed: 5,
    counterflowReserve: 0.2,
    rules: {
      chooseNext: (entity, from) => {
        if (from >= ring) return from - ring;
        return (laps.get(entity) ?? 0) >= 6 ? -1 : (from + 1) % ring;
      },
      travelSeconds: (entity) => {
        laps.set(entity, (laps.get(entity) ?? 0) + 1);
        return 2;
      },
      canArrive: () => true,
      takeArrival: () => {
        arrived += 1;
      },
    },
  });
  for (let i = 0; i < ring; i += 1) queue.enterOrigin(pool.allocate(), ring + i, 0, 1);
  for (let now = 1; now <= 600; now += 1) queue.step(now);
  expect(arrived).toBe(3);
});

test('people walking against a stream that fills the footway keep moving', () => {
  // One lane pair of 20 places; the exit of lane 0 is shut, so its stream fills all but the reserve.
  const table = createLaneTable(4);
  table.opposite[0] = 1;
  table.opposite[1] = 0;
  for (const side of [0, 1]) {
    table.storage[side] = 20;
    table.reserve[side] = 1;
    table.sharedReserve[side] = 6;
    table.flowPerSecond[side] = 2;
  }
  table.exitOpen[0] = 0;
  const pool = createEntityPool();
  let arrived = 0;
  const queue = createSpatialQueue({
    lanes: table,
    pool,
    seed: 1,
    counterflowReserve: 0.2,
    rules: {
      chooseNext: (_entity, from) => (from >= 2 ? from - 2 : -1),
      travelSeconds: () => 5,
      canArrive: () => true,
      takeArrival: () => {
        arrived += 1;
      },
    },
  });
  for (let i = 0; i < 40; i += 1) queue.enterOrigin(pool.allocate(), 2, 0, 1 + i / 10);
  for (let i = 0; i < 40; i += 1) queue.enterOrigin(pool.allocate(), 3, 0, 60 + i / 10);
  for (let now = 1; now <= 600; now += 1) queue.step(now);
  expect(queue.state.present[0]).toBe(19);
  expect(arrived).toBe(40);
});
