import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { buildLargeCity, startTestServer, type TestServer } from '../testing/index.ts';

let server: TestServer;
let city: DatabaseSync;
beforeAll(async () => {
  server = await startTestServer({ buildCity: (directory) => buildLargeCity(directory, 3_000) });
  city = new DatabaseSync(`${server.directory}/city/city.sqlite`, { readOnly: true });
});
afterAll(async () => {
  city.close();
  await server.end();
});

const links = z.array(z.object({ rel: z.string(), href: z.string(), type: z.string() }));
const pageSchema = z.object({
  type: z.literal('FeatureCollection'),
  numberReturned: z.number(),
  numberMatched: z.number().optional(),
  timeStamp: z.iso.datetime(),
  links,
  features: z.array(
    z.object({
      id: z.number(),
      geometry: z.object({ type: z.string() }).nullable(),
      properties: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
    }),
  ),
});
const count = (sql: string): number =>
  Number(city.prepare(`SELECT count(*) AS n FROM ${sql}`).get()?.n);
const items = async (path: string) =>
  pageSchema.parse(await (await server.get(`/ogc/collections/${path}`)).json());

// Requirements of OGC 17-069r4 by their names there.
test('/req/core/root-success, conformance-success, fc-md-success: every link leads on', async () => {
  const landing = z
    .object({ title: z.string(), links })
    .parse(await (await server.get('/ogc')).json());
  expect(landing.links.map(({ rel }) => rel)).toEqual(
    expect.arrayContaining(['self', 'service-desc', 'conformance', 'data']),
  );
  const listed = z
    .object({ collections: z.array(z.object({ id: z.string(), links })) })
    .parse(await (await server.get('/ogc/collections')).json());
  const all = [...landing.links, ...listed.collections.flatMap((each) => each.links)];
  for (const { href, type } of all) {
    const response = await server.get(href.replace(server.address, ''));
    expect([href, response.status]).toEqual([href, 200]);
    expect([href, response.headers.get('content-type')]).toEqual([
      href,
      expect.stringContaining(type.split(';')[0] ?? ''),
    ]);
    await response.text();
  }
});

test('OpenAPI 3.1 names every path that a collection has, and its filters', async () => {
  const api = z
    .object({
      openapi: z.string(),
      servers: z.array(z.object({ url: z.string() })),
      paths: z.record(
        z.string(),
        z.object({ get: z.object({ parameters: z.array(z.object({ name: z.string() })) }) }),
      ),
    })
    .parse(await (await server.get('/ogc/api')).json());
  expect(api.openapi).toMatch(/^3\.1\./);
  expect(api.servers[0]?.url).toBe(`${server.address}/ogc`);
  const names = api.paths['/collections/units/items']?.get.parameters.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['limit', 'bbox', 'datetime', 'filter', 'use', 'level', 'committee']),
  );
});

test('/req/core/fc-limit-response: pages follow one another through every unit once', async () => {
  const seen: number[] = [];
  let path: string | undefined = 'units/items?limit=700&use=residential';
  let pages = 0;
  while (path !== undefined) {
    const page: z.infer<typeof pageSchema> = await items(path);
    expect(page.numberReturned).toBe(page.features.length);
    if (pages === 0) expect(page.numberMatched).toBe(count(`unit WHERE use = 'residential'`));
    seen.push(...page.features.map(({ id }) => id));
    path = page.links.find(({ rel }) => rel === 'next')?.href.split('/ogc/collections/')[1];
    pages += 1;
  }
  expect(new Set(seen).size).toBe(count(`unit WHERE use = 'residential'`));
  expect(pages).toBe(Math.ceil(seen.length / 700));
});

test('a limit beyond the most is served with the most', async () => {
  expect((await items('units/items?limit=1000000')).numberReturned).toBe(count('unit'));
});

test.each([
  ['units/items?colour=red', /colour: expected one of/],
  ['units/items?limit=0', /limit: expected a whole number from 1, got 0/],
  ['units/items?limit=ten', /limit/],
  ['units/items?bbox=1,2,3', /bbox: expected 4 or 6 numbers/],
  ['units/items?datetime=soon', /datetime: expected/],
  ['units/items?filter=use%20LIKE', /filter, character/],
  ['units/items?filter=owner%20%3D%20%27x%27', /filter: expected one of code, .*got owner/],
  ['units/items?filter=TRUE&filter-lang=sql', /filter-lang: expected cql2-text/],
  ['units/items?level=high', /level: expected a number/],
  ['units/items?crs=EPSG:3857', /crs: expected http/],
])('/req/core/query-param-invalid: %s is a 400 in words', async (path, detail) => {
  const response = await server.get(`/ogc/collections/${path}`);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ detail: expect.stringMatching(detail) });
});

test.each(['moon', 'moon/items', 'units/items/0', 'units/items/999999', 'roads/items/2'])(
  '%s is a 404',
  async (path) => {
    expect((await server.get(`/ogc/collections/${path}`)).status).toBe(404);
  },
);

test('one feature by its id, with links back', async () => {
  const [first] = (await items('units/items?limit=1')).features;
  const one = await server.get(`/ogc/collections/units/items/${first?.id}`);
  expect(await one.json()).toMatchObject({
    type: 'Feature',
    id: first?.id,
    properties: first?.properties,
    links: [{ rel: 'self' }, { rel: 'collection' }],
  });
});

test('datetime asks when sensors were heard; what has no time fits any', async () => {
  const never = '?datetime=1999-01-01T00:00:00Z';
  expect((await items(`sensors/items${never}`)).numberMatched).toBe(5);
  expect((await items(`buildings/items${never}`)).numberMatched).toBe(count('building'));
  const heard = Date.now();
  const bearer = {
    authorization: 'Bearer ingest-token-of-the-tests',
    'content-type': 'application/json',
  };
  const told = await fetch(
    `${server.address}/api/ingest/people-counter/${encodeURIComponent('counter/1')}/count`,
    {
      method: 'POST',
      headers: bearer,
      body: JSON.stringify({ timeMs: heard, intervalSeconds: 60, forward: 5, backward: 6 }),
    },
  );
  expect(told.status).toBe(202);
  expect((await items(`sensors/items${never}`)).numberMatched).toBe(4);
  const now = `?datetime=${new Date(heard - 1_000).toISOString()}/..&state=fresh`;
  expect(
    (await items(`sensors/items${now}`)).features.map(({ properties }) => properties.sensor),
  ).toEqual(['counter/1']);
});

test('links stay with the name that the client used, unless that is no name', async () => {
  const page = await server.get('/ogc', { 'x-forwarded-host': 'evil.example' });
  expect(await page.text()).not.toContain('evil');
});
