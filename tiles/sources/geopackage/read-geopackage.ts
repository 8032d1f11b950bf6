/**
 * GeoPackage footprints (OGC 12-128r19): SQLite by Node itself, geometries by read-wkb.ts. Reads the
 * only feature table, or the one named with `--layer`.
 */

import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { CityBuildError } from '../../city-build-error.ts';
import { createSkipList } from '../../skip-list.ts';
import type { DraftBuilding, DraftFile } from '../features/draft-building.ts';
import { draftFromGeometry } from '../features/geojson-geometry.ts';
import { readGeoPackageGeometry } from './read-wkb.ts';

const layerSchema = z.object({
  table_name: z.string(),
  column_name: z.string(),
  srs_id: z.number(),
});
const srsSchema = z.object({
  organization: z.string(),
  organization_coordsys_id: z.number(),
  definition: z.string(),
});
type Layer = z.infer<typeof layerSchema>;

export function readGeoPackage(path: string, layerName?: string): DraftFile {
  const database = openPackage(path);
  try {
    const layer = chooseLayer(database, path, layerName);
    const skips = createSkipList();
    const buildings: DraftBuilding[] = [];
    const key = primaryKey(database, layer.table_name);
    let count = 0;
    for (const row of database.prepare(`SELECT * FROM ${quote(layer.table_name)}`).iterate()) {
      count += 1;
      const { [layer.column_name]: blob, ...properties } = row;
      const place = `${layer.table_name}/${key === null ? count : String(row[key])}`;
      const draft = draftRow(blob, place, properties, skips.add);
      // The key of the table is stable, whatever `id` columns the data has.
      if (draft) buildings.push({ ...draft, id: place });
    }
    return {
      format: 'GeoPackage',
      statedFrame: frameOf(database, layer),
      frameHint: `the layer ${layer.table_name} without a coordinate system`,
      buildings,
      skipped: skips.list(),
      held: `${count} features in ${layer.table_name}`,
    };
  } finally {
    database.close();
  }
}

function openPackage(path: string): DatabaseSync {
  try {
    // Immutable: no lock and no journal, so that files on read-only media open too.
    const url = pathToFileURL(path);
    url.searchParams.set('immutable', '1');
    const database = new DatabaseSync(url, { readOnly: true });
    database.prepare('SELECT 1 FROM gpkg_contents LIMIT 1').get();
    return database;
  } catch (error) {
    throw new CityBuildError(
      `${path}: expected a GeoPackage (SQLite with gpkg_contents): ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}

function chooseLayer(database: DatabaseSync, path: string, name: string | undefined): Layer {
  const layers = z
    .array(layerSchema)
    .parse(
      database
        .prepare('SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns ORDER BY 1')
        .all(),
    );
  const names = layers.map((layer) => layer.table_name);
  const chosen = name === undefined ? layers : layers.filter((layer) => layer.table_name === name);
  const [layer] = chosen;
  if (layer && chosen.length === 1) return layer;
  throw new CityBuildError(
    `${path}: expected ${name === undefined ? 'one feature layer or --layer NAME' : `a layer ${name}`}, it holds ${names.join(', ') || 'none'}.`,
  );
}

function primaryKey(database: DatabaseSync, table: string): string | null {
  const columns = z
    .array(z.object({ name: z.string(), pk: z.number() }))
    .parse(database.prepare(`PRAGMA table_info(${quote(table)})`).all());
  return columns.find((column) => column.pk === 1)?.name ?? null;
}

function frameOf(database: DatabaseSync, layer: Layer): string | null {
  const row = database
    .prepare(
      'SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?',
    )
    .get(layer.srs_id);
  const srs = srsSchema.safeParse(row).data;
  // -1 and 0: undefined Cartesian and geographic systems.
  if (!srs || layer.srs_id <= 0) return null;
  if (srs.organization.toUpperCase() === 'EPSG') return `EPSG:${srs.organization_coordsys_id}`;
  return srs.definition;
}

function draftRow(
  blob: unknown,
  place: string,
  properties: Readonly<Record<string, unknown>>,
  skip: (reason: string, example: string) => void,
): DraftBuilding | null {
  if (!(blob instanceof Uint8Array)) {
    skip('feature: has no geometry', place);
    return null;
  }
  try {
    const geometry = readGeoPackageGeometry(blob);
    if (geometry) return draftFromGeometry(geometry, place, properties, skip);
    skip('feature: its geometry is empty', place);
  } catch (error) {
    skip(
      `feature: geometry not readable (${error instanceof Error ? error.message : String(error)})`,
      place,
    );
  }
  return null;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
