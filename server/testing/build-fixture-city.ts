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
import {
  CITY_FORMAT_VERSION,
  CITY_STORE_DDL,
  type CityManifest,
  districtNetworksSchema,
  NETWORKS_VERSION,
} from '#contracts';

export const FIXTURE = {
  district: 'fixture',
  unit: 'tower-1F-101',
  unitCell: 6,
  storeyCell: 2,
  buildingCell: 0,
  building: 'tower',
  venue: 'stadium',
  gate: 'gate-a',
} as const;

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
  writeFileSync(join(directory, 'networks.json'), JSON.stringify(networks()));
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

/** Measured throughout, so that a value's kind depends on the clock alone. */
const networks = () =>
  districtNetworksSchema.parse({
    version: NETWORKS_VERSION,
    street: {
      nodes: [
        { point: [0, 0], gateway: true },
        { point: [300, 0], gateway: true },
      ],
      links: [
        {
          ...{ id: 'street-1', from: 0, to: 1, lengthMetres: 300, lanes: 2 },
          ...{
            freeSpeedMetresPerSecond: 13.9,
            capacityVehiclesPerHour: 3600,
            roadClass: 'primary',
          },
          ...{
            name: { zh: '零陵路', en: 'Lingling Road' },
            line: [
              [0, 0],
              [300, 0],
            ],
            kind: 'measured',
          },
        },
      ],
      forbiddenTurns: [],
      signals: [
        {
          ...{ id: 'signal-1', node: 1, cycleSeconds: 90, offsetSeconds: 0, kind: 'measured' },
          phases: [{ greenSeconds: 85, intergreenSeconds: 5, links: [0] }],
        },
      ],
    },
    walk: {
      nodes: [
        { point: [0, 10], residents: 10, workers: 5, gateway: true },
        { point: [134, 10], residents: 0, workers: 0, gateway: false },
      ],
      links: [
        {
          ...{
            id: 'walk-1',
            from: 0,
            to: 1,
            lengthMetres: 134,
            widthMetres: 4,
            facility: 'pavement',
          },
          ...{
            oneWay: false,
            name: null,
            line: [
              [0, 10],
              [134, 10],
            ],
            streetLinks: [0],
            kind: 'measured',
          },
        },
      ],
    },
    stations: [
      {
        ...{
          id: 'station-1',
          name: { zh: '体育场站', en: 'Stadium station' },
          lines: ['1'],
          point: [0, 20],
        },
        departureCapacityPersonsPerMinute: { value: 400, kind: 'inferred', source: 'fixture' },
        entrances: [
          {
            id: 'entrance-1',
            name: { zh: '1 口', en: 'Exit 1' },
            node: 0,
            capacityPersonsPerMinute: 100,
          },
        ],
        kind: 'measured',
      },
    ],
    venues: [
      {
        ...{
          id: FIXTURE.venue,
          name: { zh: '体育场', en: 'Stadium' },
          outline: [
            [
              [0, 0],
              [10, 0],
              [10, 10],
            ],
          ],
        },
        capacityPersons: { value: 56_000, kind: 'measured', source: 'fixture' },
        gates: [
          {
            id: FIXTURE.gate,
            name: { zh: 'A 门', en: 'Gate A' },
            node: 1,
            widthMetres: 6,
            kind: 'measured',
          },
        ],
        carParks: [],
      },
    ],
    sensors: [
      { type: 'people-counter', id: 'counter/1', walkLink: 0, kind: 'measured' },
      { type: 'gate-counter', id: 'gate-counter-1', gate: FIXTURE.gate, kind: 'measured' },
      { type: 'station-gates', id: 'station-gates-1', station: 'station-1', kind: 'measured' },
      { type: 'road-detector', id: 'road-1', streetLink: 0, kind: 'measured' },
      { type: 'weather-station', id: 'weather-1', point: [5, 5], kind: 'measured' },
    ],
  });
