/** The written-down facts against the data sets that they name, where those are at hand. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  createLocalFrame,
  demonstrationEventSchema,
  eventPlanSchema,
  type Point,
} from '#contracts';
import { generateReferenceCity } from './generate-reference-city.ts';
import { distance, distanceToLine, isInside } from './plane-shapes.ts';
import { REFERENCE_FACTS_FOLDER, readReferenceFacts } from './read-reference-facts.ts';

const SHARED = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));
const STATIONS = `${SHARED}shanghai-metroflow-2017/stationInfo.csv`;
const ROADS = `${SHARED}shanghai-roads-osm/shanghai_center_5km_roads.osm`;
const HEIGHTS = `${SHARED}shanghai-building-reference/config_storey_height_by_archetype.csv`;
for (const file of [STATIONS, ROADS, HEIGHTS]) {
  if (!existsSync(file))
    console.warn(`skipped: ${file} is not here; comparisons with it do not run`);
}
const facts = readReferenceFacts();
const frame = createLocalFrame(facts.district.origin);

describe('facts of the reference district', () => {
  it.skipIf(!existsSync(STATIONS))('puts stations where MetroFlow has them', () => {
    const published = new Map(
      [...readFileSync(STATIONS, 'utf8').matchAll(/^\d+,\d+,([\d.]+),([\d.]+),([^,]+),/gm)].map(
        (row) => [row[3], frame.pointFromLonLat(Number(row[1]), Number(row[2]))],
      ),
    );
    for (const station of generateReferenceCity({ seed: 1, area: 'core' }).stations) {
      const there = published.get(station.name.zh);
      expect(there, station.name.zh).toBeDefined();
      // 30 m: the positions of one station in two data sets differ by about 20 m in the median.
      expect(there && distance(station.point, there), station.name.zh).toBeLessThan(30);
    }
  });

  it.skipIf(!existsSync(ROADS))(
    'states an honest accuracy for roads that OpenStreetMap also has',
    () => {
      const xml = readFileSync(ROADS, 'utf8');
      const nodes = new Map<string, Point>();
      for (const tag of xml.matchAll(/<node [^>]*>/g)) {
        const read = (key: string): string =>
          tag[0].match(new RegExp(` ${key}="([^"]*)"`))?.[1] ?? '';
        nodes.set(read('id'), frame.pointFromLonLat(Number(read('lon')), Number(read('lat'))));
      }
      let compared = 0;
      for (const way of xml.matchAll(/<way [\s\S]*?<\/way>/g)) {
        const name = way[0].match(/k="name" v="([^"]*)"/)?.[1];
        // A road that leaves the district and comes back is two facts of one name.
        const roads = facts.roads.roads.filter((fact) => fact.name.zh === name && !fact.elevated);
        if (roads.length === 0) continue;
        for (const ref of way[0].matchAll(/<nd ref="([^"]*)"/g)) {
          const point = nodes.get(ref[1] ?? '');
          if (!point || !isInside(point, facts.district.boundary.points)) continue;
          compared += 1;
          const [nearest] = roads
            .map((road) => ({ road, metres: distanceToLine(point, road.points) }))
            .sort((a, b) => a.metres - b.metres);
          expect(nearest?.metres, `${name} at ${point.map(Math.round).join(',')}`).toBeLessThan(
            nearest?.road.accuracyMetres ?? 0,
          );
        }
      }
      expect(compared).toBeGreaterThan(20);
    },
  );

  it.skipIf(!existsSync(HEIGHTS))('takes storey heights over unchanged', () => {
    const rows = new Map(
      [...readFileSync(HEIGHTS, 'utf8').matchAll(/^([a-z_]+),([\d.]+),/gm)].map((row) => [
        row[1],
        Number(row[2]),
      ]),
    );
    const ours = facts.storeyHeights.metres;
    expect([
      ours.residential,
      ours.office,
      ours.hotel,
      ours.retail,
      ours.health,
      ours.education,
      ours.sport,
      ours.podium,
    ]).toEqual(
      [
        'residential_mid_rise',
        'office',
        'hotel',
        'shopping_mall',
        'healthcare',
        'education',
        'sport_culture',
        'mixed_use_podium',
      ].map((key) => rows.get(key)),
    );
  });

  it('plans events that their venue can hold', () => {
    const read = (path: string): unknown =>
      JSON.parse(readFileSync(new URL(`../../../data/${path}`, import.meta.url), 'utf8'));
    const concert = demonstrationEventSchema.parse(read('reference-district/event.json'));
    expect(concert.venue).toBe(facts.stadium.id);
    expect(concert.attendance).toBeLessThanOrEqual(facts.stadium.capacityPersons.value);
    const monaco = eventPlanSchema.parse(read('events/louis-ii.json'));
    // Capacity of Stade Louis II in OpenStreetMap: 18,523.
    expect(monaco.attendance).toBeLessThanOrEqual(18_523);
    const end = Temporal.Instant.fromEpochMilliseconds(monaco.endMs).toZonedDateTimeISO(
      'Europe/Monaco',
    );
    expect(end.toPlainTime().toString()).toBe('22:00:00');
  });

  it('refuses a fact without a source', () => {
    const folder = mkdtempSync(join(tmpdir(), 'reference-facts-'));
    cpSync(REFERENCE_FACTS_FOLDER, folder, { recursive: true });
    const file = join(folder, 'landmarks.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"source": "[^"]*"/, '"source": ""'));
    expect(() => readReferenceFacts(folder)).toThrow(/landmarks\.json[\s\S]*source/);
    rmSync(folder, { recursive: true });
  });
});
