/**
 * The cells of a city as flat arrays, so that a live value finds its storey and building without a
 * query: parents, floor areas, uses, and the way from unit codes and building ids to cells.
 */
import type { DatabaseSync } from 'node:sqlite';
import { BUILDING_USES, type BuildingUse, type ValueKind, valueKindSchema } from '#contracts';
import { numberOf, textOf } from '../store/read-row.ts';

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
  /** Index into BUILDING_USES, of units. */
  readonly uses: Uint8Array;
  readonly cellOfUnit: ReadonlyMap<string, number>;
  readonly cellOfBuilding: ReadonlyMap<string, number>;
  readonly kindOfUnit: (cell: number) => ValueKind;
  readonly usageOf: (cell: number) => BuildingUse;
}

export function readCellIndex(sqlite: DatabaseSync, declaredCount: number): CellIndex {
  const highest = sqlite
    .prepare(
      `SELECT max((SELECT coalesce(max(cell), -1) FROM building),
                  (SELECT coalesce(max(cell), -1) FROM storey),
                  (SELECT coalesce(max(cell), -1) FROM unit)) AS cell`,
    )
    .get();
  const count = Math.max(declaredCount, (highest ? numberOf(highest, 'cell') : -1) + 1);
  const classes = new Uint8Array(count);
  const parents = new Uint32Array(count).fill(NO_CELL);
  const areas = new Float32Array(count);
  const uses = new Uint8Array(count);
  const kinds = new Uint8Array(count);
  const cellOfUnit = new Map<string, number>();
  const cellOfBuilding = new Map<string, number>();

  for (const row of sqlite.prepare('SELECT cell, id, use FROM building').iterate()) {
    const cell = numberOf(row, 'cell');
    classes[cell] = CELL_CLASSES.indexOf('building');
    uses[cell] = indexOfUse(textOf(row, 'use'));
    cellOfBuilding.set(textOf(row, 'id'), cell);
  }
  for (const row of sqlite.prepare('SELECT cell, building_cell FROM storey').iterate()) {
    const cell = numberOf(row, 'cell');
    classes[cell] = CELL_CLASSES.indexOf('storey');
    parents[cell] = numberOf(row, 'building_cell');
  }
  const units = sqlite.prepare('SELECT cell, storey_cell, code, use, area_m2, kind FROM unit');
  for (const row of units.iterate()) {
    const cell = numberOf(row, 'cell');
    classes[cell] = CELL_CLASSES.indexOf('unit');
    parents[cell] = numberOf(row, 'storey_cell');
    areas[cell] = numberOf(row, 'area_m2');
    uses[cell] = indexOfUse(textOf(row, 'use'));
    kinds[cell] = KINDS.indexOf(valueKindSchema.parse(textOf(row, 'kind')));
    cellOfUnit.set(textOf(row, 'code'), cell);
  }
  return {
    count,
    classes,
    parents,
    areas,
    uses,
    cellOfUnit,
    cellOfBuilding,
    kindOfUnit: (cell) => KINDS[kinds[cell] ?? 0] ?? 'synthetic',
    usageOf: (cell) => BUILDING_USES[uses[cell] ?? 0] ?? 'other',
  };
}

const KINDS = valueKindSchema.options;

function indexOfUse(use: string): number {
  const found = (BUILDING_USES as readonly string[]).indexOf(use);
  return found >= 0 ? found : BUILDING_USES.indexOf('other');
}
