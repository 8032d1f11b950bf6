/** What the systems of one run share: network, times, state, events. */
import type { RoadNetwork } from '../road/road-types.ts';
import { createEventWheel, type EventWheel } from './event-wheel.ts';
import { type LaneTiming, timeLanes } from './lane-timing.ts';
import { openConditions, type RoadConditions } from './road-conditions.ts';
import type { TrafficDemand } from './traffic-demand.ts';
import type { TrafficParameters } from './traffic-parameters.ts';
import { createTrafficState, type TrafficState } from './traffic-state.ts';

export interface TrafficOptions {
  readonly network: RoadNetwork;
  readonly demand: TrafficDemand;
  readonly parameters: TrafficParameters;
  readonly seed: number;
  /** Length of the intervals that links are recorded in. */
  readonly recordSeconds: number;
  /** Later events fall into the last interval. */
  readonly endSeconds: number;
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
  readonly demand: TrafficDemand;
  readonly parameters: TrafficParameters;
  readonly seed: number;
  readonly conditions: RoadConditions;
  readonly timing: LaneTiming;
  readonly state: TrafficState;
  readonly items: ItemRanges;
  readonly wheel: EventWheel;
  readonly recordMs: number;
  readonly intervalCount: number;
}

export function createTrafficContext(options: TrafficOptions): TrafficContext {
  const { network, demand, parameters, seed } = options;
  const conditions = openConditions(network);
  const timing = timeLanes(network, parameters, conditions);
  const intervalCount = Math.max(1, Math.ceil(options.endSeconds / options.recordSeconds));
  const firstPocket = network.laneCount;
  const firstOrigin = firstPocket + network.pocketMovement.length;
  const firstEntry = firstOrigin + network.linkCount;
  const firstSignal = firstEntry + network.laneCount;
  const departures = firstSignal + network.signals.length;
  return {
    network,
    demand,
    parameters,
    seed,
    conditions,
    timing,
    state: createTrafficState(network, timing, demand, intervalCount),
    items: { firstPocket, firstOrigin, firstEntry, firstSignal, departures },
    wheel: createEventWheel(departures + 1),
    recordMs: Math.round(1000 * options.recordSeconds),
    intervalCount,
  };
}
