import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildFixtureCity } from '../testing/build-fixture-city.ts';
import { describeBuilding, listBuildings } from './describe-building.ts';
import { type City, openCity } from './open-city.ts';
import { searchCity } from './search-city.ts';
import { scopeUnits } from './unit-scope.ts';

let directory: string;
let city: City;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'gezi-search-'));
  buildFixtureCity(directory);
  city = openCity(directory);
});
afterAll(() => {
  city.close();
  rmSync(directory, { recursive: true });
});

const titles = (query: string): string[] =>
  searchCity(city, scopeUnits(city, 'district'), query, 20).map((hit) => hit.title.en);

test.each([
  ['示范', 'Example Tower'],
  ['example TOWER', 'Example Tower'],
  ['零陵路 2', 'Music Hall'],
  ['2 Lingling', 'Music Hall'],
  ['hall-2F-202', 'Unit 202, 2F, Music Hall'],
  ['音乐厅 202', 'Unit 202, 2F, Music Hall'],
])('%s finds %s first', (query, title) => {
  expect(titles(query)[0]).toBe(title);
});

test('signs of the pattern language are text; nothing finds nothing', () => {
  for (const query of ['%', '_', '\\', "' OR 1=1 --", '   ', '不存在']) {
    expect(titles(query)).toEqual([]);
  }
});

test('a building comes apart into its storeys and units, and areas survive', () => {
  const detail = describeBuilding(city, 0);
  expect(
    detail?.storeys.map(({ label, units }) => [label, units.map((u) => u.areaSquareMetres)]),
  ).toEqual([
    ['1F', [100, 50]],
    ['2F', [100, 50]],
  ]);
  expect(describeBuilding(city, 6)).toBeNull();
  expect(listBuildings(city).map(({ id, units }) => [id, units])).toEqual([
    ['tower', 4],
    ['hall', 4],
  ]);
});
