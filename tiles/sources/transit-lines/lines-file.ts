/**
 * The form in which people write down lines: stations by name, seconds from stop to stop, headways.
 * data/reference-district/transit/lines-1-4-11.json is one; docs/models/transit.md describes it.
 */
import { z } from 'zod';
import {
  localizedTextSchema,
  stationIdSchema,
  transitModeSchema,
  transitVehicleSchema,
  valueKindSchema,
} from '#contracts';

/** HH:MM or HH:MM:SS of the service day; hours may pass 24. */
const clockSchema = z
  .string()
  .regex(/^\d{1,2}:[0-5]\d(:[0-5]\d)?$/, 'expected HH:MM or HH:MM:SS')
  .transform((text) => {
    const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number);
    return hours * 3600 + minutes * 60 + seconds;
  });
const rate = z.number().positive().max(10_000);

export const stationDetailSchema = z.strictObject({
  /** Labels of the exits. */
  entrances: z.array(z.string().min(1)).min(1),
  entrancePersonsPerMinute: rate,
  gatesIn: z.number().int().positive(),
  gatesOut: z.number().int().positive(),
  gatePersonsPerMinute: rate,
  securityPersonsPerMinute: rate.optional(),
  changeSeconds: z.number().min(0).max(1800),
  platforms: z
    .array(
      z.strictObject({
        line: z.string().min(1),
        areaSquareMetres: z.number().positive(),
        escalatorsDown: z.number().int().positive(),
        escalatorsUp: z.number().int().positive(),
        escalatorPersonsPerMinute: rate,
      }),
    )
    .min(1),
});

export const linesFileSchema = z.strictObject({
  version: z.literal(1),
  name: z.string(),
  timeZone: z.string().min(1),
  /** Where each kind of fact comes from. */
  sources: z.record(z.string(), z.string().min(1)),
  stations: z.array(
    z.strictObject({
      id: stationIdSchema,
      name: localizedTextSchema,
      lonLat: z.tuple([z.number(), z.number()]).nullable(),
      detail: stationDetailSchema.optional(),
    }),
  ),
  lines: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        name: localizedTextSchema,
        mode: transitModeSchema,
        vehicle: transitVehicleSchema,
        clearanceSeconds: z.number().min(0),
        turnBackSeconds: z.number().min(0).nullable(),
        maximumDwellSeconds: z.number().positive(),
        dwellSeconds: z.number().int().min(0),
        kind: valueKindSchema.default('inferred'),
        directions: z
          .array(
            z.strictObject({
              id: z.string().min(1),
              headsign: z.string(),
              loop: z.boolean(),
              stops: z.array(stationIdSchema).min(2),
              /** From departure to departure; a loop has one more, back to its first stop. */
              secondsToNext: z.array(z.number().int().positive()),
              departures: z.array(
                z.strictObject({
                  from: clockSchema,
                  until: clockSchema,
                  headwaySeconds: z.number().positive(),
                }),
              ),
              lastTrain: clockSchema.optional(),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
});

export type LinesFile = z.infer<typeof linesFileSchema>;
export type LinesStation = LinesFile['stations'][number];
export type LinesLine = LinesFile['lines'][number];
