import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { decodeCellSet } from '#contracts';
import { hashPassword } from '../access/index.ts';
import { openStore, STORE_FILE } from '../store/index.ts';
import { buildLargeCity, signIn, startTestServer, type TestServer } from '../testing/index.ts';

const PASSWORD = 'a long enough password';
/** A committee of the fixture: some of its buildings, none of most. */
const AREA = 's3c0';
let server: TestServer;
let city: DatabaseSync;
const cookies = new Map<string, string>();

beforeAll(async () => {
  server = await startTestServer({ buildCity: (directory) => buildLargeCity(directory, 20_000) });
  city = new DatabaseSync(`${server.directory}/city/city.sqlite`, { readOnly: true });
  const store = openStore(`${server.directory}/data/${STORE_FILE}`);
  const hash = await hashPassword(PASSWORD);
  store.accounts.put('operator', ['operator'], hash, Date.now());
  store.accounts.put('planner', ['planner'], hash, Date.now());
  store.accounts.put('auditor', ['auditor'], hash, Date.now());
  store.accounts.put('official', ['official'], hash, Date.now(), [areaIdOf(AREA)]);
  store.accounts.put('new-official', ['official'], hash, Date.now());
  store.close();
  for (const name of ['operator', 'planner', 'auditor', 'official', 'new-official']) {
    const body = { with: 'password', name, password: PASSWORD };
    cookies.set(name, await signIn(server.address, body));
  }
});
afterAll(async () => {
  city.close();
  await server.end();
});

const areaIdOf = (id: string) => z.string().brand<'AreaId'>().parse(id);
const as = (name: string) => ({ cookie: cookies.get(name) ?? '' });
const get = (name: string, path: string) =>
  fetch(`${server.address}${path}`, { headers: as(name), redirect: 'manual' });
const post = (name: string, path: string, body: unknown) =>
  fetch(`${server.address}${path}`, {
    method: 'POST',
    headers: { ...as(name), 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const count = (sql: string): number =>
  Number(city.prepare(`SELECT count(*) AS n FROM ${sql}`).get()?.n);

const INSIDE = `unit u JOIN building b ON b.cell = u.building_cell WHERE b.area LIKE '${AREA}g%'`;
const cellWhere = (condition: string): number =>
  Number(
    city
      .prepare(
        `SELECT u.cell FROM unit u JOIN building b ON b.cell = u.building_cell
         JOIN occupant o ON o.unit_cell = u.cell WHERE ${condition} LIMIT 1`,
      )
      .get()?.cell,
  );
const inside = () => cellWhere(`b.area LIKE '${AREA}g%'`);
const outside = () => cellWhere(`b.area NOT LIKE '${AREA}g%'`);
const occupantOf = (cell: number) =>
  z
    .object({ contact_name: z.string(), contact_phone: z.string() })
    .parse(city.prepare('SELECT * FROM occupant WHERE unit_cell = ?').get(cell));

const pageSchema = z.object({
  total: z.number(),
  units: z.array(z.object({ cell: z.number(), code: z.string(), areaSquareMetres: z.number() })),
});
const unitsOf = async (name: string, query: string) =>
  pageSchema.parse(await (await get(name, `/api/registry/units?${query}`)).json());

// The oracle of each filter is SQLite itself.
test.each([
  ['', 'unit u'],
  ['use=office,retail', `unit u WHERE use IN ('office', 'retail')`],
  ['areaFrom=100&areaTo=120.5', 'unit u WHERE area_m2 BETWEEN 100 AND 120.5'],
  ['levelFrom=10', 'unit u JOIN storey s ON s.cell = u.storey_cell WHERE s.level >= 10'],
  ['levelTo=0', 'unit u JOIN storey s ON s.cell = u.storey_cell WHERE s.level <= 0'],
  [`area=${AREA}`, INSIDE],
  ['area=s3', `unit u JOIN building b ON b.cell = u.building_cell WHERE b.area LIKE 's3c%'`],
  ['building=3', 'unit u WHERE building_cell = 3'],
  ['kind=measured', `unit u WHERE kind = 'measured'`],
  ['occupant=firm', `occupant WHERE type = 'firm'`],
  ['occupant=none', 'unit u WHERE cell NOT IN (SELECT unit_cell FROM occupant)'],
  ['quantity=power', 'unit u WHERE 0'],
  ['alarmFrom=1', 'unit u WHERE 0'],
  [
    'q=漕溪北路&use=residential',
    `unit u JOIN building b ON b.cell = u.building_cell
     WHERE b.address_zh LIKE '漕溪北路%' AND u.use = 'residential'`,
  ],
])('filter %s counts what SQLite counts, as a page and as a cell set', async (query, sql) => {
  const expected = count(sql);
  expect((await unitsOf('operator', query)).total).toBe(expected);
  const response = await get('operator', `/api/registry/units/cells?${query}`);
  const cells = decodeCellSet(new Uint8Array(await response.arrayBuffer()));
  expect(cells.length).toBe(expected);
});

test('pages of any order hold every unit once', async () => {
  for (const order of ['place', '-place', 'area', '-area', 'level', '-level']) {
    const seen = new Map<number, number>();
    for (let offset = 0; offset < 2_000; offset += 500) {
      const page = await unitsOf(
        'operator',
        `use=retail&order=${order}&offset=${offset}&limit=500`,
      );
      for (const unit of page.units) seen.set(unit.cell, unit.areaSquareMetres);
    }
    const total = count(`unit WHERE use = 'retail'`);
    expect(seen.size).toBe(Math.min(total, 2_000));
    if (order.endsWith('area')) {
      const areas = [...seen.values()];
      const sorted = areas.toSorted((a, b) => (order === 'area' ? a - b : b - a));
      expect(areas).toEqual(sorted);
    }
  }
});

test('a filter that is not understood is refused with what is', async () => {
  for (const [query, detail] of [
    ['usage=office', /usage: expected one of/],
    ['use=castle', /use/],
    ['areaFrom=big', /areaFrom: expected a number, got big/],
    ['alarmFrom=9', /alarmFrom/],
    ['limit=100000', /limit/],
    ['quantity=gold', /quantity/],
  ] as const) {
    const response = await get('operator', `/api/registry/units?${query}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ detail: expect.stringMatching(detail) });
  }
});

test('an official sees the units of his area and no other, whichever way he asks', async () => {
  const mine = count(INSIDE);
  expect(mine).toBeGreaterThan(0);
  expect((await unitsOf('official', '')).total).toBe(mine);
  expect((await unitsOf('new-official', '')).total).toBe(0);
  const [there, here] = [outside(), inside()];
  expect((await unitsOf('official', `cells=${there},${here}`)).total).toBe(1);
  const code = String(city.prepare('SELECT code FROM unit WHERE cell = ?').get(there)?.code);
  const building = city.prepare('SELECT building_cell FROM unit WHERE cell = ?').get(there);
  for (const path of [
    `/api/cells/${there}`,
    `/api/registry/units/${there}/occupant`,
    `/api/history?subject=${encodeURIComponent(code)}&quantity=powerWatts`,
  ]) {
    expect([path, (await get('official', path)).status]).toEqual([path, 403]);
    expect([path, (await get('operator', path)).status]).toEqual([path, 200]);
  }
  expect((await get('official', `/api/cells/${here}`)).status).toBe(200);
  expect(
    await (await get('official', `/api/buildings/${building?.building_cell}`)).json(),
  ).toMatchObject({
    unitsWithheld: true,
    storeys: expect.arrayContaining([expect.objectContaining({ units: [] })]),
  });
  const search = await get('official', `/api/registry/search?q=${encodeURIComponent(code)}`);
  expect(await search.json()).toMatchObject({ isScoped: true, groups: [] });
  expect((await get('official', `/ogc/collections/units/items/${there}`)).status).toBe(404);
  expect((await get('official', `/ogc/collections/units/items/${here}`)).status).toBe(200);
  const hits = await get('official', '/ogc/collections/units/items?resultType=hits');
  expect(await hits.json()).toMatchObject({ numberMatched: mine });
});

test.each([
  '/api/registry/search?q=a',
  '/api/registry/units',
  '/api/registry/units/cells',
  '/api/registry/areas',
  '/api/registry/areas/s3/buildings',
  '/api/registry/places/0',
  '/api/registry/resolve?building=lc/b00000',
  '/api/registry/export?format=csv',
  '/api/audit',
  '/api/audit/verify',
  '/ogc',
  '/ogc/api',
  '/ogc/collections',
  '/ogc/collections/units/items?limit=1',
])('%s: nothing without a session, nothing for a planner', async (path) => {
  expect((await fetch(`${server.address}${path}`)).status).toBe(401);
  expect((await get('planner', path)).status).toBe(403);
});

test('contacts are masked, a reveal is in the chain before the value is out', async () => {
  const cell = inside();
  const { contact_name: name, contact_phone: phone } = occupantOf(cell);
  const card = await (await get('official', `/api/registry/units/${cell}/occupant`)).json();
  expect(card).toMatchObject({
    maskedName: `${name[0]}${'*'.repeat(name.length - 1)}`,
    maskedPhone: `${phone.slice(0, 3)}****${phone.slice(-4)}`,
    mayReveal: true,
  });
  expect(JSON.stringify(card)).not.toContain(phone);
  const path = `/api/registry/units/${cell}/occupant/reveal`;
  for (const body of [
    {},
    { purpose: 'curiosity', reason: 'I want to' },
    { purpose: 'case', reason: ' ' },
  ]) {
    expect((await post('official', path, body)).status).toBe(400);
  }
  const reveal = { purpose: 'emergency', reason: 'smoke alarm, nobody answers the door' };
  expect((await post('auditor', path, reveal)).status).toBe(403);
  expect((await post('planner', path, reveal)).status).toBe(403);
  const response = await post('official', path, reveal);
  const revealed = z
    .object({ contactName: z.string(), contactPhone: z.string(), auditSeq: z.number() })
    .parse(await response.json());
  expect(revealed).toMatchObject({ contactName: name, contactPhone: phone });
  const audit = await (await get('auditor', '/api/audit?action=personal.reveal')).json();
  expect(audit).toMatchObject({
    rows: [{ seq: revealed.auditSeq, actor: 'official', detail: reveal }],
    nextBefore: null,
  });
  expect(JSON.stringify(audit)).not.toContain(phone);
  const there = outside();
  expect(
    (await post('official', `/api/registry/units/${there}/occupant/reveal`, reveal)).status,
  ).toBe(403);
  const refused = await (await get('auditor', '/api/audit?action=personal.refuse')).json();
  expect(refused).toMatchObject({ rows: [{ actor: 'official' }] });
  expect(await (await get('auditor', '/api/audit/verify')).json()).toMatchObject({ ok: true });
  expect((await get('official', '/api/audit')).status).toBe(403);
});

test('no answer without a reveal holds a whole telephone number', async () => {
  const phones = city
    .prepare('SELECT contact_phone FROM occupant')
    .all()
    .map((row) => String(row.contact_phone));
  const paths = [
    '/api/registry/units?limit=500',
    '/api/registry/search?q=1990',
    '/api/buildings/0',
    '/api/registry/export?format=csv&use=retail',
    '/api/registry/export?format=geojson&use=retail',
    '/ogc/collections/units/items?limit=2000',
  ];
  for (const path of paths) {
    const text = await (await get('operator', path)).text();
    const numbers = new Set(text.match(/1990\d{7}/g) ?? []);
    expect([path, phones.filter((phone) => numbers.has(phone))]).toEqual([path, []]);
  }
});

test('an export with whole contacts: few units, own permission, every code in the chain', async () => {
  const reveal = { purpose: 'inspection', reason: 'gas pipe inspection 2026-11' };
  const wide = { format: 'csv', filter: { use: ['residential'] }, reveal };
  expect((await post('operator', '/api/registry/export', wide)).status).toBe(400);
  const narrow = { format: 'csv', filter: { cells: [inside()] }, reveal };
  const response = await post('official', '/api/registry/export', narrow);
  expect(await response.text()).toContain(occupantOf(inside()).contact_phone);
  const audit = await (await get('auditor', '/api/audit?action=personal.export')).json();
  expect(audit).toMatchObject({
    rows: [{ actor: 'official', detail: { ...reveal, units: 1, codes: [expect.any(String)] } }],
  });
});

test('areas add up, and their buildings come page by page in the order of addresses', async () => {
  const node = z.object({
    id: z.string(),
    parent: z.string().nullable(),
    level: z.string(),
    counts: z.object({ buildings: z.number(), units: z.number(), persons: z.number() }),
    isInScope: z.boolean(),
  });
  const areas = z.array(node).parse(await (await get('official', '/api/registry/areas')).json());
  const top = areas.find(({ level }) => level === 'district');
  expect(top?.counts).toMatchObject({
    buildings: count('building'),
    units: count('unit'),
    persons: Number(city.prepare('SELECT sum(persons) AS n FROM occupant').get()?.n),
  });
  for (const area of areas) {
    const below = areas.filter(({ parent }) => parent === area.id);
    if (below.length === 0) continue;
    const sum = below.reduce((units, { counts }) => units + counts.units, 0);
    expect([area.id, sum]).toEqual([area.id, area.counts.units]);
  }
  expect(areas.filter(({ isInScope }) => isInScope).map(({ id }) => id)).toEqual([
    AREA,
    ...[0, 1, 2, 3].map((grid) => `${AREA}g${grid}`),
  ]);
  const page = z.object({
    total: z.number(),
    buildings: z.array(z.object({ cell: z.number(), address: z.object({ zh: z.string() }) })),
  });
  const path = '/api/registry/areas/s3/buildings';
  const first = page.parse(await (await get('operator', `${path}?limit=500`)).json());
  expect(first.total).toBe(count(`building WHERE area LIKE 's3c%'`));
  const numbers = first.buildings
    .map(({ address }) => /^漕溪北路(\d+)弄/.exec(address.zh)?.[1])
    .filter((number) => number !== undefined)
    .map(Number);
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  expect((await get('operator', '/api/registry/areas/moon/buildings')).status).toBe(404);
});

test('a cell knows its way down from the district, by a name that a rebuild does not change', async () => {
  const cell = inside();
  const place = z.object({
    code: z.string(),
    type: z.string(),
    areas: z.array(z.object({ level: z.string() })),
    building: z.number(),
    storey: z.number().nullable(),
  });
  const unit = place.parse(await (await get('operator', `/api/registry/places/${cell}`)).json());
  expect(unit.areas.map(({ level }) => level)).toEqual(['district', 'street', 'committee', 'grid']);
  const resolve = async (name: string, value: string): Promise<unknown> =>
    (await get('operator', `/api/registry/resolve?${name}=${encodeURIComponent(value)}`)).json();
  expect(await resolve('unit', unit.code)).toMatchObject({ cell });
  const storeyPlace = await (await get('operator', `/api/registry/places/${unit.storey}`)).json();
  const storey = place.parse(storeyPlace);
  expect(storey.code).toMatch(/^lc\/b\d+@\d+$/);
  expect(await resolve('storey', storey.code)).toMatchObject({ cell: unit.storey });
  expect(await resolve('building', storey.code.split('@')[0] ?? '')).toMatchObject({
    cell: unit.building,
  });
  expect((await get('operator', '/api/registry/resolve?unit=no-1F-1')).status).toBe(404);
  expect((await get('operator', '/api/registry/resolve')).status).toBe(400);
});
