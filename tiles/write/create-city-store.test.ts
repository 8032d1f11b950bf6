import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import type { AreaId, Occupant } from '#contracts';
import { buildCityModel } from '../model/build-city-model.ts';
import { box, plainCity } from '../model/testing/plain-city.ts';
import { createCityStore } from './create-city-store.ts';

const dir = mkdtempSync(join(tmpdir(), 'gezi-store-'));
afterAll(() => rmSync(dir, { recursive: true }));

const tower = () =>
  buildCityModel(
    plainCity({
      buildings: [
        box('way/1', [0, 0, 20, 18], { use: 'residential', levels: 5, area: 'a-1' as AreaId }),
      ],
    }),
  ).model.buildings[0];

test('outlines once for all storeys of a tower; areas and occupants with their kinds', () => {
  const building = tower();
  if (!building) throw new Error('the tower is missing');
  const path = join(dir, 'city.sqlite');
  const store = createCityStore(path);
  store.addAreas([
    {
      id: 'a-1' as AreaId,
      level: 'grid',
      parent: null,
      name: { zh: '网格', en: 'Grid' },
      outline: null,
      kind: 'synthetic',
    },
  ]);
  const firm: Occupant = {
    type: 'firm',
    persons: 12,
    name: { zh: '格子茶馆', en: 'Gezi Teahouse' },
    contactName: '张三',
    contactPhone: '10200000000',
    kind: 'synthetic',
  };
  store.addBuilding(building, (unit) => (unit.code === 'way/1-1F-01' ? firm : undefined));
  store.finish();
  const db = new DatabaseSync(path, { readOnly: true });
  const all = (sql: string) =>
    db
      .prepare(sql)
      .all()
      .map((row) => Object.values(row));
  expect(all('SELECT count(*), count(DISTINCT outline) FROM unit')).toEqual([[20, 4]]);
  expect(all('SELECT count(*) FROM outline')).toEqual([[4]]);
  expect(all('SELECT area FROM building')).toEqual([['a-1']]);
  expect(all('SELECT id, level, name_zh, kind FROM area')).toEqual([
    ['a-1', 'grid', '网格', 'synthetic'],
  ]);
  expect(
    all(
      'SELECT u.code, o.type, o.persons, o.name_en, o.contact_name, o.kind FROM occupant o JOIN unit u ON u.cell = o.unit_cell',
    ),
  ).toEqual([['way/1-1F-01', 'firm', 12, 'Gezi Teahouse', '张三', 'synthetic']]);
  expect(all('PRAGMA foreign_key_check')).toEqual([]);
  db.close();
});

test('two units of one code are refused with the code', () => {
  const building = tower();
  if (!building) throw new Error('the tower is missing');
  const [storey] = building.storeys;
  const [unit] = storey?.units ?? [];
  if (!storey || !unit) throw new Error('the tower has no units');
  const twin = { ...unit, cell: 900 as typeof unit.cell };
  const store = createCityStore(join(dir, 'twins.sqlite'));
  store.addBuilding({ ...building, storeys: [{ ...storey, units: [unit, twin] }] });
  expect(() => store.finish()).toThrow('the source has "way/1-1F-01" twice');
  store.close();
});
