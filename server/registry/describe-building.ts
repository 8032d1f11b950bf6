/** Buildings as the units view asks for them: the list, and one building taken apart by storey. */
import { z } from 'zod';
import {
  BUILDING_USES,
  type BuildingDetail,
  cellIdSchema,
  type LocalizedText,
  polygonSchema,
  ROOF_SHAPES,
  type StoreyDetail,
  type UnitDetail,
  valueKindSchema,
} from '#contracts';
import { numberOf, type Row, textOf, textOrNullOf } from '../store/read-row.ts';
import type { City } from './open-city.ts';

const useSchema = z.enum(BUILDING_USES);
const partsSchema = z.array(
  z.object({
    footprint: polygonSchema,
    baseMetres: z.number(),
    topMetres: z.number(),
    roof: z.object({ shape: z.enum(ROOF_SHAPES), heightMetres: z.number() }),
  }),
);

/** null when the cell is no building. */
export function describeBuilding(city: City, cell: number): BuildingDetail | null {
  const row = city.sqlite.prepare('SELECT * FROM building WHERE cell = ?').get(cell);
  if (!row) return null;
  const unitsByStorey = new Map<number, UnitDetail[]>();
  const units = city.sqlite.prepare(
    `SELECT u.cell, u.storey_cell, u.code, u.number, u.use, u.area_m2, u.kind, o.rings
     FROM unit u LEFT JOIN outline o ON o.id = u.outline WHERE u.building_cell = ? ORDER BY u.cell`,
  );
  for (const unit of units.all(cell)) {
    const storey = numberOf(unit, 'storey_cell');
    const list = unitsByStorey.get(storey) ?? [];
    list.push(unitOf(unit));
    unitsByStorey.set(storey, list);
  }
  const storeys = city.sqlite
    .prepare(
      `SELECT s.cell, s.level, s.label, s.floor_m, s.height_m, s.kind, o.rings
       FROM storey s LEFT JOIN outline o ON o.id = s.footprint
       WHERE s.building_cell = ? ORDER BY s.level`,
    )
    .all(cell)
    .map((storey) => storeyOf(storey, unitsByStorey.get(numberOf(storey, 'cell')) ?? []));
  return {
    cell: cellIdSchema.parse(cell),
    id: textOf(row, 'id'),
    name: localizedOf(row, 'name'),
    address: localizedOf(row, 'address'),
    use: { value: useSchema.parse(textOf(row, 'use')), ...originOf(row, 'use') },
    heightMetres: { value: numberOf(row, 'height_m'), ...originOf(row, 'height') },
    storeysAboveGround: { value: numberOf(row, 'storeys'), ...originOf(row, 'storeys') },
    point: [numberOf(row, 'east_m'), numberOf(row, 'north_m')],
    footprint: polygonSchema.parse(JSON.parse(textOf(row, 'footprint'))),
    parts: partsSchema.parse(JSON.parse(textOf(row, 'parts'))),
    storeys,
  };
}

export function localizedOf(row: Row, column: string): LocalizedText | null {
  const zh = textOrNullOf(row, `${column}_zh`);
  const en = textOrNullOf(row, `${column}_en`);
  if (zh === null && en === null) return null;
  return { zh: zh ?? en ?? '', en: en ?? zh ?? '' };
}

const originOf = (row: Row, column: string) => ({
  kind: valueKindSchema.parse(textOf(row, `${column}_kind`)),
  source: textOf(row, `${column}_source`),
});

const outlineOf = (row: Row) => {
  const text = textOrNullOf(row, 'rings');
  return text === null ? null : polygonSchema.parse(JSON.parse(text));
};

const unitOf = (row: Row): UnitDetail => ({
  cell: cellIdSchema.parse(numberOf(row, 'cell')),
  code: textOf(row, 'code'),
  number: textOf(row, 'number'),
  use: useSchema.parse(textOf(row, 'use')),
  areaSquareMetres: numberOf(row, 'area_m2'),
  outline: outlineOf(row),
  kind: valueKindSchema.parse(textOf(row, 'kind')),
});

const storeyOf = (row: Row, units: readonly UnitDetail[]): StoreyDetail => ({
  cell: cellIdSchema.parse(numberOf(row, 'cell')),
  level: numberOf(row, 'level'),
  label: textOf(row, 'label'),
  floorMetres: numberOf(row, 'floor_m'),
  heightMetres: numberOf(row, 'height_m'),
  footprint: outlineOf(row),
  kind: valueKindSchema.parse(textOf(row, 'kind')),
  units,
});
