/** The bus routes of a real extract against a count of its own relations, and driven on its streets. */
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { buildNetworks } from '../../model/networks/build-networks.ts';
import { createLinkPaths } from '../../model/networks/link-paths.ts';
import { secondsFromInterval } from './collect-bus-lines.ts';
import { importOsmCity } from './import-osm-city.ts';
import { readOsmFile } from './read-osm-file.ts';

const MONACO = new URL('../../../../shared/data/monaco-osm/monaco-2021.osm.pbf', import.meta.url)
  .pathname;
if (!existsSync(MONACO)) console.log(`skipped: bus routes of Monaco, no ${MONACO}`);

it('reads intervals as OSM writes them', () => {
  expect(['10', '00:10', '00:10:30', '1:00'].map(secondsFromInterval)).toEqual([
    ...[600, 600, 630, 3600],
  ]);
  expect(['', undefined, 'often', '0', '00:00'].map(secondsFromInterval)).toEqual(
    new Array(5).fill(undefined),
  );
});

it.skipIf(!existsSync(MONACO))(
  'every bus route of Monaco can be driven, stop by stop',
  async () => {
    const data = await readOsmFile(MONACO);
    const routes = data.relations.filter(
      ({ tags }) => tags.type === 'route' && tags.route === 'bus',
    );
    const city = await importOsmCity({
      ...{ path: MONACO, district: 'monaco', name: { zh: '摩纳哥', en: 'Monaco' } },
    });
    const without = city.skipped.find(({ reason }) => reason.startsWith('bus line'))?.count ?? 0;
    expect(routes.length).toBe(30);
    expect((city.busLines?.length ?? 0) + without).toBe(routes.length);

    const { street, walk, buses } = buildNetworks(city, [], () => undefined);
    expect(buses.lines.length).toBe(city.busLines?.length);
    const paths = createLinkPaths(street);
    for (const line of buses.lines) {
      const links = line.stops.map((stop) => buses.stops[stop]?.streetLink ?? -1);
      links.slice(1).forEach((to, k) => {
        const from = links[k] as number;
        const isDriven = to === from || paths.after(from, 1e6).has(to);
        expect(isDriven, `${line.name.en}: stop ${k} to ${k + 1}`).toBe(true);
      });
      for (const stop of line.stops) {
        const { point, walkNode } = buses.stops[stop] ?? { point: [0, 0], walkNode: -1 };
        const [x, y] = walk.nodes[walkNode]?.point ?? [Number.NaN, 0];
        expect(Math.hypot(x - point[0], y - point[1])).toBeLessThan(160);
      }
    }
    // Line 1 as its relation has it: from the old town to Saint-Roman, stops on streets in this order.
    const one = routes.find(({ id }) => id === 2207095);
    const members = one?.members
      .filter(({ role }) => role.startsWith('stop'))
      .map(({ ref }) => ref);
    const line = buses.lines.find(({ id }) => id === 'relation/2207095');
    const calls = line?.stops.map((stop) => Number(/\d+/.exec(buses.stops[stop]?.id ?? '')?.[0]));
    expect(calls?.filter((ref) => members?.includes(ref))).toEqual(
      members?.filter((ref) => calls?.includes(ref)),
    );
    expect(calls?.length).toBeGreaterThan(10);
  },
);
