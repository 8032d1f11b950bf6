/**
 * The units that fit a filter, in the order of their cells: one pass over the register's columns and
 * the live layers. A filter's area means everything below it.
 */
import {
  BUILDING_USES,
  byteFromValue,
  CELL_QUANTITIES,
  type CellQuantityId,
  type UnitFilter,
  type UnitOrder,
} from '#contracts';
import type { City } from './open-city.ts';
import { ancestorsOf } from './read-areas.ts';
import { matchUnits } from './search/match-units.ts';
import { readQuery } from './search/read-query.ts';
import { searchIndexOf } from './search/search-registry.ts';
import { NONE, OCCUPANT_TYPES, UNIT_KINDS, type UnitRegister } from './unit-register.ts';
import type { UnitScope } from './unit-scope.ts';

/** A quantity's bytes by cell, as they are now. */
export type LiveBytes = (quantity: CellQuantityId) => Uint8Array;

/** Unit indices, rising. */
export function filterUnits(
  city: City,
  scope: UnitScope,
  filter: UnitFilter,
  live: LiveBytes,
): Uint32Array {
  const { register } = city;
  const fits = compileFilter(city, scope, filter, live);
  const found = new Uint32Array(register.count);
  let count = 0;
  const add = (unit: number): void => {
    if (!fits(unit)) return;
    found[count] = unit;
    count += 1;
  };
  if (filter.q !== undefined && filter.q.trim() !== '') {
    const words = readQuery(searchIndexOf(city), filter.q);
    const options = { allowed: scope.allowed, needsOwnWord: false };
    matchUnits(register, words, options, add);
  } else if (filter.cells !== undefined) {
    const cells = Uint32Array.from(new Set(filter.cells)).sort();
    for (const cell of cells) {
      const unit = register.unitOfCell(cell);
      if (unit !== NONE) add(unit);
    }
    return found.slice(0, count);
  } else {
    for (let unit = 0; unit < register.count; unit += 1) add(unit);
  }
  return found.slice(0, count);
}

function compileFilter(
  city: City,
  scope: UnitScope,
  filter: UnitFilter,
  live: LiveBytes,
): (unit: number) => boolean {
  const { register } = city;
  const { buildings, levels, areas, uses, kinds, occupants, cells } = register;
  const okBuilding = allowedBuildings(register, scope, filter);
  const okUse = filter.use ? flagsOf(BUILDING_USES, filter.use) : null;
  const okKind = filter.kind ? flagsOf(UNIT_KINDS, filter.kind) : null;
  const occupant = filter.occupant === undefined ? NONE : OCCUPANT_TYPES.indexOf(filter.occupant);
  const levelFrom = filter.levelFrom ?? Number.NEGATIVE_INFINITY;
  const levelTo = filter.levelTo ?? Number.POSITIVE_INFINITY;
  const areaFrom = filter.areaFrom ?? 0;
  const areaTo = filter.areaTo ?? Number.POSITIVE_INFINITY;
  const quantity = filter.quantity;
  const bytes = quantity === undefined ? null : live(quantity);
  const [byteFrom, byteTo] = quantity === undefined ? [0, 255] : byteRange(quantity, filter);
  const alarms = filter.alarmFrom === undefined ? null : live('alarm');
  const alarmFrom = filter.alarmFrom ?? 0;
  const chosen =
    filter.q !== undefined && filter.cells !== undefined ? new Set<number>(filter.cells) : null;
  return (unit) => {
    const cell = cells[unit] ?? 0;
    const level = levels[unit] ?? 0;
    const area = areas[unit] ?? 0;
    if (okBuilding !== null && okBuilding[buildings[unit] ?? 0] !== 1) return false;
    if (okUse !== null && okUse[uses[unit] ?? 0] !== 1) return false;
    if (okKind !== null && okKind[kinds[unit] ?? 0] !== 1) return false;
    if (occupant !== NONE && occupants[unit] !== occupant) return false;
    if (level < levelFrom || level > levelTo || area < areaFrom || area > areaTo) return false;
    if (bytes !== null) {
      const byte = bytes[cell] ?? 0;
      if (byte < byteFrom || byte > byteTo) return false;
    }
    if (alarms !== null && (alarms[cell] ?? 0) < alarmFrom) return false;
    return chosen === null || chosen.has(cell);
  };
}

/** Byte 0 is no value: a filter by quantity asks for one. Alarms count in ranks. */
function byteRange(quantity: CellQuantityId, filter: UnitFilter): readonly [number, number] {
  const byteOf = (value: number): number =>
    quantity === 'alarm' ? value : byteFromValue(CELL_QUANTITIES[quantity], value);
  const from = filter.valueFrom === undefined ? 1 : Math.max(1, byteOf(filter.valueFrom));
  return [from, filter.valueTo === undefined ? 255 : byteOf(filter.valueTo)];
}

const flagsOf = (all: readonly string[], wanted: readonly string[]): Uint8Array =>
  Uint8Array.from(all, (each) => (wanted.includes(each) ? 1 : 0));

/** null: every building. */
function allowedBuildings(
  register: UnitRegister,
  scope: UnitScope,
  filter: UnitFilter,
): Uint8Array | null {
  const inArea = filter.area === undefined ? null : buildingsInAreas(register, filter.area);
  const only = filter.building === undefined ? NONE : register.buildingOfCell(filter.building);
  if (scope.allowed === null && inArea === null && filter.building === undefined) return null;
  return Uint8Array.from(register.buildingCells, (_, building) =>
    scope.allowsBuilding(building) &&
    (inArea === null || inArea[building] === 1) &&
    (filter.building === undefined || building === only)
      ? 1
      : 0,
  );
}

export function buildingsInAreas(register: UnitRegister, ids: readonly string[]): Uint8Array {
  const wanted = new Set<string>(ids);
  const inside = register.areaList.map((_, area) => {
    for (const at of ancestorsOf(register.areaList, area)) {
      if (wanted.has(register.areaList[at]?.id ?? '')) return true;
    }
    return false;
  });
  return Uint8Array.from(register.buildingAreas, (area) => (area !== NONE && inside[area] ? 1 : 0));
}

/** Sorts indices of units; `place` is the order of cells, which is the one they come in. */
export function orderUnits(
  register: UnitRegister,
  units: Uint32Array,
  order: UnitOrder,
  bytes: Uint8Array | null,
): Uint32Array {
  const [key, isDescending] = order.startsWith('-') ? [order.slice(1), true] : [order, false];
  if (key === 'place') return isDescending ? units.toReversed() : units;
  const keyOf = (unit: number): number =>
    key === 'level'
      ? (register.levels[unit] ?? 0)
      : key === 'area'
        ? (register.areas[unit] ?? 0)
        : (bytes?.[register.cells[unit] ?? 0] ?? 0);
  // One number holds key and place, so that the engine's own sort of numbers does: areas to 0.01 m².
  const sign = isDescending ? -1 : 1;
  const keyed = Float64Array.from(
    units,
    (unit) => sign * Math.round(keyOf(unit) * 100) * PLACES + unit,
  );
  keyed.sort();
  return Uint32Array.from(keyed, (each) => ((each % PLACES) + PLACES) % PLACES);
}

const PLACES = 2 ** 21;
