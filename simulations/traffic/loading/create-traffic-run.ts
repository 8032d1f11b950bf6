/** Trips that are known beforehand, over the road: leave by their timetable and drive their routes. */
import { type Guidance, type GuidanceOptions, informDrivers } from '../guidance/inform-drivers.ts';
import { createLoading, type Loading } from './create-loading.ts';
import { createRouteGuide } from './follow-routes.ts';
import type { RoadConditions } from './road-conditions.ts';
import {
  type ContextOptions,
  createTrafficContext,
  type TrafficContext,
} from './traffic-context.ts';
import type { TrafficDemand } from './traffic-demand.ts';
import { NO_WAY } from './traffic-guide.ts';
import { NEXT_TRIP, NONE, NOW } from './traffic-state.ts';

export interface TrafficOptions extends ContextOptions {
  readonly demand: TrafficDemand;
  /** Absent: everybody stays on his route and waits where it is closed. */
  readonly guidance?: GuidanceOptions;
}

export interface TrafficRun extends Loading {
  readonly demand: TrafficDemand;
  readonly recordSeconds: number;
  readonly intervalCount: number;
  /** Trips that have left their route so far. */
  diverted(): number;
  /** Trips to whose goal no open way leads: those that stand on the road, then those that have left it. */
  withoutWay(): { readonly standing: readonly number[]; readonly gaveUp: readonly number[] };
}

export function createTrafficRun(options: TrafficOptions): TrafficRun {
  const { network, demand, seed, parameters } = options;
  const { departMs, tripRoute, routeStart, routeLink } = demand;
  const { speedDeviation } = parameters;
  // Asked first when a vehicle sets out.
  const conditions = (): RoadConditions => context.conditions;
  let guidance: Guidance | undefined;
  const context: TrafficContext = createTrafficContext(options, {
    trips: departMs.length,
    origins: network.linkCount,
    guideOf: (state) => {
      const routes = createRouteGuide({ network, demand, state, seed, speedDeviation });
      if (options.guidance === undefined) return routes;
      guidance = informDrivers({
        ...{ network, demand, parameters, seed, routes, conditions },
        guidance: options.guidance,
      });
      return guidance.guide;
    },
  });
  const { state } = context;
  const { scalars } = state;
  const loading = createLoading(
    context,
    (now, put) => {
      let trip = scalars[NEXT_TRIP] as number;
      while (trip < departMs.length && (departMs[trip] as number) <= now) {
        put(routeLink[routeStart[tripRoute[trip] as number] as number] as number, trip);
        trip += 1;
      }
      scalars[NEXT_TRIP] = trip;
      return departMs[trip] ?? NONE;
    },
    departMs[0] ?? NONE,
  );

  const overLanes = (link: number, countOn: (lane: number) => number): number => {
    let count = 0;
    const last = network.linkLane[link + 1] as number;
    for (let lane = network.linkLane[link] as number; lane < last; lane += 1)
      count += countOn(lane);
    return count;
  };
  const readings = {
    left: (link: number) => {
      let count = 0;
      for (let at = link; at < state.recordLeft.length; at += network.linkCount) {
        count += state.recordLeft[at] as number;
      }
      return count;
    },
    vehicles: (link: number) => overLanes(link, (lane) => state.laneCountNow[lane] as number),
    standing: (link: number) => overLanes(link, loading.queueOn),
  };
  const every = options.guidance?.renewSeconds ?? Number.POSITIVE_INFINITY;

  return {
    ...loading,
    demand,
    recordSeconds: options.recordSeconds,
    intervalCount: context.intervalCount,
    runUntil: (seconds) => {
      // Readings fall on whole intervals however the run is cut into calls.
      let next = (Math.floor((scalars[NOW] as number) / 1000 / every) + 1) * every;
      for (; next <= seconds; next += every) {
        loading.runUntil(next);
        guidance?.renew(readings);
      }
      loading.runUntil(seconds);
    },
    applyConditions: () => {
      guidance?.forget();
      loading.applyConditions();
    },
    restore: (saved) => {
      loading.restore(saved);
      guidance?.forget();
    },
    diverted: () => guidance?.diverted() ?? 0,
    withoutWay: () => {
      const trips: number[] = [];
      for (let lane = 0; lane < network.laneCount; lane += 1) {
        let slot = state.laneHead[lane] as number;
        for (let left = state.laneCountNow[lane] as number; left > 0; left -= 1) {
          if (state.slotMovement[slot] === NO_WAY) trips.push(state.slotTrip[slot] as number);
          const next = slot + 1;
          slot =
            next === context.timing.laneSlot[lane + 1]
              ? (context.timing.laneSlot[lane] as number)
              : next;
        }
      }
      return { standing: trips, gaveUp: guidance?.gaveUp() ?? [] };
    },
  };
}
