/** Cells whose live values a scope may see: its units and storeys, and buildings that tell of no single unit. */
import type { City } from './open-city.ts';
import type { UnitScope } from './unit-scope.ts';

/** Means over fewer units would tell about one of them. */
export const UNITS_FOR_A_MEAN = 3;

const visibleOf = new WeakMap<UnitScope, Uint8Array>();

/** 1 for each cell that is visible; null: all. */
export function visibleCells(
  { register, cells }: Pick<City, 'register' | 'cells'>,
  scope: UnitScope,
): Uint8Array | null {
  if (scope.allowed === null) return null;
  const known = visibleOf.get(scope);
  if (known) return known;
  const visible = new Uint8Array(cells.count);
  const unitCounts = new Uint32Array(register.buildingCells.length);
  register.buildings.forEach((building, unit) => {
    unitCounts[building] = (unitCounts[building] ?? 0) + 1;
    if (scope.allowsBuilding(building)) visible[register.cells[unit] ?? 0] = 1;
  });
  register.storeyCells.forEach((cell, i) => {
    const building = register.buildingOfCell(register.storeyBuildings[i] ?? 0);
    if (scope.allowsBuilding(building)) visible[cell] = 1;
  });
  register.buildingCells.forEach((cell, building) => {
    const isMean = (unitCounts[building] ?? 0) >= UNITS_FOR_A_MEAN;
    if (isMean || scope.allowsBuilding(building)) visible[cell] = 1;
  });
  visibleOf.set(scope, visible);
  return visible;
}
