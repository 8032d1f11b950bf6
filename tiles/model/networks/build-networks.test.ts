import { expect, test } from 'vitest';
import { districtNetworksSchema } from '#contracts';
import { createSkipList } from '../../skip-list.ts';
import type { SourceCity } from '../../sources/source-city.ts';
import { buildCityModel } from '../build-city-model.ts';
import { countPeople } from '../count-people.ts';
import { box, plainCity, rectangle, street } from '../testing/plain-city.ts';
import { buildNetworks } from './build-networks.ts';

/** A cross of two secondary roads that run off the map on all four sides. */
const cross = [
  street('way/1', [
    [-300, 0],
    [0, 0],
    [300, 0],
  ]),
  street('way/2', [
    [0, -300],
    [0, 0],
    [0, 300],
  ]),
];

function build(parts: Partial<SourceCity>) {
  const city = plainCity({ streets: cross, buildings: [box('way/9', [20, 20, 30, 30])], ...parts });
  const skips = createSkipList();
  const { model } = buildCityModel(city);
  const networks = districtNetworksSchema.parse(
    buildNetworks(city, model.buildings.map(countPeople), skips.add),
  );
  return { networks, skipped: skips.list(), model };
}

test('a crossroads: four gateways, eight links, turning back forbidden', () => {
  const { networks } = build({});
  const { nodes, links, forbiddenTurns } = networks.street;
  expect(nodes.filter((node) => node.gateway)).toHaveLength(4);
  expect(links).toHaveLength(8);
  expect(links[0]).toMatchObject({ lanes: 1, lengthMetres: 300, capacityVehiclesPerHour: 1850 });
  // Four approaches may not turn back at the junction, nor four exits at the gateways.
  expect(forbiddenTurns).toHaveLength(8);
  for (const { from, to } of forbiddenTurns) {
    expect([links[to]?.from, links[to]?.to]).toEqual([links[from]?.to, links[from]?.from]);
  }
});

test('no_left_turn forbids one turn, only_straight_on all others', () => {
  const restriction = { fromWay: 'way/1', viaNode: '0,0', toWay: 'way/2' };
  const turnsFrom = (parts: Partial<SourceCity>) =>
    build(parts).networks.street.forbiddenTurns.length;
  // way/1 arrives twice at the node (from west and from east), way/2 leaves it twice.
  expect(turnsFrom({ turnRestrictions: [{ ...restriction, rule: 'no' }] })).toBe(8 + 4);
  // only way/2: straight on is forbidden as well for both arrivals; turning back was already.
  expect(turnsFrom({ turnRestrictions: [{ ...restriction, rule: 'only' }] })).toBe(8 + 2);
});

test('a dead end lets cars turn back; a one-way trap is left out', () => {
  const { networks, skipped } = build({
    streets: [
      street('way/1', [
        [-300, 0],
        [0, 0],
        [100, 0],
        [300, 0],
      ]),
      street(
        'way/3',
        [
          [0, 0],
          [0, 100],
        ],
        { roadClass: 'residential' },
      ),
      street(
        'way/4',
        [
          [100, 0],
          [100, -100],
        ],
        { roadClass: 'service', oneWay: 'forward' },
      ),
    ],
  });
  const ids = networks.street.links.map((link) => link.id);
  expect(ids.filter((id) => id.startsWith('way/3'))).toHaveLength(2);
  const [into, out] = networks.street.links.flatMap((l, i) =>
    l.id.startsWith('way/3') ? [i] : [],
  );
  expect(networks.street.forbiddenTurns).not.toContainEqual({ from: into, to: out });
  expect(ids.some((id) => id.startsWith('way/4'))).toBe(false);
  expect(skipped).toContainEqual({
    reason: 'street: cannot be driven to and from the rest of the network',
    count: 1,
    examples: ['way/4'],
  });
});

test('a signal mapped on the approach guards the junction: two phases, both roads, 90 s', () => {
  const { networks } = build({
    streets: [
      street('way/1', [
        [-300, 0],
        [-20, 0],
        [0, 0],
        [300, 0],
      ]),
      street('way/2', [
        [0, -300],
        [0, 0],
        [0, 300],
      ]),
    ],
    signalNodes: ['-20,0'],
  });
  const [signal, ...others] = networks.street.signals;
  expect(others).toEqual([]);
  expect(networks.street.nodes[signal?.node ?? -1]?.point).toEqual([0, 0]);
  expect(signal?.phases.map((phase) => phase.links.length)).toEqual([2, 2]);
  const seconds = signal?.phases.reduce((sum, p) => sum + p.greenSeconds + p.intergreenSeconds, 0);
  expect(seconds).toBe(90);
  for (const phase of signal?.phases ?? []) {
    for (const link of phase.links) expect(networks.street.links[link]?.to).toBe(signal?.node);
  }
});

test('pavements follow both directions of their street; people go to the nearest node', () => {
  const { networks, model } = build({
    buildings: [
      box('way/9', [20, 200, 20, 20], { use: 'residential', levels: 5 }),
      box('way/10', [-40, -220, 20, 20], { use: 'office', levels: 3 }),
    ],
  });
  for (const link of networks.walk.links) {
    expect(link).toMatchObject({ facility: 'pavement', widthMetres: 6 });
    const along = link.streetLinks.map((index) => networks.street.links[index]);
    expect(along).toHaveLength(2);
    expect(along[0]?.from).toBe(along[1]?.to);
  }
  // 5 × 400 m² ÷ 40 m² per resident; 3 × 400 m² ÷ 15 m² per worker.
  const at = (x: number, y: number) =>
    networks.walk.nodes.find((node) => node.point[0] === x && node.point[1] === y);
  expect(at(0, 300)).toMatchObject({ residents: 50, workers: 0 });
  expect(at(0, -300)).toMatchObject({ residents: 0, workers: 80 });
  expect(model.buildings).toHaveLength(2);
});

test('a stadium beside the road: gates on the outline, outside nodes outside, width by the rule', () => {
  const outline = rectangle(20, 20, 200, 150);
  const { networks } = build({
    buildings: [box('way/9', [-60, 40, 20, 20])],
    venues: [
      {
        id: 'way/50',
        name: { zh: '体育场', en: 'Stadium' },
        outline,
        capacityPersons: { value: 9_840, source: 'test' },
        gates: [],
        carParks: [
          { name: { zh: '停车场', en: 'Car park' }, point: [-10, 100], capacityVehicles: 300 },
        ],
      },
    ],
    stations: [
      {
        id: 'node/7',
        name: { zh: '站', en: 'Station' },
        lines: ['1', '4'],
        point: [10, -100],
        entrances: [],
      },
    ],
  });
  const [venue] = networks.venues;
  expect(venue?.gates.length).toBeGreaterThanOrEqual(4);
  const width = venue?.gates.reduce((sum, gate) => sum + gate.widthMetres, 0) ?? 0;
  // 9,840 people ÷ (82 per metre and minute × 8 minutes) = 15 m; rounding of each gate is 0.05 m.
  expect(Math.abs(width - 15)).toBeLessThanOrEqual(0.05 * (venue?.gates.length ?? 0) + 1e-9);
  for (const gate of venue?.gates ?? []) {
    const [x, y] = networks.walk.nodes[gate.node]?.point ?? [0, 0];
    expect(x <= 20 || x >= 220 || y <= 20 || y >= 170).toBe(true);
    const links = networks.walk.links.filter((l) => l.from === gate.node || l.to === gate.node);
    const own = links.filter((link) => link.facility === 'gate');
    expect(own.map((link) => link.widthMetres)).toEqual([gate.widthMetres]);
    expect(own[0]?.to).toBe(gate.node);
    expect(links.length).toBeGreaterThan(own.length);
  }
  expect(venue?.carParks).toHaveLength(1);
  expect(networks.stations[0]?.departureCapacityPersonsPerMinute).toMatchObject({
    value: 500,
    kind: 'inferred',
  });
  expect(networks.stations[0]?.entrances).toHaveLength(1);
  const types = networks.sensors.map((sensor) => sensor.type);
  expect(types.filter((type) => type === 'gate-counter')).toHaveLength(venue?.gates.length ?? -1);
  expect(types).toContain('station-gates');
  expect(types).toContain('weather-station');
});

test('the walk network is one: a kerb gap is joined, a far path is left out', () => {
  const footway = (id: string, line: readonly (readonly [number, number])[]) => ({
    id,
    line,
    nodes: line.map(([x, y]) => `${x},${y}`),
    bridgeOrTunnel: false,
    facility: 'footway' as const,
    oneWay: false,
  });
  const { networks, skipped } = build({
    footways: [
      footway('way/60', [
        [100, 8],
        [100, 80],
      ]),
      footway('way/61', [
        [800, 800],
        [900, 800],
      ]),
    ],
  });
  const reached = new Set([0]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const { from, to } of networks.walk.links) {
      if (reached.has(from) === reached.has(to)) continue;
      reached.add(from).add(to);
      grown = true;
    }
  }
  expect(reached.size).toBe(networks.walk.nodes.length);
  expect(networks.walk.links.some((link) => link.id === 'walk/way/60:1')).toBe(true);
  expect(skipped.map((entry) => entry.examples)).toContainEqual(['walk/way/61:1']);
});
