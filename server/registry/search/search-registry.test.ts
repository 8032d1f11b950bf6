import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AreaId, HitType } from '#contracts';
import { buildLargeCity } from '../../testing/build-large-city.ts';
import { type City, openCity } from '../open-city.ts';
import { scopeUnits } from '../unit-scope.ts';
import { searchRegistry } from './search-registry.ts';

let directory: string;
let city: City;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'gezi-registry-'));
  buildLargeCity(directory, 12_000);
  city = openCity(directory);
});
afterAll(() => {
  city.close();
  rmSync(directory, { recursive: true });
});

const search = (query: string, type: HitType | null = null, offset = 0, limit = 5) =>
  searchRegistry(city, scopeUnits(city, 'district'), { query, type, offset, limit });
const best = (query: string) => search(query).groups[0];
const count = (sql: string): number =>
  Number(city.sqlite.prepare(`SELECT count(*) AS n FROM ${sql}`).get()?.n);

test.each([
  // Areas: by sign, by whole pinyin, by initials, by the beginning of either, in English.
  ['徐家汇', 'area', '徐家汇街道'],
  ['徐家汇街', 'area', '徐家汇街道'],
  ['xujiahui', 'area', '徐家汇街道'],
  ['xjh', 'area', '徐家汇街道'],
  ['xjhjd', 'area', '徐家汇街道'],
  ['Xujiahui Sub', 'area', '徐家汇街道'],
  ['ＸＪＨ', 'area', '徐家汇街道'],
  // A station and a venue of the fixture's network.
  ['体育场站', 'station', '体育场站'],
  ['tyc', 'venue', '体育场'],
  ['Stadium', 'venue', '体育场'],
  ['Stadium station', 'station', '体育场站'],
  // Units: by code, by code in capitals, by room.
  ['lc/b00005-3F-301', 'unit', '漕溪北路2弄6号 3F 301 单元'],
  ['LC/B00005-3f-301', 'unit', '漕溪北路2弄6号 3F 301 单元'],
  ['漕溪北路2弄6号 301', 'unit', '漕溪北路2弄6号 3F 301 单元'],
  ['漕溪北路 2弄6号 301室', 'unit', '漕溪北路2弄6号 3F 301 单元'],
  // In one piece, in full width, with spaces where none belong.
  ['漕溪北路2弄6号301室', 'unit', '漕溪北路2弄6号 3F 301 单元'],
  ['漕溪北路２弄６号　３０１', 'unit', '漕溪北路2弄6号 3F 301 单元'],
  ['cxbl2 3楼', 'unit', '金桂小区 3F 301 单元'],
  // Buildings: by address and by name.
  ['漕溪北路2弄6号', 'building', '漕溪北路2弄6号'],
  ['No. 6, Lane 2, North Caoxi', 'building', '漕溪北路2弄6号'],
] as const)('%s finds a %s first: %s', (query, type, title) => {
  const group = best(query);
  expect([group?.type, group?.hits[0]?.title.zh]).toEqual([type, title]);
});

test('a whole address, in either language, finds a house that has it first', () => {
  const rows = city.sqlite
    .prepare('SELECT cell, address_zh, address_en FROM building WHERE address_zh IS NOT NULL')
    .all();
  expect(rows.length).toBeGreaterThan(20);
  for (const row of rows.filter((_, at) => at % Math.ceil(rows.length / 60) === 0)) {
    for (const address of [String(row.address_zh), String(row.address_en)]) {
      const group = best(address);
      const same = rows.filter((one) => [one.address_zh, one.address_en].includes(address));
      expect(group?.type, address).toBe('building');
      expect(
        same.map(({ cell }) => cell),
        address,
      ).toContain(group?.hits[0]?.cell);
    }
  }
});

test('totals are those of SQLite, for what stands in one column', () => {
  const total = (query: string, type: HitType): number =>
    search(query).groups.find((group) => group.type === type)?.total ?? 0;
  expect(total('漕溪北路', 'building')).toBe(count(`building WHERE address_zh LIKE '%漕溪北路%'`));
  expect(total('博源', 'unit')).toBe(count(`occupant WHERE name_zh LIKE '%博源%'`));
  expect(total('301室', 'unit')).toBe(count(`unit WHERE number = '301'`));
  expect(total('办公', 'unit')).toBe(count(`unit WHERE use = 'office'`));
  expect(total('advertising', 'unit')).toBe(count(`occupant WHERE name_en LIKE '%advertising%'`));
  expect(total('ggyxgs', 'unit')).toBe(count(`occupant WHERE name_zh LIKE '%广告有限公司'`));
});

test('13 is in 13弄 and not in 113弄 or b00013', () => {
  const hits = search('13', 'building', 0, 100).groups[0]?.hits ?? [];
  expect(hits.length).toBeGreaterThan(0);
  const texts = hits.map(({ title, detail }) => `${title.zh} ${detail.zh}`);
  for (const text of texts) expect(text).toMatch(/(^|\D)13/);
});

test('a street brings its buildings, not all their flats', () => {
  expect(search('漕溪北路').groups.map(({ type }) => type)).not.toContain('unit');
});

test('pages of a type continue one another and hold every hit once', () => {
  const total = best('办公')?.total ?? 0;
  const all = search('办公', 'unit', 0, total).groups[0]?.hits.map(({ key }) => key) ?? [];
  const paged: string[] = [];
  for (let offset = 0; offset < total; offset += 100) {
    const hits = search('办公', 'unit', offset, 100).groups[0]?.hits ?? [];
    paged.push(...hits.map(({ key }) => key));
  }
  expect(total).toBeGreaterThan(200);
  expect(paged).toEqual(all);
  expect(new Set(paged).size).toBe(total);
});

test('personal names and telephones are in no index', () => {
  const row = city.sqlite
    .prepare(
      `SELECT contact_name, contact_phone FROM occupant WHERE length(contact_name) = 3 LIMIT 1`,
    )
    .get();
  for (const query of [String(row?.contact_name), String(row?.contact_phone)]) {
    expect([query, search(query).groups]).toEqual([query, []]);
  }
});

test('within a scope only its units are found; areas and buildings are for all', () => {
  const scope = scopeUnits(city, ['s0' as AreaId]);
  const request = { query: '办公', type: null, offset: 0, limit: 5 };
  const found = searchRegistry(city, scope, request).groups;
  const inArea = count(
    `unit u JOIN building b ON b.cell = u.building_cell
     WHERE u.use = 'office' AND b.area LIKE 's0c%'`,
  );
  expect(inArea).toBeGreaterThan(0);
  expect(found.find(({ type }) => type === 'unit')?.total).toBe(inArea);
  expect(found.find(({ type }) => type === 'building')?.total).toBe(
    count(`building WHERE use = 'office'`),
  );
});

test.each(['', '   ', '%', '_', '*', "' OR 1=1 --", '\\', '()', '不存在的地方', 'zzzzqqqq', '💥'])(
  'nothing is found by %j, and nothing breaks',
  (query) => {
    expect(search(query).groups).toEqual([]);
  },
);
