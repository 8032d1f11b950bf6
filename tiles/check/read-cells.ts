/**
 * The cells of city.sqlite in flat tables, and the laws of the store: cells counted from 0 without
 * gaps (buildings, storeys, units), references that resolve, and units that fill their storey.
 * Works from the table definitions in the contract only.
 */
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { CELL_ID_LIMIT, type Polygon, polygonArea, polygonSchema } from '#contracts';
import type { FindingList } from './findings.ts';

export const CELL_KIND = { none: 0, building: 1, storey: 2, unit: 3 } as const;

export interface CellTables {
  /** Highest cell + 1. */
  readonly count: number;
  readonly buildings: number;
  readonly storeys: number;
  readonly units: number;
  /** By cell: CELL_KIND. */
  readonly kind: Uint8Array;
  /** By cell: the building's cell. */
  readonly building: Uint32Array;
  /** By cell: storey level, 0 for buildings. */
  readonly level: Int16Array;
  /** By cell: storeys of a building, units of a storey. */
  readonly members: Uint32Array;
  /** By cell of a storey or unit: volume in m³, and the outline's length × height in m². */
  readonly volume: Float64Array;
  readonly wall: Float64Array;
}

/** 0.5 %, from the requirement; and a floor of 0.1 m² for cells smaller than a cupboard. */
const AREA_SHARE = 0.005;
const AREA_FLOOR_SQUARE_METRES = 0.1;

const buildingRow = z.object({ cell: z.number(), id: z.string(), footprint: z.string() });
const storeyRow = z.object({
  cell: z.number(),
  building_cell: z.number(),
  level: z.number(),
  height_m: z.number(),
  footprint: z.string().nullable(),
});
const unitRow = z.object({
  cell: z.number(),
  storey_cell: z.number(),
  building_cell: z.number(),
  code: z.string(),
  area_m2: z.number(),
  outline: z.string().nullable(),
  kind: z.string(),
});

/** null when the file cannot be read as a city store (a finding says why). */
export function readCells(file: string, findings: FindingList): CellTables | null {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(file, { readOnly: true });
    return readTables(database, findings);
  } catch (error) {
    findings.add('store', 'city.sqlite', error instanceof Error ? error.message : String(error));
    return null;
  } finally {
    database?.close();
  }
}

interface Outline {
  readonly area: number;
  readonly length: number;
}

function readTables(database: DatabaseSync, findings: FindingList): CellTables {
  const kind = new Uint8Array(CELL_ID_LIMIT);
  const building = new Uint32Array(CELL_ID_LIMIT);
  const level = new Int16Array(CELL_ID_LIMIT);
  const members = new Uint32Array(CELL_ID_LIMIT);
  const volume = new Float64Array(CELL_ID_LIMIT);
  const wall = new Float64Array(CELL_ID_LIMIT);
  const outlines = new Map<number, Outline>();
  const heights = new Map<number, number>();
  const filled = new Map<number, { outlines: number; areas: number; surveyed: boolean }>();
  const claim = (cell: number, of: number, place: string): boolean => {
    if (!Number.isInteger(cell) || cell < 0 || cell >= CELL_ID_LIMIT) {
      findings.add('store', place, `expected a cell 0…${CELL_ID_LIMIT - 1}, got ${cell}`);
      return false;
    }
    if (kind[cell] !== CELL_KIND.none) findings.add('store', place, `cell ${cell} is taken twice`);
    kind[cell] = of;
    return true;
  };

  let buildings = 0;
  for (const raw of database.prepare('SELECT cell, id, footprint FROM building').iterate()) {
    const row = buildingRow.parse(raw);
    buildings += 1;
    if (!claim(row.cell, CELL_KIND.building, `building ${row.id}`)) continue;
    building[row.cell] = row.cell;
    outlines.set(row.cell, measure(row.footprint));
  }

  let storeys = 0;
  const storeyQuery = 'SELECT cell, building_cell, level, height_m, footprint FROM storey';
  for (const raw of database.prepare(storeyQuery).iterate()) {
    const row = storeyRow.parse(raw);
    storeys += 1;
    if (!claim(row.cell, CELL_KIND.storey, `storey cell ${row.cell}`)) continue;
    if (kind[row.building_cell] !== CELL_KIND.building) {
      findings.add('store', `storey cell ${row.cell}`, `no building has cell ${row.building_cell}`);
      continue;
    }
    const outline =
      row.footprint === null ? outlines.get(row.building_cell) : measure(row.footprint);
    building[row.cell] = row.building_cell;
    level[row.cell] = row.level;
    members[row.building_cell] = (members[row.building_cell] ?? 0) + 1;
    if (!outline) continue;
    outlines.set(row.cell, outline);
    heights.set(row.cell, row.height_m);
    volume[row.cell] = outline.area * row.height_m;
    wall[row.cell] = outline.length * row.height_m;
  }

  let units = 0;
  const unitQuery =
    'SELECT cell, storey_cell, building_cell, code, area_m2, outline, kind FROM unit';
  for (const raw of database.prepare(unitQuery).iterate()) {
    const row = unitRow.parse(raw);
    const place = `unit ${row.code}`;
    units += 1;
    if (!claim(row.cell, CELL_KIND.unit, place)) continue;
    const storeyOutline = outlines.get(row.storey_cell);
    if (kind[row.storey_cell] !== CELL_KIND.storey || !storeyOutline) {
      findings.add('store', place, `no storey has cell ${row.storey_cell}`);
      continue;
    }
    if (building[row.storey_cell] !== row.building_cell) {
      findings.add(
        'store',
        place,
        `says building ${row.building_cell}, its storey says ${building[row.storey_cell]}`,
      );
    }
    const outline =
      row.outline === null
        ? (outlines.get(row.building_cell) ?? storeyOutline)
        : measure(row.outline);
    const height = heights.get(row.storey_cell) ?? 0;
    building[row.cell] = row.building_cell;
    level[row.cell] = level[row.storey_cell] ?? 0;
    members[row.storey_cell] = (members[row.storey_cell] ?? 0) + 1;
    volume[row.cell] = outline.area * height;
    wall[row.cell] = outline.length * height;
    const sum = filled.get(row.storey_cell) ?? { outlines: 0, areas: 0, surveyed: false };
    sum.outlines += outline.area;
    sum.areas += row.area_m2;
    sum.surveyed ||= row.kind === 'measured';
    filled.set(row.storey_cell, sum);
  }

  for (const [cell, sum] of filled) {
    const footprint = outlines.get(cell)?.area ?? 0;
    const allowed = Math.max(footprint * AREA_SHARE, AREA_FLOOR_SQUARE_METRES);
    if (Math.abs(sum.outlines - footprint) > allowed) {
      const text = `outlines of its units add up to ${sum.outlines.toFixed(2)} m², its footprint has ${footprint.toFixed(2)} m²`;
      findings.add('areas', `storey cell ${cell}`, text);
    }
    // A surveyed area is the survey's own (often net of walls) and need not match the drawing.
    if (!sum.surveyed && Math.abs(sum.areas - footprint) > allowed) {
      const text = `areas of its units add up to ${sum.areas.toFixed(2)} m², its footprint has ${footprint.toFixed(2)} m²`;
      findings.add('areas', `storey cell ${cell}`, text);
    }
  }

  let count = CELL_ID_LIMIT;
  while (count > 0 && kind[count - 1] === CELL_KIND.none) count -= 1;
  checkOrder(kind, count, { buildings, storeys }, findings);
  return { count, buildings, storeys, units, kind, building, level, members, volume, wall };
}

function checkOrder(
  kind: Uint8Array,
  count: number,
  { buildings, storeys }: { readonly buildings: number; readonly storeys: number },
  findings: FindingList,
): void {
  for (let cell = 0; cell < count; cell += 1) {
    const expected =
      cell < buildings
        ? CELL_KIND.building
        : cell < buildings + storeys
          ? CELL_KIND.storey
          : CELL_KIND.unit;
    if (kind[cell] === expected) continue;
    const names = Object.keys(CELL_KIND);
    findings.add(
      'store',
      `cell ${cell}`,
      `expected a ${names[expected]} (buildings, then storeys, then units, without gaps), got ${names[kind[cell] ?? 0]}`,
    );
    return;
  }
}

function measure(json: string): Outline {
  const polygon: Polygon = polygonSchema.parse(JSON.parse(json));
  let length = 0;
  for (const ring of polygon) {
    let previous = ring[ring.length - 1];
    for (const point of ring) {
      if (previous) length += Math.hypot(point[0] - previous[0], point[1] - previous[1]);
      previous = point;
    }
  }
  return { area: polygonArea(polygon), length };
}
