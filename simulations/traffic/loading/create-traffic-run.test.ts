import { describe, expect, it } from 'vitest';
import { createRandomRoad } from '../verification/random-road.ts';
import {
  countLeft,
  createSmallRoad,
  evenTimes,
  FREE_SPEED,
  vehiclesOn,
} from '../verification/small-road.ts';
import type { TrafficRun } from './create-traffic-run.ts';

const SEEDS = Array.from({ length: 25 }, (_, at) => at + 1);

/** Vehicles by where the arrays say they are, not by the counters. */
function countEverybody(run: TrafficRun): {
  readonly onLanes: number;
  readonly inJunctions: number;
  readonly waiting: number;
} {
  const { state, demand } = run;
  const sum = (values: Int32Array): number => values.reduce((total, value) => total + value, 0);
  let waiting = 0;
  for (let link = 0; link < run.network.linkCount; link += 1) {
    for (let trip = state.originHead[link] ?? -1; trip >= 0; trip = state.tripNext[trip] ?? -1) {
      waiting += 1;
    }
  }
  expect(demand.departMs.length).toBeGreaterThan(0);
  return {
    onLanes: sum(state.laneCountNow),
    inJunctions: sum(state.pocketCountNow),
    waiting,
  };
}

const arrivedOf = (run: TrafficRun): number => run.state.tripArrived.filter((at) => at >= 0).length;

describe('createTrafficRun', () => {
  it.each(SEEDS)('keeps every vehicle on random networks, seed %i', (seed) => {
    const run = createRandomRoad(seed);
    for (let at = 10; at <= 1200; at += 10) {
      run.runUntil(at);
      const { onLanes, inJunctions, waiting } = countEverybody(run);
      const due = run.demand.departMs.filter((ms) => ms < at * 1000).length;
      expect(onLanes + inJunctions + waiting + arrivedOf(run)).toBe(due);
      run.state.laneCountNow.forEach((count, lane) => {
        expect(count).toBeGreaterThanOrEqual(0);
        expect(count).toBeLessThanOrEqual(run.laneCapacity(lane));
      });
    }
  });

  it.each(SEEDS)('brings everybody home, rings of full lanes or not, seed %i', (seed) => {
    const run = createRandomRoad(seed);
    // Long, since some of these have much more demand than their lights let through.
    run.runUntil(200_000);
    expect(arrivedOf(run)).toBe(run.demand.departMs.length);
  });

  it('holds a ring of full lanes for ever when rings may not turn', () => {
    const stuck = SEEDS.filter((seed) => {
      const run = createRandomRoad(seed, seed, { ringPatienceSeconds: 1e6 });
      run.runUntil(200_000);
      return arrivedOf(run) < run.demand.departMs.length;
    });
    expect(stuck.length).toBeGreaterThan(0);
  });

  it('gives the same bytes for a seed, others for another', () => {
    const bytesOf = (seed: number, speedSeed = seed): readonly Uint8Array[] => {
      const run = createRandomRoad(seed, speedSeed);
      run.runUntil(700);
      return run.save().parts;
    };
    expect(bytesOf(3)).toEqual(bytesOf(3));
    expect(bytesOf(3, 4)).not.toEqual(bytesOf(3));
  });

  it.each([1, 2, 3])('goes on from a saved state as if never stopped, seed %i', (seed) => {
    const straight = createRandomRoad(seed);
    straight.runUntil(300);
    const saved = straight.save();
    straight.runUntil(900);
    const restored = createRandomRoad(seed);
    restored.runUntil(555);
    restored.restore(saved);
    restored.runUntil(900);
    expect(restored.save().parts).toEqual(straight.save().parts);
    // Into memory that another state lay in before.
    expect(restored.save(createRandomRoad(seed).save()).parts).toEqual(straight.save().parts);
  });

  it.each([1, 2, 3])('does the same after its clock has begun anew, seed %i', (seed) => {
    const straight = createRandomRoad(seed);
    const anew = createRandomRoad(seed);
    // All trips have set out by 900 s; their times of departure do not begin anew.
    for (const run of [straight, anew]) run.runUntil(901);
    anew.startClockAnew(13);
    for (const run of [straight, anew]) run.runUntil(3_000);
    const left = ({ state }: TrafficRun): number => state.recordLeft.reduce((a, b) => a + b, 0);
    expect(left(anew)).toBe(left(straight));
    expect(anew.state.laneCountNow).toEqual(straight.state.laneCountNow);
    expect(anew.state.groupLight).toEqual(straight.state.groupLight);
    expect(anew.running()).toBe(straight.running());
  });

  it('refuses a saved state of another network', () => {
    const saved = createRandomRoad(1).save();
    expect(() => createRandomRoad(2).restore(saved)).toThrow(/expected \d+ bytes, got \d+/);
  });

  it('halves the flow of a link whose capacity an incident halves', () => {
    const run = createSmallRoad({
      links: [
        ['a', 1000, FREE_SPEED],
        ['b', 1000, FREE_SPEED],
      ],
      ways: [{ way: ['a', 'b'] }],
      demand: { 'a b': evenTimes(0.8, 0, 2000) },
      endSeconds: 2000,
    });
    run.runUntil(500);
    run.conditions.capacityFactor[1] = 0.5;
    run.applyConditions();
    run.runUntil(2000);
    // 2 %: whole vehicles in 1,000 s.
    expect(countLeft(run, 'b', 1000, 2000) / 1000).toBeCloseTo(0.4, 2);
  });

  it('lets nobody onto a closed link and everybody on when it opens', () => {
    const run = createSmallRoad({
      links: [
        ['a', 300, FREE_SPEED],
        ['b', 300, FREE_SPEED],
      ],
      ways: [{ way: ['a', 'b'] }],
      demand: { 'a b': evenTimes(0.2, 0, 200) },
      endSeconds: 2000,
    });
    run.conditions.closed[1] = 1;
    run.applyConditions();
    run.runUntil(500);
    expect(vehiclesOn(run, 'b')).toBe(0);
    expect(arrivedOf(run)).toBe(0);
    run.conditions.closed[1] = 0;
    run.applyConditions();
    run.runUntil(2000);
    expect(arrivedOf(run)).toBe(40);
  });
});
