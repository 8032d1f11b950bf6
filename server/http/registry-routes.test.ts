import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { decodeCellSet } from '#contracts';
import {
  OFFICIAL_AREA,
  type PeopleServer,
  startPeopleServer,
  UNITS_INSIDE,
} from '../testing/index.ts';

let people: PeopleServer;
beforeAll(async () => {
  people = await startPeopleServer();
});
afterAll(() => people.end());

const get = (name: string, path: string) => people.get(name, path);
const count = (sql: string) => people.count(sql);

const pageSchema = z.object({
  total: z.number(),
  units: z.array(
    z.object({
      cell: z.number(),
      code: z.string(),
      areaSquareMetres: z.number(),
      storey: z.object({ cell: z.number() }),
      building: z.object({ cell: z.number() }),
    }),
  ),
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
  [`area=${OFFICIAL_AREA}`, UNITS_INSIDE],
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

test('with parents the set holds each unit’s storey and building too', async () => {
  const cellsOf = async (query: string): Promise<ReadonlySet<number>> => {
    const response = await get('operator', `/api/registry/units/cells?use=retail${query}`);
    return new Set(decodeCellSet(new Uint8Array(await response.arrayBuffer())));
  };
  const own = await cellsOf('');
  const all = await cellsOf('&parents=1');
  const page = await unitsOf('operator', 'use=retail&limit=500');
  expect(page.units.length).toBeGreaterThan(0);
  for (const unit of page.units) {
    expect(own.has(unit.building.cell)).toBe(false);
    for (const cell of [unit.cell, unit.storey.cell, unit.building.cell]) {
      expect(all.has(cell)).toBe(true);
    }
  }
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
    persons: Number(people.city.prepare('SELECT sum(persons) AS n FROM occupant').get()?.n),
  });
  for (const area of areas) {
    const below = areas.filter(({ parent }) => parent === area.id);
    if (below.length === 0) continue;
    const sum = below.reduce((units, { counts }) => units + counts.units, 0);
    expect([area.id, sum]).toEqual([area.id, area.counts.units]);
  }
  expect(areas.filter(({ isInScope }) => isInScope).map(({ id }) => id)).toEqual([
    OFFICIAL_AREA,
    ...[0, 1, 2, 3].map((grid) => `${OFFICIAL_AREA}g${grid}`),
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
  const cell = people.inside();
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
