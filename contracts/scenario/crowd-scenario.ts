/**
 * A crowd scenario: the floor plan, the people and what happens while they walk. The file format of
 * `npm run crowd` and the input of `createCrowd`. Metres, seconds from the start of the run, metres
 * per second. Field by field: docs/models/crowd-microscopic.md.
 */
import { z } from 'zod';
import {
  areaShapeSchema,
  distributionSchema,
  polygonShapeSchema,
  segmentShapeSchema,
} from './crowd-shapes.ts';

export const CROWD_SCENARIO_VERSION = 1;

const name = z.string().min(1).max(120);
const seconds = z.number().min(0).max(1e6);

/** A floor: everything inside `walkable` can be walked on, its rings are walls. */
const levelSchema = z.strictObject({
  id: name,
  walkable: areaShapeSchema,
});

/** Where a stair meets a level: the edge lies on the boundary of both, and opens it. */
const landingSchema = z.strictObject({ level: name, edge: segmentShapeSchema });

const stairSchema = z.strictObject({
  id: name,
  kind: z.enum(['stair', 'escalator', 'ramp']),
  /** The footprint in plan; beside the walkable area of both levels near the landings. */
  area: polygonShapeSchema,
  lower: landingSchema,
  upper: landingSchema,
  /** Height between the landings; speeds hold along the slope, so the plan speed is smaller. */
  riseMetres: z.number().min(0).max(100).default(0),
  /** Of the free speed, along the slope. Defaults: the parameter set's. */
  speedFactorUp: z.number().gt(0).max(2).optional(),
  speedFactorDown: z.number().gt(0).max(2).optional(),
  /** Who may enter: an escalator runs one way. */
  direction: z.enum(['both', 'up', 'down']).default('both'),
  /** Of an escalator, along the slope; people stand on it, so this is their speed. */
  beltSpeedMetresPerSecond: z.number().gt(0).max(2).optional(),
});

/** A line across a passage. Closed, it is a wall, and routes lead round it. */
const doorSchema = z.strictObject({
  id: name,
  level: name,
  line: segmentShapeSchema,
  open: z.boolean().default(true),
});

/** Who comes into the area has arrived. Everything behind it is left to the reader. */
const exitSchema = z.strictObject({
  id: name,
  level: name,
  area: polygonShapeSchema,
  open: z.boolean().default(true),
});

/** A place that a journey can name: a waypoint or a waiting area. */
const areaSchema = z.strictObject({ id: name, level: name, area: polygonShapeSchema });

/** A turnstile or a checked passage: one person at a time, each busy for a service time. */
const gateSchema = z.strictObject({
  id: name,
  level: name,
  line: segmentShapeSchema,
  serviceSeconds: distributionSchema,
});

const stageSchema = z.discriminatedUnion('type', [
  /** Walk to the area and on as soon as it is reached. */
  z.strictObject({ type: z.literal('visit'), area: name }),
  /** Stand in the area for a time, or until an event releases it. */
  z.strictObject({
    type: z.literal('wait'),
    area: name,
    seconds: distributionSchema.optional(),
  }),
  /** Leave by the exit of this list that is quickest from where one stands. */
  z.strictObject({ type: z.literal('exit'), exits: z.array(name).min(1) }),
]);
export type CrowdStage = z.infer<typeof stageSchema>;

const peopleSchema = z
  .strictObject({
    id: name,
    level: name,
    /** Placed at random, without overlap, in this area … */
    area: polygonShapeSchema.optional(),
    count: z.number().int().min(0).max(200_000).optional(),
    /** … or exactly here. */
    positions: z.array(z.tuple([z.number(), z.number()])).optional(),
    /** Without: Weidmann's distribution of the parameter set. */
    freeSpeed: distributionSchema.optional(),
    /** Half the shoulder breadth that a body keeps clear, m. Without: the parameter set's. */
    radius: distributionSchema.optional(),
    /** From `startSeconds` until the person sets off. */
    preMovementSeconds: distributionSchema.optional(),
    /** When the people come into the scene; with a rate they come one after another. */
    startSeconds: seconds.default(0),
    arrivalsPerSecond: z.number().gt(0).max(1000).optional(),
    journey: z.array(stageSchema).min(1),
    /** Begin the journey again after its last stage (rings); it must hold no exit. */
    repeat: z.boolean().default(false),
    /** Wheelchairs, prams, heavy luggage: their routes keep to ramps and level ground. */
    usesStairs: z.boolean().default(true),
    /** People who came together walk in companies of this size and wait for each other. */
    companySize: z.number().int().min(1).max(12).default(1),
    /** Makes bodies wider and walking slower: simulations/crowd/parameters/carried-things.ts. */
    carrying: z.enum(['nothing', 'umbrella', 'luggage']).default('nothing'),
    /** Slots for people whom another model hands over during the run; nobody comes by himself. */
    fromPortal: z.boolean().default(false),
  })
  .refine((p) => (p.positions === undefined) !== (p.area === undefined || p.count === undefined), {
    message: 'expected either positions, or area with count',
  });
export type CrowdPeople = z.infer<typeof peopleSchema>;

const eventSchema = z.discriminatedUnion('type', [
  z.strictObject({ atSeconds: seconds, type: z.literal('open-door'), door: name }),
  z.strictObject({ atSeconds: seconds, type: z.literal('close-door'), door: name }),
  z.strictObject({ atSeconds: seconds, type: z.literal('open-exit'), exit: name }),
  z.strictObject({ atSeconds: seconds, type: z.literal('close-exit'), exit: name }),
  z.strictObject({
    atSeconds: seconds,
    type: z.literal('set-gate'),
    gate: name,
    serviceSeconds: distributionSchema,
  }),
  /** Those who wait there may go, up to `persons` of them, the longest waiting first. */
  z.strictObject({
    atSeconds: seconds,
    type: z.literal('release-area'),
    area: name,
    persons: z.number().int().min(1).optional(),
  }),
]);
export type CrowdEvent = z.infer<typeof eventSchema>;

export const crowdScenarioSchema = z.strictObject({
  format: z.literal('gezi-crowd'),
  version: z.literal(CROWD_SCENARIO_VERSION),
  name: z.string().min(1).max(200),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .default(1),
  /** `emergency` keeps to the flows that evacuation norms allow; `calibrated` is fitted to the
   * Jülich bottlenecks; `stadium` to unhurried egress, whose flow is about half of that. */
  parameters: z.enum(['emergency', 'calibrated', 'stadium']).default('calibrated'),
  timeStepSeconds: z.number().min(0.02).max(0.25).default(0.2),
  durationSeconds: seconds,
  /** Between frames in the result. */
  frameSeconds: z.number().gt(0).max(3600).default(1),
  /** Spacing of the navigation grid. */
  gridMetres: z.number().min(0.1).max(1).default(0.25),
  /** Routes are renewed with the crowd's density this often; 0: never. */
  rerouteSeconds: z.number().min(0).max(3600).default(5),
  levels: z.array(levelSchema).min(1),
  stairs: z.array(stairSchema).default([]),
  doors: z.array(doorSchema).default([]),
  exits: z.array(exitSchema).default([]),
  areas: z.array(areaSchema).default([]),
  gates: z.array(gateSchema).default([]),
  people: z.array(peopleSchema).min(1),
  /** In the order of their times. */
  events: z.array(eventSchema).default([]),
  /** Crossings are recorded with person, time and direction (+1: from right to left of the line). */
  measuringLines: z
    .array(z.strictObject({ id: name, level: name, line: segmentShapeSchema }))
    .default([]),
  /** Density, speed and pressure are recorded once per frame; `level` may name a stair, too. */
  measuringAreas: z
    .array(
      z.strictObject({
        id: name,
        level: name,
        area: polygonShapeSchema,
        /** By which of Fruin's scales the level of service is read. */
        service: z.enum(['walkway', 'stair', 'queue']).default('walkway'),
      }),
    )
    .default([]),
});
export type CrowdScenario = z.infer<typeof crowdScenarioSchema>;
/** As written in a file or a test: fields with a default may be left out. */
export type CrowdScenarioInput = z.input<typeof crowdScenarioSchema>;

export type CrowdScenarioParse =
  | { readonly ok: true; readonly scenario: CrowdScenario }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads a scenario from outside; what is wrong is named with its place. */
export function parseCrowdScenario(input: unknown): CrowdScenarioParse {
  const version = versionOf(input);
  if (version !== undefined && version > CROWD_SCENARIO_VERSION) {
    const problem = `version: this program reads gezi-crowd version ${CROWD_SCENARIO_VERSION}, the scenario has version ${version}; use a newer program`;
    return { ok: false, problems: [problem] };
  }
  const parsed = crowdScenarioSchema.safeParse(input);
  if (parsed.success) return { ok: true, scenario: parsed.data };
  const problems = parsed.error.issues.map(
    (issue) => `${issue.path.join('.') || 'scenario'}: ${issue.message}`,
  );
  return { ok: false, problems };
}

function versionOf(input: unknown): number | undefined {
  if (typeof input !== 'object' || input === null || !('version' in input)) return undefined;
  return typeof input.version === 'number' ? input.version : undefined;
}
