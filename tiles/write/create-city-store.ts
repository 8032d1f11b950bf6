/**
 * Writes `city.sqlite` (contracts: CITY_STORE_TABLES) building by building, so that memory holds one
 * block of the district at a time. A new store gets its indexes last; a store opened to be changed
 * keeps them and loses the buildings that are written anew.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Area, Building, Occupant, Polygon, Unit } from '#contracts';
import { CITY_STORE_INDEXES, CITY_STORE_TABLES } from '#contracts';
import { CityBuildError } from '../city-build-error.ts';
import { polygonCentre } from '../geometry/measure-polygon.ts';

export type OccupantOfUnit = (unit: Unit) => Occupant | undefined;

export interface CityStoreWriter {
  addAreas(areas: readonly Area[]): void;
  /** With its storeys, units and whoever is registered there. */
  addBuilding(building: Building, occupantOf?: OccupantOfUnit): void;
  /** Indexes, statistics, and the file is closed. */
  finish(): void;
  /** Closes an unfinished file; nothing after `finish`. */
  close(): void;
}

/** Pages kept in memory: index building sorts within it. */
const CACHE_KIB = 32 * 1024;

export function createCityStore(path: string): CityStoreWriter {
  const db = new DatabaseSync(path);
  try {
    return openWriter(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

function openWriter(db: DatabaseSync): CityStoreWriter {
  // The file is new and lies in a temporary folder: after a crash it is written again from the start.
  db.exec(
    `PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
     PRAGMA foreign_keys = OFF; PRAGMA cache_size = -${CACHE_KIB};`,
  );
  db.exec(CITY_STORE_TABLES);
  db.exec('BEGIN');
  const insert = prepareInserts(db);
  let outlines = 0;
  const addOutline = (polygon: Polygon): number => {
    outlines += 1;
    insert.outline.run(outlines, JSON.stringify(rounded(polygon)));
    return outlines;
  };
  let open = true;
  const close = (): void => {
    if (open) db.close();
    open = false;
  };
  return {
    addAreas: (areas) => {
      for (const { id, level, parent, name, outline, kind } of areas) {
        const rings = outline === null ? null : JSON.stringify(rounded(outline));
        insert.area.run(id, level, parent, name.zh, name.en, rings, kind);
      }
    },
    addBuilding: (building, occupantOf) => addBuilding(insert, addOutline, building, occupantOf),
    finish: () => {
      db.exec('COMMIT');
      try {
        db.exec(CITY_STORE_INDEXES);
      } catch (error) {
        throw explainRepeatedCode(db, error);
      }
      // Without bounds ANALYZE reads every index whole.
      db.exec('PRAGMA analysis_limit = 1000; ANALYZE');
      close();
    },
    close,
  };
}

/** The unique index names no code when it fails. Any other error comes back as it is. */
function explainRepeatedCode(db: DatabaseSync, error: unknown): unknown {
  const row = db.prepare('SELECT code FROM unit GROUP BY code HAVING count(*) > 1').get();
  if (!row) return error;
  return new CityBuildError(`expected every unit code once, the source has "${row.code}" twice.`);
}

type Inserts = Readonly<
  Record<'area' | 'building' | 'outline' | 'storey' | 'unit' | 'occupant', StatementSync>
>;

function prepareInserts(db: DatabaseSync): Inserts {
  const insert = (table: string, columns: number): StatementSync =>
    db.prepare(`INSERT INTO ${table} VALUES (${new Array(columns).fill('?').join(', ')})`);
  return {
    area: insert('area', 7),
    building: insert('building', 20),
    outline: insert('outline', 2),
    storey: insert('storey', 8),
    unit: insert('unit', 9),
    occupant: insert('occupant', 8),
  };
}

function addBuilding(
  insert: Inserts,
  addOutline: (polygon: Polygon) => number,
  building: Building,
  occupantOf: OccupantOfUnit | undefined,
): void {
  const { name, address, use, heightMetres, storeysAboveGround } = building;
  const parts = building.parts.map((part) => ({ ...part, footprint: rounded(part.footprint) }));
  insert.building.run(
    building.cell,
    building.id,
    name?.zh ?? null,
    name?.en ?? null,
    address?.zh ?? null,
    address?.en ?? null,
    building.area ?? null,
    use.value,
    use.kind,
    use.source,
    heightMetres.value,
    heightMetres.kind,
    heightMetres.source,
    storeysAboveGround.value,
    storeysAboveGround.kind,
    storeysAboveGround.source,
    ...polygonCentre(building.footprint),
    JSON.stringify(rounded(building.footprint)),
    JSON.stringify(parts),
  );
  // Storeys of one building share outlines: each is written once.
  const outlines = new Map<Polygon, number | null>([[building.footprint, null]]);
  const outlineOf = (polygon: Polygon): number | null => {
    const known = outlines.get(polygon);
    if (known !== undefined) return known;
    const id = addOutline(polygon);
    outlines.set(polygon, id);
    return id;
  };
  for (const storey of building.storeys) {
    const { cell, level, label, floorMetres, heightMetres: height, kind } = storey;
    const footprint = outlineOf(storey.footprint);
    insert.storey.run(cell, building.cell, level, label, floorMetres, height, footprint, kind);
    for (const unit of storey.units) addUnit(insert, building, cell, unit, outlineOf, occupantOf);
  }
}

function addUnit(
  insert: Inserts,
  building: Building,
  storeyCell: number,
  unit: Unit,
  outlineOf: (polygon: Polygon) => number | null,
  occupantOf: OccupantOfUnit | undefined,
): void {
  insert.unit.run(
    unit.cell,
    storeyCell,
    building.cell,
    unit.code,
    unit.number,
    unit.use,
    unit.areaSquareMetres,
    outlineOf(unit.outline),
    unit.kind,
  );
  const occupant = occupantOf?.(unit);
  if (!occupant) return;
  const name = occupant.type === 'firm' ? occupant.name : null;
  insert.occupant.run(
    unit.cell,
    occupant.type,
    occupant.persons,
    name?.zh ?? null,
    name?.en ?? null,
    occupant.contactName,
    occupant.contactPhone,
    occupant.kind,
  );
}

/** Millimetres: far below any map's accuracy, and areas stay within 0.1 % for a 10 m² room. */
export function rounded(polygon: Polygon): Polygon {
  return polygon.map((ring) =>
    ring.map(([x, y]) => [Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000] as const),
  );
}
