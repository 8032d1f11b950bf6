/**
 * The cells of a city as flat arrays, so that a live value finds its storey and building without a
 * query: parents, floor areas, uses, and the way from unit codes and building ids to cells. Made
 * together with the unit register (unit-register.ts), which searches and filters.
 */
import type { DatabaseSync } from 'node:sqlite';
import { BUILDING_USES, type BuildingUse, type ValueKind, valueKindSchema } from '#contracts';
import { createUnitCodes, type UnitCodes } from './unit-codes.ts';
import { readUnitRegister, type UnitRegister } from './unit-register.ts';

/** No parent, no cell. */
export const NO_CELL = 0xffffffff;

export const CELL_CLASSES = ['none', 'building', 'storey', 'unit'] as const;
export type CellClass = (typeof CELL_CLASSES)[number];

export interface CellIndex {
  /** One more than the highest cell id. */
  readonly count: number;
  /** Index into CELL_CLASSES. */
  readonly classes: Uint8Array;
  /** unit → storey, storey → building, else NO_CELL. */
  readonly parents: Uint32Array;
  /** Floor area of units in m², else 0. */
  readonly areas: Float32Array;
  /** Index into BUILDING_USES, of units and buildings. */
  readonly uses: Uint8Array;
  readonly cellOfUnit: UnitCodes;
  readonly cellOfBuilding: ReadonlyMap<string, number>;
  readonly kindOfUnit: (cell: number) => ValueKind;
  readonly usageOf: (cell: number) => BuildingUse;
}

export function readCells(
  sqlite: DatabaseSync,
  declaredCount: number,
): { readonly cells: CellIndex; readonly register: UnitRegister } {
  const count = Math.max(declaredCount, highestCell(sqlite) + 1);
  const register = readUnitRegister(sqlite, count);
  const classes = new Uint8Array(count);
  const parents = new Uint32Array(count).fill(NO_CELL);
  const areas = new Float32Array(count);
  const uses = new Uint8Array(count);
  register.buildingCells.forEach((cell, i) => {
    classes[cell] = CELL_CLASSES.indexOf('building');
    uses[cell] = register.buildingUses[i] ?? 0;
  });
  register.storeyCells.forEach((cell, i) => {
    classes[cell] = CELL_CLASSES.indexOf('storey');
    parents[cell] = register.storeyBuildings[i] ?? NO_CELL;
  });
  register.cells.forEach((cell, unit) => {
    classes[cell] = CELL_CLASSES.indexOf('unit');
    parents[cell] = register.storeys[unit] ?? NO_CELL;
    areas[cell] = register.areas[unit] ?? 0;
    uses[cell] = register.uses[unit] ?? 0;
  });
  const kindOfUnit = (cell: number): ValueKind =>
    KINDS[register.kinds[register.unitOfCell(cell)] ?? NO_CELL] ?? 'synthetic';
  const usageOf = (cell: number): BuildingUse => BUILDING_USES[uses[cell] ?? 0] ?? 'other';
  const cellOfUnit = createUnitCodes(register);
  const cellOfBuilding = new Map(
    register.buildingIds.map((id, i) => [id, register.buildingCells[i] ?? NO_CELL]),
  );
  return {
    cells: {
      count,
      classes,
      parents,
      areas,
      uses,
      cellOfUnit,
      cellOfBuilding,
      kindOfUnit,
      usageOf,
    },
    register,
  };
}

const KINDS = valueKindSchema.options;

function highestCell(sqlite: DatabaseSync): number {
  const tables = ['building', 'storey', 'unit'] as const;
  const highest = tables.map((table) => `(SELECT coalesce(max(cell), -1) FROM ${table})`);
  const row = sqlite.prepare(`SELECT max(${highest.join(', ')}) AS cell`).get();
  return typeof row?.cell === 'number' ? row.cell : -1;
}
