/** What planners define: events, measures (interventions), scenarios. */
import { z } from 'zod';
import { transitLineIdSchema, transitPatternIdSchema } from '../city/transit.ts';
import {
  entranceIdSchema,
  eventIdSchema,
  gateIdSchema,
  measureIdSchema,
  scenarioIdSchema,
  signalIdSchema,
  stationIdSchema,
  streetLinkIdSchema,
  venueIdSchema,
  walkLinkIdSchema,
} from '../ids.ts';
import { timeMsSchema } from '../kinds.ts';

export const weatherSchema = z.object({
  rainMillimetresPerHour: z.number().min(0).max(500),
  temperatureCelsius: z.number().min(-60).max(60),
  windMetresPerSecond: z.number().min(0).max(120),
});
export type Weather = z.infer<typeof weatherSchema>;

/** Shares of the people leaving; they add up to 1. */
export const modeSharesSchema = z
  .object({
    metro: z.number().min(0).max(1),
    car: z.number().min(0).max(1),
    taxi: z.number().min(0).max(1),
    /** Plans made before buses were known have none. */
    bus: z.number().min(0).max(1).default(0),
    walk: z.number().min(0).max(1),
  })
  .refine((s) => Math.abs(s.metro + s.car + s.taxi + s.bus + s.walk - 1) < 1e-6, {
    message: 'mode shares must add up to 1',
  });
export type ModeShares = z.infer<typeof modeSharesSchema>;

/**
 * After a concert at a Chinese stadium no share was found published; metro 45–65 % is the prior of
 * research on Shanghai Stadium. Taxis are bounded by what kerbs around a closed-off stadium can
 * load, some 25 a minute: 5 % of 60,000 people keep them busy for an hour. What buses take of those
 * who would walk is assumed low: by 22:00 most lines have gone home. Rain moves walkers to metro and
 * taxi.
 */
export const DEFAULT_MODE_SHARES: { readonly dry: ModeShares; readonly rain: ModeShares } = {
  dry: { metro: 0.62, car: 0.06, taxi: 0.05, bus: 0.03, walk: 0.24 },
  rain: { metro: 0.67, car: 0.06, taxi: 0.07, bus: 0.03, walk: 0.17 },
};

export const eventPlanSchema = z
  .strictObject({
    id: eventIdSchema,
    name: z.string().min(1).max(200),
    /** Where the name has an English form of its own. */
    nameEn: z.string().min(1).max(200).optional(),
    venue: venueIdSchema,
    attendance: z.number().int().min(0).max(500_000),
    startMs: timeMsSchema,
    endMs: timeMsSchema,
    /** Standard deviation of the time at which a person starts to leave, around `endMs`. */
    endSpreadMinutes: z.number().min(0).max(120),
    modeShares: z.strictObject({ dry: modeSharesSchema, rain: modeSharesSchema }),
  })
  .refine((e) => e.endMs > e.startMs, { message: 'endMs must be after startMs', path: ['endMs'] });
export type EventPlan = z.infer<typeof eventPlanSchema>;

const during = { id: measureIdSchema, fromMs: timeMsSchema, untilMs: timeMsSchema };

const waveSeconds = z.number().int().min(1).max(3600);

/** One measure, in force in [fromMs, untilMs). */
export const measureSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...during, type: z.literal('close-gate'), gate: gateIdSchema }),
  z.strictObject({
    ...during,
    type: z.literal('meter-gate'),
    gate: gateIdSchema,
    /** 0 holds the gate. */
    personsPerMinute: z.number().min(0).max(10_000),
  }),
  z.strictObject({ ...during, type: z.literal('close-walk-link'), link: walkLinkIdSchema }),
  z.strictObject({ ...during, type: z.literal('close-street'), link: streetLinkIdSchema }),
  /** Closed to vehicles; the pavements along it widen by the carriageway. */
  z.strictObject({
    ...during,
    type: z.literal('give-street-to-walkers'),
    link: streetLinkIdSchema,
  }),
  z.strictObject({
    ...during,
    type: z.literal('close-entrance'),
    station: stationIdSchema,
    entrance: entranceIdSchema,
  }),
  z.strictObject({
    ...during,
    type: z.literal('shift-green'),
    signal: signalIdSchema,
    phase: z.number().int().min(0),
    /** Added to that phase's green and taken from the others in proportion. */
    seconds: z.number().min(-60).max(60),
  }),
  /** The signal runs these greens, in the order of its phases, after their own intergreens. */
  z.strictObject({
    ...during,
    type: z.literal('set-signal-plan'),
    signal: signalIdSchema,
    greenSeconds: z.array(z.number().min(5).max(300)).min(1).max(16),
    /** The first phase begins so many seconds after whole cycles of the clock. */
    offsetSeconds: z.number().min(0).max(600),
  }),
  /** Nobody drives from one street link onto the other. */
  z.strictObject({
    ...during,
    type: z.literal('ban-turn'),
    from: streetLinkIdSchema,
    to: streetLinkIdSchema,
  }),
  /** Lanes of the other direction are given to this one; with all of them that direction is closed. */
  z.strictObject({
    ...during,
    type: z.literal('contraflow'),
    link: streetLinkIdSchema,
    lanes: z.number().int().min(1).max(8),
  }),
  /** So many taxis and cars may stand at once at each pick-up kerb of the venue. */
  z.strictObject({
    ...during,
    type: z.literal('limit-kerb'),
    venue: venueIdSchema,
    places: z.number().int().min(1).max(200),
  }),
  /** What the gates of a car park let in and out; 0 shuts that way. */
  z.strictObject({
    ...during,
    type: z.literal('car-park-gate'),
    venue: venueIdSchema,
    /** Its Chinese name; car parks have no ids. */
    carPark: z.string().min(1).max(200),
    vehiclesPerHourIn: z.number().min(0).max(10_000),
    vehiclesPerHourOut: z.number().min(0).max(10_000),
  }),
  /**
   * Ambulances or fire engines on duty, one at `fromMs` and one each so many minutes until `untilMs`:
   * they pass queues, and red lights after a look.
   */
  z.strictObject({
    ...during,
    type: z.literal('emergency-run'),
    /** At the beginning of this street link; null: where the way in from the border is quickest. */
    from: streetLinkIdSchema.nullable(),
    /** They are there at the end of this one. */
    to: streetLinkIdSchema,
    everyMinutes: z.number().int().min(1).max(240),
  }),
  /**
   * Where the city's lines are known: as many reserve trains as carry so many, in turn over the
   * directions that serve the station, empty when they come there.
   */
  z.strictObject({
    ...during,
    type: z.literal('extra-trains'),
    station: stationIdSchema,
    /** Added departure capacity. */
    personsPerMinute: z.number().min(0).max(5_000),
  }),
  /** Reserve trains of one direction of a line, evenly over the time. */
  z.strictObject({
    ...during,
    type: z.literal('add-trains'),
    pattern: transitPatternIdSchema,
    trains: z.number().int().min(1).max(60),
    /** Where they begin, empty; null: at the direction's first stop. */
    from: stationIdSchema.nullable(),
  }),
  /** Instead of the timetable's departures from the direction's first stop in that time. */
  z.strictObject({
    ...during,
    type: z.literal('set-headway'),
    pattern: transitPatternIdSchema,
    headwaySeconds: z.number().min(60).max(7200),
  }),
  /** Trains of the line (null: of every line) pass the station without stopping. */
  z.strictObject({
    ...during,
    type: z.literal('skip-station'),
    station: stationIdSchema,
    line: transitLineIdSchema.nullable(),
  }),
  /** 限流: an entrance lets only so many in; 0 holds everybody in front of it. */
  z.strictObject({
    ...during,
    type: z.literal('meter-entrance'),
    station: stationIdSchema,
    entrance: entranceIdSchema,
    personsPerMinute: z.number().min(0).max(10_000),
  }),
  z.strictObject({
    ...during,
    type: z.literal('post-staff'),
    link: walkLinkIdSchema,
    staff: z.number().int().min(1).max(500),
  }),
  /** The gate lets people out for `openSeconds` of every `cycleSeconds`, from `fromMs` on. */
  z.strictObject({
    ...during,
    type: z.literal('release-waves'),
    gate: gateIdSchema,
    openSeconds: waveSeconds,
    cycleSeconds: waveSeconds,
  }),
  /** 拉链式: walkers cross in waves while staff stop the vehicles of the streets that it crosses. */
  z.strictObject({
    ...during,
    type: z.literal('crossing-waves'),
    link: walkLinkIdSchema,
    walkSeconds: waveSeconds,
    cycleSeconds: waveSeconds,
  }),
  z.strictObject({
    ...during,
    type: z.literal('one-way-walk-link'),
    link: walkLinkIdSchema,
    /** `forward`: as the link is drawn. */
    direction: z.enum(['forward', 'backward']),
  }),
  /** Across the link; leaves an opening of this width. */
  z.strictObject({
    ...during,
    type: z.literal('place-barrier'),
    link: walkLinkIdSchema,
    openMetres: z.number().min(0).max(100),
  }),
  /** A fence along the link: each direction has half of it for itself. */
  z.strictObject({ ...during, type: z.literal('part-directions'), link: walkLinkIdSchema }),
  /** A message on phones, signs and loudspeakers: go to this station. */
  z.strictObject({
    ...during,
    type: z.literal('recommend-station'),
    station: stationIdSchema,
    /** Of those on their way to a station, who do as told. */
    followPercent: z.number().min(0).max(100),
  }),
  /** A message: this way is crowded. Those who follow take other ways if they know one. */
  z.strictObject({
    ...during,
    type: z.literal('warn-of-link'),
    link: walkLinkIdSchema,
    followPercent: z.number().min(0).max(100),
  }),
  /** The station lets only so many in, all its entrances together; 0 holds everybody at the door. */
  z.strictObject({
    ...during,
    type: z.literal('hold-station'),
    station: stationIdSchema,
    personsPerMinute: z.number().min(0).max(10_000),
  }),
]);
export type Measure = z.infer<typeof measureSchema>;

export const scenarioSchema = z.strictObject({
  id: scenarioIdSchema,
  name: z.string().min(1).max(200),
  events: z.array(eventPlanSchema).max(10),
  measures: z.array(measureSchema).max(100),
  weather: weatherSchema,
  startMs: timeMsSchema,
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 32 - 1),
  members: z.number().int().min(1).max(50),
});
export type Scenario = z.infer<typeof scenarioSchema>;
