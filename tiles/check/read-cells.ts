/**
 * The cells of city.sqlite in flat tables, and the laws of the store: buildings, then storeys, then
 * units in the order of their cells, references that resolve, and units that fill their storey.
 * Works from the table definitions in the contract only. The tables lie in shared memory: several
 * threads look tiles up in them.
 */
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { type Polygon, polygonArea, polygonSchema } from '#contracts';
import { checkFilled, createFillSums } from './check-filled.ts';
import { checkNeighbours } from './check-neighbours.ts';
import type { FindingList } from './findings.ts';
import { textHash } from './text-hash.ts';

export const CELL_KIND = { none: 0, building: 1, storey: 2, unit: 3 } as const;

/** First cell of a class and one more than its last; [0, 0] when it has none. */
export type CellSpan = readonly [first: number, end: number];

export interface CellTables {
  /** Highest cell + 1. */
  readonly count: number;
  readonly buildings: number;
  readonly storeys: number;
  readonly units: number;
  readonly spans: Readonly<Record<'buildings' | 'storeys' | 'units', CellSpan>>;
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
  /** By cell: `textHash` of the building's id, of `<building>-<storey>`, of the unit's code. */
  readonly name: Float64Array;
}

/** 24 bits: what the wire's changes can name. A cell beyond is a fault, not a reason to fill memory. */
const MOST_CELLS = 1 << 24;

const buildingRow = z.object({ cell: z.number(), id: z.string(), footprint: z.string() });
const storeyRow = z.object({
  cell: z.number(),
  building_cell: z.number(),
  level: z.number(),
  height_m: z.number(),
  footprint: z.number().nullable(),
  name: z.string().nullable(),
});
const outlineRow = z.object({ id: z.number(), rings: z.string() });
const unitRow = z.object({
  cell: z.number(),
  storey_cell: z.number(),
  building_cell: z.number(),
  code: z.string(),
  area_m2: z.number(),
  outline: z.number().nullable(),
  kind: z.string(),
});

/** null when the file cannot be read as a city store (a finding says why). */
export function readCells(file: string, findings: FindingList): CellTables | null {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(file, { readOnly: true });
    const tables = readTables(database, findings);
    checkNeighbours(database, findings);
    return tables;
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
  const size = cellsIn(database);
  const kind = new Uint8Array(new SharedArrayBuffer(size));
  const building = new Uint32Array(new SharedArrayBuffer(size * 4));
  const level = new Int16Array(new SharedArrayBuffer(size * 2));
  const members = new Uint32Array(new SharedArrayBuffer(size * 4));
  const volume = new Float64Array(new SharedArrayBuffer(size * 8));
  const wall = new Float64Array(new SharedArrayBuffer(size * 8));
  const name = new Float64Array(new SharedArrayBuffer(size * 8));
  /** By cell of a building or storey, NaN where there is none. */
  const area = new Float64Array(size).fill(Number.NaN);
  const length = new Float64Array(size);
  const height = new Float64Array(size);
  const sums = createFillSums(size);
  const outlineAt = readOutlines(database);
  const claim = (cell: number, of: number, place: string): boolean => {
    if (!Number.isInteger(cell) || cell < 0 || cell >= size) {
      findings.add('store', place, `expected a cell 0…${MOST_CELLS - 1}, got ${cell}`);
      return false;
    }
    if (kind[cell] !== CELL_KIND.none) findings.add('store', place, `cell ${cell} is taken twice`);
    kind[cell] = of;
    return true;
  };
  const outlineOf = (id: number | null, cell: number, place: string): Outline => {
    const own = id === null ? undefined : outlineAt(id);
    if (id !== null && !own) findings.add('store', place, `no outline has id ${id}`);
    return own ?? { area: area[cell] ?? Number.NaN, length: length[cell] ?? 0 };
  };

  let buildings = 0;
  for (const raw of database.prepare('SELECT cell, id, footprint FROM building').iterate()) {
    const row = buildingRow.parse(raw);
    buildings += 1;
    if (!claim(row.cell, CELL_KIND.building, `building ${row.id}`)) continue;
    const outline = measure(row.footprint);
    building[row.cell] = row.cell;
    name[row.cell] = textHash(row.id);
    area[row.cell] = outline.area;
    length[row.cell] = outline.length;
  }

  let storeys = 0;
  const storeyQuery = `SELECT s.cell, s.building_cell, s.level, s.height_m, s.footprint,
    b.id || '-' || s.label AS name FROM storey s LEFT JOIN building b ON b.cell = s.building_cell`;
  for (const raw of database.prepare(storeyQuery).iterate()) {
    const row = storeyRow.parse(raw);
    const place = `storey cell ${row.cell}`;
    storeys += 1;
    if (!claim(row.cell, CELL_KIND.storey, place)) continue;
    if (kind[row.building_cell] !== CELL_KIND.building) {
      findings.add('store', place, `no building has cell ${row.building_cell}`);
      continue;
    }
    const outline = outlineOf(row.footprint, row.building_cell, place);
    building[row.cell] = row.building_cell;
    level[row.cell] = row.level;
    name[row.cell] = textHash(row.name ?? '');
    members[row.building_cell] = (members[row.building_cell] ?? 0) + 1;
    area[row.cell] = outline.area;
    length[row.cell] = outline.length;
    height[row.cell] = row.height_m;
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
    if (kind[row.storey_cell] !== CELL_KIND.storey || Number.isNaN(area[row.storey_cell])) {
      findings.add('store', place, `no storey has cell ${row.storey_cell}`);
      continue;
    }
    const home = building[row.storey_cell];
    if (home !== row.building_cell) {
      findings.add('store', place, `says building ${row.building_cell}, its storey says ${home}`);
    }
    const outline = outlineOf(row.outline, row.building_cell, place);
    building[row.cell] = row.building_cell;
    name[row.cell] = textHash(row.code);
    level[row.cell] = level[row.storey_cell] ?? 0;
    members[row.storey_cell] = (members[row.storey_cell] ?? 0) + 1;
    volume[row.cell] = outline.area * (height[row.storey_cell] ?? 0);
    wall[row.cell] = outline.length * (height[row.storey_cell] ?? 0);
    sums.add(row.storey_cell, outline.area, row.area_m2, row.kind === 'measured');
  }

  checkFilled(sums, area, findings);
  let count = size;
  while (count > 0 && kind[count - 1] === CELL_KIND.none) count -= 1;
  const spans = readSpans(kind, findings);
  const figures = { count, buildings, storeys, units, spans };
  return { ...figures, kind, building, level, members, volume, wall, name };
}

function cellsIn(database: DatabaseSync): number {
  const row = database
    .prepare(
      `SELECT max(cell) AS cell FROM (SELECT max(cell) AS cell FROM building
         UNION ALL SELECT max(cell) FROM storey UNION ALL SELECT max(cell) FROM unit)`,
    )
    .get();
  const highest = z.object({ cell: z.number().nullable() }).parse(row).cell ?? -1;
  return Math.min(MOST_CELLS, Math.max(0, highest + 1));
}

function readOutlines(database: DatabaseSync): (id: number) => Outline | undefined {
  const outlines = new Map<number, Outline>();
  for (const raw of database.prepare('SELECT id, rings FROM outline').iterate()) {
    const { id, rings } = outlineRow.parse(raw);
    outlines.set(id, measure(rings));
  }
  return (id) => outlines.get(id);
}

/** Classes must not mix: the spare ids between them belong to nobody. */
function readSpans(kind: Uint8Array, findings: FindingList): CellTables['spans'] {
  const names = Object.keys(CELL_KIND);
  const spans: [number, number][] = names.map(() => [0, 0]);
  let reached: number = CELL_KIND.none;
  for (let cell = 0; cell < kind.length; cell += 1) {
    const own = kind[cell] ?? 0;
    if (own === CELL_KIND.none) continue;
    if (own < reached) {
      const order = 'buildings, then storeys, then units';
      findings.add(
        'store',
        `cell ${cell}`,
        `expected ${order}, got a ${names[own]} after a ${names[reached]}`,
      );
      break;
    }
    const span = spans[own];
    if (span && span[1] === 0) span[0] = cell;
    if (span) span[1] = cell + 1;
    reached = own;
  }
  const [, buildings, storeys, units] = spans;
  return { buildings: buildings ?? [0, 0], storeys: storeys ?? [0, 0], units: units ?? [0, 0] };
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
