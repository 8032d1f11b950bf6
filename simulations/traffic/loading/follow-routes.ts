/** Fixed routes: trips of a demand leave at their time and drive their list of links. */
import type { RoadNetwork } from '../road/road-types.ts';
import { drawSpeedFactor } from './draw-speed-factor.ts';
import type { TrafficDemand } from './traffic-demand.ts';
import type { TrafficGuide } from './traffic-guide.ts';
import { NONE, type TrafficState } from './traffic-state.ts';

export function createRouteGuide(options: {
  readonly network: RoadNetwork;
  readonly demand: TrafficDemand;
  readonly state: TrafficState;
  readonly seed: number;
  readonly speedDeviation: number;
}): TrafficGuide {
  const { network, demand, state, seed, speedDeviation } = options;
  const { routeStart, routeLink, tripRoute, tripClass, classes, stops } = demand;
  const { tripEntered, tripArrived } = state;
  const firstStep = (trip: number): number => routeStart[tripRoute[trip] as number] as number;
  return {
    originCount: network.linkCount,
    queue: { next: state.tripNext },
    departOffsetMetres: demand.departOffsetMetres,
    firstStep,
    first: (trip) => routeLink[firstStep(trip)] as number,
    after: (trip, step) => {
      const end = routeStart[(tripRoute[trip] as number) + 1] as number;
      return step + 1 < end ? (routeLink[step + 1] as number) : NONE;
    },
    speedFactor: (trip, linkSpeed) => {
      const kind = classes[tripClass[trip] as number];
      const drawn = drawSpeedFactor(seed, trip, speedDeviation);
      if (kind === undefined) return drawn;
      return Math.min(drawn * kind.speedFactor, kind.maxSpeedMetresPerSecond / linkSpeed);
    },
    hasUrgent: classes.some(({ isEmergency }) => isEmergency === true),
    isUrgent: (trip) => classes[tripClass[trip] as number]?.isEmergency === true,
    dwellMs: stops === undefined ? () => 0 : dwellAt(stops),
    entered: (trip, now) => {
      tripEntered[trip] = now;
    },
    givesUp: () => false,
    mayArrive: () => true,
    arrived: (trip, _link, now) => {
      tripArrived[trip] = now;
    },
    arrays: [],
  };
}

const dwellAt =
  ({ start, link, ms }: NonNullable<TrafficDemand['stops']>): TrafficGuide['dwellMs'] =>
  (trip, on) => {
    let sum = 0;
    const end = start[trip + 1] as number;
    for (let at = start[trip] as number; at < end; at += 1) {
      if (link[at] === on) sum += ms[at] as number;
    }
    return sum;
  };
