import { describe, expect, it } from 'vitest';
import type { MovementInput, RoadInput } from '../road/road-types.ts';
import { DemandProblem } from './estimate-types.ts';
import { routeTable } from './route-table.ts';

/** a → (short, one lane, slow | long, two lanes) → b, and an island c. */
const movement = (fromLink: string, toLink: string): MovementInput => ({
  ...{ fromLink, fromLane: 0, toLink, toLane: 0, lengthMetres: 0, speedMetresPerSecond: 10 },
  ...{ waitingPlaces: 0, signal: undefined, yieldsTo: [], mergeWeight: 1 },
});
const link = (id: string, lengthMetres: number, lanes: number) => ({
  ...{ id, lengthMetres, lanes },
  freeSpeedMetresPerSecond: 10,
});
const ROAD: RoadInput = {
  links: [
    link('a', 100, 3),
    link('short', 1000, 1),
    link('long', 1100, 2),
    link('b', 100, 3),
    link('c', 100, 1),
  ],
  movements: [
    movement('a', 'short'),
    movement('a', 'long'),
    movement('short', 'b'),
    movement('long', 'b'),
  ],
  signals: [],
};
const row = (from: string, to: string, vehicles: number) => ({
  ...{ from, to, vehicles },
  ...{ fromSecond: 0, untilSecond: 3600 },
});

describe('routeTable', () => {
  it('splits vehicles where the two roads take equally long', () => {
    const { routes, trips, refused } = routeTable(ROAD, [row('a', 'b', 3000)], 'equilibrium', 1);
    expect(refused).toEqual([]);
    expect(trips).toHaveLength(3000);
    const on = (id: string): number =>
      trips.filter((trip) => routes[trip.route]?.includes(id)).length;
    expect(on('short') + on('long')).toBe(3000);
    // Bisection on t(x) of the short road = t(3000 − x) of the long one; a lane carries 3600/2.05 an hour.
    const lane = 3600 / (1.3 + 7.5 / 10);
    const slower = (x: number): number =>
      100 * (1 + 0.15 * (x / lane) ** 4) - 110 * (1 + 0.15 * ((3000 - x) / (2 * lane)) ** 4);
    let [low, high] = [0, 3000];
    while (high - low > 1e-6) {
      const middle = (low + high) / 2;
      if (slower(middle) > 0) high = middle;
      else low = middle;
    }
    // Whole vehicles, and a gap of 1e-4 of the time.
    expect(Math.abs(on('short') - low)).toBeLessThan(15);
  });

  it('chooses by perception, the same for the same seed', () => {
    const table = [row('a', 'b', 40)];
    const { routes, trips } = routeTable(ROAD, table, 'perceived', 3);
    expect(trips).toHaveLength(40);
    for (const { route } of trips) {
      expect([routes[route]?.[0], routes[route]?.at(-1)]).toEqual(['a', 'b']);
    }
    expect(routeTable(ROAD, table, 'perceived', 3)).toEqual({ routes, trips, refused: [] });
  });

  for (const choice of ['equilibrium', 'perceived'] as const) {
    it(`refuses each vehicle that no way carries (${choice})`, () => {
      const table = [row('a', 'c', 2), row('b', 'b', 1), row('a', 'b', 5)];
      const { trips, refused } = routeTable(ROAD, table, choice, 1);
      expect(trips).toHaveLength(5);
      expect(refused.map(({ reason }) => reason).sort()).toEqual([
        "begins and ends on link 'b'",
        "no way leads from link 'a' to link 'c'",
        "no way leads from link 'a' to link 'c'",
      ]);
    });
  }

  it('departs within the intervals, whole vehicles in all', () => {
    const table = [0, 1, 2].map((hour) => ({
      ...row('a', 'b', 10.4),
      ...{ fromSecond: 3600 * hour, untilSecond: 3600 * hour + 3600 },
    }));
    const { trips } = routeTable(ROAD, table, 'equilibrium', 1);
    expect(trips).toHaveLength(31);
    for (const hour of [0, 1, 2]) {
      const own = trips.filter((trip) => Math.floor(trip.departSeconds / 3600) === hour).length;
      expect(Math.abs(own - 10.4)).toBeLessThan(1);
    }
  });

  it('refuses a table with unknown links, negative vehicles, or an end before its begin', () => {
    const refused = (rows: Parameters<typeof routeTable>[1]) => () =>
      routeTable(ROAD, rows, 'equilibrium', 1);
    expect(refused([row('a', 'x', 1)])).toThrow(DemandProblem);
    expect(refused([row('a', 'x', 1)])).toThrow("there is no link 'x'");
    expect(refused([row('a', 'b', -1)])).toThrow('expected vehicles of 0 or more, got -1');
    expect(refused([{ ...row('a', 'b', 1), untilSecond: 0 }])).toThrow('expected an end after');
  });
});
