/** What to do: measures tried in the simulation with the same seeds, ranked by what they change. */
import { z } from 'zod';
import { adviceIdSchema, forecastIdSchema } from '../ids.ts';
import { intervalSchema, localizedTextSchema, timeMsSchema } from '../kinds.ts';
import { measureSchema } from '../scenario/scenario.ts';

/** Paired difference (with − without the measure) over members run with the same seeds. */
export const effectSchema = z.object({
  peakDensityPersonsPerSquareMetre: intervalSchema,
  minutesAboveFour: intervalSchema,
  clearingMinutes: intervalSchema.nullable(),
  peakStationQueuePersons: intervalSchema,
  vehicleDelayHours: intervalSchema,
  /** Absent where no lines are known. */
  leftBehind: intervalSchema.optional(),
  withoutTrain: intervalSchema.optional(),
});
export type Effect = z.infer<typeof effectSchema>;

export const adviceStatusSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('offered') }),
  z.object({ state: z.literal('accepted'), by: z.string(), atMs: timeMsSchema }),
  z.object({ state: z.literal('refused'), by: z.string(), atMs: timeMsSchema, reason: z.string() }),
  z.object({ state: z.literal('expired'), atMs: timeMsSchema }),
]);

export const adviceSchema = z.object({
  id: adviceIdSchema,
  forecast: forecastIdSchema,
  issuedMs: timeMsSchema,
  title: localizedTextSchema,
  measures: z.array(measureSchema).min(1),
  members: z.number().int().min(1),
  effect: effectSchema,
  /** One sentence: what it costs or makes worse. */
  sideEffect: localizedTextSchema.nullable(),
  status: adviceStatusSchema,
});
export type Advice = z.infer<typeof adviceSchema>;
