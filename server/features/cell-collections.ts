/** Buildings, storeys and units as collections, over the register's columns. */
import { CELL_QUANTITIES, type CellQuantityId, valueFromByte } from '#contracts';
import {
  ancestorsOf,
  type City,
  type LiveBytes,
  NONE,
  OCCUPANT_TYPES,
  readColumns,
  UNIT_KINDS,
  type UnitRegister,
} from '../registry/index.ts';
import { createCityGeometry, meetWindow } from './city-geometry.ts';
import type { Box, Collection, Column, Meeting, View, Window } from './collection.ts';
import type { Value } from './cql2.ts';

type Read = (index: number, view: View) => Value;
const column = (name: string, title: string, type: Column['type'], read: Read): Column => ({
  ...{ name, title, type, read },
});

export function createCellCollections(city: City, live: LiveBytes): readonly Collection[] {
  const { register, sqlite } = city;
  const shapes = createCityGeometry(city);
  const buildingRows = readColumns(
    sqlite,
    {
      ...{ nameZh: 'name_zh', nameEn: 'name_en', addressZh: 'address_zh', addressEn: 'address_en' },
      ...{ use: 'use', useKind: 'use_kind', height: 'height_m', heightKind: 'height_kind' },
      ...{ storeys: 'storeys', storeysKind: 'storeys_kind' },
    },
    'building ORDER BY cell',
  );
  const storeyRows = readColumns(
    sqlite,
    { level: 'level', label: 'label', floor: 'floor_m', height: 'height_m', kind: 'kind' },
    'storey ORDER BY cell',
  );
  const buildingCell = (building: number): number => register.buildingCells[building] ?? NONE;
  const boxes = new Map<number, Box>();
  const boxOfBuilding = (building: number): Box => {
    const known = boxes.get(building);
    if (known) return known;
    const box = shapes.buildingBox(buildingCell(building));
    boxes.set(building, box);
    return box;
  };
  /** Most cells are decided by their building's box. */
  const meetsWithin = (building: number, window: Window, ownBox: () => Box): Meeting => {
    const met = meetWindow(boxOfBuilding(building), window);
    return met === 'maybe' ? meetWindow(ownBox(), window) : met;
  };
  const ofBuilding = (buildingOf: (index: number) => number): readonly Column[] => {
    const text =
      (values: readonly unknown[]): Read =>
      (index) =>
        plain(values[buildingOf(index)]);
    const area =
      (level: string): Read =>
      (index) =>
        areaName(register, buildingOf(index), level);
    return [
      column('name_zh', 'Name (Chinese)', 'string', text(buildingRows.nameZh)),
      column('name_en', 'Name (English)', 'string', text(buildingRows.nameEn)),
      column('address_zh', 'Address (Chinese)', 'string', text(buildingRows.addressZh)),
      column('address_en', 'Address (English)', 'string', text(buildingRows.addressEn)),
      column('street', 'Street unit', 'string', area('street')),
      column('committee', 'Residents’ committee', 'string', area('committee')),
      column('grid', 'Grid', 'string', area('grid')),
    ];
  };
  const liveColumns = (
    cellOf: (index: number) => number,
    buildingOf: (index: number) => number,
  ): readonly Column[] => {
    const shown =
      (quantity: CellQuantityId): Read =>
      (index, { scope }) => {
        if (!scope.allowsBuilding(buildingOf(index))) return null;
        const byte = live(quantity)[cellOf(index)] ?? 0;
        if (quantity === 'alarm') return byte;
        const value = valueFromByte(CELL_QUANTITIES[quantity], byte);
        return value === null ? null : Math.round(value * 100) / 100;
      };
    return [
      column(
        'alarm_rank',
        'Rank of the highest open alarm, 0 none to 4 critical',
        'integer',
        shown('alarm'),
      ),
      column('power_w_per_m2', 'Electric power per floor area now, W/m²', 'number', shown('power')),
      column('occupancy_percent', 'Inferred occupancy now, %', 'number', shown('occupancy')),
    ];
  };

  const buildings: Collection = {
    id: 'buildings',
    title: 'Buildings',
    description:
      'Buildings with use, height and number of storeys; each with the kind of truth of its facts.',
    geometryType: 'MultiPolygon',
    size: register.buildingCells.length,
    timeColumn: null,
    columns: [
      column('building', 'Building id', 'string', (i) => register.buildingIds[i] ?? null),
      ...ofBuilding((i) => i),
      column('use', 'Use', 'string', (i) => plain(buildingRows.use[i])),
      column('use_kind', 'Kind of truth of the use', 'string', (i) =>
        plain(buildingRows.useKind[i]),
      ),
      column('height_m', 'Height, m', 'number', (i) => plain(buildingRows.height[i])),
      column('height_kind', 'Kind of truth of the height', 'string', (i) =>
        plain(buildingRows.heightKind[i]),
      ),
      column('storeys', 'Storeys above ground', 'integer', (i) => plain(buildingRows.storeys[i])),
      column('storeys_kind', 'Kind of truth of the storeys', 'string', (i) =>
        plain(buildingRows.storeysKind[i]),
      ),
      ...liveColumns(buildingCell, (i) => i),
    ],
    isVisible: () => true,
    keyOf: buildingCell,
    indexOfKey: (key) => lowerBound(register.buildingCells, key),
    meets: (i, window) => meetWindow(boxOfBuilding(i), window),
    geometryOf: (i) => shapes.building(buildingCell(i)),
  };

  const storeyCell = (i: number): number => register.storeyCells[i] ?? NONE;
  const buildingOfStorey = (i: number): number =>
    register.buildingOfCell(register.storeyBuildings[i] ?? NONE);
  const storeys: Collection = {
    id: 'storeys',
    title: 'Storeys',
    description:
      'Storeys of buildings: level 0 is the ground storey, heights are above local ground.',
    geometryType: 'Polygon',
    size: register.storeyCells.length,
    timeColumn: null,
    columns: [
      column(
        'building',
        'Building id',
        'string',
        (i) => register.buildingIds[buildingOfStorey(i)] ?? null,
      ),
      column('level', 'Level, 0 = ground storey', 'integer', (i) => plain(storeyRows.level[i])),
      column('label', 'Label', 'string', (i) => plain(storeyRows.label[i])),
      column('floor_m', 'Floor above local ground, m', 'number', (i) => plain(storeyRows.floor[i])),
      column('height_m', 'Storey height, m', 'number', (i) => plain(storeyRows.height[i])),
      ...ofBuilding(buildingOfStorey),
      column('kind', 'Kind of truth', 'string', (i) => plain(storeyRows.kind[i])),
      ...liveColumns(storeyCell, buildingOfStorey),
    ],
    isVisible: () => true,
    keyOf: storeyCell,
    indexOfKey: (key) => lowerBound(register.storeyCells, key),
    meets: (i, window) =>
      meetsWithin(buildingOfStorey(i), window, () => shapes.storeyBox(storeyCell(i))),
    geometryOf: (i) => shapes.storey(storeyCell(i)),
  };

  const unitCell = (i: number): number => register.cells[i] ?? NONE;
  const buildingOfUnit = (i: number): number => register.buildings[i] ?? NONE;
  const firm = (i: number) => register.firmNames[register.firms[i] ?? NONE];
  const units: Collection = {
    id: 'units',
    title: 'Units',
    description:
      'Flats, shops, offices: only those in the area of your account; no personal fields.',
    geometryType: 'Polygon',
    size: register.count,
    timeColumn: null,
    columns: [
      column('code', 'Unit code', 'string', (i) => register.codeOf(i)),
      column(
        'number',
        'Number',
        'string',
        (i) => register.tailTexts[register.tails[i] ?? 0]?.number ?? null,
      ),
      column('use', 'Use', 'string', (i) => register.useOf(i)),
      column(
        'area_m2',
        'Floor area, m²',
        'number',
        (i) => Math.round((register.areas[i] ?? 0) * 100) / 100,
      ),
      column('level', 'Level, 0 = ground storey', 'integer', (i) => register.levels[i] ?? null),
      column(
        'storey',
        'Storey label',
        'string',
        (i) => register.tailTexts[register.tails[i] ?? 0]?.label ?? null,
      ),
      column(
        'building',
        'Building id',
        'string',
        (i) => register.buildingIds[buildingOfUnit(i)] ?? null,
      ),
      ...ofBuilding(buildingOfUnit),
      column('registered', 'household, firm or nothing', 'string', (i) => {
        const type = OCCUPANT_TYPES[register.occupants[i] ?? 0];
        return type === undefined || type === 'none' ? null : type;
      }),
      column('firm_zh', 'Firm (Chinese)', 'string', (i) => firm(i)?.zh ?? null),
      column('firm_en', 'Firm (English)', 'string', (i) => firm(i)?.en ?? null),
      column('kind', 'Kind of truth', 'string', (i) => UNIT_KINDS[register.kinds[i] ?? 0] ?? null),
      ...liveColumns(unitCell, buildingOfUnit),
    ],
    isVisible: (i, { scope }) => scope.allowsBuilding(buildingOfUnit(i)),
    keyOf: unitCell,
    indexOfKey: (key) => lowerBound(register.cells, key),
    meets: (i, window) => meetsWithin(buildingOfUnit(i), window, () => shapes.unitBox(unitCell(i))),
    geometryOf: (i) => shapes.unit(unitCell(i)),
  };
  return [buildings, storeys, units];
}

const plain = (value: unknown): Value =>
  typeof value === 'string' || typeof value === 'number' ? value : null;

function areaName(register: UnitRegister, building: number, level: string): Value {
  for (const area of ancestorsOf(register.areaList, register.buildingAreas[building] ?? NONE)) {
    const found = register.areaList[area];
    if (found?.level === level) return found.name.zh;
  }
  return null;
}

/** First index of a rising list whose entry is at least `key`. */
export function lowerBound(rising: Uint32Array, key: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rising[middle] ?? 0) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
