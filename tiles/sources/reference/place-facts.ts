/**
 * Facts about places of the reference district: what kind of quarter stands where, landmarks and
 * their buildings, railways, and the areas of administration. Points are [east, north] metres.
 */
import { z } from 'zod';
import { BUILDING_USES, localizedTextSchema, pointSchema } from '#contracts';

const source = z.string().min(10);
const positive = z.number().positive();
const share = z.number().min(0).max(1);

export const FABRICS = [
  'slabs',
  'towers',
  'lanes',
  'villas',
  'village',
  'offices',
  'works',
  'mall',
  'hotel',
  'hospital',
  'school',
  'campus',
  'civic',
  'church',
  'temple',
  'station',
  'park',
] as const;
export type Fabric = (typeof FABRICS)[number];

export const landmarksSchema = z.strictObject({
  landmarks: z.array(
    z.strictObject({
      id: z.string(),
      name: localizedTextSchema,
      fabric: z.enum(FABRICS),
      point: pointSchema,
      /** No generated street comes nearer than this. */
      radiusMetres: positive.optional(),
      accuracyMetres: positive,
      source,
    }),
  ),
});

/** Single buildings with published or recalled dimensions; `point` is recalled. */
const landmarkBuildingSchema = z.strictObject({
  id: z.string(),
  name: localizedTextSchema,
  point: pointSchema,
  use: z.enum(BUILDING_USES),
  address: localizedTextSchema.optional(),
  shape: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('rectangle'), length: positive, depth: positive }),
    z.strictObject({
      type: z.literal('polygon'),
      sides: z.number().int().min(6),
      diameter: positive,
    }),
    /** A flat iron: blunt nose to the east, `depth` wide at its west end. */
    z.strictObject({ type: z.literal('wedge'), length: positive, depth: positive, nose: positive }),
  ]),
  /** Counter-clockwise from east. */
  turnDegrees: z.number(),
  levels: z.number().int().positive(),
  heightMetres: positive,
  roof: z.enum(['flat', 'pyramidal', 'dome']).default('flat'),
  roofHeightMetres: z.number().min(0).default(0),
  source,
});
export const buildingsSchema = z.strictObject({ buildings: z.array(landmarkBuildingSchema) });
export type LandmarkBuilding = z.infer<typeof landmarkBuildingSchema>;

export const railsSchema = z.strictObject({
  rails: z.array(
    z.strictObject({
      id: z.string(),
      name: localizedTextSchema,
      widthMetres: positive,
      points: z.array(pointSchema).min(2),
      source,
    }),
  ),
});

/** HH:MM of the service day; hours may pass 24. */
const clockTime = z
  .string()
  .regex(/^\d{2}:[0-5]\d$/, 'expected HH:MM')
  .transform((text) => 3600 * Number(text.slice(0, 2)) + 60 * Number(text.slice(3)));

export const busesSchema = z.strictObject({
  capacityPersons: z.strictObject({ value: z.number().int().positive(), source }),
  hoursSource: source,
  lines: z.array(
    z.strictObject({
      id: z.string(),
      number: localizedTextSchema,
      from: localizedTextSchema,
      to: localizedTextSchema,
      /** Runs back over the same stops too. */
      bothWays: z.boolean(),
      headwaySeconds: z.number().min(60).max(7200),
      first: clockTime,
      last: clockTime,
      /** On the axis of a road. */
      stops: z.array(z.strictObject({ name: localizedTextSchema, point: pointSchema })).min(2),
      source,
    }),
  ),
});

export const zonesSchema = z.strictObject({
  source,
  zones: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      sites: z.array(pointSchema).min(1),
      /** Share of blocks by fabric; adds up to 1. */
      mix: z
        .partialRecord(z.enum(FABRICS), share)
        .refine((mix) => Math.abs(Object.values(mix).reduce((a, b) => a + b, 0) - 1) < 1e-6, {
          message: 'shares of a zone must add up to 1',
        }),
    }),
  ),
});
export type Zone = z.infer<typeof zonesSchema>['zones'][number];

const code = (digits: number) => z.string().regex(new RegExp(`^\\d{${digits}}$`));
export const areasSchema = z.strictObject({
  district: z.strictObject({ code: code(6), name: localizedTextSchema }),
  source,
  sitesNote: z.string(),
  streets: z.array(
    z.strictObject({
      code: code(9),
      name: localizedTextSchema,
      sites: z.array(pointSchema).min(1),
      committees: z.array(z.strictObject({ code: code(12), name: localizedTextSchema })).min(1),
    }),
  ),
});
export type StreetUnitFact = z.infer<typeof areasSchema>['streets'][number];
