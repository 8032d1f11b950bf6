/**
 * GeoJSON geometries (RFC 7946 shapes, but in metres of the scenario's own plane instead of degrees)
 * and the random distributions that a crowd scenario is written with.
 */
import { z } from 'zod';

const positionSchema = z.tuple([z.number(), z.number()]);
/** GeoJSON rings repeat their first point at the end; open rings are accepted too. */
const geoRingSchema = z.array(positionSchema).min(3);

export const polygonShapeSchema = z.strictObject({
  type: z.literal('Polygon'),
  /** [outer ring, ...holes], any orientation, metres. */
  coordinates: z.array(geoRingSchema).min(1),
});
export type PolygonShape = z.infer<typeof polygonShapeSchema>;

export const areaShapeSchema = z.discriminatedUnion('type', [
  polygonShapeSchema,
  z.strictObject({
    type: z.literal('MultiPolygon'),
    coordinates: z.array(z.array(geoRingSchema).min(1)).min(1),
  }),
]);
export type AreaShape = z.infer<typeof areaShapeSchema>;

/** A straight line of two points, metres. */
export const segmentShapeSchema = z.strictObject({
  type: z.literal('LineString'),
  coordinates: z.tuple([positionSchema, positionSchema]),
});
export type SegmentShape = z.infer<typeof segmentShapeSchema>;

/** Drawn values are cut to [min, max] by drawing again, so the shape inside the limits is kept. */
export const distributionSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('constant'), value: z.number() }),
  z
    .strictObject({ type: z.literal('uniform'), min: z.number(), max: z.number() })
    .refine((d) => d.max >= d.min, { message: 'max must not be below min' }),
  z.strictObject({
    type: z.literal('normal'),
    mean: z.number(),
    deviation: z.number().min(0),
    min: z.number(),
    max: z.number(),
  }),
  /** exp of a normal with these moments of the logarithm. */
  z.strictObject({
    type: z.literal('lognormal'),
    logMean: z.number(),
    logDeviation: z.number().min(0),
    min: z.number().optional(),
    max: z.number().optional(),
  }),
  z.strictObject({ type: z.literal('gamma'), shape: z.number().gt(0), scale: z.number().gt(0) }),
  z.strictObject({ type: z.literal('weibull'), shape: z.number().gt(0), scale: z.number().gt(0) }),
]);
export type Distribution = z.infer<typeof distributionSchema>;

export function constantOf(value: number): Distribution {
  return { type: 'constant', value };
}

export function uniformOf(min: number, max: number): Distribution {
  return { type: 'uniform', min, max };
}

/** An upright rectangle between two corners, metres. */
export function rectangleShape(x0: number, y0: number, x1: number, y1: number): PolygonShape {
  return {
    type: 'Polygon',
    coordinates: [
      [
        [x0, y0],
        [x1, y0],
        [x1, y1],
        [x0, y1],
        [x0, y0],
      ],
    ],
  };
}

export function segmentShape(x0: number, y0: number, x1: number, y1: number): SegmentShape {
  return {
    type: 'LineString',
    coordinates: [
      [x0, y0],
      [x1, y1],
    ],
  };
}
