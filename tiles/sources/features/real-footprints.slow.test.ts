/**
 * Real tables and footprints of ../shared/data (not part of this repository), each from file to
 * checked city, with counts taken from the file by other means: SQL and lines. Skipped with a notice
 * where they are absent.
 */
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { polygonArea } from '#contracts';
import { districtFromNear } from '../../frames/index.ts';
import { buildRealCity, inData, lacks, leftOut } from './testing/real-cities.ts';

const BERLIN = inData('berlin-moabit/moabit_build.gpkg');
const SINGAPORE = inData('singapore-hdb-units/hdb_blocks_geocoded.csv');

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
    await using built = await buildRealCity(BERLIN, 'berlin-moabit');
    const { city, manifest } = built;
    expect(built.findings).toEqual([]);
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
      { reason: 'repaired: building cut where another stands', count: 10 },
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
  await using built = await buildRealCity(SINGAPORE, 'singapore', { dwellings: 'counts' });
  const { manifest, databasePath } = built;
  expect(built.findings).toEqual([]);
  expect([lines.length, placed.length]).toEqual([12_626, 12_623]);
  expect(manifest.counts.buildings).toBe(placed.length);
  expect(leftOut(manifest, /has no position/)).toBe(3);
  // Geocoded to one spot in the file.
  expect(leftOut(manifest, /share its ground/)).toBe(6);
  const db = new DatabaseSync(databasePath, { readOnly: true });
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
  await using built = await buildRealCity(SINGAPORE, 'singapore-queenstown', { crop });
  const { manifest, databasePath } = built;
  expect(built.findings).toEqual([]);
  const placed = singaporeLines().filter((fields) =>
    crop.contains([Number(fields.at(-2)), Number(fields.at(-3))]),
  );
  expect(manifest.counts.buildings).toBe(placed.length);
  const db = new DatabaseSync(databasePath, { readOnly: true });
  const row = db.prepare("SELECT count(*) AS n FROM unit WHERE use = 'residential'").get();
  db.close();
  expect(row?.n).toBe(placed.reduce((sum, fields) => sum + Number(fields[11]), 0));
});
