/** CityModel → `city.sqlite` (contracts: CITY_STORE_DDL), in one transaction on a fresh file. */
import { DatabaseSync } from 'node:sqlite';
import type { Building, CityModel, Polygon } from '#contracts';
import { CITY_STORE_DDL } from '#contracts';
import { polygonCentre } from '../geometry/measure-polygon.ts';

export function writeCityStore(model: CityModel, path: string): void {
  const db = new DatabaseSync(path);
  try {
    // The file is new and lies in a temporary folder: a crash throws the whole folder away.
    db.exec(
      'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;',
    );
    db.exec(CITY_STORE_DDL);
    db.exec('BEGIN');
    insertBuildings(db, model.buildings);
    insertStoreys(db, model.buildings);
    db.exec('COMMIT');
    db.exec('ANALYZE');
  } finally {
    db.close();
  }
}

function insertBuildings(db: DatabaseSync, buildings: readonly Building[]): void {
  const insert = db.prepare(`INSERT INTO building VALUES (${new Array(20).fill('?').join(', ')})`);
  for (const building of buildings) {
    const parts = building.parts.map((part) => ({ ...part, footprint: rounded(part.footprint) }));
    insert.run(
      building.cell,
      building.id,
      building.name?.zh ?? null,
      building.name?.en ?? null,
      building.address?.zh ?? null,
      building.address?.en ?? null,
      building.area ?? null,
      building.use.value,
      building.use.kind,
      building.use.source,
      building.heightMetres.value,
      building.heightMetres.kind,
      building.heightMetres.source,
      building.storeysAboveGround.value,
      building.storeysAboveGround.kind,
      building.storeysAboveGround.source,
      ...polygonCentre(building.footprint),
      JSON.stringify(rounded(building.footprint)),
      JSON.stringify(parts),
    );
  }
}

function insertStoreys(db: DatabaseSync, buildings: readonly Building[]): void {
  const insertStorey = db.prepare('INSERT INTO storey VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const insertUnit = db.prepare('INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  for (const building of buildings) {
    // Storeys of one building share outlines: each is written out once.
    const texts = new Map<Polygon, string | null>([[building.footprint, null]]);
    const textOf = (polygon: Polygon): string | null => {
      const known = texts.get(polygon);
      if (known !== undefined) return known;
      const text = JSON.stringify(rounded(polygon));
      texts.set(polygon, text);
      return text;
    };
    for (const storey of building.storeys) {
      insertStorey.run(
        storey.cell,
        building.cell,
        storey.level,
        storey.label,
        storey.floorMetres,
        storey.heightMetres,
        textOf(storey.footprint),
        storey.kind,
      );
      for (const unit of storey.units) {
        insertUnit.run(
          unit.cell,
          storey.cell,
          building.cell,
          unit.code,
          unit.number,
          unit.use,
          unit.areaSquareMetres,
          textOf(unit.outline),
          unit.kind,
        );
      }
    }
  }
}

/** Millimetres: far below any map's accuracy, and areas stay within 0.1 % for a 10 m² room. */
export function rounded(polygon: Polygon): Polygon {
  return polygon.map((ring) =>
    ring.map(([x, y]) => [Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000] as const),
  );
}
