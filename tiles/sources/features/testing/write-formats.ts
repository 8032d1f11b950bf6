/** Smallest writers of binary formats, after their specifications, so that readers are not tested by their own kin. */
import { readFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { withFiles } from './import-files.ts';

/** Closed, outer rings counter-clockwise. */
export type Ring = [number, number][];

/** After the ESRI description: 100-byte header, then polygon records, big-endian lengths in words. */
export function shapefileOf(polygons: readonly Ring[][]): Uint8Array {
  const records = polygons.map((rings, index) => {
    // Shapefile turns outer rings clockwise.
    const turned = rings.map((ring, i) => (i === 0 ? [...ring].reverse() : ring));
    const points = turned.flat();
    const bytes = Buffer.alloc(8 + 44 + turned.length * 4 + points.length * 16);
    bytes.writeInt32BE(index + 1, 0);
    bytes.writeInt32BE((bytes.length - 8) / 2, 4);
    bytes.writeInt32LE(5, 8);
    bytes.writeInt32LE(turned.length, 44);
    bytes.writeInt32LE(points.length, 48);
    let start = 0;
    for (const [i, ring] of turned.entries()) {
      bytes.writeInt32LE(start, 52 + i * 4);
      start += ring.length;
    }
    for (const [i, [x, y]] of points.entries()) {
      bytes.writeDoubleLE(x, 52 + turned.length * 4 + i * 16);
      bytes.writeDoubleLE(y, 60 + turned.length * 4 + i * 16);
    }
    return bytes;
  });
  const header = Buffer.alloc(100);
  header.writeInt32BE(9994, 0);
  header.writeInt32BE((100 + Buffer.concat(records).length) / 2, 24);
  header.writeInt32LE(1000, 28);
  header.writeInt32LE(5, 32);
  return Buffer.concat([header, ...records]);
}

/** dBASE III with character columns, UTF-8. */
export function dbfOf(
  columns: readonly string[],
  rows: readonly Record<string, unknown>[],
): Uint8Array {
  const width = 40;
  const header = Buffer.alloc(32 + columns.length * 32 + 1);
  header[0] = 3;
  header.writeUInt32LE(rows.length, 4);
  header.writeUInt16LE(header.length, 8);
  header.writeUInt16LE(1 + columns.length * width, 10);
  for (const [i, name] of columns.entries()) {
    header.write(name, 32 + i * 32, 'latin1');
    header.write('C', 43 + i * 32, 'latin1');
    header[48 + i * 32] = width;
  }
  header[header.length - 1] = 13;
  const body = rows.map((row) => {
    const bytes = Buffer.alloc(1 + columns.length * width, 0x20);
    for (const [i, name] of columns.entries()) bytes.write(String(row[name] ?? ''), 1 + i * width);
    return bytes;
  });
  return Buffer.concat([header, ...body, Buffer.from([26])]);
}

/** GeoPackage header without envelope, then little-endian WKB. */
export function gpkgBlob(rings: Ring[]): Buffer {
  const points = rings.flat();
  const bytes = Buffer.alloc(8 + 9 + rings.length * 4 + points.length * 16);
  bytes.write('GP', 0, 'latin1');
  bytes[3] = 1;
  bytes.writeInt32LE(4326, 4);
  bytes[8] = 1;
  bytes.writeUInt32LE(3, 9);
  bytes.writeUInt32LE(rings.length, 13);
  let at = 17;
  for (const ring of rings) {
    at = bytes.writeUInt32LE(ring.length, at);
    for (const [x, y] of ring) at = bytes.writeDoubleLE(y, bytes.writeDoubleLE(x, at));
  }
  return bytes;
}

/** A layer `houses` in EPSG:4326, keys from 1. */
export async function geoPackageOf(blobs: readonly Buffer[]): Promise<Uint8Array> {
  return withFiles({ 'a.gpkg': '' }, async (path) => {
    const db = new DatabaseSync(path('a.gpkg'));
    db.exec(`CREATE TABLE gpkg_contents (table_name TEXT);
      CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, organization TEXT, organization_coordsys_id INTEGER, definition TEXT);
      CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);
      INSERT INTO gpkg_spatial_ref_sys VALUES (4326, 'EPSG', 4326, '');
      INSERT INTO gpkg_geometry_columns VALUES ('houses', 'geom', 4326);
      CREATE TABLE houses (fid INTEGER PRIMARY KEY, geom BLOB, AnzahlDerO REAL, Gebaeude_1 TEXT);`);
    const insert = db.prepare('INSERT INTO houses VALUES (NULL, ?, 3, ?)');
    for (const blob of blobs) insert.run(blob, 'Wohnhaus');
    db.close();
    return readFile(path('a.gpkg'));
  });
}
