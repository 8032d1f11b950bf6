import { describe, expect, test } from 'vitest';
import {
  createRandom,
  type DistrictNetworks,
  districtNetworksSchema,
  type Point,
  polygonArea,
} from '#contracts';
import { isInside } from '../crowd/space/plane-geometry.ts';
import { buildDistrictModel } from '../network/build-district-model.ts';
import { createGridDistrict } from '../verification/grid-district.ts';
import { oneGateVenue } from '../verification/one-gate-venue.ts';
import { compileRegion } from './compile-region.ts';
import { type RegionPlace, regionAround } from './region-around.ts';
import { type MicroRegion, RegionError } from './region-types.ts';

const grid = createGridDistrict({ blocks: 5, blockMetres: 60 });
const wide = buildDistrictModel(createGridDistrict({ blocks: 11, blockMetres: 60 }));
const gate: RegionPlace = { type: 'gate', id: 'gate-0' };

/** Ways of any width and direction around one gate; some cross each other without a junction. */
function drawNetworks(seed: number): DistrictNetworks {
  const random = createRandom(seed, 'random ways');
  const points: Point[] = Array.from({ length: 18 }, (_, node) =>
    node === 0 ? [0, 0] : [(random.next() - 0.5) * 200, (random.next() - 0.5) * 200],
  );
  const facilities = ['footway', 'pavement', 'square', 'crossing', 'stairs'] as const;
  const links = points.flatMap((to, index) => {
    if (index === 0) return [];
    const near = points.slice(0, index).map((_, other) => other);
    near.sort((a, b) => away(points[a], to) - away(points[b], to));
    return near.slice(0, 2).map((from, k) => ({
      id: `way-${index}-${k}`,
      from,
      to: index,
      lengthMetres: Math.max(0.1, away(points[from], to)),
      widthMetres: 1 + 12 * random.next(),
      facility: facilities[index < 3 ? 0 : Math.floor(random.next() * 5)],
      oneWay: false,
      name: null,
      line: [points[from], to],
      streetLinks: [],
      kind: 'synthetic',
    }));
  });
  const name = { zh: '随机', en: 'Random' };
  return districtNetworksSchema.parse({
    version: 1,
    street: { nodes: [], links: [], forbiddenTurns: [], signals: [] },
    walk: {
      nodes: points.map((point, node) => ({
        point,
        residents: node % 5 === 0 ? 10 : 0,
        workers: 0,
        gateway: node === points.length - 1,
      })),
      links,
    },
    stations: [],
    venues: [oneGateVenue(name, 3)],
    sensors: [],
  });
}

const away = (a: Point | undefined, b: Point): number =>
  a ? Math.hypot(a[0] - b[0], a[1] - b[1]) : Number.POSITIVE_INFINITY;

/** What must hold of every region, found by looking at everything. */
function faultsOf(networks: DistrictNetworks, region: MicroRegion): string[] {
  const faults: string[] = [];
  const { links } = networks.walk;
  const touched = new Set(region.links.flatMap((i) => [links[i]?.from, links[i]?.to]));
  links.forEach((link, index) => {
    if (region.links.includes(index)) return;
    for (const node of [link.from, link.to]) {
      if (touched.has(node) && !region.portals.some((portal) => portal.node === node)) {
        faults.push(`link ${link.id} leaves at node ${node} without a portal`);
      }
    }
  });
  const edges = region.floor.flatMap((ring, r) =>
    ring.map((a, e) => ({ r, e, n: ring.length, a, b: ring[(e + 1) % ring.length] as Point })),
  );
  edges.forEach((p, i) => {
    for (const q of edges.slice(i + 1)) {
      const isNext = p.r === q.r && (q.e - p.e === 1 || q.e - p.e === p.n - 1);
      if (!isNext && doCross(p, q)) faults.push(`the outline crosses itself near ${p.a}`);
    }
  });
  for (const { node, ring, edge } of region.portals) {
    const corners = region.floor[ring] ?? [];
    const [a, b] = [corners[edge] as Point, corners[(edge + 1) % corners.length] as Point];
    const length = away(a, b);
    const middle: Point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    // Outer rings run counter-clockwise and holes clockwise: the floor is to the left.
    const left: Point = [-(b[1] - a[1]) / length, (b[0] - a[0]) / length];
    const off = (metres: number) =>
      isInside(region.floor, middle[0] + metres * left[0], middle[1] + metres * left[1]);
    if (!off(0.2)) faults.push(`portal ${node} has no floor before it`);
    if (off(-0.2) || off(-3)) faults.push(`portal ${node} has floor behind it`);
  }
  for (const index of region.links) {
    const [from = [0, 0], to = [0, 0]] = links[index]?.line ?? [];
    for (const share of [0.25, 0.5, 0.75]) {
      const [x, y] = [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
      if (!isInside(region.floor, x, y)) faults.push(`link ${index} is not on the floor`);
    }
  }
  return faults;
}

const side = (a: Point, b: Point, p: Point): number =>
  Math.sign((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]));
const doCross = (p: { a: Point; b: Point }, q: { a: Point; b: Point }): boolean =>
  side(p.a, p.b, q.a) * side(p.a, p.b, q.b) < 0 && side(q.a, q.b, p.a) * side(q.a, q.b, p.b) < 0;

describe('a region around a place', () => {
  test('is a plus of four ways where two streets meet, wide as they are', () => {
    const model = buildDistrictModel(grid);
    const region = regionAround(model, gate, { radiusMetres: 25 });
    expect(faultsOf(grid, region)).toEqual([]);
    expect(region.links).toHaveLength(4);
    // Two bars of 60 × 5 m that share a square, and in one corner the opening to the gate, 3 m wide.
    const bars = 2 * 60 * 5 - 25;
    expect(polygonArea(region.floor)).toBeGreaterThan(bars);
    expect(polygonArea(region.floor)).toBeLessThan(bars + 3 * 3);
  });

  test.each(Array.from({ length: 12 }, (_, seed) => seed + 1))(
    'holds together among random ways, seed %d',
    (seed) => {
      const networks = drawNetworks(seed);
      const model = buildDistrictModel(networks);
      const region = regionAround(model, { type: 'gate', id: 'gate' }, { radiusMetres: 70 });
      expect(faultsOf(networks, region)).toEqual([]);
      for (const index of region.links) {
        expect(networks.walk.links[index]?.facility).not.toMatch(/crossing|stairs/);
      }
      expect(() => compileRegion(region, model)).not.toThrow();
    },
  );

  test('leaves buildings out, but not the way that leads through one', () => {
    const model = buildDistrictModel(grid);
    const options = { radiusMetres: 25 };
    const open = regionAround(model, gate, options);
    const point = grid.walk.nodes[grid.venues[0]?.gates[0]?.node ?? 0]?.point ?? [0, 0];
    const [x, y] = point;
    // Stands on the western way: 10 m long, from its middle line to beyond its northern edge.
    const building: Point[] = [
      [x - 25, y - 0.5],
      [x - 15, y - 0.5],
      [x - 15, y + 20],
      [x - 25, y + 20],
    ];
    const built = regionAround(model, gate, { ...options, buildings: [building].map((b) => [b]) });
    expect(isInside(open.floor, x - 20, y + 2)).toBe(true);
    expect(isInside(built.floor, x - 20, y + 2)).toBe(false);
    expect(isInside(built.floor, x - 20, y + 0.5)).toBe(true);
    // 10 m × (2.5 − 1) m are gone.
    expect(polygonArea(open.floor) - polygonArea(built.floor)).toBeCloseTo(15, 0);
    expect(faultsOf(grid, built)).toEqual([]);
  });

  test('keeps in the network what it is told to', () => {
    const model = buildDistrictModel(grid);
    const [first = -1] = regionAround(model, gate, { radiusMetres: 25 }).links;
    const region = regionAround(model, gate, {
      radiusMetres: 25,
      keepInNetwork: new Set([first]),
    });
    expect(region.links).toHaveLength(3);
    expect(faultsOf(grid, region)).toEqual([]);
  });

  test.each([
    ['a place that is not there', { type: 'gate', id: 'gate-9' }, {}, /no gate gate-9/],
    ['ways that are all too long', gate, { radiusMetres: 10 }, /gate gate-0.*at most 15 m/s],
    ['too many ways in and out', gate, { radiusMetres: 200 }, /at most 32 ways.*smaller radius/s],
  ] as const)('is refused for %s, with the place and the reason', (_, place, options, message) => {
    const make = () => regionAround(wide, place, options);
    expect(make).toThrow(RegionError);
    expect(make).toThrow(message);
  });
});
