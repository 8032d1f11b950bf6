/**
 * What of the GTFS-Realtime feeds the district's screens show (live channel `transit`): vehicles in
 * the district's box in local metres, the feeds' alerts, and how each feed is.
 */
import { z } from 'zod';
import { pointSchema } from '../geo/geometry.ts';
import { vehicleIdSchema } from '../ids.ts';
import { timeMsSchema, valueKindSchema } from '../kinds.ts';
import { liveAlertSchema, liveVehicleSchema } from './transit-live.ts';

const count = z.number().int().min(0);

export const districtVehicleSchema = liveVehicleSchema
  .pick({
    bearingDegrees: true,
    speedMetresPerSecond: true,
    occupancy: true,
    occupancyPercent: true,
  })
  .extend({
    id: vehicleIdSchema,
    source: z.string(),
    /** Its label, else its id in the feed. */
    name: z.string(),
    /** The feed's route; a line of the city where it knows one of this id. */
    line: z.string().nullable(),
    point: pointSchema,
    /** Behind its timetable; negative ahead of it; null: the feed does not say. */
    delaySeconds: z.number().int().nullable(),
    timeMs: timeMsSchema,
    /** `feed`: the vehicle gave no time of its own, so that the message's stands for it. */
    timeOf: z.enum(['vehicle', 'feed']),
  });

export const districtAlertSchema = liveAlertSchema.extend({
  source: z.string(),
  /** It names a line or stop that the city knows. */
  concernsCity: z.boolean(),
});

export const feedStatusSchema = z.discriminatedUnion('state', [
  /** Asked for, and nothing came yet. */
  z.object({ state: z.literal('waiting'), sinceMs: timeMsSchema }),
  z.object({ state: z.literal('answering'), timeMs: timeMsSchema }),
  z.object({
    state: z.literal('failing'),
    sinceMs: timeMsSchema,
    /** Where, what was expected, what came. */
    reason: z.string(),
    /** Of the last message that could be used; null: there was none. */
    timeMs: timeMsSchema.nullable(),
  }),
]);

export const districtFeedSchema = z.object({
  source: z.string(),
  kind: valueKindSchema,
  status: feedStatusSchema,
  vehiclesOutside: count,
  /** Entities that could not be used, and vehicles beyond `VEHICLES_AT_MOST`. */
  leftOut: count,
});

export const districtTransitSchema = z.object({
  feeds: z.array(districtFeedSchema),
  vehicles: z.array(districtVehicleSchema),
  /** Those that concern the city first. */
  alerts: z.array(districtAlertSchema),
  /** Beyond `ALERTS_AT_MOST`. */
  alertsLeftOut: count,
});

/** Some 400 bytes each: far below what one client may lag behind. */
export const VEHICLES_AT_MOST = 1000;
export const ALERTS_AT_MOST = 50;

export type DistrictVehicle = z.infer<typeof districtVehicleSchema>;
export type DistrictAlert = z.infer<typeof districtAlertSchema>;
export type FeedStatus = z.infer<typeof feedStatusSchema>;
export type DistrictFeed = z.infer<typeof districtFeedSchema>;
export type DistrictTransit = z.infer<typeof districtTransitSchema>;
