/**
 * Drivers who leave their route. Of the informed each one compares, link by link, what is left of his
 * route with the quickest way now, and changes where that saves enough: bounded rationality, a gain of
 * at least a part of the time left and of a least time (Mahmassani and Jayakrishnan 1991, Transp. Res.
 * A 25: 293–307). The others turn off where the next road is shut and go on by the shortest free way.
 * Who finds none stands where he is until one opens, and leaves the road after five minutes.
 */
import {
  createPathScratch,
  createPathTable,
  findPathsTo,
  type PathTable,
} from '../../network/shortest-paths.ts';
import { drawShare } from '../loading/draw-speed-factor.ts';
import type { RoadConditions } from '../loading/road-conditions.ts';
import type { TrafficDemand } from '../loading/traffic-demand.ts';
import { NO_WAY, type TrafficGuide } from '../loading/traffic-guide.ts';
import type { TrafficParameters } from '../loading/traffic-parameters.ts';
import { NONE } from '../loading/traffic-state.ts';
import type { RoadNetwork } from '../road/road-types.ts';
import { freeLinkSeconds, type LinkReadings, readLinkTimes } from './link-times.ts';
import { roadGraph } from './road-graph.ts';

export interface GuidanceOptions {
  /** Of the drivers, those who know the present times, 0 … 1. */
  readonly informedShare: number;
  /** How often times are read, s. */
  readonly renewSeconds: number;
  /** Least gain: of the time left, and in seconds. */
  readonly gainShare: number;
  readonly gainSeconds: number;
}

/** Gains inside the range of the study's experiments: a fifth of the way, a minute. */
export const GUIDANCE_DEFAULTS: GuidanceOptions = {
  informedShare: 0,
  renewSeconds: 300,
  gainShare: 0.2,
  gainSeconds: 60,
};

/** Ways of a trip, in `tripWay`. */
const ON_ROUTE = 0;
const BY_FREE_TIMES = 1;
const BY_NEWS = 2;

export interface Guidance {
  readonly guide: TrafficGuide;
  /** Trips that have left their route so far. */
  diverted(): number;
  /** Trips that have left the road before their goal. */
  gaveUp(): readonly number[];
  renew(readings: LinkReadings): void;
  /** After closures, bans, or another state: ways are looked for anew. */
  forget(): void;
}

export function informDrivers(options: {
  readonly network: RoadNetwork;
  readonly demand: TrafficDemand;
  readonly parameters: TrafficParameters;
  readonly seed: number;
  readonly routes: TrafficGuide;
  /** Known when the guide is first asked. */
  readonly conditions: () => RoadConditions;
  readonly guidance: GuidanceOptions;
}): Guidance {
  const { network, demand, parameters, seed, routes, conditions, guidance } = options;
  const { informedShare, renewSeconds, gainShare, gainSeconds } = guidance;
  const { tripRoute, routeStart, routeLink } = demand;
  const { linkMovement, movementToLink } = network;
  const free = freeLinkSeconds(network, parameters);
  const present = free.slice();
  const lastLeft = new Float64Array(network.linkCount);
  /** Link at whose end the trip has left the road, NONE before. */
  const tripLeft = new Int32Array(demand.departMs.length).fill(NONE);
  const tripWay = new Uint8Array(demand.departMs.length);
  /** Readings so far, and the one by which each trip has last compared. */
  const readings = new Int32Array(1);
  const tripCompared = new Int32Array(demand.departMs.length).fill(-1);
  const scratch = createPathScratch();
  let graph: ReturnType<typeof roadGraph> | null = null;
  let freeTables: (PathTable | undefined)[] = [];
  let newsTables: (PathTable | undefined)[] = [];

  const tableTo = (goal: number, isNews: boolean): PathTable => {
    const tables = isNews ? newsTables : freeTables;
    const known = tables[goal];
    if (known !== undefined) return known;
    graph ??= roadGraph(network, conditions());
    const made = createPathTable(network.linkCount);
    findPathsTo(graph, [goal], isNews ? present : free, made, scratch);
    tables[goal] = made;
    return made;
  };
  const goalOf = (trip: number): number =>
    routeLink[(routeStart[(tripRoute[trip] as number) + 1] as number) - 1] as number;
  const isInformed = (trip: number): boolean => drawShare(seed, trip) < informedShare;

  const isShut = (link: number, next: number): boolean => {
    const { closed, banned } = conditions();
    if (closed[next] === 1) return true;
    const end = linkMovement[link + 1] as number;
    for (let at = linkMovement[link] as number; at < end; at += 1) {
      if (movementToLink[at] === next && banned[at] === 0) return false;
    }
    return true;
  };

  const isWorthIt = (trip: number, step: number, link: number): boolean => {
    if (tripCompared[trip] === readings[0]) return false;
    tripCompared[trip] = readings[0] as number;
    const end = routeStart[(tripRoute[trip] as number) + 1] as number;
    const { closed } = conditions();
    let left = 0;
    for (let at = step + 1; at < end; at += 1) {
      const ahead = routeLink[at] as number;
      left += closed[ahead] === 1 ? Number.POSITIVE_INFINITY : (present[ahead] as number);
    }
    const best = tableTo(goalOf(trip), true).seconds[link] as number;
    if (!Number.isFinite(best)) return false;
    return (
      left === Number.POSITIVE_INFINITY || left - best > Math.max(gainShare * left, gainSeconds)
    );
  };

  return {
    guide: {
      ...routes,
      after: (trip, step, link) => {
        if (tripWay[trip] === ON_ROUTE) {
          const next = routes.after(trip, step, link);
          if (next === NONE) return NONE;
          const knows = isInformed(trip);
          if (isShut(link, next)) tripWay[trip] = knows ? BY_NEWS : BY_FREE_TIMES;
          else if (knows && isWorthIt(trip, step, link)) tripWay[trip] = BY_NEWS;
          else return next;
        }
        const goal = goalOf(trip);
        if (link === goal) return NONE;
        const next = tableTo(goal, tripWay[trip] === BY_NEWS).next[link] as number;
        return next < 0 ? NO_WAY : next;
      },
      givesUp: (trip, link) => {
        tripLeft[trip] = link;
        return true;
      },
      arrays: [tripLeft, present, lastLeft, tripWay, tripCompared, readings],
    },
    diverted: () => tripWay.reduce((sum, way) => (way === ON_ROUTE ? sum : sum + 1), 0),
    gaveUp: () => Array.from(tripLeft.keys()).filter((trip) => tripLeft[trip] !== NONE),
    renew: (now) => {
      readings[0] = (readings[0] as number) + 1;
      readLinkTimes(free, present, lastLeft, now, renewSeconds);
      newsTables = [];
    },
    forget: () => {
      graph = null;
      freeTables = [];
      newsTables = [];
    },
  };
}
