/**
 * A close-up: a few minutes of one run of the district in which a place and its surroundings are
 * walked person by person. Its frames: close-up-frames.ts.
 */
import { z } from 'zod';
import { lineSchema, pointSchema, polygonSchema } from '../geo/geometry.ts';
import {
  entranceIdSchema,
  forecastIdSchema,
  gateIdSchema,
  scenarioIdSchema,
  walkLinkIdSchema,
} from '../ids.ts';
import { localizedTextSchema, timeMsSchema } from '../kinds.ts';
import { JOB_STATES } from '../scenario/outcomes.ts';

export const CLOSE_UP_LONGEST_MS = 15 * 60_000;
/** One frame a second, the run's own step. */
export const CLOSE_UP_FRAME_MS = 1000;

export const closeUpPlaceSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('gate'), id: gateIdSchema }),
  z.strictObject({ type: z.literal('entrance'), id: entranceIdSchema }),
  z.strictObject({ type: z.literal('walk-link'), id: walkLinkIdSchema }),
]);
export type CloseUpPlace = z.infer<typeof closeUpPlaceSchema>;

export const closeUpRequestSchema = z
  .strictObject({
    place: closeUpPlaceSchema,
    /** Whole minutes. */
    fromMs: timeMsSchema.multipleOf(60_000),
    untilMs: timeMsSchema.multipleOf(60_000),
    /** The current forecast, or a run that is done; without `member` the typical one. */
    source: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('forecast'), member: z.number().int().min(0).optional() }),
      z.strictObject({
        type: z.literal('run'),
        run: scenarioIdSchema,
        member: z.number().int().min(0).optional(),
      }),
    ]),
  })
  .refine((request) => request.untilMs > request.fromMs, {
    message: 'untilMs: expected after fromMs',
  })
  .refine((request) => request.untilMs - request.fromMs <= CLOSE_UP_LONGEST_MS, {
    message: 'untilMs: expected at most 15 minutes after fromMs',
  });
export type CloseUpRequest = z.infer<typeof closeUpRequestSchema>;

/** Which run it is: the same model, inputs, seed and member as there. */
export const closeUpSourceSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('forecast'),
    forecast: forecastIdSchema,
    issuedMs: timeMsSchema,
    member: z.number().int(),
    members: z.number().int(),
    seed: z.number().int(),
  }),
  z.object({
    type: z.literal('run'),
    run: scenarioIdSchema,
    name: z.string(),
    member: z.number().int(),
    members: z.number().int(),
    seed: z.number().int(),
  }),
]);
export type CloseUpSource = z.infer<typeof closeUpSourceSchema>;

/** What lies behind a way in and out, or where somebody is going. `way`: on through the streets. */
export const CLOSE_UP_TARGETS = [
  'gate',
  'station',
  'car-park',
  'kerb',
  'stop',
  'zone',
  'gateway',
  'way',
] as const;
export const closeUpTargetSchema = z.object({
  kind: z.enum(CLOSE_UP_TARGETS),
  name: localizedTextSchema.nullable(),
});
export type CloseUpTarget = z.infer<typeof closeUpTargetSchema>;

export const closeUpSceneSchema = z.object({
  /** Of the positions in the frames, and of what follows: metres of the district. */
  origin: pointSchema,
  floor: polygonSchema,
  /** Buildings around, for the eye. */
  buildings: z.array(polygonSchema),
  portals: z.array(closeUpTargetSchema.extend({ from: pointSchema, to: pointSchema })),
  /** By the class of a person's destination in the frames. */
  destinations: z.array(closeUpTargetSchema),
  /** Carriageways of street links: lines in the direction of travel, cut at the area's edge. */
  streets: z.array(
    z.object({
      line: lineSchema,
      widthMetres: z.number(),
      /** The carriageway's middle, to the right of the line. */
      rightMetres: z.number(),
    }),
  ),
  /** By the lights in the frames: the middle of the stop line, the direction of those who stop. */
  signals: z.array(
    z.object({ point: pointSchema, headingRadians: z.number(), widthMetres: z.number() }),
  ),
});
export type CloseUpScene = z.infer<typeof closeUpSceneSchema>;

const bothSchema = z.object({ closeUp: z.number().int(), network: z.number().int() });

/** From the start of the run to the end of the window, with the close-up and without. */
export const closeUpTotalsSchema = z.object({
  outOfGates: bothSchema,
  stationEntries: bothSchema,
  arrived: bothSchema,
  /** People who at the first frame were on the area's ways, but not yet walked one by one. */
  notYetHandedOver: z.number().int(),
});
export type CloseUpTotals = z.infer<typeof closeUpTotalsSchema>;

export const closeUpStatusSchema = z.discriminatedUnion('state', [
  ...JOB_STATES,
  z.object({
    state: z.literal('done'),
    scene: closeUpSceneSchema,
    totals: closeUpTotalsSchema,
    /** Chunks of frames, one a minute. */
    minutes: z.number().int().min(1),
    mostPersons: z.number().int(),
    cpuSeconds: z.number(),
  }),
]);
export type CloseUpStatus = z.infer<typeof closeUpStatusSchema>;

export const closeUpSchema = z.object({
  id: z.string().min(1).max(100),
  place: closeUpPlaceSchema,
  placeName: localizedTextSchema,
  fromMs: timeMsSchema,
  untilMs: timeMsSchema,
  source: closeUpSourceSchema,
  kind: z.literal('forecast'),
  createdMs: timeMsSchema,
  createdBy: z.string(),
  status: closeUpStatusSchema,
});
export type CloseUp = z.infer<typeof closeUpSchema>;
