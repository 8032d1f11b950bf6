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
        [100, 60],
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
