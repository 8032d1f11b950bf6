/** Roads of a few links, written in a test or a verification, and what is measured on them. */
import { GUIDANCE_DEFAULTS, type GuidanceOptions } from '../guidance/inform-drivers.ts';
import { createTrafficRun, type TrafficRun } from '../loading/create-traffic-run.ts';
import { buildTrafficDemand } from '../loading/traffic-demand.ts';
import type { TrafficParameters } from '../loading/traffic-parameters.ts';
import { THEORY_PARAMETERS } from '../loading/traffic-parameters.ts';
import { buildRoadNetwork } from '../road/build-road-network.ts';
import type { MovementInput, RoadInput, SignalInput } from '../road/road-types.ts';

/** s = 5 m, τ = 1 s: at 20 m/s capacity 0.8/s, jam 0.2/m, wave 5 m/s (as UXsim's own checks). */
export const SMALL_ROAD_PARAMETERS: TrafficParameters = {
  ...THEORY_PARAMETERS,
  jamSpacingMetres: 5,
  reactionSeconds: 1,
};
export const FREE_SPEED = 20;

/** The speed at which a lane of these parameters passes so many a second. */
export const speedForFlow = (perSecond: number): number => 5 / (1 / perSecond - 1);

export interface SmallRoad {
  /** [id, length m, speed m/s]. */
  readonly links: readonly (readonly [string, number, number])[];
  readonly ways: readonly (Partial<MovementInput> & { readonly way: readonly [string, string] })[];
  readonly signals?: readonly SignalInput[];
  /** Departure times by route; a route is its link ids with blanks between. */
  readonly demand: Readonly<Record<string, readonly number[]>>;
  readonly parameters?: TrafficParameters;
  readonly guidance?: Partial<GuidanceOptions>;
  readonly seed?: number;
  readonly recordSeconds?: number;
  readonly endSeconds: number;
}

export function roadInput(road: Pick<SmallRoad, 'links' | 'ways' | 'signals'>): RoadInput {
  return {
    links: road.links.map(([id, lengthMetres, freeSpeedMetresPerSecond]) => ({
      id,
      lengthMetres,
      freeSpeedMetresPerSecond,
      lanes: 1,
    })),
    movements: road.ways.map(({ way: [fromLink, toLink], ...rest }) => ({
      fromLink,
      fromLane: 0,
      toLink,
      toLane: 0,
      lengthMetres: 0,
      speedMetresPerSecond: 1000,
      waitingPlaces: 0,
      signal: undefined,
      yieldsTo: [],
      mergeWeight: 1,
      ...rest,
    })),
    signals: road.signals ?? [],
  };
}

export function createSmallRoad(road: SmallRoad): TrafficRun {
  const network = buildRoadNetwork(roadInput(road));
  const routes = Object.keys(road.demand).map((route) => route.split(' '));
  const trips = Object.values(road.demand).flatMap((times, route) =>
    times.map((departSeconds, at) => ({
      id: `${route}.${at}`,
      departSeconds,
      vehicleClass: 0,
      route,
    })),
  );
  const { demand, refused } = buildTrafficDemand(network, {
    classes: [{ id: 'car', maxSpeedMetresPerSecond: 100, speedFactor: 1 }],
    routes,
    trips,
    departOffsetMetres: 0,
  });
  if (refused.length > 0) throw new Error(`small road: ${refused[0]?.reason}`);
  return createTrafficRun({
    network,
    demand,
    parameters: road.parameters ?? SMALL_ROAD_PARAMETERS,
    seed: road.seed ?? 1,
    ...(road.guidance && { guidance: { ...GUIDANCE_DEFAULTS, ...road.guidance } }),
    recordSeconds: road.recordSeconds ?? 1,
    endSeconds: road.endSeconds,
  });
}

export const evenTimes = (perSecond: number, from: number, to: number): readonly number[] =>
  Array.from({ length: Math.round((to - from) * perSecond) }, (_, at) => from + at / perSecond);

export const linkOf = (run: TrafficRun, id: string): number => run.network.linkIds.indexOf(id);

export function vehiclesOn(run: TrafficRun, id: string): number {
  const link = linkOf(run, id);
  let count = 0;
  const last = run.network.linkLane[link + 1] as number;
  for (let lane = run.network.linkLane[link] as number; lane < last; lane += 1) {
    count += run.state.laneCountNow[lane] as number;
  }
  return count;
}

/** Vehicles that left the link in [from, to), by the run's records of whole intervals. */
export function countLeft(run: TrafficRun, id: string, from: number, to: number): number {
  let count = 0;
  const { recordSeconds, network, state } = run;
  for (let at = Math.round(from / recordSeconds); at < Math.round(to / recordSeconds); at += 1) {
    count += state.recordLeft[at * network.linkCount + linkOf(run, id)] ?? 0;
  }
  return count;
}

/** Seconds from departure asked for to arrival, summed over all trips that arrived. */
export function sumTravelSeconds(run: TrafficRun): number {
  const { tripArrived } = run.state;
  return tripArrived.reduce(
    (sum, at, trip) => (at < 0 ? sum : sum + (at - (run.demand.departMs[trip] as number)) / 1000),
    0,
  );
}
