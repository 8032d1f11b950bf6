/** Runs people (and vehicles) over the crossing district and reads rates from its counts. */
import type { Measure } from '#contracts';
import { conditionsAt } from '../district/conditions.ts';
import { createDistrictRun } from '../district/create-district-run.ts';
import type { DistrictRun } from '../district/run-types.ts';
import { applyToWalkLanes, createWalkLanes } from '../district/walk-lanes.ts';
import type { LaneTable } from '../kernel/lane-table.ts';
import { buildDistrictModel } from '../network/build-district-model.ts';
import type { SimulationParameters } from '../parameters/parameters.ts';
import { type CrossingDistrictOptions, createCrossingDistrict } from './crossing-district.ts';
import { EXAMPLE_END_MS, exampleEvent, exampleInput } from './example-input.ts';

export interface CrossingRun {
  readonly run: DistrictRun;
  /** Seconds after the event's end. */
  advanceTo(seconds: number): void;
  /** People who have left the middle link. */
  crossed(): number;
  /** Of the walk links, under the measures in force. */
  walkTable(): LaneTable;
  /** Vehicles that have left the street's first link. */
  vehicles(): number;
}

export function runCrossing(
  options: CrossingDistrictOptions & {
    readonly people: number;
    readonly measures?: readonly Measure[];
    /** Multiplies the background's vehicles. */
    readonly street?: number;
    readonly parameters?: Partial<SimulationParameters>;
  },
): CrossingRun {
  const model = buildDistrictModel(createCrossingDistrict(options));
  const input = exampleInput({
    startMs: EXAMPLE_END_MS - 1_200_000,
    events: [exampleEvent(options.people, 0)],
    measures: options.measures ?? [],
    parameters: { groupSizeMean: 0, ...options.parameters },
  });
  const run = createDistrictRun(model, {
    ...input,
    demandFactors: { walk: 0, street: options.street ?? 0 },
  });
  return {
    run,
    advanceTo: (seconds) => run.advanceTo(EXAMPLE_END_MS + seconds * 1000),
    crossed: () => run.counts.walkForwardTotal[1] as number,
    walkTable: () => {
      const { parameters } = input;
      const lanes = createWalkLanes(model);
      applyToWalkLanes(model, parameters, conditionsAt(model, input, EXAMPLE_END_MS), lanes);
      return lanes.table;
    },
    vehicles: () => run.counts.streetOutTotal[0] as number,
  };
}

/** People per second over the middle link between two times after the event's end. */
export function crossingRate(run: CrossingRun, from: number, until: number): number {
  run.advanceTo(from);
  const before = run.crossed();
  run.advanceTo(until);
  return (run.crossed() - before) / (until - from);
}
