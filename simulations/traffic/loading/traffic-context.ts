/** What the systems of one run share: network, times, state, events. */
import type { RoadNetwork } from '../road/road-types.ts';
import { createEventWheel, type EventWheel } from './event-wheel.ts';
import { type LaneTiming, timeLanes } from './lane-timing.ts';
import { openConditions, type RoadConditions } from './road-conditions.ts';
import type { TrafficGuide } from './traffic-guide.ts';
import type { TrafficParameters } from './traffic-parameters.ts';
import { createTrafficState, type TrafficState } from './traffic-state.ts';

/** Of every run, whoever guides its vehicles. */
export interface ContextOptions {
  readonly network: RoadNetwork;
  readonly parameters: TrafficParameters;
  readonly seed: number;
  /** Length of the intervals that links are recorded in. */
  readonly recordSeconds: number;
  /** Later events fall into the last interval. */
  readonly endSeconds: number;
  /** What the signals' clock shows when the run's clock shows 0, s. */
  readonly signalSeconds?: number;
  /** Lanes that each link may be given at most on top of its own. */
  readonly spareLanes?: Int32Array;
}

/** Items of the wheel by range: sources (lanes, pockets, origins), entries, signals, departures. */
export interface ItemRanges {
  readonly firstPocket: number;
  readonly firstOrigin: number;
  readonly firstEntry: number;
  readonly firstSignal: number;
  readonly departures: number;
}

export interface TrafficContext {
  readonly network: RoadNetwork;
  readonly guide: TrafficGuide;
  readonly parameters: TrafficParameters;
  readonly seed: number;
  readonly conditions: RoadConditions;
  readonly timing: LaneTiming;
  readonly state: TrafficState;
  readonly items: ItemRanges;
  readonly wheel: EventWheel;
  readonly signalSeconds: number;
  readonly recordMs: number;
  readonly intervalCount: number;
}

export function createTrafficContext(
  options: ContextOptions,
  fleet: {
    readonly trips: number;
    readonly origins: number;
    readonly guideOf: (state: TrafficState) => TrafficGuide;
  },
): TrafficContext {
  const { network, parameters, seed, spareLanes } = options;
  const conditions = openConditions(network);
  const timing = timeLanes(network, parameters, conditions, spareLanes);
  const intervalCount = Math.max(1, Math.ceil(options.endSeconds / options.recordSeconds));
  const firstPocket = network.laneCount;
  const firstOrigin = firstPocket + network.pocketMovement.length;
  const firstEntry = firstOrigin + fleet.origins;
  const firstSignal = firstEntry + network.laneCount;
  const departures = firstSignal + network.signals.length;
  const state = createTrafficState(network, timing, {
    trips: fleet.trips,
    origins: fleet.origins,
    intervals: intervalCount,
  });
  return {
    network,
    guide: fleet.guideOf(state),
    parameters,
    seed,
    conditions,
    timing,
    state,
    items: { firstPocket, firstOrigin, firstEntry, firstSignal, departures },
    wheel: createEventWheel(departures + 1),
    recordMs: Math.round(1000 * options.recordSeconds),
    intervalCount,
    signalSeconds: options.signalSeconds ?? 0,
  };
}
