/**
 * A city small enough to know by heart, in the files of a real build: two buildings, each with two
 * storeys of two units; a street, a walk link, a station, a venue with a gate, one sensor of each
 * type. For the server's tests only.
 *
 *   cells  0 tower, 1 hall │ 2,3 tower's storeys, 4,5 hall's │ 6…9 tower's units, 10…13 hall's
 *   units  tower-1F-101, tower-1F-102, tower-2F-201 … (100 m² and 50 m² on each storey)
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CITY_FORMAT_VERSION, CITY_STORE_DDL, type CityManifest } from '#contracts';
import { FIXTURE } from './fixture-names.ts';
import { FIXTURE_NETWORKS } from './fixture-networks.ts';

export { FIXTURE };

const BUILDINGS = [
  { id: 'tower', zh: '示范大厦', en: 'Example Tower', use: 'office' },
  { id: 'hall', zh: '音乐厅', en: 'Music Hall', use: 'retail' },
] as const;
const STOREYS_EACH = 2;
const UNIT_AREAS = [100, 50] as const;
const CELLS = 14;

export function buildFixtureCity(directory: string): void {
  mkdirSync(join(directory, 'tiles'), { recursive: true });
  writeStore(join(directory, 'city.sqlite'));
  writeFileSync(join(directory, 'networks.json'), JSON.stringify(FIXTURE_NETWORKS()));
  writeFileSync(join(directory, 'tileset.json'), JSON.stringify({ asset: { version: '1.1' } }));
  writeFileSync(join(directory, 'tiles', 'a.glb'), 'glTF');
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify(manifest()));
}

function writeStore(path: string): void {
  const sqlite = new DatabaseSync(path);
  sqlite.exec(CITY_STORE_DDL);
  const square = JSON.stringify([
    [
      [0, 0],
      [15, 0],
      [15, 10],
      [0, 10],
    ],
  ]);
  const parts = JSON.stringify([
    {
      footprint: JSON.parse(square),
      baseMetres: 0,
      topMetres: 7,
      roof: { shape: 'flat', heightMetres: 0 },
    },
  ]);
  const building = sqlite.prepare(
    `INSERT INTO building VALUES (?, ?, ?, ?, ?, ?, NULL, ?, 'measured', 'fixture', 7, 'measured', 'fixture',
       2, 'measured', 'fixture', ?, 0, ?, ?)`,
  );
  const storey = sqlite.prepare(`INSERT INTO storey VALUES (?, ?, ?, ?, ?, 3.5, NULL, 'measured')`);
  const unit = sqlite.prepare(`INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?, ?, NULL, 'measured')`);
  BUILDINGS.forEach(({ id, zh, en, use }, b) => {
    building.run(
      b,
      id,
      zh,
      en,
      `零陵路 ${b + 1} 号`,
      `${b + 1} Lingling Road`,
      use,
      b * 100,
      square,
      parts,
    );
    for (let s = 0; s < STOREYS_EACH; s += 1) {
      const storeyCell = 2 + b * STOREYS_EACH + s;
      storey.run(storeyCell, b, s, `${s + 1}F`, s * 3.5);
      UNIT_AREAS.forEach((area, u) => {
        const number = `${s + 1}0${u + 1}`;
        const cell = 6 + (b * STOREYS_EACH + s) * UNIT_AREAS.length + u;
        unit.run(cell, storeyCell, b, `${id}-${s + 1}F-${number}`, number, use, area);
      });
    }
  });
  sqlite.close();
}

const manifest = (): CityManifest => ({
  formatVersion: CITY_FORMAT_VERSION,
  district: FIXTURE.district,
  name: { zh: '示例', en: 'Fixture' },
  timeZone: 'Asia/Shanghai',
  builtAtMs: 0,
  origin: { lonDegrees: 121.4375, latDegrees: 31.1836, heightMetres: 0 },
  extentMetres: [0, 0, 200, 100],
  sources: [],
  counts: {
    ...{ buildings: 2, storeys: 4, units: 8, cells: CELLS, tiles: 1 },
    ...{ streetLinks: 1, walkLinks: 1, signals: 1, stations: 1, venues: 1, sensors: 5 },
  },
  skipped: [],
  cellRanges: { buildings: [0, 2], storeys: [2, 6], units: [6, 14] },
  files: [],
});
