/** A page of units as rows of a list: register columns, with names and addresses of their buildings. */
import {
  CELL_QUANTITIES,
  type CellId,
  type CellQuantityId,
  type LocalizedText,
  type UnitRow,
  valueFromByte,
} from '#contracts';
import { localizedOf } from './describe-building.ts';
import { buildingTitle } from './describe-cell.ts';
import type { LiveBytes } from './filter-units.ts';
import type { City } from './open-city.ts';
import { NONE, OCCUPANT_TYPES, UNIT_KINDS } from './unit-register.ts';

interface BuildingNames {
  readonly title: LocalizedText;
  readonly address: LocalizedText | null;
}

export function listUnits(
  city: City,
  units: Uint32Array,
  quantity: CellQuantityId | null,
  live: LiveBytes,
): readonly UnitRow[] {
  const { register } = city;
  const names = createNameReader(city);
  const bytes = quantity === null ? null : live(quantity);
  const alarms = live('alarm');
  return Array.from(units, (unit): UnitRow => {
    const building = register.buildings[unit] ?? 0;
    const cell = register.cells[unit] ?? 0;
    const tail = register.tailTexts[register.tails[unit] ?? 0];
    const occupant = OCCUPANT_TYPES[register.occupants[unit] ?? 0] ?? 'none';
    return {
      cell: cell as CellId,
      code: register.codeOf(unit),
      number: tail?.number ?? '',
      use: register.useOf(unit),
      areaSquareMetres: Math.round((register.areas[unit] ?? 0) * 100) / 100,
      kind: UNIT_KINDS[register.kinds[unit] ?? 0] ?? 'synthetic',
      storey: {
        cell: (register.storeys[unit] ?? 0) as CellId,
        level: register.levels[unit] ?? 0,
        label: tail?.label ?? '',
      },
      building: { cell: (register.buildingCells[building] ?? 0) as CellId, ...names(building) },
      area: register.areaList[register.buildingAreas[building] ?? NONE]?.id ?? null,
      occupant: occupant === 'none' ? null : occupant,
      firm: register.firmNames[register.firms[unit] ?? NONE] ?? null,
      value: bytes === null ? null : shownValue(quantity, bytes[cell] ?? 0),
      alarmRank: alarms[cell] ?? 0,
    };
  });
}

const shownValue = (quantity: CellQuantityId | null, byte: number): number | null => {
  if (quantity === null) return null;
  return quantity === 'alarm' ? byte : valueFromByte(CELL_QUANTITIES[quantity], byte);
};

/** Names of a building (index), read once each. */
export function createNameReader(city: Pick<City, 'sqlite' | 'register'>) {
  const read = city.sqlite.prepare(
    'SELECT id AS building_id, name_zh, name_en, address_zh, address_en FROM building WHERE cell = ?',
  );
  const known = new Map<number, BuildingNames>();
  return (building: number): BuildingNames => {
    const found = known.get(building);
    if (found) return found;
    const row = read.get(city.register.buildingCells[building] ?? NONE);
    const id = city.register.buildingIds[building] ?? '';
    const made: BuildingNames = row
      ? { title: buildingTitle(row), address: localizedOf(row, 'address') }
      : { title: { zh: id, en: id }, address: null };
    known.set(building, made);
    return made;
  };
}
