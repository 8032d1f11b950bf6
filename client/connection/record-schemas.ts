/** Schemas of the live wire's records (contracts/wire/live-protocol.ts), for the edge. */
import { z } from 'zod';
import {
  adviceSchema,
  advisingStateSchema,
  alarmSchema,
  type ChannelDeltas,
  type ChannelSnapshots,
  cityBuildSchema,
  type DistrictSummary,
  districtTransitSchema,
  eventPlanSchema,
  forecastSchema,
  type KeyFigure,
  measureSchema,
  OBSERVED_QUANTITIES,
  type RecordChannel,
  type SensorValue,
  scenarioRunSchema,
  valueKindSchema,
  weatherSchema,
} from '#contracts';

const sensorValueSchema = z.object({
  sensor: z.string(),
  quantity: z.enum(OBSERVED_QUANTITIES),
  value: z.number(),
  timeMs: z.number(),
}) satisfies z.ZodType<SensorValue>;

const keyFigureSchema = z.object({
  id: z.enum(['people-on-streets', 'venue-people', 'station-entries', 'road-speed']),
  value: z.number().nullable(),
  unit: z.string(),
  kind: valueKindSchema,
  source: z.string(),
  timeMs: z.number(),
  baseline: z.number().nullable(),
}) satisfies z.ZodType<KeyFigure>;

const districtSchema = z.object({
  weather: weatherSchema
    .extend({ kind: valueKindSchema, source: z.string(), timeMs: z.number() })
    .nullable(),
  keyFigures: z.array(keyFigureSchema),
  sensors: z.object({ total: z.number(), fresh: z.number(), stale: z.number() }),
  ingest: z.object({
    acceptedTotal: z.number(),
    rejectedTotal: z.number(),
    perSecond: z.number(),
  }),
  cityBuild: cityBuildSchema,
}) satisfies z.ZodType<DistrictSummary>;

const plansSchema = z.object({
  events: z.array(eventPlanSchema),
  measures: z.array(measureSchema),
});

export const SNAPSHOT_SCHEMAS = {
  sensors: z.array(sensorValueSchema),
  alarms: z.array(alarmSchema),
  district: districtSchema,
  forecast: forecastSchema.nullable(),
  advice: z.array(adviceSchema),
  advising: advisingStateSchema,
  plans: plansSchema,
  runs: z.array(scenarioRunSchema),
  transit: districtTransitSchema,
} satisfies { readonly [C in RecordChannel]: z.ZodType<ChannelSnapshots[C]> };

export const DELTA_SCHEMAS = {
  ...SNAPSHOT_SCHEMAS,
  forecast: forecastSchema,
} satisfies { readonly [C in RecordChannel]: z.ZodType<ChannelDeltas[C]> };
