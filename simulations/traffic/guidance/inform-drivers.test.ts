import { describe, expect, it } from 'vitest';
import type { TrafficRun } from '../loading/create-traffic-run.ts';
import { createRandomRoad } from '../verification/random-road.ts';
import {
  countLeft,
  createSmallRoad,
  evenTimes,
  FREE_SPEED,
  linkOf,
  speedForFlow,
  sumTravelSeconds,
  vehiclesOn,
} from '../verification/small-road.ts';
import type { GuidanceOptions } from './inform-drivers.ts';

/** From `in` to `out` over `near` (200 s, at most 0.4/s) or `far` (300 s, wide). */
const twoRoads = (
  guidance: Partial<GuidanceOptions> | undefined,
  perSecond: number,
  endSeconds: number,
  departures = endSeconds,
): TrafficRun =>
  createSmallRoad({
    links: [
      ['in', 1500, FREE_SPEED],
      ['near', 4000, FREE_SPEED],
      ['neck', 20, speedForFlow(0.4)],
      ['far', 6000, FREE_SPEED],
      ['out', 500, FREE_SPEED],
    ],
    ways: [
      { way: ['in', 'near'] },
      { way: ['in', 'far'] },
      { way: ['near', 'neck'] },
      { way: ['neck', 'out'] },
      { way: ['far', 'out'] },
    ],
    demand: { 'in near neck out': evenTimes(perSecond, 0, departures) },
    endSeconds,
    recordSeconds: 300,
    ...(guidance && { guidance }),
  });

const arrivedOf = (run: TrafficRun): number => run.state.tripArrived.filter((at) => at >= 0).length;

const everybody = (run: TrafficRun): number =>
  arrivedOf(run) +
  run.withoutWay().gaveUp.length +
  run.state.laneCountNow.reduce((sum, count) => sum + count, 0) +
  run.state.pocketCountNow.reduce((sum, count) => sum + count, 0);

/** Mean seconds over the link in the record interval. */
const secondsOn = (run: TrafficRun, id: string, interval: number): number => {
  const at = interval * run.network.linkCount + linkOf(run, id);
  return (run.state.recordSeconds[at] as number) / (run.state.recordLeft[at] as number);
};

describe('informed drivers', () => {
  it('share two roads so that both take as long: user equilibrium, standing still', () => {
    const run = twoRoads(
      { informedShare: 0.5, renewSeconds: 30, gainShare: 0, gainSeconds: 0 },
      ...([0.6, 6000] as const),
    );
    run.runUntil(6000);
    // The queue on the near road grows to the far road's 300 s; then the neck runs full, the rest drives round.
    for (let interval = 6; interval < 20; interval += 1) {
      const near = secondsOn(run, 'near', interval) + secondsOn(run, 'neck', interval);
      // From the reading to the choice a driver has 75 s of `in` and a minute of news; meanwhile the
      // queue's time drifts by 0.6/0.4 − 1 of that.
      expect(Math.abs(near - secondsOn(run, 'far', interval))).toBeLessThan(0.5 * 135);
    }
    expect(countLeft(run, 'neck', 3000, 6000) / 3000).toBeGreaterThan(0.97 * 0.4);
    // Whole vehicles, and the drift.
    expect(countLeft(run, 'far', 3000, 6000) / 3000).toBeCloseTo(0.6 - 0.4, 1);
  });

  it('lose less time than those who know nothing, more of them less', () => {
    const total = (informedShare: number): number => {
      const run = twoRoads({ informedShare, renewSeconds: 60 }, 0.6, 9000, 2400);
      run.runUntil(9000);
      expect(arrivedOf(run)).toBe(run.demand.departMs.length);
      return sumTravelSeconds(run);
    };
    const [none = 0, some = 0, all = 0] = [0, 0.3, 1].map(total);
    expect(some).toBeLessThan(0.9 * none);
    expect(all).toBeLessThan(some);
  });

  it('stay where the gain is below what they care for', () => {
    const run = twoRoads({ informedShare: 1, gainSeconds: 1e6 }, 0.6, 3000);
    run.runUntil(3000);
    expect(run.diverted()).toBe(0);
  });
});

describe('a road that closes', () => {
  const close = (run: TrafficRun, id: string, isClosed: boolean): void => {
    run.conditions.closed[linkOf(run, id)] = isClosed ? 1 : 0;
    run.applyConditions();
  };

  it('sends everybody who has not passed it over the parallel road', () => {
    const run = twoRoads({ informedShare: 0 }, 0.3, 4000, 2000);
    run.runUntil(1000);
    close(run, 'near', true);
    const on = vehiclesOn(run, 'near');
    run.runUntil(4000);
    expect(vehiclesOn(run, 'near')).toBe(0);
    expect(arrivedOf(run)).toBe(run.demand.departMs.length);
    // 0.3/s for 1,000 s less those on their way to it, 75 s of `in`, and whole vehicles.
    expect(run.diverted()).toBeGreaterThanOrEqual(298);
    expect(on + countLeft(run, 'near', 0, 900)).toBeGreaterThan(200);
  });

  it('holds those who have no other way, names them, and lets them go when it opens', () => {
    const run = twoRoads({ informedShare: 0.5 }, 0.1, 6000, 1000);
    close(run, 'out', true);
    run.runUntil(500);
    expect(run.withoutWay().standing.length).toBeGreaterThan(0);
    expect(run.withoutWay().gaveUp).toEqual([]);
    close(run, 'out', false);
    run.runUntil(6000);
    expect(run.withoutWay().standing).toEqual([]);
    expect(arrivedOf(run)).toBe(100);
  });

  it('after five minutes they leave the road one by one, and each is named', () => {
    const run = twoRoads({ informedShare: 0 }, 0.1, 6000, 1000);
    run.runUntil(600);
    close(run, 'out', true);
    run.runUntil(3000);
    const { standing, gaveUp } = run.withoutWay();
    expect(standing).toEqual([]);
    expect(new Set(gaveUp).size).toBe(gaveUp.length);
    expect(gaveUp.length).toBeGreaterThan(10);
    expect(everybody(run)).toBe(100);
    expect(run.running()).toBe(0);
  });
});

describe('random networks with news and closures', () => {
  const run = (seed: number, until: number, from?: TrafficRun): TrafficRun => {
    const made = from ?? createRandomRoad(seed, seed, {}, { informedShare: 0.5 });
    for (let at = Math.round(made.state.scalars[0] as number) / 1000 + 50; at <= until; at += 50) {
      made.runUntil(at);
      const link = (seed * 7 + at / 50) % made.network.linkCount;
      made.conditions.closed.fill(0);
      if ((at / 50) % 3 !== 0) made.conditions.closed[link] = 1;
      made.applyConditions();
    }
    return made;
  };
  const bytes = (of: TrafficRun): readonly Uint8Array[] => of.save().parts;

  it.each([1, 2, 3, 4])('keep everybody, and the same bytes, seed %i', (seed) => {
    const first = run(seed, 900);
    const due = first.demand.departMs.filter((ms) => ms < 900_000).length;
    let waiting = 0;
    for (let link = 0; link < first.network.linkCount; link += 1) {
      for (let trip = first.state.originHead[link] ?? -1; trip >= 0; ) {
        waiting += 1;
        trip = first.state.tripNext[trip] ?? -1;
      }
    }
    expect(everybody(first) + waiting).toBe(due);
    expect(bytes(run(seed, 900))).toEqual(bytes(first));
  });

  it.each([1, 2])('go on from a saved state as if never stopped, seed %i', (seed) => {
    const straight = run(seed, 400);
    const saved = straight.save();
    const closed = straight.conditions.closed.slice();
    run(seed, 900, straight);
    const restored = run(seed, 250);
    restored.conditions.closed.set(closed);
    restored.applyConditions();
    restored.restore(saved);
    run(seed, 900, restored);
    expect(bytes(restored)).toEqual(bytes(straight));
  });
});
