/**
 * Real city models of ../shared/data (not part of this repository), each from file to checked city,
 * with counts taken from the file by other means: JSON keys and tags. Skipped with a notice where
 * they are absent.
 */
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { polygonArea } from '#contracts';
import { importSourceFile } from './import-source-file.ts';
import { buildRealCity, inData, lacks, leftOut } from './testing/real-cities.ts';

const DELFT = inData('cityjson-samples/cjio_delft.json');
const ROTTERDAM = inData('cityjson-samples/cjio_rotterdam_subset.json');
const BAG_HEAD = inData('cityjson-samples/tyler_3dbag_x00.city.json');
const BAG = inData('cityjson-samples/tyler_3dbag_feature_x71.city.jsonl');
const UNITS = inData('cityjson-samples/ogc_BuildingUnits_Storeys_xlink.gml');

const cityJson = (path: string, line?: number) => {
  const text = readFileSync(path, 'utf8');
  return z
    .object({
      CityObjects: z.record(
        z.string(),
        z.object({ type: z.string(), attributes: z.record(z.string(), z.unknown()).optional() }),
      ),
    })
    .parse(JSON.parse(line === undefined ? text : (text.split('\n')[line] ?? ''))).CityObjects;
};
const idsOf = (objects: ReturnType<typeof cityJson>, type: string) =>
  Object.keys(objects).filter((id) => objects[id]?.type === type);

test.skipIf(lacks(DELFT))(
  'Delft: every Building, with the height that the file measured',
  async () => {
    const objects = cityJson(DELFT);
    await using built = await buildRealCity(DELFT, 'delft');
    const { city, manifest } = built;
    expect(built.findings).toEqual([]);
    expect(city.buildings.map((b) => b.id).sort()).toEqual(idsOf(objects, 'Building').sort());
    expect(manifest.counts.buildings).toBe(160);
    expect(leftOut(manifest, /is not read$/)).toBe(Object.keys(objects).length - 160);
    expect(manifest.timeZone).toBe('Europe/Amsterdam');
    // PROJ 9.5.1 on all vertices of Building objects: the middle of their extent, to a centimetre.
    expect(manifest.origin.lonDegrees).toBeCloseTo(4.366720461, 7);
    expect(manifest.origin.latDegrees).toBeCloseTo(52.011803407, 7);
    for (const building of city.buildings) {
      const { measuredHeight, 'min-height-surface': low } = objects[building.id]?.attributes ?? {};
      // The attributes are heights of roof and ground above sea level, to two decimals.
      expect(building.heightMetres).toBeCloseTo(Number(measuredHeight) - Number(low), 1);
    }
  },
);

test.skipIf(lacks(DELFT))(
  'Delft: outlines enclose what the roofs cover, by an independent sum',
  async () => {
    const raw = z
      .object({
        transform: z.object({ scale: z.array(z.number()) }),
        vertices: z.array(z.array(z.number())),
        CityObjects: z.record(
          z.string(),
          z.object({
            type: z.string(),
            geometry: z.array(z.object({ boundaries: z.array(z.unknown()) })),
          }),
        ),
      })
      .parse(JSON.parse(readFileSync(DELFT, 'utf8')));
    const { city } = await importSourceFile({
      path: DELFT,
      district: 'delft',
      name: { zh: '', en: '' },
      fields: {},
      near: null,
      crop: null,
      dwellings: 'cells',
    });
    const scale = raw.transform.scale[0] ?? 0;
    for (const building of city.buildings) {
      const faces = z
        .array(z.array(z.array(z.array(z.number()))))
        .parse(raw.CityObjects[building.id]?.geometry[0]?.boundaries)
        .flat();
      let area = 0;
      for (const [ring = []] of faces) {
        let twice = 0;
        for (const [i, index] of ring.entries()) {
          const a = raw.vertices[index] ?? [];
          const b = raw.vertices[ring[(i + 1) % ring.length] ?? -1] ?? [];
          twice += (a[0] ?? 0) * (b[1] ?? 0) - (b[0] ?? 0) * (a[1] ?? 0);
        }
        // The file has roofs that face up, walls, and no floors.
        area += Math.max(0, twice / 2) * scale * scale;
      }
      const pieces = building.parts.length > 0 ? building.parts : [building];
      const got = pieces.reduce((sum, piece) => sum + polygonArea(piece.outline), 0);
      // The grid of the Netherlands is 0.99991 of true lengths at its centre.
      expect(Math.abs(got / area - 1)).toBeLessThan(0.001);
    }
  },
);

test.skipIf(lacks(ROTTERDAM))(
  'Rotterdam: the frame must be declared, then every Building',
  async () => {
    await expect(buildRealCity(ROTTERDAM, 'rotterdam')).rejects.toThrow(/declare it with --frame/);
    await expect(buildRealCity(ROTTERDAM, 'rotterdam', { frame: 'EPSG:25832' })).rejects.toThrow(
      /--frame EPSG:28992 \(Amersfoort \/ RD New\) puts 100 % of them inside/,
    );
    await using built = await buildRealCity(ROTTERDAM, 'rotterdam', { frame: 'EPSG:28992' });
    const { city, manifest } = built;
    expect(built.findings).toEqual([]);
    expect(city.buildings.map((b) => b.id).sort()).toEqual(
      idsOf(cityJson(ROTTERDAM), 'Building').sort(),
    );
    expect(manifest.counts.buildings).toBe(16);
  },
);

test.skipIf(lacks(BAG) || lacks(BAG_HEAD))(
  '3DBAG: the sequence with its header apart',
  async () => {
    const objects = cityJson(BAG, 0);
    await using built = await buildRealCity(BAG, 'delft-3dbag', { header: BAG_HEAD });
    const { city, manifest } = built;
    expect(built.findings).toEqual([]);
    expect(city.buildings.map((b) => b.id)).toEqual(idsOf(objects, 'Building'));
    expect(manifest.counts.buildings).toBe(1);
  },
);

test.skipIf(lacks(UNITS))('CityGML: storeys and units as the file draws them', async () => {
  const text = readFileSync(UNITS, 'utf8');
  const count = (tag: string) => text.split(`<bldg:${tag} `).length - 1;
  expect([count('Building'), count('Storey'), count('BuildingUnit')]).toEqual([1, 2, 2]);
  await using built = await buildRealCity(UNITS, 'units');
  const { city, manifest, databasePath } = built;
  expect(built.findings).toEqual([]);
  expect(manifest.counts).toMatchObject({ buildings: 1, storeys: 2 });
  expect(city.buildings[0]).toMatchObject({ heightMetres: 10, roofShape: 'gabled' });
  const db = new DatabaseSync(databasePath, { readOnly: true });
  const units = db.prepare("SELECT number, kind, area_m2 FROM unit WHERE kind = 'measured'").all();
  const storeys = db.prepare("SELECT count(*) AS n FROM storey WHERE kind = 'measured'").get();
  db.close();
  expect(units.map((unit) => unit.number).sort()).toEqual(['apartment1', 'apartment2']);
  expect(storeys?.n).toBe(2);
  // What remains of a storey beside its flat (stairs, walls) is a cell by rule.
  expect(manifest.counts.units).toBeGreaterThan(2);
});
