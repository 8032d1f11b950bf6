/** What runs of scenarios come to, and how far they are. */
import { z } from 'zod';
import { transitLineIdSchema, transitPatternIdSchema } from '../city/transit.ts';
import { busStopIdSchema, measureIdSchema, stationIdSchema, walkLinkIdSchema } from '../ids.ts';
import { intervalSchema, timeMsSchema } from '../kinds.ts';
import { scenarioSchema } from './scenario.ts';

export const transitOutcomesSchema = z.object({
  /** Times that a train left somebody behind at the district's stations; a person left twice counts twice. */
  leftBehind: intervalSchema,
  /** The direction of a line that leaves most behind at one station; null when none does. */
  worstStop: z
    .object({
      station: stationIdSchema,
      pattern: transitPatternIdSchema,
      leftBehind: intervalSchema,
    })
    .nullable(),
  /** People at the horizon in stations from which no train leaves any more, and in front of them. */
  withoutTrain: intervalSchema,
  /** The densest platform at its worst; null where no platform's area is known. */
  peakPlatform: z
    .object({
      station: stationIdSchema,
      line: transitLineIdSchema,
      personsPerSquareMetre: intervalSchema,
    })
    .nullable(),
});
export type TransitOutcomes = z.infer<typeof transitOutcomesSchema>;

export const busOutcomesSchema = z.object({
  /** People whom buses took away from the district's stops. */
  boarded: intervalSchema,
  /** Times that a bus left somebody behind at a stop; a person left twice counts twice. */
  leftBehind: intervalSchema,
  /** Highest number waiting at any stop. */
  peakQueue: z.object({ persons: intervalSchema, stop: busStopIdSchema.nullable() }),
});
export type BusOutcomes = z.infer<typeof busOutcomesSchema>;

/** How long emergency vehicles of one measure take; those under way at the horizon count as long as they have been. */
export const emergencyOutcomesSchema = z.object({
  measure: measureIdSchema,
  sent: z.number().int().min(0),
  /** Highest of the members. */
  notArrived: z.number().int().min(0),
  meanSeconds: intervalSchema,
  slowestSeconds: intervalSchema,
});
export type EmergencyOutcomes = z.infer<typeof emergencyOutcomesSchema>;

/** The figures by which runs are compared, in the interface's fixed order. */
export const outcomesSchema = z.object({
  peakDensity: z.object({
    personsPerSquareMetre: intervalSchema,
    link: walkLinkIdSchema.nullable(),
    atMs: timeMsSchema.nullable(),
  }),
  /** Link-minutes above 4 persons/m², the common limit of stable crowds (Green Guide). */
  minutesAboveFour: intervalSchema,
  /** From the event's end until 95 % of its people have arrived; null without an event or when not within the horizon. */
  clearingMinutes: intervalSchema.nullable(),
  /** Highest number waiting at any station. */
  peakStationQueue: z.object({ persons: intervalSchema, station: stationIdSchema.nullable() }),
  vehicleDelayHours: intervalSchema,
  /** Trains and platforms at the district's stations; absent where no lines are known. */
  transit: transitOutcomesSchema.optional(),
  /** Absent where no bus lines are known. */
  buses: busOutcomesSchema.optional(),
  /** One for each `emergency-run` that sent somebody within the horizon. */
  emergency: z.array(emergencyOutcomesSchema).optional(),
  /** Staff for the places above 2 persons/m², by the 1:250 ratio. */
  staffNeeded: z.number().int().min(0),
  /** The most crowded places, worst first. */
  worstPlaces: z.array(
    z.object({
      link: walkLinkIdSchema,
      name: z.string().nullable(),
      personsPerSquareMetre: intervalSchema,
      atMs: timeMsSchema,
    }),
  ),
});
export type Outcomes = z.infer<typeof outcomesSchema>;

/**
 * The figures of one member of a run. In runs with the same seed and as many members, members with
 * the same position share all draws, so that their differences pair.
 */
export const runMemberSchema = z.object({
  peakDensityPersonsPerSquareMetre: z.number(),
  minutesAboveFour: z.number(),
  /** null without an event or when not within the horizon. */
  clearingMinutes: z.number().nullable(),
  peakStationQueuePersons: z.number(),
  vehicleDelayHours: z.number(),
  /** Absent where no lines are known. */
  leftBehind: z.number().optional(),
  withoutTrain: z.number().optional(),
  busLeftBehind: z.number().optional(),
  /** The slowest emergency vehicle of all measures. */
  slowestEmergencySeconds: z.number().optional(),
});
export type RunMember = z.infer<typeof runMemberSchema>;

/** The `reason` of a run that was under way when the server stopped. */
export const RUN_STOPPED_REASON = 'the server stopped while this run was under way';

/** States of a job that has no result, or none yet. */
export const JOB_STATES = [
  z.object({ state: z.literal('queued') }),
  z.object({ state: z.literal('running'), progress: z.number().min(0).max(1) }),
  z.object({ state: z.literal('cancelled') }),
  z.object({ state: z.literal('failed'), reason: z.string() }),
] as const;

export const runStatusSchema = z.discriminatedUnion('state', [
  ...JOB_STATES,
  z.object({
    state: z.literal('done'),
    outcomes: outcomesSchema,
    cpuSeconds: z.number(),
    /** By member; runs stored by earlier versions have none. */
    memberOutcomes: z.array(runMemberSchema).optional(),
  }),
]);
export type RunStatus = z.infer<typeof runStatusSchema>;

export const scenarioRunSchema = z.object({
  scenario: scenarioSchema,
  createdMs: timeMsSchema,
  createdBy: z.string(),
  status: runStatusSchema,
});
export type ScenarioRun = z.infer<typeof scenarioRunSchema>;
