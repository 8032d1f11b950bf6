import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type PeopleServer, startPeopleServer, UNITS_INSIDE } from '../testing/index.ts';

let people: PeopleServer;
beforeAll(async () => {
  people = await startPeopleServer();
});
afterAll(() => people.end());

const get = (name: string, path: string) => people.get(name, path);
const count = (sql: string) => people.count(sql);
const post = (name: string, path: string, body: unknown) => people.post(name, path, body);
const occupantOf = (cell: number) =>
  z
    .object({ contact_name: z.string(), contact_phone: z.string() })
    .parse(people.city.prepare('SELECT * FROM occupant WHERE unit_cell = ?').get(cell));

const pageSchema = z.object({
  total: z.number(),
  units: z.array(z.object({ cell: z.number(), code: z.string(), areaSquareMetres: z.number() })),
});
const unitsOf = async (name: string, query: string) =>
  pageSchema.parse(await (await get(name, `/api/registry/units?${query}`)).json());

test('an official sees the units of his area and no other, whichever way he asks', async () => {
  const mine = count(UNITS_INSIDE);
  expect(mine).toBeGreaterThan(0);
  expect((await unitsOf('official', '')).total).toBe(mine);
  expect((await unitsOf('new-official', '')).total).toBe(0);
  const [there, here] = [people.outside(), people.inside()];
  expect((await unitsOf('official', `cells=${there},${here}`)).total).toBe(1);
  const code = String(people.city.prepare('SELECT code FROM unit WHERE cell = ?').get(there)?.code);
  const building = people.city.prepare('SELECT building_cell FROM unit WHERE cell = ?').get(there);
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
  expect((await fetch(`${people.server.address}${path}`)).status).toBe(401);
  expect((await get('planner', path)).status).toBe(403);
});

test('contacts are masked, a reveal is in the chain before the value is out', async () => {
  const cell = people.inside();
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
  const there = people.outside();
  expect(
    (await post('official', `/api/registry/units/${there}/occupant/reveal`, reveal)).status,
  ).toBe(403);
  const refused = await (await get('auditor', '/api/audit?action=personal.refuse')).json();
  expect(refused).toMatchObject({ rows: [{ actor: 'official' }] });
  expect(await (await get('auditor', '/api/audit/verify')).json()).toMatchObject({ ok: true });
  expect((await get('official', '/api/audit')).status).toBe(403);
});

test('no answer without a reveal holds a whole telephone number', async () => {
  const phones = people.city
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
  const narrow = { format: 'csv', filter: { cells: [people.inside()] }, reveal };
  const response = await post('official', '/api/registry/export', narrow);
  expect(await response.text()).toContain(occupantOf(people.inside()).contact_phone);
  const audit = await (await get('auditor', '/api/audit?action=personal.export')).json();
  expect(audit).toMatchObject({
    rows: [{ actor: 'official', detail: { ...reveal, units: 1, codes: [expect.any(String)] } }],
  });
});
