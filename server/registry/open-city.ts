/**
 * Opens a built city: manifest, networks and `city.sqlite` (read-only). This is where the build
 * flow meets the live flow, so everything is checked against the contract here, once.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { z } from 'zod';
import {
  type CityManifest,
  type CityTransit,
  cityManifestSchema,
  cityTransitSchema,
  type DistrictNetworks,
  districtNetworksSchema,
} from '#contracts';
import { type CellIndex, readCells } from './read-cell-index.ts';
import type { UnitRegister } from './unit-register.ts';

export interface City {
  readonly directory: string;
  readonly manifest: CityManifest;
  readonly networks: DistrictNetworks;
  /** null: the city was built without lines. */
  readonly transit: CityTransit | null;
  readonly cells: CellIndex;
  readonly register: UnitRegister;
  readonly sqlite: DatabaseSync;
  close(): void;
}

export function openCity(directory: string): City {
  const manifest = readJson(join(directory, 'manifest.json'), cityManifestSchema);
  const networks = readJson(join(directory, 'networks.json'), districtNetworksSchema);
  const hasLines = manifest.files.some(({ path }) => path === 'transit.json');
  const transit = hasLines ? readJson(join(directory, 'transit.json'), cityTransitSchema) : null;
  const path = join(directory, 'city.sqlite');
  try {
    const sqlite = new DatabaseSync(path, { readOnly: true });
    const { cells, register } = readCells(sqlite, manifest.counts.cells);
    const close = (): void => sqlite.close();
    return { directory, manifest, networks, transit, cells, register, sqlite, close };
  } catch (error) {
    throw new Error(
      `${path}: ${error instanceof Error ? error.message : String(error)}; build the city again`,
    );
  }
}

function readJson<T>(path: string, schema: z.ZodType<T>): T {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new Error(
      `${path}: expected a built city here, found no readable file; build one with npm run city`,
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(
      `${path}: expected JSON: ${error instanceof Error ? error.message : ''}; build the city again`,
    );
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(
      `${path}, ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'does not fit its schema'}; build the city again`,
    );
  }
  return parsed.data;
}
