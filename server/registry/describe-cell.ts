/** What a cell is called: `unit 1203, 12F, Building name`, for cards, alarms and search hits. */
import type { CellId, LocalizedText } from '#contracts';
import { numberOf, type Row, textOf } from '../store/read-row.ts';
import { localizedOf } from './describe-building.ts';
import type { City } from './open-city.ts';

export interface CellDescription {
  readonly cell: CellId;
  readonly type: 'building' | 'storey' | 'unit';
  readonly title: LocalizedText;
  readonly building: CellId;
  readonly storey: CellId | null;
  /** Unit code; null for buildings and storeys. */
  readonly code: string | null;
  /** [east, north] metres of the building. */
  readonly point: readonly [number, number];
}

/** null when no such cell. */
export function describeCell(city: City, cell: number): CellDescription | null {
  const unit = city.sqlite.prepare(UNIT).get(cell);
  if (unit) {
    return {
      ...placeOf(unit, cell, 'unit'),
      title: unitTitle(unit),
      storey: numberOf(unit, 'storey_cell') as CellId,
      code: textOf(unit, 'code'),
    };
  }
  const storey = city.sqlite.prepare(STOREY).get(cell);
  if (storey) {
    const label = textOf(storey, 'label');
    const building = buildingTitle(storey);
    const zh = isNamed(storey) ? `${building.zh} ${label}` : `${label}，${building.zh}`;
    return {
      ...placeOf(storey, cell, 'storey'),
      title: { zh, en: `${label}, ${building.en}` },
      storey: cell as CellId,
      code: null,
    };
  }
  const building = city.sqlite.prepare(BUILDING).get(cell);
  if (!building) return null;
  return {
    ...placeOf(building, cell, 'building'),
    title: buildingTitle(building),
    storey: null,
    code: null,
  };
}

/** Of a row that holds a building's name, address and id. */
export function buildingTitle(row: Row): LocalizedText {
  const id = textOf(row, 'building_id');
  return (
    localizedOf(row, 'name') ??
    localizedOf(row, 'address') ?? { zh: `建筑 ${id}`, en: `Building ${id}` }
  );
}

const isNamed = (row: Row): boolean =>
  localizedOf(row, 'name') !== null || localizedOf(row, 'address') !== null;

/** Of a row that holds a unit's number, its storey's label and its building's names. */
export function unitTitle(row: Row): LocalizedText {
  const building = buildingTitle(row);
  const label = textOf(row, 'label');
  const number = textOf(row, 'number');
  return {
    // An address leads to the unit; a bare id only tells buildings apart.
    zh: isNamed(row)
      ? `${building.zh} ${label} ${number} 单元`
      : `${label} ${number} 单元，${building.zh}`,
    en: `Unit ${number}, ${label}, ${building.en}`,
  };
}

const BUILDING_COLUMNS = `b.id AS building_id, b.cell AS building_cell, b.name_zh, b.name_en,
  b.address_zh, b.address_en, b.east_m, b.north_m`;
const UNIT = `SELECT u.code, u.number, u.storey_cell, s.label, ${BUILDING_COLUMNS}
  FROM unit u JOIN storey s ON s.cell = u.storey_cell JOIN building b ON b.cell = u.building_cell
  WHERE u.cell = ?`;
const STOREY = `SELECT s.label, ${BUILDING_COLUMNS}
  FROM storey s JOIN building b ON b.cell = s.building_cell WHERE s.cell = ?`;
const BUILDING = `SELECT ${BUILDING_COLUMNS} FROM building b WHERE b.cell = ?`;

const placeOf = <T extends 'building' | 'storey' | 'unit'>(row: Row, cell: number, type: T) => ({
  cell: cell as CellId,
  type,
  building: numberOf(row, 'building_cell') as CellId,
  point: [numberOf(row, 'east_m'), numberOf(row, 'north_m')] as const,
});
