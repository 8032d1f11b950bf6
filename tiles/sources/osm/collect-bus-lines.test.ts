/** Bus routes as mappers draw them, and those of a real extract against a count of its own relations. */
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildNetworks } from '../../model/networks/build-networks.ts';
import { undrivableLegs } from '../../model/networks/testing/undrivable-legs.ts';
import type { SourceCity } from '../source-city.ts';
import { importOsmCity } from './import-osm-city.ts';
import { drawOsm, member, type OsmDrawing, withOsmFile } from './osm-drawing.ts';
import { readBusHours, secondsFromInterval } from './read-bus-hours.ts';
import { readOsmFile } from './read-osm-file.ts';

const MONACO = new URL('../../../../shared/data/monaco-osm/monaco-2021.osm.pbf', import.meta.url)
  .pathname;
if (!existsSync(MONACO)) console.log(`skipped: bus routes of Monaco, no ${MONACO}`);

describe('hours and headways', () => {
  it('reads intervals as OSM writes them', () => {
    expect(['10', '00:10', '00:10:30', '1:00'].map(secondsFromInterval)).toEqual([
      ...[600, 600, 630, 3600],
    ]);
    expect(['', undefined, 'often', '0', '00:00'].map(secondsFromInterval)).toEqual(
      new Array(5).fill(undefined),
    );
  });

  it('reads the hours of the first days, past midnight too; night lines by number', () => {
    const hours = (opening_hours: string) => {
      const read = readBusHours({ opening_hours });
      return read && [read.firstSecond / 3600, read.lastSecond / 3600];
    };
    expect(hours('Mo-Fr 05:30-23:00; Sa 07:00-20:00')).toEqual([5.5, 23]);
    expect(hours('22:00-05:00')).toEqual([22, 29]);
    expect(hours('Mo-Fr 06:30-09:00,16:00-19:30')).toEqual([6.5, 19.5]);
    expect(hours('24/7')?.[0]).toBe(0);
    expect(['dawn-dusk', '', 'Mo-Fr'].map(hours)).toEqual([undefined, undefined, undefined]);
    expect(readBusHours({ ref: 'N3' })?.firstSecond).toBe(22 * 3600);
    expect(readBusHours({ ref: 'Nord 3' })).toBeUndefined();
  });
});

describe('stops of a route', () => {
  const BUS = { type: 'route', route: 'bus', ref: '7', to: 'Harbour' };
  /** A street of 600 m along x and the bus route that `calls` draws beside it. */
  async function linesOf(calls: (osm: OsmDrawing) => readonly string[]): Promise<SourceCity> {
    const osm = drawOsm();
    osm.way([osm.node(0, 0), osm.node(600, 0)], { highway: 'primary' });
    osm.ring(
      [
        [0, 50],
        [20, 50],
        [20, 70],
      ],
      { building: 'yes' },
    );
    osm.relation(calls(osm), BUS);
    return withOsmFile(osm.text(), (path) =>
      importOsmCity({ path, district: 'test', name: { zh: '测试', en: 'Test' } }),
    );
  }
  const stop = (osm: OsmDrawing, x: number, name?: string): string =>
    member('node', osm.node(x, 0, name ? { name } : {}), 'stop');
  const platform = (osm: OsmDrawing, x: number, name?: string): string =>
    member('node', osm.node(x, -5, name ? { name } : {}), 'platform');
  /** Metres east of the first, rounded; null without a place. */
  const along = ({ busLines = [] }: SourceCity): readonly (number | null)[] => {
    const points = busLines[0]?.stops.map(({ point }) => point) ?? [];
    const west = points.find((point) => point !== null)?.[0] ?? 0;
    return points.map((point) => point && Math.round((point[0] - west) / 10) * 10);
  };
  const onStreet = ({ busLines = [] }: SourceCity): readonly boolean[] => {
    const norths = busLines[0]?.stops.map(({ point }) => point?.[1] ?? 0) ?? [];
    return norths.map((north) => north > Math.min(...norths) + 2);
  };

  it('has one stop for a point on the street and its platform, whichever comes first', async () => {
    const pairs = await linesOf((osm) => [
      ...[stop(osm, 100, 'A'), platform(osm, 100, 'A')],
      ...[platform(osm, 300), stop(osm, 310, 'B')],
      platform(osm, 500, 'C'),
    ]);
    expect(along(pairs)).toEqual([0, 210, 400]);
    expect(onStreet(pairs)).toEqual([true, true, false]);
    expect(pairs.busLines?.[0]?.stops.map(({ name }) => name.en)).toEqual(['A', 'B', 'C']);
    expect(pairs.busLines?.[0]?.name).toEqual({ zh: '7 路 → Harbour', en: '7 → Harbour' });
  });

  it('does not run the line twice where all platforms come after all stops, or before', async () => {
    for (const platformsFirst of [false, true]) {
      const city = await linesOf((osm) => {
        const stops = [100, 300, 500].map((x) => stop(osm, x));
        // The one at 400 has no point on the street, that at 300 no platform.
        const platforms = [105, 400, 505].map((x) => platform(osm, x));
        return platformsFirst ? [...platforms, ...stops] : [...stops, ...platforms];
      });
      // A platform of its own goes behind the stop that the platform before it belongs to.
      expect([...along(city)].sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual([0, 200, 300, 400]);
      expect(along(city)[0]).toBe(0);
      expect(along(city).at(-1)).toBe(400);
    }
  });

  it('keeps stops that are near each other, and drops one that is listed twice', async () => {
    const city = await linesOf((osm) => {
      const last = stop(osm, 400, 'C');
      return [stop(osm, 100, 'A'), stop(osm, 150, 'B'), stop(osm, 170, 'B'), last, last];
    });
    expect(along(city)).toEqual([0, 50, 300]);
  });

  it('keeps the place of members that are not in the file', async () => {
    const city = await linesOf((osm) => [
      member('node', 900_001, 'stop_entry_only'),
      member('node', 900_002, 'platform_entry_only'),
      ...[stop(osm, 100), stop(osm, 300)],
      member('node', 900_003, 'platform'),
      member('way', 900_004, 'stop'),
      stop(osm, 500),
    ]);
    // The missing platform belongs to the stop before it.
    expect(along(city)).toEqual([null, 0, 200, null, 400]);
  });

  it('leaves out routes without stops, or without a place for any, counted', async () => {
    const missing = await linesOf(() => [member('node', 900_001, 'stop')]);
    const empty = await linesOf(() => []);
    const reasons = [missing, empty].map((city) =>
      city.skipped.flatMap(({ reason }) => (reason.startsWith('bus') ? [reason] : [])),
    );
    expect(reasons).toEqual([
      ['bus line: none of its stops is in the file'],
      ['bus line: its relation lists no stops'],
    ]);
    expect([missing.busLines, empty.busLines]).toEqual([[], []]);
  });
});

it.skipIf(!existsSync(MONACO))(
  'every bus route of Monaco can be driven, stop by stop',
  async () => {
    const data = await readOsmFile(MONACO);
    const routes = data.relations.filter(
      ({ tags }) => tags.type === 'route' && tags.route === 'bus',
    );
    expect(routes.length).toBe(30);
    // What the relations themselves list: stops on the street that the file holds.
    const listed = new Map(
      routes.map(({ id, members }) => [
        `relation/${id}`,
        members.flatMap(({ role, type, ref }) =>
          role.startsWith('stop') && data.nodes.has(ref) ? [`${type}/${ref}`] : [],
        ),
      ]),
    );
    const city = await importOsmCity({
      ...{ path: MONACO, district: 'monaco', name: { zh: '摩纳哥', en: 'Monaco' } },
    });
    const skipped = new Map<string, number>();
    const networks = buildNetworks(city, [], (reason) => {
      if (reason.startsWith('bus')) skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
    });
    const { walk, buses } = networks;
    // Three of the thirty have every stop in France, outside the file.
    expect(city.skipped.filter(({ reason }) => reason.startsWith('bus'))).toMatchObject([
      { reason: 'bus line: none of its stops is in the file', count: 3 },
    ]);
    expect(buses.lines.length).toBe(27);
    // Line N loops outside; 13 comes back after it has left.
    expect(Object.fromEntries(skipped)).toEqual({
      'bus stop: not in the source': 2,
      'bus stop: no way to or from it': 1,
      'bus stop: its line has left the map before': 3,
    });

    expect(undrivableLegs(networks)).toEqual([]);
    let driven = 0;
    for (const line of buses.lines) {
      const calls = line.stops.map((stop) => buses.stops[stop]);
      for (const stop of calls) {
        const { point, walkNode } = stop ?? { point: [0, 0], walkNode: -1 };
        const [x, y] = walk.nodes[walkNode]?.point ?? [Number.NaN, 0];
        expect(Math.hypot(x - point[0], y - point[1])).toBeLessThan(160);
      }
      // In the order of the relation: what it lists on the street, as often as it lists it.
      const ids = calls.map((stop) => stop?.id.split('@')[0]);
      const own = listed.get(line.id) ?? [];
      let at = -1;
      for (const id of ids) {
        if (!own.includes(id ?? '')) continue;
        at = own.indexOf(id ?? '', at + 1);
        expect(at, `${line.name.en}: ${id} in the order of its relation`).toBeGreaterThanOrEqual(0);
        driven += 1;
      }
    }
    const all = [...listed.values()].reduce((sum, { length }) => sum + length, 0);
    // The four above, and one of line 3's two points at Belgique, 30 m apart.
    expect(driven).toBe(all - 5);
    // Line 1 whole, from the old town to Saint-Roman.
    const one = buses.lines.find(({ id }) => id === 'relation/2207095');
    const ids = one?.stops.map((stop) => buses.stops[stop]?.id.split('@')[0]) ?? [];
    const own = listed.get('relation/2207095') ?? [];
    expect(ids.filter((id) => own.includes(id ?? ''))).toEqual(own);
    expect(ids.length).toBe(16);
  },
  60_000,
);
