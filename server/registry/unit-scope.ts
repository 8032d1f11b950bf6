/**
 * Whose units a session may see: the account's area scope as one flag a building. Every way to a unit
 * (search, lists, cards, history, export, GIS) asks here, so that the rule is one.
 */
import type { AreaScope } from '#contracts';
import type { City } from './open-city.ts';
import { ancestorsOf } from './read-areas.ts';
import { NONE, type UnitRegister } from './unit-register.ts';

export interface UnitScope {
  /** 1 for each building (index) whose units may be seen; null: all. */
  readonly allowed: Uint8Array | null;
  readonly allowsBuilding: (building: number) => boolean;
  /** Of any cell; false for cells that are none. */
  readonly allowsCell: (cell: number) => boolean;
  readonly allowsArea: (area: number) => boolean;
}

const scopesOf = new WeakMap<UnitRegister, Map<string, UnitScope>>();

export function scopeUnits(city: Pick<City, 'register' | 'cells'>, scope: AreaScope): UnitScope {
  const { register } = city;
  const known = scopesOf.get(register) ?? new Map<string, UnitScope>();
  scopesOf.set(register, known);
  const key = scope === 'district' ? scope : JSON.stringify(scope);
  const found = known.get(key);
  if (found) return found;
  // Accounts are few; someone who keeps changing scopes must not fill the memory.
  if (known.size > 200) known.clear();
  const made = makeScope(city, scope);
  known.set(key, made);
  return made;
}

function makeScope(
  { register, cells }: Pick<City, 'register' | 'cells'>,
  scope: AreaScope,
): UnitScope {
  const isDistrict = scope === 'district';
  const wanted = new Set<string>(isDistrict ? [] : scope);
  const ofArea = register.areaList.map((_, area) => {
    if (isDistrict) return true;
    for (const at of ancestorsOf(register.areaList, area)) {
      if (wanted.has(register.areaList[at]?.id ?? '')) return true;
    }
    return false;
  });
  const allowed = isDistrict
    ? null
    : Uint8Array.from(register.buildingAreas, (area) => (area !== NONE && ofArea[area] ? 1 : 0));
  const allowsBuilding = (building: number): boolean =>
    building !== NONE && (allowed === null || allowed[building] === 1);
  return {
    allowed,
    allowsBuilding,
    allowsArea: (area) => isDistrict || (ofArea[area] ?? false),
    allowsCell: (cell) => {
      const unit = register.unitOfCell(cell);
      if (unit !== NONE) return allowsBuilding(register.buildings[unit] ?? NONE);
      const building = register.buildingOfCell(cell);
      if (building !== NONE) return allowsBuilding(building);
      return allowsBuilding(register.buildingOfCell(cells.parents[cell] ?? NONE));
    },
  };
}
