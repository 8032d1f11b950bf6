/** Trips that are known beforehand, over the road: leave by their timetable and drive their routes. */
import { createLoading, type Loading } from './create-loading.ts';
import { createRouteGuide } from './follow-routes.ts';
import { type ContextOptions, createTrafficContext } from './traffic-context.ts';
import type { TrafficDemand } from './traffic-demand.ts';
import { NEXT_TRIP, NONE } from './traffic-state.ts';

export interface TrafficOptions extends ContextOptions {
  readonly demand: TrafficDemand;
}

export interface TrafficRun extends Loading {
  readonly demand: TrafficDemand;
  readonly recordSeconds: number;
  readonly intervalCount: number;
}

export function createTrafficRun(options: TrafficOptions): TrafficRun {
  const { network, demand, seed } = options;
  const { departMs, tripRoute, routeStart, routeLink } = demand;
  const { speedDeviation } = options.parameters;
  const context = createTrafficContext(options, {
    trips: departMs.length,
    origins: network.linkCount,
    guideOf: (state) => createRouteGuide({ network, demand, state, seed, speedDeviation }),
  });
  const { scalars } = context.state;
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
  return {
    ...loading,
    demand,
    recordSeconds: options.recordSeconds,
    intervalCount: context.intervalCount,
  };
}
