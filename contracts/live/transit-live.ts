/**
 * What GTFS-Realtime feeds say of vehicles, trips and disturbances, as the server keeps and serves
 * it (GET /api/transit/live): the newest message of each source, with source, time and kind.
 */
import { z } from 'zod';
import { timeMsSchema, valueKindSchema } from '../kinds.ts';

const id = z.string().min(1).max(500);
const optionalId = id.nullable();
/** A day early or late is no delay but a fault of the feed. */
const delaySeconds = z.number().int().min(-86_400).max(86_400).nullable();

/** GTFS-Realtime OccupancyStatus in its order; the place in this list is the observed rank. */
export const OCCUPANCY_STATUSES = [
  'EMPTY',
  'MANY_SEATS_AVAILABLE',
  'FEW_SEATS_AVAILABLE',
  'STANDING_ROOM_ONLY',
  'CRUSHED_STANDING_ROOM_ONLY',
  'FULL',
  'NOT_ACCEPTING_PASSENGERS',
] as const;

export const liveVehicleSchema = z.object({
  /** Of the vehicle, else of the message's entity. */
  id,
  label: z.string().max(500).nullable(),
  tripId: optionalId,
  routeId: optionalId,
  /** [longitude, latitude], WGS84 degrees. */
  lonLat: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]),
  bearingDegrees: z.number().min(-360).max(360).nullable(),
  speedMetresPerSecond: z.number().min(0).max(200).nullable(),
  stopId: optionalId,
  occupancy: z.enum(OCCUPANCY_STATUSES).nullable(),
  occupancyPercent: z.number().int().min(0).max(1000).nullable(),
  /** When the vehicle was there; null: the feed does not say. */
  timeMs: timeMsSchema.nullable(),
});

export const liveTripSchema = z.object({
  tripId: optionalId,
  routeId: optionalId,
  vehicleId: optionalId,
  delaySeconds,
  cancelled: z.boolean(),
  calls: z.array(
    z.object({
      stopId: optionalId,
      stopSequence: z.number().int().min(0).nullable(),
      arrivalDelaySeconds: delaySeconds,
      departureDelaySeconds: delaySeconds,
      skipped: z.boolean(),
    }),
  ),
  timeMs: timeMsSchema.nullable(),
});

const words = z.array(z.object({ language: z.string().nullable(), text: z.string() }));

export const liveAlertSchema = z.object({
  id,
  cause: z.string(),
  effect: z.string(),
  header: words,
  description: words,
  routeIds: z.array(id),
  stopIds: z.array(id),
  /** Empty: as long as the feed holds it. */
  periods: z.array(z.object({ fromMs: timeMsSchema.nullable(), untilMs: timeMsSchema.nullable() })),
});

export const transitLiveSchema = z.object({
  /** The name under which the feed was configured or posted. */
  source: z.string(),
  /** The feed's own time. */
  timeMs: timeMsSchema,
  receivedMs: timeMsSchema,
  kind: valueKindSchema,
  vehicles: z.array(liveVehicleSchema),
  trips: z.array(liveTripSchema),
  alerts: z.array(liveAlertSchema),
  /** Entities of the message that could not be used, by reason. */
  leftOut: z.array(z.object({ reason: z.string(), count: z.number().int().positive() })),
});

export type LiveVehicle = z.infer<typeof liveVehicleSchema>;
export type LiveTrip = z.infer<typeof liveTripSchema>;
export type LiveAlert = z.infer<typeof liveAlertSchema>;
export type TransitLive = z.infer<typeof transitLiveSchema>;

/** GET /api/transit/live. */
export interface TransitLiveAnswer {
  readonly sources: readonly TransitLive[];
  readonly refused: {
    readonly total: number;
    /** Newest first, at most 50. */
    readonly recent: readonly {
      readonly receivedMs: number;
      readonly source: string;
      readonly reason: string;
    }[];
  };
}
