/**
 * One corridor in two resolutions: the middle link of the crossing district in the network, or walked
 * person by person between two portals.
 */
import type { EventPlan, Measure } from '#contracts';
import { createDistrictRun } from '../district/create-district-run.ts';
import type { DistrictPorts } from '../district/run-ports.ts';
import type { DistrictRun, RunInput } from '../district/run-types.ts';
import { buildDistrictModel } from '../network/build-district-model.ts';
import { DEFAULT_PARAMETERS } from '../parameters/parameters.ts';
import { joinRegion } from '../portals/join-region.ts';
import type { MicroRegion } from '../portals/region-types.ts';
import { createCrossingDistrict } from './crossing-district.ts';
import { EXAMPLE_END_MS, exampleEvent, exampleInput } from './example-input.ts';

export const CORRIDOR = { lengthMetres: 40, widthMetres: 4, approachMetres: 60 } as const;

export interface CorridorOptions {
  /** Persons per metre of the corridor's width and second that the gate lets out. */
  readonly specificFlow: number;
  readonly seconds: number;
  readonly groupSizeMean?: number;
  readonly measures?: readonly Measure[];
  /** People who come to the venue through the corridor, against the others. */
  readonly coming?: number;
  readonly parameters?: MicroRegion['parameters'];
  readonly region?: Partial<MicroRegion>;
}

const model = buildDistrictModel(
  createCrossingDistrict({
    facility: 'square',
    lengthMetres: CORRIDOR.lengthMetres,
    widthMetres: CORRIDOR.widthMetres,
    gateWidthMetres: 1,
  }),
);

export const corridorRegion = (options: CorridorOptions): MicroRegion => {
  const { lengthMetres, widthMetres, approachMetres } = CORRIDOR;
  const [west, east] = [approachMetres, approachMetres + lengthMetres];
  const half = widthMetres / 2;
  return {
    name: 'corridor',
    floor: [
      [
        [west, -half],
        [east, -half],
        [east, half],
        [west, half],
      ],
    ],
    portals: [
      { node: 1, ring: 0, edge: 3 },
      { node: 2, ring: 0, edge: 1 },
    ],
    links: [1],
    slots: 1000,
    parameters: options.parameters ?? 'calibrated',
    timeStepSeconds: 0.2,
    rerouteSeconds: 5,
    seed: 1,
    ...options.region,
  };
};

export function startCorridor(options: CorridorOptions, isMicroscopic: boolean): DistrictRun {
  const ports: DistrictPorts = isMicroscopic ? { area: joinRegion(corridorRegion(options)) } : {};
  return createDistrictRun(model, corridorInput(options), ports);
}

export function corridorInput(options: CorridorOptions): RunInput {
  const flow = options.specificFlow * CORRIDOR.widthMetres;
  const leaving = Math.round(flow * options.seconds);
  const events: EventPlan[] = leaving > 0 ? [exampleEvent(leaving, 0)] : [];
  if (options.coming) {
    // Whose people come around the other one's end: 50 minutes before their own begin.
    const startMs = EXAMPLE_END_MS + 3_300_000;
    const endMs = startMs + 9_000_000;
    const comers = { ...exampleEvent(options.coming, 0), id: 'comers' as EventPlan['id'] };
    events.push({ ...comers, startMs, endMs });
  }
  return exampleInput({
    startMs: EXAMPLE_END_MS - 60_000,
    events,
    measures: options.measures ?? [],
    parameters: {
      groupSizeMean: options.groupSizeMean ?? 0,
      // The gate is one metre wide: its specific flow is its flow.
      specificFlowPersonsPerMetreSecond: {
        ...DEFAULT_PARAMETERS.specificFlowPersonsPerMetreSecond,
        gate: flow,
      },
    },
  });
}

export interface CorridorTrace {
  /** Cumulative counts, second by second: into, through and behind the corridor. */
  readonly into: readonly number[];
  readonly behind: readonly number[];
  readonly inside: readonly number[];
  /** Seconds at which somebody was lost or invented. */
  readonly violations: number;
  readonly run: DistrictRun;
}

export function traceCorridor(options: CorridorOptions, isMicroscopic: boolean): CorridorTrace {
  const run = startCorridor(options, isMicroscopic);
  const into: number[] = [];
  const behind: number[] = [];
  const inside: number[] = [];
  let violations = 0;
  for (let second = 1; second <= options.seconds; second += 1) {
    run.advanceTo(EXAMPLE_END_MS + second * 1000);
    into.push(run.counts.walkForwardTotal[0] as number);
    behind.push(run.counts.walkForwardTotal[2] as number);
    inside.push(run.counts.walkPersons[1] as number);
    const { people } = run.ledger();
    if (people.released !== people.arrived + people.underWay) violations += 1;
  }
  return { into, behind, inside, violations, run };
}

/** Mean seconds in the corridor while the flow is steady (Little: people over flow). */
export function corridorSeconds(trace: CorridorTrace, from: number, until: number): number {
  const people = trace.inside.slice(from, until).reduce((sum, n) => sum + n, 0) / (until - from);
  const flow = ((trace.into[until] ?? 0) - (trace.into[from] ?? 0)) / (until - from);
  return people / flow;
}

/** No more than the calibrated set lies off Weidmann's curve at 0.5–1 person/m² (docs/verification/crowd.md). */
const SPEED_ERROR = 0.088;

/**
 * By how much the two may differ in the corridor, s. The speed: both follow Weidmann, the microscopic
 * set within SPEED_ERROR. The borders: admission at the end of the second costs up to 1 s; newcomers
 * appear up to 1.9 m inside the edge, which saves 1.9 m of way.
 */
export function allowedSeconds(seconds: number): number {
  const speed = CORRIDOR.lengthMetres / seconds;
  return (seconds * SPEED_ERROR) / speed + 1 + 1.9 / speed;
}
