/**
 * Reads the facts of the reference district (`data/reference-district/*.json`). Every fact carries
 * its source; the schemas refuse a fact without one. Points are [east, north] metres from the
 * district's origin unless a field says degrees.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { frameOriginSchema, localizedTextSchema, pointSchema, ROAD_CLASSES } from '#contracts';
import { linesFileSchema } from '../transit-lines/lines-file.ts';
import {
  areasSchema,
  buildingsSchema,
  busesSchema,
  landmarksSchema,
  railsSchema,
  zonesSchema,
} from './place-facts.ts';

const source = z.string().min(10);
const positive = z.number().positive();

const districtSchema = z.strictObject({
  district: z.string(),
  name: localizedTextSchema,
  timeZone: z.string(),
  origin: frameOriginSchema.extend({ source }),
  boundary: z.strictObject({ points: z.array(pointSchema).min(3), source }),
  /** Part of the boundary along the river; north of the line its bank is a park. */
  river: z.strictObject({
    name: localizedTextSchema,
    points: z.array(pointSchema).min(2),
    greenNorthOfMetres: z.number(),
    source,
  }),
  /** The part that can be built alone: the blocks of main roads whose middle lies inside. */
  core: z.strictObject({
    name: localizedTextSchema,
    points: z.array(pointSchema).min(3),
    source,
  }),
});

const roadSchema = z.strictObject({
  id: z.string(),
  name: localizedTextSchema,
  roadClass: z.enum(ROAD_CLASSES),
  /** Both directions together. */
  lanes: z.number().int().min(1),
  maxSpeedKilometresPerHour: positive,
  elevated: z.boolean(),
  points: z.array(pointSchema).min(2),
  accuracyMetres: positive,
  source,
});

const stationFactSchema = z.strictObject({
  id: z.string(),
  name: localizedTextSchema,
  lonDegrees: z.number(),
  latDegrees: z.number(),
  source,
  lines: z.array(
    z.strictObject({
      line: z.string(),
      trainPersons: positive,
      headwayMinutes: positive,
      /** Share of a train's places not taken by people already aboard. */
      freeShare: z.number().min(0).max(1),
    }),
  ),
  /** Exits and the roads they are published to open on; none: the stadium's ring. */
  exits: z.array(z.strictObject({ label: z.string(), roads: z.array(z.string()).max(2) })).min(1),
  exitsSource: source,
  entryGates: z.number().int().positive(),
});

const stationsSchema = z.strictObject({
  gatePersonsPerMinute: z.strictObject({ value: positive, source }),
  trainsSource: source,
  entryGatesSource: source,
  lastTrainsNote: z.string(),
  stations: z.array(stationFactSchema),
});

const spanSchema = z.strictObject({ eastWest: positive, northSouth: positive, source });
const textWithSource = localizedTextSchema.extend({ source });
const stadiumSchema = z.strictObject({
  id: z.string(),
  name: localizedTextSchema,
  address: textWithSource,
  spanMetres: spanSchema,
  heightMetres: z.strictObject({ west: positive, east: positive, ends: positive, source }),
  roofOpeningMetres: spanSchema,
  pitchOpeningMetres: spanSchema,
  platformMetres: z.strictObject({ width: positive, circumference: positive, source }),
  capacityPersons: z.strictObject({ value: z.number().int().positive(), source }),
  gates: z.strictObject({ count: z.number().int().min(4), widthMetres: positive, source }),
  carParks: z.strictObject({
    source,
    parks: z.array(
      z.strictObject({
        name: localizedTextSchema,
        point: pointSchema,
        capacityVehicles: z.number().int().positive(),
      }),
    ),
  }),
  halls: z.array(
    z.strictObject({
      id: z.string(),
      name: localizedTextSchema,
      shape: z.enum(['circle', 'hexagon']),
      centre: pointSchema,
      diameterMetres: positive,
      heightMetres: positive,
      address: localizedTextSchema,
      source,
    }),
  ),
});

const storeyHeightsSchema = z.strictObject({
  source,
  note: z.string(),
  metres: z.strictObject({
    residential: positive,
    office: positive,
    hotel: positive,
    retail: positive,
    health: positive,
    education: positive,
    sport: positive,
    civic: positive,
    religious: positive,
    parking: positive,
    podium: positive,
  }),
});

const factsSchema = z.object({
  district: districtSchema,
  roads: z.strictObject({ roads: z.array(roadSchema).min(3) }),
  stations: stationsSchema,
  stadium: stadiumSchema,
  landmarks: landmarksSchema,
  buildings: buildingsSchema,
  rails: railsSchema,
  zones: zonesSchema,
  areas: areasSchema,
  storeyHeights: storeyHeightsSchema,
  lines: linesFileSchema,
  buses: busesSchema,
});
export type ReferenceFacts = z.infer<typeof factsSchema>;
export type RoadFact = z.infer<typeof roadSchema>;
export type StationFact = z.infer<typeof stationFactSchema>;
export type StoreyHeights = z.infer<typeof storeyHeightsSchema>['metres'];

export const REFERENCE_FACTS_FOLDER = fileURLToPath(
  new URL('../../../data/reference-district/', import.meta.url),
);

export function readReferenceFacts(folder: string = REFERENCE_FACTS_FOLDER): ReferenceFacts {
  const read = <T extends z.ZodType>(file: string, schema: T): z.infer<T> => {
    const parsed = schema.safeParse(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')));
    if (parsed.success) return parsed.data;
    throw new Error(`${file} of the reference district: ${z.prettifyError(parsed.error)}`);
  };
  return {
    district: read('district.json', districtSchema),
    roads: read('roads.json', factsSchema.shape.roads),
    stations: read('stations.json', stationsSchema),
    stadium: read('stadium.json', stadiumSchema),
    landmarks: read('landmarks.json', landmarksSchema),
    buildings: read('landmark-buildings.json', buildingsSchema),
    rails: read('rails.json', railsSchema),
    zones: read('zones.json', zonesSchema),
    areas: read('areas.json', areasSchema),
    storeyHeights: read('storey-heights.json', storeyHeightsSchema),
    lines: read('transit/lines-1-4-11.json', linesFileSchema),
    buses: read('buses.json', busesSchema),
  };
}
