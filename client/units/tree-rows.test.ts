import { expect, test } from 'vitest';
import {
  type AreaId,
  type AreaLevel,
  type AreaNode,
  areaIdSchema,
  type BuildingDetail,
  type BuildingRow,
  type CellId,
  cellIdSchema,
} from '#contracts';
import { type AreaBuildings, areaKey, buildTreeRows, cellKey, treeActionFor } from './tree-rows.ts';

const cell = (id: number): CellId => cellIdSchema.parse(id);
const area = (id: string, level: AreaLevel, parent: string | null): AreaNode => ({
  id: areaIdSchema.parse(id),
  level,
  parent: parent === null ? null : areaIdSchema.parse(parent),
  name: { zh: id, en: id },
  kind: 'synthetic',
  counts: { buildings: 2, units: 3, households: 2, firms: 1, persons: 6 },
  extent: null,
  isInScope: true,
});
const areas = [
  area('d', 'district', null),
  area('s1', 'street', 'd'),
  area('c1', 'committee', 's1'),
  area('s2', 'street', 'd'),
];
const row = (id: number): BuildingRow => ({
  cell: cell(id),
  id: `b${id}`,
  title: { zh: `b${id}`, en: `b${id}` },
  address: null,
  use: 'residential',
  storeys: 2,
  units: 2,
  area: areaIdSchema.parse('c1'),
  point: [0, 0],
});
const unit = (id: number) => ({
  cell: cell(id),
  code: `b1-${id}`,
  number: String(id),
  use: 'residential' as const,
  areaSquareMetres: 50,
  outline: null,
  kind: 'synthetic' as const,
});
const storey = (id: number, level: number, units: ReturnType<typeof unit>[]) => ({
  ...{ cell: cell(id), level, label: `${level + 1}F`, floorMetres: 3 * level, heightMetres: 3 },
  ...{ footprint: null, kind: 'synthetic' as const, units },
});
const detail: BuildingDetail = {
  ...{
    cell: cell(1),
    id: 'b1',
    name: null,
    address: null,
    point: [0, 0],
    footprint: [],
    parts: [],
  },
  use: { value: 'residential', kind: 'synthetic', source: 'test' },
  heightMetres: { value: 6, kind: 'inferred', source: 'test' },
  storeysAboveGround: { value: 2, kind: 'measured', source: 'test' },
  unitsWithheld: false,
  storeys: [storey(10, 0, []), storey(11, 1, [unit(21), unit(22)])],
};
const c1 = areaIdSchema.parse('c1');
const buildings = new Map<AreaId | null, AreaBuildings>([
  [c1, { total: 5, buildings: [row(1), row(2)] }],
]);
const open = new Set([
  ...['d', 's1', 'c1'].map((id) => areaKey(areaIdSchema.parse(id))),
  cellKey(cell(1)),
  cellKey(cell(11)),
]);

test('from the district down to the unit: areas, buildings, storeys from the top, units', () => {
  const rows = buildTreeRows({ areas, buildings, detail, open });
  expect(rows.map((one) => [one.type, one.level, one.key, one.expanded])).toEqual([
    ['area', 1, 'area:d', true],
    ['area', 2, 'area:s1', true],
    ['area', 3, 'area:c1', true],
    ['building', 4, 'cell:1', true],
    ['storey', 5, 'cell:11', true],
    ['unit', 6, 'cell:21', null],
    ['unit', 6, 'cell:22', null],
    ['storey', 5, 'cell:10', null],
    ['building', 4, 'cell:2', false],
    ['more', 4, 'note:more-c1', null],
    ['area', 2, 'area:s2', false],
  ]);
  // Positions count what is there, not what is loaded: the fifth building is not yet in the list.
  expect(
    rows.filter(({ type }) => type === 'building').map((b) => [b.position, b.setSize]),
  ).toEqual([
    [1, 5],
    [2, 5],
  ]);
  expect(rows.find((one) => one.type === 'more')).toMatchObject({ area: 'c1', left: 3 });
});

test('what is not there yet says so: buildings of an area, storeys of a building', () => {
  const nothing = buildTreeRows({ areas, buildings: new Map(), detail: null, open });
  expect(nothing.map(({ type }) => type)).toEqual(['area', 'area', 'area', 'loading', 'area']);
  const loading = buildTreeRows({ areas, buildings, detail: null, open });
  expect(loading.map(({ type }) => type)).toContain('loading');
});

test('a city without areas lists its buildings at the top', () => {
  const all = new Map<AreaId | null, AreaBuildings>([[null, { total: 1, buildings: [row(1)] }]]);
  const rows = buildTreeRows({ areas: [], buildings: all, detail: null, open: new Set() });
  expect(rows.map(({ type, level }) => [type, level])).toEqual([['building', 1]]);
});

test('keys of the ARIA tree pattern', () => {
  const rows = buildTreeRows({ areas, buildings, detail, open });
  expect(treeActionFor(rows, 0, 'ArrowDown')).toEqual({ do: 'move', index: 1 });
  expect(treeActionFor(rows, 0, 'ArrowUp')).toEqual({ do: 'move', index: 0 });
  expect(treeActionFor(rows, 4, 'ArrowLeft')).toEqual({ do: 'close', index: 4 });
  expect(treeActionFor(rows, 4, 'ArrowRight')).toEqual({ do: 'move', index: 5 });
  // From a unit to its storey, past its sibling.
  expect(treeActionFor(rows, 6, 'ArrowLeft')).toEqual({ do: 'move', index: 4 });
  expect(treeActionFor(rows, 8, 'ArrowRight')).toEqual({ do: 'open', index: 8 });
  expect(treeActionFor(rows, 5, 'Enter')).toEqual({ do: 'select', index: 5 });
  expect(treeActionFor(rows, 9, 'Enter')).toEqual({ do: 'select', index: 9 });
  expect(treeActionFor(rows, 2, 'End')).toEqual({ do: 'move', index: 10 });
  expect(treeActionFor(rows, 2, 'x')).toBeNull();
  expect(treeActionFor([], 0, 'ArrowDown')).toBeNull();
});
