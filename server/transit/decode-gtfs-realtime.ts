/**
 * One GTFS-Realtime message becomes live transit, or is refused whole. A message that was cut off is
 * refused: cut inside a record it does not decode; cut between two records it is shorter than its
 * sender said, which the HTTP layer (Content-Length) finds. Entities that break the schema are left
 * out of an otherwise sound message, counted by reason.
 */
import { z } from 'zod';
import {
  type LiveAlert,
  type LiveTrip,
  type LiveVehicle,
  liveAlertSchema,
  liveTripSchema,
  liveVehicleSchema,
  OCCUPANCY_STATUSES,
} from '#contracts';
import { feedMessageType } from './gtfs-realtime-messages.ts';

export interface DecodedFeed {
  readonly timeMs: number;
  /** DIFFERENTIAL: entities replace those of the same id, others stand. */
  readonly differential: boolean;
  readonly vehicles: ReadonlyMap<string, LiveVehicle>;
  readonly trips: ReadonlyMap<string, LiveTrip>;
  readonly alerts: ReadonlyMap<string, LiveAlert>;
  readonly deleted: readonly string[];
  readonly leftOut: readonly { readonly reason: string; readonly count: number }[];
}

export type DecodedRealtime =
  | { readonly ok: true; readonly feed: DecodedFeed }
  | { readonly ok: false; readonly reason: string };

const text = z.string().optional();
const number = z.number().optional();
const trip = z.object({ tripId: text, routeId: text, scheduleRelationship: text }).optional();
const vehicle = z.object({ id: text, label: text }).optional();
const event = z.object({ delay: number }).optional();
const translated = z
  .object({ translation: z.array(z.object({ text: z.string(), language: text })).default([]) })
  .optional();
const messageSchema = z.object({
  header: z.object({
    gtfsRealtimeVersion: z.string().regex(/^[12]\.0$/, 'expected version 1.0 or 2.0'),
    incrementality: text,
    timestamp: number,
  }),
  entity: z
    .array(
      z.object({
        id: z.string(),
        isDeleted: z.boolean().optional(),
        tripUpdate: z
          .object({
            trip,
            vehicle,
            timestamp: number,
            delay: number,
            stopTimeUpdate: z
              .array(
                z.object({
                  stopSequence: number,
                  stopId: text,
                  arrival: event,
                  departure: event,
                  scheduleRelationship: text,
                }),
              )
              .default([]),
          })
          .optional(),
        vehicle: z
          .object({
            trip,
            vehicle,
            timestamp: number,
            stopId: text,
            occupancyStatus: number,
            occupancyPercentage: number,
            position: z
              .object({ latitude: number, longitude: number, bearing: number, speed: number })
              .optional(),
          })
          .optional(),
        alert: z
          .object({
            cause: text,
            effect: text,
            headerText: translated,
            descriptionText: translated,
            informedEntity: z.array(z.object({ routeId: text, stopId: text })).default([]),
            activePeriod: z.array(z.object({ start: number, end: number })).default([]),
          })
          .optional(),
      }),
    )
    .default([]),
});
type Entity = z.infer<typeof messageSchema>['entity'][number];

export function decodeGtfsRealtime(bytes: Uint8Array): DecodedRealtime {
  const refuse = (reason: string): DecodedRealtime => ({ ok: false, reason });
  if (bytes.length === 0) return refuse('the message is empty');
  let json: unknown;
  try {
    const message = feedMessageType.decode(bytes);
    json = feedMessageType.toObject(message, { longs: Number, enums: String });
  } catch (error) {
    return refuse(
      `expected a GTFS-Realtime FeedMessage, whole; got ${bytes.length} bytes that do not decode (${error instanceof Error ? error.message : String(error)})`,
    );
  }
  const parsed = messageSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refuse(`${issue?.path.join('.') ?? 'message'}: ${issue?.message ?? 'does not fit'}`);
  }
  const { header, entity } = parsed.data;
  if (header.timestamp === undefined || header.timestamp === 0) {
    return refuse('header.timestamp: expected the time of the message, got none');
  }
  const leftOut = new Map<string, number>();
  const vehicles = new Map<string, LiveVehicle>();
  const trips = new Map<string, LiveTrip>();
  const alerts = new Map<string, LiveAlert>();
  const deleted: string[] = [];
  const take = <T>(
    into: Map<string, T>,
    id: string,
    schema: z.ZodType<T>,
    value: unknown,
  ): void => {
    const checked = schema.safeParse(value);
    if (checked.success) into.set(id, checked.data);
    else {
      const [issue] = checked.error.issues;
      const reason = `${issue?.path.join('.')}: ${issue?.message}`;
      leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
    }
  };
  const seen = new Set<string>();
  for (const item of entity) {
    if (seen.has(item.id)) {
      const reason = 'entity id given twice: the last one stands';
      leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
    }
    seen.add(item.id);
    if (item.isDeleted) deleted.push(item.id);
    else {
      if (item.vehicle) take(vehicles, item.id, liveVehicleSchema, vehicleOf(item));
      if (item.tripUpdate) take(trips, item.id, liveTripSchema, tripOf(item));
      if (item.alert) take(alerts, item.id, liveAlertSchema, alertOf(item));
    }
  }
  return {
    ok: true,
    feed: {
      timeMs: header.timestamp * 1000,
      differential: header.incrementality === 'DIFFERENTIAL',
      vehicles,
      trips,
      alerts,
      deleted,
      leftOut: [...leftOut].map(([reason, count]) => ({ reason, count })),
    },
  };
}

/** Seconds of the epoch; 0 stands for not given. */
const timeMsOf = (seconds: number | undefined): number | null =>
  seconds === undefined || seconds === 0 ? null : seconds * 1000;

function vehicleOf(item: Entity): unknown {
  const { vehicle: said } = item;
  const position = said?.position;
  return {
    id: said?.vehicle?.id || item.id,
    label: said?.vehicle?.label ?? null,
    tripId: said?.trip?.tripId || null,
    routeId: said?.trip?.routeId || null,
    lonLat: position && [position.longitude, position.latitude],
    bearingDegrees: position?.bearing ?? null,
    speedMetresPerSecond: position?.speed ?? null,
    stopId: said?.stopId || null,
    occupancy: OCCUPANCY_STATUSES[said?.occupancyStatus ?? -1] ?? null,
    occupancyPercent: said?.occupancyPercentage ?? null,
    timeMs: timeMsOf(said?.timestamp),
  };
}

function tripOf(item: Entity): unknown {
  const said = item.tripUpdate;
  const relationship = said?.trip?.scheduleRelationship;
  return {
    tripId: said?.trip?.tripId || null,
    routeId: said?.trip?.routeId || null,
    vehicleId: said?.vehicle?.id || null,
    delaySeconds: said?.delay ?? null,
    cancelled: relationship === 'CANCELED' || relationship === 'DELETED',
    calls: said?.stopTimeUpdate.map((call) => ({
      stopId: call.stopId || null,
      stopSequence: call.stopSequence ?? null,
      arrivalDelaySeconds: call.arrival?.delay ?? null,
      departureDelaySeconds: call.departure?.delay ?? null,
      skipped: call.scheduleRelationship === 'SKIPPED',
    })),
    timeMs: timeMsOf(said?.timestamp),
  };
}

function alertOf(item: Entity): unknown {
  const said = item.alert;
  const wordsOf = (words: z.infer<typeof translated>) =>
    (words?.translation ?? []).map((one) => ({ language: one.language ?? null, text: one.text }));
  const ids = (list: readonly (string | undefined)[]): string[] =>
    list.flatMap((id) => (id ? [id] : []));
  return {
    id: item.id,
    cause: said?.cause ?? 'UNKNOWN_CAUSE',
    effect: said?.effect ?? 'UNKNOWN_EFFECT',
    header: wordsOf(said?.headerText),
    description: wordsOf(said?.descriptionText),
    routeIds: ids(said?.informedEntity.map(({ routeId }) => routeId) ?? []),
    stopIds: ids(said?.informedEntity.map(({ stopId }) => stopId) ?? []),
    periods: said?.activePeriod.map(({ start, end }) => ({
      fromMs: timeMsOf(start),
      untilMs: timeMsOf(end),
    })),
  };
}
