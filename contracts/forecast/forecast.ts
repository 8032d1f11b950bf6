/** Two hours ahead in one-minute frames: the record of a forecast. Its frames: frames.ts. */
import { z } from 'zod';
import { forecastIdSchema } from '../ids.ts';
import { timeMsSchema } from '../kinds.ts';
import { outcomesSchema } from '../scenario/outcomes.ts';
import { eventPlanSchema, measureSchema, weatherSchema } from '../scenario/scenario.ts';
import { studyAreaSchema } from './study-area.ts';

export const FRAME_SECONDS = 60;
/** Frame 0 is "now"; frame 120 is two hours ahead. */
export const FORECAST_FRAME_COUNT = 121;

export const forecastSchema = z.object({
  id: forecastIdSchema,
  issuedMs: timeMsSchema,
  /** Time of frame 0. */
  startMs: timeMsSchema,
  frameCount: z.number().int().min(1),
  members: z.number().int().min(1),
  seed: z.number().int(),
  /** What made this forecast due. */
  cause: z.enum(['minute', 'event', 'weather', 'measure', 'start']),
  inputs: z.object({
    weather: weatherSchema,
    events: z.array(eventPlanSchema),
    measures: z.array(measureSchema),
    /** Live counts over the model's expectation in the last 15 min. */
    walkDemandFactor: z.number(),
    streetDemandFactor: z.number(),
  }),
  outcomes: outcomesSchema,
  cpuSeconds: z.number(),
  /** Absent: the whole district is forecast. */
  studyArea: studyAreaSchema.optional(),
});
export type Forecast = z.infer<typeof forecastSchema>;
