/**
 * Real files of ../shared/data (not part of this repository), each from file to checked city, with
 * counts taken from the file by other means: JSON keys, SQL, lines, tags. Skipped with a notice
 * where they are absent.
 */
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type CityManifest, polygonArea } from '#contracts';
import { buildCity } from '../../build-city.ts';
import { checkCity } from '../../check/check-city.ts';
import { districtFromName, districtFromNear } from '../../frames/index.ts';
import { SILENT_PROGRESS } from '../../progress.ts';
import { importSourceFile, type SourceFileOptions } from './import-source-file.ts';

const data = join(import.meta.dirname, '../../../../shared/data');
const inData = (path: string) => join(data, path);
const DELFT = inData('cityjson-samples/cjio_delft.json');
const ROTTERDAM = inData('cityjson-samples/cjio_rotterdam_subset.json');
const BAG_HEAD = inData('cityjson-samples/tyler_3dbag_x00.city.json');
const BAG = inData('cityjson-samples/tyler_3dbag_feature_x71.city.jsonl');
const UNITS = inData('cityjson-samples/ogc_BuildingUnits_Storeys_xlink.gml');
const BERLIN = inData('berlin-moabit/moabit_build.gpkg');
const SINGAPORE = inData('singapore-hdb-units/hdb_blocks_geocoded.csv');

function lacks(path: string): boolean {
  if (existsSync(path)) return false;
  process.stderr.write(`skipped: no file at ${path}\n`);
  return true;
}

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gezi-sources-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

interface Built {
  readonly city: Awaited<ReturnType<typeof importSourceFile>>['city'];
  readonly manifest: CityManifest;
  readonly out: string;
}

async function build(
  path: string,
  district: string,
  rest: Partial<SourceFileOptions> = {},
): Promise<Built> {
  const { city } = await importSourceFile({
    path,
    district,
    name: { zh: district, en: district },
    fields: {},
    near: districtFromName(district),
    crop: null,
    dwellings: 'cells',
    ...rest,
  });
  const out = join(dir, district);
  const manifest = await buildCity(city, { outDir: out, builtAtMs: 0, progress: SILENT_PROGRESS });
  expect((await checkCity(out)).findings).toEqual([]);
  return { city, manifest, out };
}

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
const leftOut = (manifest: CityManifest, reason: RegExp) =>
  manifest.skipped
    .filter((entry) => reason.test(entry.reason))
    .reduce((sum, entry) => sum + entry.count, 0);

test.skipIf(lacks(DELFT))(
  'Delft: every Building, with the height that the file measured',
  async () => {
    const objects = cityJson(DELFT);
    const { city, manifest } = await build(DELFT, 'delft');
    expect(city.buildings.map((b) => b.id).sort()).toEqual(idsOf(objects, 'Building').sort());
    expect(manifest.counts.buildings).toBe(160);
    expect(leftOut(manifest, /is not read$/)).toBe(Object.keys(objects).length - 160);
    expect(manifest.timeZone).toBe('Europe/Amsterdam');
    // The market place of Delft, read off a map: the extract's centre lies 400 m from it.
    expect(manifest.origin.lonDegrees).toBeCloseTo(4.366, 2);
    expect(manifest.origin.latDegrees).toBeCloseTo(52.012, 2);
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
    await expect(build(ROTTERDAM, 'rotterdam')).rejects.toThrow(/declare it with --frame/);
    await expect(build(ROTTERDAM, 'rotterdam', { frame: 'EPSG:25832' })).rejects.toThrow(
      /--frame EPSG:28992 \(Amersfoort \/ RD New\) puts 100 % of them inside/,
    );
    const { city, manifest } = await build(ROTTERDAM, 'rotterdam', { frame: 'EPSG:28992' });
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
    const { city, manifest } = await build(BAG, 'delft-3dbag', { header: BAG_HEAD });
    expect(city.buildings.map((b) => b.id)).toEqual(idsOf(objects, 'Building'));
    expect(manifest.counts.buildings).toBe(1);
  },
);

test.skipIf(lacks(UNITS))('CityGML: storeys and units as the file draws them', async () => {
  const text = readFileSync(UNITS, 'utf8');
  const count = (tag: string) => text.split(`<bldg:${tag} `).length - 1;
  expect([count('Building'), count('Storey'), count('BuildingUnit')]).toEqual([1, 2, 2]);
  const { city, manifest, out } = await build(UNITS, 'units');
  expect(manifest.counts).toMatchObject({ buildings: 1, storeys: 2 });
  expect(city.buildings[0]).toMatchObject({ heightMetres: 10, roofShape: 'gabled' });
  const db = new DatabaseSync(join(out, 'city.sqlite'), { readOnly: true });
  const units = db.prepare("SELECT number, kind, area_m2 FROM unit WHERE kind = 'measured'").all();
  const storeys = db.prepare("SELECT count(*) AS n FROM storey WHERE kind = 'measured'").get();
  db.close();
  expect(units.map((unit) => unit.number).sort()).toEqual(['apartment1', 'apartment2']);
  expect(storeys?.n).toBe(2);
  // What remains of a storey beside its flat (stairs, walls) is a cell by rule.
  expect(manifest.counts.units).toBeGreaterThan(2);
});

/**
 * The file's areas are in square metres of Web Mercator, which stretches by a² / (M N cos² φ) with
 * the radii of curvature M and N: at φ = 52.529°, ± 0.05 % over the district.
 */
const MERCATOR_SHARE = (() => {
  const e2 = 0.00669437999014;
  const phi = (52.529 * Math.PI) / 180;
  const w = 1 - e2 * Math.sin(phi) ** 2;
  return (Math.cos(phi) ** 2 * (1 - e2)) / w ** 2;
})();

test.skipIf(lacks(BERLIN))(
  'Berlin Moabit: every row of the GeoPackage, floors as stated',
  async () => {
    const db = new DatabaseSync(BERLIN, { readOnly: true });
    const rows = db
      .prepare('SELECT fid, AnzahlDerO AS floors, Shape__Are AS area FROM moabit_build')
      .all();
    const dwellings = db
      .prepare("SELECT count(*) AS n FROM moabit_build WHERE Gebaeude_1 = 'Wohnhaus'")
      .get();
    db.close();
    const { city, manifest } = await build(BERLIN, 'berlin-moabit');
    expect(manifest.counts.buildings + leftOut(manifest, /^building:/)).toBe(rows.length);
    expect(manifest.counts.buildings).toBe(3_832);
    const byId = new Map(city.buildings.map((building) => [building.id, building]));
    const small: string[] = [];
    const differing: string[] = [];
    for (const { fid, floors, area } of rows) {
      const building = byId.get(`moabit_build/${fid}`);
      if (!building) {
        small.push(`moabit_build/${fid}`);
        continue;
      }
      expect(building.levels).toBe(floors);
      const pieces = building.parts.length > 0 ? building.parts : [building];
      const got = pieces.reduce((sum, piece) => sum + polygonArea(piece.outline), 0);
      if (Math.abs(got / (Number(area) * MERCATOR_SHARE) - 1) > 0.001) differing.push(building.id);
    }
    // The file cuts outlines at the district's border and keeps their whole areas: three houses lost
    // up to a quarter there, of two only slivers are left.
    expect(differing).toEqual(['moabit_build/463', 'moabit_build/770', 'moabit_build/1116']);
    expect(small).toEqual(['moabit_build/1611', 'moabit_build/3830']);
    expect(manifest.skipped).toMatchObject([
      { reason: 'building: area below 1 m²', count: 2, examples: small },
    ]);
    const homes = city.buildings.filter((building) => building.use === 'residential').length;
    // "Wohnhaus", and the mixed kinds that begin with dwelling.
    expect(homes).toBeGreaterThanOrEqual(Number(dwellings?.n));
    expect(homes).toBeLessThan(Number(dwellings?.n) + 100);
  },
);

const singaporeLines = () =>
  readFileSync(SINGAPORE, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    // No field of the file is quoted.
    .map((line) => line.split(','));

test.skipIf(lacks(SINGAPORE))('Singapore: every block, dwellings counted by storey', async () => {
  const lines = singaporeLines();
  const placed = lines.filter((fields) => Number(fields.at(-3)) !== 0);
  const { manifest, out } = await build(SINGAPORE, 'singapore', { dwellings: 'counts' });
  expect([lines.length, placed.length]).toEqual([12_626, 12_623]);
  expect(manifest.counts.buildings).toBe(placed.length);
  expect(leftOut(manifest, /has no position/)).toBe(3);
  const db = new DatabaseSync(join(out, 'city.sqlite'), { readOnly: true });
  let dwellings = 0;
  for (const { number } of db.prepare("SELECT number FROM unit WHERE use = 'residential'").all()) {
    if (number !== 'C1') dwellings += Number(String(number).split('–').at(-1));
  }
  db.close();
  const stated = placed.reduce((sum, fields) => sum + Number(fields[11]), 0);
  expect(dwellings).toBe(stated);
  expect(stated).toBeGreaterThan(1_111_000);
});

test.skipIf(lacks(SINGAPORE))('Queenstown: a cell for every dwelling', async () => {
  const crop = districtFromNear('103.80,1.295,2', 'crop');
  const { manifest, out } = await build(SINGAPORE, 'singapore-queenstown', { crop });
  const placed = singaporeLines().filter((fields) =>
    crop.contains([Number(fields.at(-2)), Number(fields.at(-3))]),
  );
  expect(manifest.counts.buildings).toBe(placed.length);
  const db = new DatabaseSync(join(out, 'city.sqlite'), { readOnly: true });
  const row = db.prepare("SELECT count(*) AS n FROM unit WHERE use = 'residential'").get();
  db.close();
  expect(row?.n).toBe(placed.reduce((sum, fields) => sum + Number(fields[11]), 0));
});
