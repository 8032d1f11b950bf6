/** The parts of a built city in which devices stand. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import {
  BUILDING_USES,
  type CityManifest,
  type CityTransit,
  cityManifestSchema,
  cityTransitSchema,
  type DistrictNetworks,
  districtNetworksSchema,
} from '#contracts';

export interface MeteredUnit {
  readonly buildingId: string;
  readonly code: string;
  readonly use: (typeof BUILDING_USES)[number];
  readonly areaSquareMetres: number;
}

export interface FeedCity {
  readonly manifest: CityManifest;
  readonly networks: DistrictNetworks;
  /** null: built without lines. */
  readonly transit: CityTransit | null;
  readonly units: readonly MeteredUnit[];
}

const unitRowSchema = z.object({
  buildingId: z.string(),
  code: z.string(),
  use: z.enum(BUILDING_USES),
  areaSquareMetres: z.number(),
});

function readJson<T>(path: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new Error(`${path}: ${z.prettifyError(parsed.error)}; build the city again`);
}

export function readCity(folder: string): FeedCity {
  const manifest = readJson(join(folder, 'manifest.json'), cityManifestSchema);
  const networks = readJson(join(folder, 'networks.json'), districtNetworksSchema);
  const hasLines = manifest.files.some(({ path }) => path === 'transit.json');
  const transit = hasLines ? readJson(join(folder, 'transit.json'), cityTransitSchema) : null;
  const store = new DatabaseSync(join(folder, 'city.sqlite'), { readOnly: true });
  try {
    const rows = store
      .prepare(
        `SELECT building.id AS buildingId, unit.code AS code, unit.use AS use, unit.area_m2 AS areaSquareMetres
           FROM unit JOIN building ON building.cell = unit.building_cell ORDER BY unit.cell`,
      )
      .all();
    return { manifest, networks, transit, units: z.array(unitRowSchema).parse(rows) };
  } finally {
    store.close();
  }
}
