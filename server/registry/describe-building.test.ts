import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildFixtureCity } from '../testing/build-fixture-city.ts';
import { describeBuilding } from './describe-building.ts';
import { type City, openCity } from './open-city.ts';

let directory: string;
let city: City;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'gezi-building-'));
  buildFixtureCity(directory);
  city = openCity(directory);
});
afterAll(() => {
  city.close();
  rmSync(directory, { recursive: true });
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
});
