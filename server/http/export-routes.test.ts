import { DatabaseSync } from 'node:sqlite';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createLocalFrame } from '#contracts';
import { buildLargeCity, startTestServer, type TestServer } from '../testing/index.ts';

let server: TestServer;
let city: DatabaseSync;
const DANGEROUS = ['=1+1', '+SUM(A1)', '-2+3', '@cmd', '\tx', 'a"b,c', '两行\r\n文字'];

beforeAll(async () => {
  server = await startTestServer({
    buildCity: (directory) => {
      buildLargeCity(directory, 3_000);
      // Firms that somebody named so that a spreadsheet would run them.
      const sqlite = new DatabaseSync(`${directory}/city.sqlite`);
      const firms = sqlite
        .prepare(`SELECT unit_cell FROM occupant WHERE type = 'firm' LIMIT 7`)
        .all();
      const rename = sqlite.prepare(
        'UPDATE occupant SET name_zh = ?, name_en = ? WHERE unit_cell = ?',
      );
      firms.forEach(({ unit_cell: cell }, i) => {
        rename.run(DANGEROUS[i] ?? '', DANGEROUS[i] ?? '', Number(cell));
      });
      sqlite.close();
    },
  });
  city = new DatabaseSync(`${server.directory}/city/city.sqlite`, { readOnly: true });
});
afterAll(async () => {
  city.close();
  await server.end();
});

const count = (sql: string): number =>
  Number(city.prepare(`SELECT count(*) AS n FROM ${sql}`).get()?.n);

test('CSV: a mark for Excel, source and time first, every unit once, no formula', async () => {
  const response = await server.get('/api/registry/export?format=csv&lang=zh&use=office,retail');
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('content-disposition')).toMatch(
    /attachment; filename="gezi-large-units-\d{8}T\d{4}\.csv"/,
  );
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  // An independent reader takes the file apart.
  const options = { bom: true, relax_column_count: true };
  const rows = z.array(z.array(z.string())).parse(parse(Buffer.from(bytes), options));
  const [about, heading, ...units] = rows;
  expect(about?.[0]).toMatch(/来源：格子 大区.*时间：\d{4}-.*导出人：local.*单元数：\d+/);
  expect(heading).toContain('单元编码');
  expect(units.length).toBe(count(`unit WHERE use IN ('office', 'retail')`));
  expect(new Set(units.map(([code]) => code)).size).toBe(units.length);
  for (const field of units.flat()) expect(field).not.toMatch(/^[=+\-@\t\r]/);
  const firm = heading?.indexOf('单位名称') ?? -1;
  const firms = new Set(units.map((unit) => unit[firm]));
  for (const name of DANGEROUS) {
    expect(firms).toContain(/^[=+\-@\t\r]/.test(name) ? `'${name}` : name);
  }
  const kind = heading?.indexOf('数据性质') ?? -1;
  expect(new Set(units.map((unit) => unit[kind]))).toEqual(new Set(['synthetic']));
});

test('GeoJSON: WGS84 rings that close, where the city has its units', async () => {
  const cells = [...city.prepare('SELECT cell FROM unit ORDER BY cell LIMIT 40').all()].map(
    ({ cell }) => cell,
  );
  const response = await server.get(`/api/registry/export?format=geojson&cells=${cells.join(',')}`);
  const position = z.tuple([z.number(), z.number()]);
  const body = z
    .object({
      type: z.literal('FeatureCollection'),
      source: z.string(),
      timeStamp: z.iso.datetime(),
      features: z.array(
        z.object({
          type: z.literal('Feature'),
          geometry: z.object({
            type: z.literal('Polygon'),
            coordinates: z.array(z.array(position).min(4)),
          }),
          properties: z.object({ code: z.string(), cell: z.number(), kind: z.string() }),
        }),
      ),
    })
    .parse(await response.json());
  expect(body.features.map(({ properties }) => properties.cell)).toEqual(cells);
  const frame = createLocalFrame({ lonDegrees: 121.4375, latDegrees: 31.1836, heightMetres: 4 });
  for (const { geometry, properties } of body.features) {
    const ring = geometry.coordinates[0] ?? [];
    expect(ring.at(-1)).toEqual(ring[0]);
    const row = city
      .prepare(
        'SELECT b.east_m, b.north_m FROM building b JOIN unit u ON u.building_cell = b.cell WHERE u.cell = ?',
      )
      .get(properties.cell);
    const [lon = 0, lat = 0] = ring[0] ?? [];
    const [east, north] = frame.pointFromLonLat(lon, lat);
    // The first corner of the fixture's 20 × 12 m houses; degrees are written to 1 cm.
    expect(Math.abs(east - (Number(row?.east_m) - 10))).toBeLessThan(0.02);
    expect(Math.abs(north - (Number(row?.north_m) - 6))).toBeLessThan(0.02);
  }
});

test('a selection by POST, an empty one, and every one of them in the chain', async () => {
  const send = (body: unknown) =>
    fetch(`${server.address}/api/registry/export`, {
      method: 'POST',
      headers: { cookie: server.cookie, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const all = city
    .prepare('SELECT cell FROM unit')
    .all()
    .map(({ cell }) => Number(cell));
  const whole = await send({ format: 'csv', lang: 'en', filter: { cells: all } });
  expect(whole.headers.get('x-gezi-units')).toBe(String(all.length));
  expect((await whole.text()).match(/,synthetic\r\n/g)?.length).toBe(all.length);
  const none = await send({ format: 'geojson', filter: { areaFrom: 1e6 } });
  expect(await none.json()).toMatchObject({ features: [], numberReturned: 0 });
  for (const body of [{}, { format: 'pdf' }, { format: 'csv', filter: { use: ['castle'] } }]) {
    expect((await send(body)).status).toBe(400);
  }
  const audit = await (await server.get('/api/audit?action=units.export')).json();
  expect(audit).toMatchObject({
    rows: [
      { actor: 'local', detail: { format: 'geojson', units: 0, personal: 'masked' } },
      { detail: { format: 'csv', units: all.length, filter: { cellCount: all.length } } },
      { detail: { format: 'geojson', units: 40 } },
      { detail: { format: 'csv', filter: { use: ['office', 'retail'] } } },
    ],
  });
});
