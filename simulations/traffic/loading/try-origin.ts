/** Departures: trips wait at their first link, first come first served, until it has room. */
import type { LaneChooser } from './choose-lane.ts';
import { drawSpeedFactor } from './draw-speed-factor.ts';
import type { LaneEntries } from './lane-entries.ts';
import type { LanePlaces } from './lane-places.ts';
import type { TrafficContext } from './traffic-context.ts';
import { NEXT_TRIP, NONE, RUNNING, WAITING_TO_ENTER } from './traffic-state.ts';

export interface Origins {
  /** Everybody whose time has come joins the queue of their first link. */
  depart(now: number): void;
  tryLeave(link: number, now: number, granted: number): void;
}

export function createOrigins(
  context: TrafficContext,
  parts: {
    readonly entries: LaneEntries;
    readonly places: LanePlaces;
    readonly chooser: LaneChooser;
  },
): Origins {
  const { network, demand, state, wheel, timing, seed } = context;
  const { entries, places, chooser } = parts;
  const { linkLane, linkLength } = network;
  const { departMs, tripClass, tripRoute, routeStart, routeLink, classes } = demand;
  const { linkSpeed } = timing;
  const { scalars, originHead, originTail, tripNext, tripEntered } = state;
  const { firstOrigin, departures } = context.items;
  const { arrival, enter } = places;
  const { schedule } = wheel;
  const { speedDeviation } = context.parameters;

  const factorOf = (trip: number, link: number): number => {
    const kind = classes[tripClass[trip] as number];
    const drawn = drawSpeedFactor(seed, trip, speedDeviation);
    if (kind === undefined) return drawn;
    const limit = linkSpeed[link] as number;
    return Math.min(drawn * kind.speedFactor, kind.maxSpeedMetresPerSecond / limit);
  };

  return {
    depart: (now) => {
      let trip = scalars[NEXT_TRIP] as number;
      while (trip < departMs.length && (departMs[trip] as number) <= now) {
        const link = routeLink[routeStart[tripRoute[trip] as number] as number] as number;
        const tail = originTail[link] as number;
        originTail[link] = trip;
        tripNext[trip] = NONE;
        scalars[WAITING_TO_ENTER] = (scalars[WAITING_TO_ENTER] as number) + 1;
        if (tail !== NONE) tripNext[tail] = trip;
        else {
          originHead[link] = trip;
          schedule(firstOrigin + link, now, now);
        }
        trip += 1;
      }
      scalars[NEXT_TRIP] = trip;
      if (trip < departMs.length) schedule(departures, departMs[trip] as number, now);
    },
    tryLeave: (link, now, granted) => {
      const trip = originHead[link] as number;
      if (trip === NONE) return;
      const source = firstOrigin + link;
      const route = routeStart[tripRoute[trip] as number] as number;
      const lastRoute = routeStart[(tripRoute[trip] as number) + 1] as number;
      const nextLink = route + 1 < lastRoute ? (routeLink[route + 1] as number) : NONE;
      const target = chooser.choose(link, nextLink, linkLane[link] as number, granted);
      const onward = chooser.movement();
      if (!entries.mayEnter(source, target, granted, now)) return;
      const after = tripNext[trip] as number;
      originHead[link] = after;
      if (after === NONE) originTail[link] = NONE;
      else schedule(source, now, now);
      tripEntered[trip] = now;
      scalars[RUNNING] = (scalars[RUNNING] as number) + 1;
      scalars[WAITING_TO_ENTER] = (scalars[WAITING_TO_ENTER] as number) - 1;
      arrival.entryLossMs = entries.takeTurn(source, target, 1);
      arrival.trip = trip;
      arrival.route = route;
      arrival.factor = factorOf(trip, link);
      arrival.movement = onward;
      arrival.speed = Number.POSITIVE_INFINITY;
      arrival.insideMetres = 0;
      arrival.skippedMetres = Math.min(demand.departOffsetMetres, (linkLength[link] as number) / 2);
      enter(target, now);
    },
  };
}
