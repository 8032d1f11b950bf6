/** The cut of a large district against the whole it was cut from, on a grid of streets. */
import { describe, expect, it } from 'vitest';
import { type DistrictNetworks, districtNetworksSchema, type Point } from '#contracts';
import { createGridDistrict } from '../verification/grid-district.ts';
import { cutNetworks, findStudyArea } from './cut-networks.ts';

const whole = createGridDistrict();
const [venue] = whole.venues;
if (!venue) throw new Error('the grid district has lost its venue');
const gateNode = venue.gates[0]?.node ?? 0;
const centre = whole.walk.nodes[gateNode]?.point ?? [0, 0];
const far = (p: Point): number => Math.hypot(p[0] - centre[0], p[1] - centre[1]);
/** Cuts the grid somewhere in its middle: half of its nodes stay. */
const radiusMetres = whole.street.nodes.map((node) => far(node.point)).sort((a, b) => a - b)[
  Math.floor(whole.street.nodes.length / 2)
] as number;
const area = { centres: [[centre[0], centre[1]] as [number, number]], radiusMetres };
const SIDE = Math.sqrt(whole.street.nodes.length);
/** A bus along the row of the venue, from border to border, with a stop on every link. */
const row = Math.round((SIDE - 1) / 2);
const busLinks = Array.from({ length: SIDE - 1 }, (_, x) =>
  whole.street.links.findIndex(
    ({ from, to }) => from === row * SIDE + x && to === row * SIDE + x + 1,
  ),
);
const withBuses: DistrictNetworks = districtNetworksSchema.parse({
  ...whole,
  buses: {
    stops: busLinks.map((streetLink, index) => ({
      ...{ id: `stop ${index}`, name: { zh: '站', en: 'Stop' }, kind: 'synthetic', streetLink },
      point: whole.street.nodes[whole.street.links[streetLink]?.to ?? 0]?.point,
      walkNode: gateNode,
    })),
    lines: [
      {
        ...{ id: 'line', name: { zh: '1 路', en: 'Line 1' }, kind: 'synthetic' },
        ...{ stops: busLinks.map((_, index) => index) },
        ...{ entersAt: row * SIDE, leavesAt: row * SIDE + SIDE - 1 },
        headwaySeconds: { value: 300, kind: 'synthetic', source: 'test' },
        ...{ firstSecond: 0, lastSecond: 86_400 },
        capacityPersons: { value: 80, kind: 'synthetic', source: 'test' },
      },
    ],
  },
});
const cut = cutNetworks(withBuses, area);

describe('study area', () => {
  it('is a valid network that has lost something', () => {
    districtNetworksSchema.parse(cut.networks);
    expect(cut.networks.street.links.length).toBeLessThan(whole.street.links.length);
    expect(cut.networks.walk.links.length).toBeLessThan(whole.walk.links.length);
    expect(cut.networks.street.links.length).toBeGreaterThan(0);
  });

  it('maps every link and station to the one with its id, place and ends', () => {
    const pairs = <T extends { readonly id: string }>(
      part: readonly T[],
      all: readonly T[],
      map: Uint32Array,
    ): (readonly [T, T | undefined])[] =>
      part.map((item, index) => [item, all[map[index] ?? -1]] as const);
    for (const [mine, theirs] of pairs(
      cut.networks.street.links,
      whole.street.links,
      cut.streetLinks,
    )) {
      expect(theirs?.id).toBe(mine.id);
      for (const end of ['from', 'to'] as const)
        expect(cut.networks.street.nodes[mine[end]]?.point).toEqual(
          whole.street.nodes[theirs?.[end] ?? -1]?.point,
        );
    }
    for (const [mine, theirs] of pairs(cut.networks.walk.links, whole.walk.links, cut.walkLinks)) {
      expect(theirs?.id).toBe(mine.id);
      for (const end of ['from', 'to'] as const)
        expect(cut.networks.walk.nodes[mine[end]]?.point).toEqual(
          whole.walk.nodes[theirs?.[end] ?? -1]?.point,
        );
      const streets = mine.streetLinks.map((link) => cut.networks.street.links[link]?.id);
      const before = theirs?.streetLinks.map((link) => whole.street.links[link]?.id) ?? [];
      expect(before).toEqual(expect.arrayContaining(streets));
    }
    for (const [mine, theirs] of pairs(cut.networks.stations, whole.stations, cut.stations))
      expect(theirs?.id).toBe(mine.id);
    for (const map of [cut.walkLinks, cut.streetLinks, cut.stations])
      expect([...map]).toEqual([...map].sort((a, b) => a - b));
  });

  it('leaves out exactly the links that reach outside', () => {
    const kept = new Set(cut.networks.street.links.map((link) => link.id));
    for (const link of whole.street.links) {
      const ends = [link.from, link.to].map((node) =>
        far(whole.street.nodes[node]?.point ?? [0, 0]),
      );
      expect(kept.has(link.id), link.id).toBe(Math.max(...ends) <= radiusMetres);
    }
  });

  it('lets people and vehicles out where it cuts', () => {
    const at = (points: DistrictNetworks['street']['nodes']): Set<string> =>
      new Set(points.filter((node) => node.gateway).map((node) => node.point.join()));
    const gateways = at(cut.networks.street.nodes);
    const kept = new Set(cut.networks.street.nodes.map((node) => node.point.join()));
    const main = ['motorway', 'trunk', 'primary', 'secondary', 'tertiary'];
    for (const link of whole.street.links) {
      const [a, b] = [link.from, link.to].map((n) => whole.street.nodes[n]?.point.join() ?? '');
      if (!main.includes(link.roadClass) || kept.has(a ?? '') === kept.has(b ?? '')) continue;
      expect(gateways.has(kept.has(a ?? '') ? (a ?? '') : (b ?? '')), link.id).toBe(true);
    }
    expect(cut.networks.walk.nodes.some((node) => node.gateway)).toBe(true);
  });

  it('keeps the calls of a bus that lie inside, in their order, and lets it in and out at the cut', () => {
    const { street, buses } = cut.networks;
    const [line] = buses.lines;
    const idOf = (link: number | undefined): string | undefined => street.links[link ?? -1]?.id;
    const kept = new Set(street.links.map((link) => link.id));
    const inside = busLinks.flatMap((link) => {
      const id = whole.street.links[link]?.id;
      return id !== undefined && kept.has(id) ? [id] : [];
    });
    expect(inside.length).toBeGreaterThan(1);
    expect(inside.length).toBeLessThan(busLinks.length);
    expect(line?.stops.map((stop) => idOf(buses.stops[stop]?.streetLink))).toEqual(inside);
    const [enters, leaves] = [line?.entersAt, line?.leavesAt].map(
      (node) => street.nodes[node ?? -1] ?? { gateway: false, point: [0, 0] },
    );
    expect([enters?.gateway, leaves?.gateway]).toEqual([true, true]);
    expect(enters?.point[0]).toBeLessThan(centre[0]);
    expect(leaves?.point[0]).toBeGreaterThan(centre[0]);
  });

  it('keeps all gates of the venue and refuses to lose one', () => {
    expect(cut.networks.venues[0]?.gates.map((gate) => gate.id)).toEqual(
      venue.gates.map((gate) => gate.id),
    );
    expect(() => cutNetworks(whole, { centres: [[1e6, 1e6]], radiusMetres: 10 })).toThrow(
      /gate .* outside/,
    );
  });

  it('cuts only districts that reach farther than 4 km from their venues', () => {
    expect(findStudyArea(whole)).toBeNull();
    expect(findStudyArea({ ...whole, venues: [] })).toBeNull();
    const point: [number, number] = [centre[0] + 4500, centre[1]];
    const large = {
      ...whole,
      walk: {
        ...whole.walk,
        nodes: [...whole.walk.nodes, { point, residents: 0, workers: 0, gateway: false }],
      },
    };
    expect(findStudyArea(large)?.centres.length).toBe(1);
  });
});
