/**
 * What a device says: MQTT topics and JSON payloads at the edge, `Observation` inside.
 * Topic: gezi/<district>/<device>/<device id>/<message>. HTTP takes the same payload at
 * POST /api/ingest/<device>/<device id>/<message>.
 */
import { z } from 'zod';
import { timeMsSchema } from '../kinds.ts';

const count = z.number().int().min(0).max(1_000_000);
const interval = z.number().positive().max(3600);
const header = { timeMs: timeMsSchema };

export const peopleCountPayloadSchema = z.strictObject({
  ...header,
  intervalSeconds: interval,
  /** Along and against the direction in which the walk link is drawn. */
  forward: count,
  backward: count,
});
export const gateCountPayloadSchema = z.strictObject({
  ...header,
  intervalSeconds: interval,
  out: count,
  in: count,
});
export const stationCountPayloadSchema = z.strictObject({
  ...header,
  intervalSeconds: interval,
  entries: count,
  exits: count,
});
export const roadFlowPayloadSchema = z.strictObject({
  ...header,
  intervalSeconds: interval,
  vehicles: count,
  /** null when no vehicle passed. */
  meanSpeedMetresPerSecond: z.number().min(0).max(100).nullable(),
});
export const weatherPayloadSchema = z.strictObject({
  ...header,
  rainMillimetresPerHour: z.number().min(0).max(500),
  temperatureCelsius: z.number().min(-60).max(60),
  windMetresPerSecond: z.number().min(0).max(120),
});
/** A unit's smoke or leak detector: device id is the unit code. */
export const alarmPayloadSchema = z.strictObject({ ...header, alarm: z.boolean() });
/** A building's meter concentrator: device id is the building id. */
export const unitReadingsPayloadSchema = z.strictObject({
  ...header,
  readings: z
    .array(z.strictObject({ unit: z.string().min(1).max(200), value: z.number().min(0).max(1e7) }))
    .min(1)
    .max(5000),
});

/** `<device>/<message>` → payload schema. The one list that ingest, feed and docs share. */
export const MESSAGE_SCHEMAS = {
  'people-counter/count': peopleCountPayloadSchema,
  'gate-counter/count': gateCountPayloadSchema,
  'station-gates/count': stationCountPayloadSchema,
  'road-detector/flow': roadFlowPayloadSchema,
  'weather-station/observation': weatherPayloadSchema,
  'unit/smoke': alarmPayloadSchema,
  'unit/leak': alarmPayloadSchema,
  'building/power': unitReadingsPayloadSchema,
  'building/water': unitReadingsPayloadSchema,
} as const;
export type MessageType = keyof typeof MESSAGE_SCHEMAS;
export type MessagePayload<T extends MessageType> = z.infer<(typeof MESSAGE_SCHEMAS)[T]>;

export const isMessageType = (text: string): text is MessageType =>
  Object.hasOwn(MESSAGE_SCHEMAS, text);

export const TOPIC_ROOT = 'gezi';
/** Ids may hold '/', '+', '#' (OSM ids such as `way/12`): percent-encoded in topics. */
export const topicOf = (district: string, type: MessageType, deviceId: string): string => {
  const [device, message] = type.split('/') as [string, string];
  return `${TOPIC_ROOT}/${district}/${device}/${encodeURIComponent(deviceId)}/${message}`;
};

export type ParsedTopic =
  | {
      readonly ok: true;
      readonly district: string;
      readonly type: MessageType;
      readonly deviceId: string;
    }
  | { readonly ok: false; readonly reason: string };

export function parseTopic(topic: string): ParsedTopic {
  const parts = topic.split('/');
  const [root, district, device, deviceId, message] = parts;
  if (parts.length !== 5 || root !== TOPIC_ROOT || !district || !device || !deviceId || !message) {
    return {
      ok: false,
      reason: `expected ${TOPIC_ROOT}/<district>/<device>/<id>/<message>, got ${topic}`,
    };
  }
  const type = `${device}/${message}`;
  if (!isMessageType(type)) {
    return {
      ok: false,
      reason: `unknown message ${type}; expected one of ${Object.keys(MESSAGE_SCHEMAS).join(', ')}`,
    };
  }
  try {
    return { ok: true, district, type, deviceId: decodeURIComponent(deviceId) };
  } catch {
    return { ok: false, reason: `device id ${deviceId} is not valid percent-encoding` };
  }
}

/** Quantities of single values, with SI units in the name. */
export const OBSERVED_QUANTITIES = [
  'forwardPersonsPerMinute',
  'backwardPersonsPerMinute',
  'outPersonsPerMinute',
  'inPersonsPerMinute',
  'entryPersonsPerMinute',
  'exitPersonsPerMinute',
  'flowVehiclesPerHour',
  'meanSpeedMetresPerSecond',
  'rainMillimetresPerHour',
  'temperatureCelsius',
  'windMetresPerSecond',
  'smoke',
  'leak',
  'powerWatts',
  'waterLitresPerHour',
  /** Of public transport, from GTFS-Realtime; the rank is the place in OCCUPANCY_STATUSES. */
  'transitDelaySeconds',
  'transitOccupancyRank',
] as const;
export type ObservedQuantity = (typeof OBSERVED_QUANTITIES)[number];

/** One value of one place at one time. `subject` is a sensor id or a unit code. */
export interface Observation {
  readonly subject: string;
  readonly quantity: ObservedQuantity;
  /** The device's clock. */
  readonly timeMs: number;
  /** The server's clock. */
  readonly receivedMs: number;
  readonly value: number;
}

export interface IngestRejects {
  readonly total: number;
  /** Newest first, at most 200. */
  readonly recent: readonly {
    readonly receivedMs: number;
    readonly topic: string;
    readonly reason: string;
    /** First 200 characters. */
    readonly payload: string;
  }[];
  readonly byReason: readonly { readonly reason: string; readonly count: number }[];
}
