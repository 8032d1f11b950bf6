/** Alarms: something that needs a response (ISA-18.2), with priority, place and state. */
import { z } from 'zod';
import {
  alarmIdSchema,
  cellIdSchema,
  sensorIdSchema,
  stationIdSchema,
  walkLinkIdSchema,
} from '../ids.ts';
import { localizedTextSchema, timeMsSchema, valueKindSchema } from '../kinds.ts';

export const ALARM_PRIORITIES = ['critical', 'high', 'medium', 'advisory'] as const;
export type AlarmPriority = (typeof ALARM_PRIORITIES)[number];
/** Cell byte of the `alarm` quantity. */
export const ALARM_RANK: Readonly<Record<AlarmPriority, number>> = {
  critical: 4,
  high: 3,
  medium: 2,
  advisory: 1,
};

export const alarmPlaceSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('unit'), cell: cellIdSchema, code: z.string() }),
  z.object({ type: z.literal('walk-link'), link: walkLinkIdSchema }),
  z.object({ type: z.literal('station'), station: stationIdSchema }),
  z.object({ type: z.literal('sensor'), sensor: sensorIdSchema }),
]);

export const alarmStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('active') }),
  z.object({ state: z.literal('acknowledged'), by: z.string(), atMs: timeMsSchema }),
  z.object({
    state: z.literal('cleared'),
    atMs: timeMsSchema,
    acknowledgedBy: z.string().nullable(),
  }),
]);

export const alarmSchema = z.object({
  id: alarmIdSchema,
  priority: z.enum(ALARM_PRIORITIES),
  cause: z.enum(['smoke', 'leak', 'density', 'station-queue', 'feed-silent']),
  place: alarmPlaceSchema,
  placeName: localizedTextSchema,
  /** [east, north] metres, for the map. */
  point: z.tuple([z.number(), z.number()]).nullable(),
  raisedMs: timeMsSchema,
  /** Of the value that raised it: a measured smoke signal, a forecast density. */
  kind: valueKindSchema,
  source: z.string(),
  message: localizedTextSchema,
  status: alarmStateSchema,
});
export type Alarm = z.infer<typeof alarmSchema>;
