/**
 * Geometries of cells as GeoJSON text in degrees. Towers' storeys share outlines, so texts of outlines
 * are kept; 600,000 units in the order of their cells take few conversions more than their buildings
 * have different outlines.
 */
import { createLocalFrame, type Polygon, polygonSchema } from '#contracts';
import { type City, lonLatPolygon, readPieces } from '../registry/index.ts';
import { numberOf, textOf } from '../store/read-row.ts';
import type { Box, Meeting, Window } from './collection.ts';

export interface CityGeometry {
  readonly building: (cell: number) => string;
  readonly storey: (cell: number) => string;
  readonly unit: (cell: number) => string;
  readonly buildingBox: (cell: number) => Box;
  readonly unitBox: (cell: number) => Box;
  readonly storeyBox: (cell: number) => Box;
}

interface Shape {
  readonly text: string;
  readonly box: Box;
}

const KEPT = 4_000;

export function createCityGeometry(city: Pick<City, 'sqlite' | 'manifest'>): CityGeometry {
  const { sqlite } = city;
  const { lonLatFromPoint } = createLocalFrame(city.manifest.origin);
  const building = sqlite.prepare('SELECT footprint, parts FROM building WHERE cell = ?');
  const rings = sqlite.prepare('SELECT rings FROM outline WHERE id = ?');
  const unitRow = sqlite.prepare('SELECT building_cell, outline FROM unit WHERE cell = ?');
  const storeyRow = sqlite.prepare(
    'SELECT building_cell, footprint AS outline FROM storey WHERE cell = ?',
  );
  const textOfPolygon = (polygon: Polygon): string =>
    `{"type":"Polygon","coordinates":${JSON.stringify(lonLatPolygon(polygon, lonLatFromPoint))}}`;

  const footprints = keep((cell): Shape => {
    const row = building.get(cell);
    const polygon = row ? polygonSchema.parse(JSON.parse(textOf(row, 'footprint'))) : [];
    return { text: textOfPolygon(polygon), box: boxOf([polygon]) };
  });
  const pieces = keep((cell): Shape => {
    const row = building.get(cell);
    const polygons = row ? readPieces(row) : [];
    const coordinates = polygons.map((polygon) => lonLatPolygon(polygon, lonLatFromPoint));
    const text = `{"type":"MultiPolygon","coordinates":${JSON.stringify(coordinates)}}`;
    return { text, box: boxOf(polygons) };
  });
  const outlines = keep((id): Shape => {
    const row = rings.get(id);
    const polygon = row ? polygonSchema.parse(JSON.parse(textOf(row, 'rings'))) : [];
    return { text: textOfPolygon(polygon), box: boxOf([polygon]) };
  });
  const finer = (statement: typeof unitRow, cell: number): Shape => {
    const row = statement.get(cell);
    if (!row) throw new Error(`cell ${cell}: expected a row in the city's store`);
    const { outline } = row;
    return typeof outline === 'number'
      ? outlines(outline)
      : footprints(numberOf(row, 'building_cell'));
  };
  return {
    building: (cell) => pieces(cell).text,
    storey: (cell) => finer(storeyRow, cell).text,
    unit: (cell) => finer(unitRow, cell).text,
    buildingBox: (cell) => pieces(cell).box,
    storeyBox: (cell) => finer(storeyRow, cell).box,
    unitBox: (cell) => finer(unitRow, cell).box,
  };
}

/** Remembers the last results; forgets all at once, which costs less than an order of use. */
function keep(make: (key: number) => Shape): (key: number) => Shape {
  const known = new Map<number, Shape>();
  return (key) => {
    const found = known.get(key);
    if (found) return found;
    if (known.size >= KEPT) known.clear();
    const made = make(key);
    known.set(key, made);
    return made;
  };
}

export function boxOf(polygons: readonly Polygon[]): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const polygon of polygons) {
    for (const [x, y] of polygon[0] ?? []) {
      west = Math.min(west, x);
      south = Math.min(south, y);
      east = Math.max(east, x);
      north = Math.max(north, y);
    }
  }
  return [west, south, east, north];
}

export const boxesMeet = (a: Box, b: Box): boolean =>
  a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];

export const boxHolds = (outer: Box, inner: Box): boolean =>
  outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];

export function meetWindow(box: Box, { outer, inner }: Window): Meeting {
  if (!boxesMeet(box, outer)) return 'no';
  return boxHolds(inner, box) ? 'yes' : 'maybe';
}
