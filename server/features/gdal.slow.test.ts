/**
 * GDAL as the judge of the GIS interface: it opens every collection, pages through 600,000 units, and
 * pushes boxes and filters down, which the server's own requests must show. Counts are SQLite's.
 */
import { execFile } from 'node:child_process';
import diagnostics from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLocalFrame } from '#contracts';
import { createSessionBook } from '../access/index.ts';
import { LOCAL_ACCOUNT } from '../start-server.ts';
import { openStore, STORE_FILE } from '../store/index.ts';
import { buildLargeCity, startTestServer, type TestServer } from '../testing/index.ts';
import { findGdal } from './find-gdal.ts';

const UNITS = 600_000;
const run = promisify(execFile);
const search = findGdal(process.env);
if (!search.found) process.stderr.write(`skipped: GIS interface by GDAL. ${search.why}\n`);

let server: TestServer;
let city: DatabaseSync;
let token = '';
let built = { buildings: 0, storeys: 0, units: 0 };
const requests: string[] = [];

/** Node tells of every request that a server of this process takes. */
const note = (message: unknown): void => {
  const request =
    typeof message === 'object' && message !== null && 'request' in message
      ? message.request
      : null;
  if (typeof request === 'object' && request !== null && 'url' in request)
    requests.push(String(request.url));
};

beforeAll(async () => {
  if (!search.found) return;
  server = await startTestServer({
    buildCity: (directory) => {
      built = buildLargeCity(directory, UNITS);
    },
  });
  city = new DatabaseSync(`${server.directory}/city/city.sqlite`, { readOnly: true });
  const store = openStore(`${server.directory}/data/${STORE_FILE}`);
  token = createSessionBook(store, Date.now).issueAccess(LOCAL_ACCOUNT, 'GDAL test', 1);
  store.close();
  diagnostics.subscribe('http.server.request.start', note);
});
afterAll(async () => {
  diagnostics.unsubscribe('http.server.request.start', note);
  if (!search.found) return;
  city.close();
  await server.end();
});

async function gdal(program: 'ogrinfo' | 'ogr2ogr', ...args: string[]): Promise<string> {
  requests.length = 0;
  const { stdout } = await run(program, args, {
    env: { ...process.env, GDAL_HTTP_HEADERS: `Authorization: Bearer ${token}` },
    maxBuffer: 64 << 20,
  });
  return stdout;
}
const source = () => `OAPIF:${server.address}/ogc`;
const summary = (layer: string, ...args: string[]) =>
  gdal('ogrinfo', '-ro', '-so', ...args, source(), layer);
const countOf = (text: string): number => Number(/Feature Count: (\d+)/.exec(text)?.[1]);
const count = (sql: string): number =>
  Number(city.prepare(`SELECT count(*) AS n FROM ${sql}`).get()?.n);
const asked = (): string => decodeURIComponent(requests.join('\n'));

test.skipIf(!search.found)('ogrinfo lists the six collections', async () => {
  const text = await gdal('ogrinfo', '-ro', source());
  for (const id of ['buildings', 'storeys', 'units', 'roads', 'sensors', 'areas']) {
    expect(text).toMatch(new RegExp(`^\\d: ${id} `, 'm'));
  }
});

test.skipIf(!search.found)(
  'each collection is read with its count, its geometry and typed fields',
  async () => {
    for (const [id, size, geometry, fields] of [
      [
        'buildings',
        built.buildings,
        'Multi Polygon',
        ['height_m: Real', 'storeys: Integer', 'use: String'],
      ],
      ['storeys', built.storeys, 'Polygon', ['level: Integer', 'floor_m: Real']],
      [
        'units',
        built.units,
        'Polygon',
        ['code: String', 'area_m2: Real', 'occupancy_percent: Real'],
      ],
      ['roads', 1, 'Line String', ['length_m: Real', 'lanes: Integer']],
      ['sensors', 5, 'Point', ['heard: DateTime', 'state: String']],
      ['areas', count('area'), 'Unknown', ['level: String']],
    ] as const) {
      const text = await summary(id);
      expect([id, countOf(text)]).toEqual([id, size]);
      expect(text).toContain(`Geometry: ${geometry}`);
      for (const field of fields) expect(text).toContain(field);
    }
  },
);

test.skipIf(!search.found)('a filter goes to the server, which counts it', async () => {
  const text = await summary(
    'units',
    '-where',
    "use = 'office' AND level >= 20 AND firm_zh LIKE '%博源%'",
  );
  expect(countOf(text)).toBe(
    count(
      `unit u JOIN storey s ON s.cell = u.storey_cell JOIN occupant o ON o.unit_cell = u.cell
       WHERE u.use = 'office' AND s.level >= 20 AND o.name_zh LIKE '%博源%'`,
    ),
  );
  expect(asked()).toMatch(/resultType=hits&filter=.*use = 'office'.*level >= 20.*LIKE '%博源%'/);
  // Nobody paged through units to count them: one look at ten of them is GDAL's for their form.
  expect(requests.filter((url) => url.includes('/units/items')).length).toBe(2);
});

test.skipIf(!search.found)('a box goes to the server; what comes back lies in it', async () => {
  const manifest: unknown = JSON.parse(
    readFileSync(`${server.directory}/city/manifest.json`, 'utf8'),
  );
  expect(manifest).toMatchObject({ origin: { lonDegrees: 121.4375, latDegrees: 31.1836 } });
  const { lonLatFromPoint } = createLocalFrame({
    lonDegrees: 121.4375,
    latDegrees: 31.1836,
    heightMetres: 4,
  });
  // Buildings stand on a grid of 40 m, 20 × 12 m each: these bounds cut through streets, not houses,
  // by far more than a parallel bends over 200 m.
  const [west, south] = lonLatFromPoint([1_020, 1_020]);
  const [east, north] = lonLatFromPoint([1_220, 1_220]);
  const text = await summary('buildings', '-spat', ...[west, south, east, north].map(String));
  expect(countOf(text)).toBe(
    count('building WHERE east_m BETWEEN 1020 AND 1220 AND north_m BETWEEN 1020 AND 1220'),
  );
  expect(countOf(text)).toBe(25);
  expect(asked()).toMatch(/buildings\/items\?resultType=hits&bbox=121\.44\d+,31\.19\d+/);
  const units = await summary(
    'units',
    ...['-spat', ...[west, south, east, north].map(String)],
    ...['-where', "registered = 'household' AND area_m2 < 80"],
  );
  expect(countOf(units)).toBe(
    count(
      `unit u JOIN building b ON b.cell = u.building_cell JOIN occupant o ON o.unit_cell = u.cell
       WHERE b.east_m BETWEEN 1020 AND 1220 AND b.north_m BETWEEN 1020 AND 1220
         AND o.type = 'household' AND u.area_m2 < 80`,
    ),
  );
  expect(asked()).toMatch(/units\/items\?resultType=hits&bbox=.*&filter=/);
});

test.skipIf(!search.found)(
  'ogr2ogr pages through all units, each once, and no personal field is there',
  async () => {
    const file = `${server.directory}/units.csv`;
    await gdal('ogr2ogr', '-f', 'CSV', '-oo', 'PAGE_SIZE=10000', file, source(), 'units');
    const [heading = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(heading).not.toMatch(/contact|phone|person/);
    const codes = new Set(lines.map((line) => line.split(',')[heading.split(',').indexOf('code')]));
    expect([lines.length, codes.size]).toEqual([built.units, built.units]);
    const pages = requests.filter((url) => url.includes('cursor='));
    expect(pages.length).toBe(Math.ceil(built.units / 10_000) - 1);
  },
);

test.skipIf(!search.found)('without a token GDAL gets nothing', async () => {
  const open = run('ogrinfo', ['-ro', source()], {
    env: { ...process.env, GDAL_HTTP_HEADERS: '' },
  });
  await expect(open).rejects.toThrow(/401/);
});
