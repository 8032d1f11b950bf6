/** Outlines of buildings, storeys and units in local metres; NULL falls back to the next coarser one. */
import { type Polygon, polygonSchema } from '#contracts';
import { textOrNullOf } from '../store/read-row.ts';
import type { City } from './open-city.ts';

export interface OutlineReader {
  building(cell: number): Polygon;
  storey(cell: number): Polygon;
  unit(cell: number): Polygon;
}

/** Buildings' outlines are kept: neighbours in a list share them. */
export function createOutlineReader(city: Pick<City, 'sqlite'>): OutlineReader {
  const { sqlite } = city;
  const footprint = sqlite.prepare('SELECT footprint FROM building WHERE cell = ?');
  const ofStorey = sqlite.prepare(
    `SELECT s.building_cell, o.rings FROM storey s LEFT JOIN outline o ON o.id = s.footprint
     WHERE s.cell = ?`,
  );
  const ofUnit = sqlite.prepare(
    `SELECT u.building_cell, o.rings FROM unit u LEFT JOIN outline o ON o.id = u.outline
     WHERE u.cell = ?`,
  );
  const parse = (text: string | null): Polygon =>
    text === null ? [] : polygonSchema.parse(JSON.parse(text));
  let last: { readonly cell: number; readonly polygon: Polygon } | null = null;
  const building = (cell: number): Polygon => {
    if (last?.cell === cell) return last.polygon;
    const row = footprint.get(cell);
    last = { cell, polygon: row ? parse(textOrNullOf(row, 'footprint')) : [] };
    return last.polygon;
  };
  const finer = (statement: typeof ofUnit, cell: number): Polygon => {
    const row = statement.get(cell);
    if (!row) return [];
    const rings = textOrNullOf(row, 'rings');
    return rings === null ? building(Number(row.building_cell)) : parse(rings);
  };
  return {
    building,
    storey: (cell) => finer(ofStorey, cell),
    unit: (cell) => finer(ofUnit, cell),
  };
}
