/**
 * `manifest.json` of a built city: the record where the build flow meets the live flow.
 * A built city is a folder with
 *   manifest.json      this record, written last: a folder without it is not a city
 *   city.sqlite        buildings, storeys, units (city-store.ts)
 *   networks.json      networks.ts
 *   transit.json       lines of the city (transit.ts), where they are known
 *   tileset.json       3D Tiles 1.1, contents under tiles/
 */
import { z } from 'zod';
import { frameOriginSchema } from '../geo/local-frame.ts';
import { localizedTextSchema } from '../kinds.ts';

export const CITY_FORMAT_VERSION = 3;

export const cityManifestSchema = z.object({
  formatVersion: z.literal(CITY_FORMAT_VERSION),
  /** Short id in paths and MQTT topics: [a-z0-9-]. */
  district: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: localizedTextSchema,
  /** IANA time zone of the district. */
  timeZone: z.string(),
  builtAtMs: z.number(),
  origin: frameOriginSchema,
  /** [west, south, east, north] metres in the local frame, of all buildings. */
  extentMetres: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  sources: z.array(
    z.object({
      name: z.string(),
      licence: z.string(),
      /** Shown on screen whenever the city is. */
      attribution: z.string(),
      /**
       * Name and attribution in the interface's languages, for sources whose licence asks for no
       * fixed wording: shown in place of `name` and `attribution`.
       */
      shown: z.object({ name: localizedTextSchema, attribution: localizedTextSchema }).optional(),
      kind: z.enum(['measured', 'inferred', 'synthetic']),
      note: localizedTextSchema.nullable(),
    }),
  ),
  counts: z.object({
    buildings: z.number().int(),
    storeys: z.number().int(),
    units: z.number().int(),
    cells: z.number().int(),
    tiles: z.number().int(),
    streetLinks: z.number().int(),
    walkLinks: z.number().int(),
    signals: z.number().int(),
    stations: z.number().int(),
    venues: z.number().int(),
    sensors: z.number().int(),
    /** Absent without lines. */
    transitLines: z.number().int().optional(),
    /** Directions of buses in the streets; absent without. */
    busLines: z.number().int().optional(),
    /** As often as there are links at which buses stand for it. */
    busStops: z.number().int().optional(),
  }),
  /** Everything left out, by reason, with examples of ids (at most 20 a reason). */
  skipped: z.array(
    z.object({ reason: z.string(), count: z.number().int(), examples: z.array(z.string()) }),
  ),
  /**
   * Cells of each class lie together: buildings, then storeys, then units, in ranges [first, end)
   * that follow each other. A range may hold spare ids that no cell has: a building that changes
   * takes from them, and the others keep theirs.
   */
  cellRanges: z.object({
    buildings: z.tuple([z.number().int(), z.number().int()]),
    storeys: z.tuple([z.number().int(), z.number().int()]),
    units: z.tuple([z.number().int(), z.number().int()]),
  }),
  files: z.array(z.object({ path: z.string(), bytes: z.number().int(), sha256: z.string() })),
});
export type CityManifest = z.infer<typeof cityManifestSchema>;
