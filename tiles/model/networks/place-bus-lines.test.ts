import { describe, expect, it } from 'vitest';
import type { Point, StreetNetwork, WalkNetwork } from '#contracts';
import type { SourceBusLine } from '../../sources/source-city.ts';
import { placeBusLines } from './place-bus-lines.ts';

/** A street of two directions along x with a node each 200 m, both ends at the border. */
const NODES = 5;
const nodes = Array.from({ length: NODES }, (_, x) => ({
  point: [200 * x, 0] as [number, number],
  gateway: x === 0 || x === NODES - 1,
}));
const link = (from: number, to: number, lengthMetres = 200) => ({
  ...{ id: `${from}>${to}`, from, to, lengthMetres, lanes: 1, freeSpeedMetresPerSecond: 10 },
  ...{ capacityVehiclesPerHour: 1800, roadClass: 'secondary', name: null, kind: 'measured' },
  line: [nodes[from]?.point, nodes[to]?.point],
});
const pairs = Array.from({ length: NODES - 1 }, (_, x) => [x, x + 1] as const);
const street = {
  nodes,
  links: pairs.flatMap(([a, b]) => [link(a, b), link(b, a)]),
  forbiddenTurns: [],
} as unknown as Pick<StreetNetwork, 'nodes' | 'links' | 'forbiddenTurns'>;
/** Ends at the node where it began: nothing goes on from there. */
const away = (each: (typeof street)['links'][number]) => ({ ...each, from: each.to });
/** A pavement on either side. */
const walk = {
  nodes: nodes.flatMap(({ point }) =>
    [8, -8].map((y) => ({ point: [point[0], y], residents: 0, workers: 0, gateway: false })),
  ),
  links: [],
} as unknown as WalkNetwork;

const line = (
  points: readonly (Point | null)[],
  more: Partial<SourceBusLine> = {},
): SourceBusLine => ({
  id: 'line',
  name: { zh: '1 路', en: '1' },
  stops: points.map((point, index) => ({
    ...{ id: `s${index}`, name: { zh: '站', en: 'Stop' }, point },
  })),
  ...more,
});

function place(...lines: readonly SourceBusLine[]) {
  const skipped: string[] = [];
  const buses = placeBusLines(
    { busLines: lines, statedKind: 'measured' },
    ...[street, walk, 'inferred' as const],
    (reason, example) => skipped.push(`${reason}: ${example}`),
  );
  const links = (at = 0): (string | undefined)[] =>
    (buses.lines[at]?.stops ?? []).map(
      (stop) => street.links[buses.stops[stop]?.streetLink ?? -1]?.id,
    );
  return { buses, links, skipped };
}

describe('bus lines on the streets', () => {
  it('stand on the links of the direction in which the stops are called at', () => {
    expect(
      place(
        line([
          [100, 0],
          [300, 0],
          [700, 0],
        ]),
      ).links(),
    ).toEqual(['0>1', '1>2', '3>4']);
    expect(
      place(
        line([
          [700, 0],
          [300, 0],
          [100, 0],
        ]),
      ).links(),
    ).toEqual(['4>3', '2>1', '1>0']);
  });

  it('stand on the side where a stop is drawn beside the street, and people wait there', () => {
    // East of the middle nothing but the side tells the direction of a lone stop with two gateways.
    const south = place(line([null, [500, -6], null]));
    const north = place(line([null, [500, 6], null]));
    expect([south.links(), north.links()]).toEqual([['2>3'], ['3>2']]);
    const waitingAt = (one: typeof south): number | undefined =>
      walk.nodes[one.buses.stops[0]?.walkNode ?? -1]?.point[1];
    expect([waitingAt(south), waitingAt(north)]).toEqual([-8, 8]);
  });

  it('come and go over the border nodes towards their stops outside', () => {
    const { buses } = place(
      line([
        [-3000, 0],
        [300, 0],
        [500, 0],
        [4000, 0],
      ]),
    );
    expect(buses.lines[0]).toMatchObject({ entersAt: 0, leavesAt: NODES - 1 });
    const inside = place(
      line([
        [300, 0],
        [500, 0],
      ]),
    );
    expect(inside.buses.lines[0]).toMatchObject({ entersAt: null, leavesAt: null });
  });

  it('share a stop that two lines call at, and keep what the source says of hours and headways', () => {
    const { buses } = place(
      line(
        [
          [100, 0],
          [300, 0],
        ],
        { headwaySeconds: { value: 420, source: 'timetable' } },
      ),
      line(
        [
          [300, 0],
          [500, 0],
        ].map(([x, y]) => [x, y] as Point),
        { id: 'other' },
      ),
    );
    // The stops have ids of their own: only one with the same id and link is the same.
    expect(buses.lines.map(({ id }) => id)).toEqual(['line', 'other']);
    expect(buses.lines[0]?.headwaySeconds).toEqual({
      ...{ value: 420, kind: 'measured', source: 'timetable' },
    });
    expect(buses.lines[1]?.headwaySeconds.kind).toBe('inferred');
    const twice = place(
      line([
        [100, 0],
        [300, 0],
      ]),
      line(
        [
          [100, 0],
          [300, 0],
        ],
        { id: 'twin' },
      ),
    );
    expect(twice.buses.stops.length).toBe(2);
    expect(twice.buses.lines[1]?.stops).toEqual([0, 1]);
  });

  it('pass by a stop without a street, and leave out a line without two stops, counted', () => {
    const { links, skipped } = place(
      line([
        [100, 0],
        [300, 60],
        [500, 0],
      ]),
    );
    expect(links()).toEqual(['0>1', '2>3']);
    expect(skipped).toEqual(['bus stop: no street within 35 m: s1 of line']);
    expect(place(line([[100, 0]])).skipped).toEqual([
      'bus line: fewer than two stops on the streets: line',
    ]);
    expect(place(line([[0, 900]])).skipped).toEqual([
      'bus line: fewer than two stops on the streets: line',
    ]);
  });

  it('begin at the next stop where the terminus lies in a yard off the street', () => {
    const { buses, skipped } = place(
      line([
        [100, 90],
        [300, 0],
        [500, 0],
      ]),
    );
    expect(buses.lines[0]).toMatchObject({ entersAt: null, leavesAt: null });
    expect(skipped).toEqual(['bus stop: no street within 35 m: s0 of line']);
  });

  it('keep the longest stretch where a line leaves the map and comes back', () => {
    const { links, buses, skipped } = place(
      line([[100, 0], null, null, [300, 0], [500, 0], null, [700, 0]]),
    );
    // One unknown stop is passed by, two are a way outside.
    expect(links()).toEqual(['1>2', '2>3', '3>4']);
    expect(buses.lines[0]).toMatchObject({ entersAt: 0, leavesAt: null });
    expect(skipped).toEqual([
      'bus stop: its line has left the map before: s0 of line',
      'bus stop: not in the source: s5 of line',
    ]);
  });

  it('pass by a first stop from which nothing can be reached, not all others', () => {
    const cutOff = {
      ...street,
      forbiddenTurns: [{ from: 0, to: 2 }],
    } as unknown as typeof street;
    // The first link may be left to the east only; turning back at the border is all that remains.
    const skipped: string[] = [];
    const buses = placeBusLines(
      {
        busLines: [
          line([
            [100, -6],
            [300, -6],
            [500, -6],
          ]),
        ],
        statedKind: 'measured',
      },
      ...[{ ...cutOff, links: cutOff.links.map((each, at) => (at === 1 ? away(each) : each)) }],
      ...[walk, 'inferred' as const],
      (reason, example) => skipped.push(`${reason}: ${example}`),
    );
    expect(buses.lines[0]?.stops.map((at) => buses.stops[at]?.streetLink)).toEqual([2, 4]);
    expect(skipped).toEqual(['bus stop: no way to or from it: s0 of line']);
  });

  it('give facts the kind of their own source: a timetable in a generated district', () => {
    const { buses } = place(
      line(
        [
          [100, 0],
          [300, 0],
        ],
        {
          kind: 'synthetic',
          capacityPersons: { value: 90, source: 'type', kind: 'inferred' },
          headwaySeconds: { value: 300, source: 'made up' },
        },
      ),
    );
    expect(buses.lines[0]).toMatchObject({
      ...{ kind: 'synthetic', headwaySeconds: { kind: 'synthetic' } },
      capacityPersons: { value: 90, kind: 'inferred' },
    });
    expect(buses.stops.map(({ kind }) => kind)).toEqual(['synthetic', 'synthetic']);
  });
});

describe('one-way streets and forbidden turns', () => {
  /**
   * A block: west to east along y = 0 one way, back along y = 200 one way, side streets one way down at
   * x = 0 and up at x = 400. A stop beside y = 0 that is drawn nearer to a second carriageway at y = 20,
   * which runs the other way and ends at the border.
   */
  const points: Point[] = [
    ...([
      [0, 0],
      [200, 0],
      [400, 0],
    ] as Point[]),
    ...([
      [400, 200],
      [0, 200],
    ] as Point[]),
    ...([
      [200, 20],
      [-300, 20],
    ] as Point[]),
  ];
  const way = (from: number, to: number) => {
    const [a, b] = [points[from] as Point, points[to] as Point];
    const lengthMetres = Math.hypot(a[0] - b[0], a[1] - b[1]);
    return { ...link(0, 1, lengthMetres), id: `${from}>${to}`, from, to, line: [a, b] };
  };
  const links = [way(0, 1), way(1, 2), way(2, 3), way(3, 4), way(4, 0), way(1, 5), way(5, 6)];
  const block = (forbiddenTurns: readonly { from: number; to: number }[]) =>
    ({
      nodes: points.map((point, at) => ({ point, gateway: at === 6 })),
      ...{ links, forbiddenTurns },
    }) as unknown as typeof street;
  const pavement = {
    nodes: points.map((point) => ({ point, residents: 0, workers: 0, gateway: false })),
    links: [],
  } as unknown as WalkNetwork;
  const placeOn = (streets: typeof street, ...calls: readonly Point[]) => {
    const buses = placeBusLines(
      { busLines: [line(calls)], statedKind: 'measured' },
      ...[streets, pavement, 'inferred' as const],
      () => undefined,
    );
    return buses.lines[0]?.stops.map((at) => links[buses.stops[at]?.streetLink ?? -1]?.id);
  };

  it('take the carriageway from which the line can go on, though another is nearer', () => {
    // 12 m from the one, 8 m from the other, on the right of neither or both.
    expect(placeOn(block([]), [100, 12], [300, -6], [300, 206])).toEqual(['0>1', '1>2', '3>4']);
    // The other way round the nearer one is right: the line ends there.
    expect(placeOn(block([]), [300, 206], [100, 12])).toEqual(['3>4', '0>1']);
    expect(placeOn(block([]), [180, -6], [100, 28])).toEqual(['0>1', '5>6']);
  });

  it('never turn where it is forbidden', () => {
    // 0>1 to 1>2 is forbidden and there is no other way to 1>2: that stop is passed by.
    expect(placeOn(block([{ from: 0, to: 1 }]), [100, -20], [300, -6], [-100, 28])).toEqual([
      ...['0>1', '5>6'],
    ]);
  });
});
