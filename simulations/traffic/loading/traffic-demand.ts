/** Trips with fixed routes. Routes are checked against the network once, when the demand is built. */
import type { RoadNetwork } from '../road/road-types.ts';

export interface VehicleClass {
  readonly id: string;
  readonly maxSpeedMetresPerSecond: number;
  /** Wanted speed as a part of the limit. */
  readonly speedFactor: number;
  /** On duty: passes queues, and red lights after a look. */
  readonly isEmergency?: boolean;
}

export interface TripInput {
  readonly id: string;
  readonly departSeconds: number;
  /** Index in the classes. */
  readonly vehicleClass: number;
  /** Index in the routes. */
  readonly route: number;
  /** Where a bus stands on its line, and how long. */
  readonly stops?: readonly { readonly link: string; readonly seconds: number }[];
}

export interface TrafficDemand {
  readonly classes: readonly VehicleClass[];
  /** Sorted by departure. */
  readonly tripId: readonly string[];
  readonly departMs: Int32Array;
  readonly tripClass: Uint8Array;
  readonly tripRoute: Int32Array;
  readonly routeStart: Int32Array;
  readonly routeLink: Int32Array;
  /** How far into their first link vehicles appear, m. */
  readonly departOffsetMetres: number;
  /** Stops of trip t are [start[t], start[t + 1]); absent where nobody stops. */
  readonly stops?: {
    readonly start: Int32Array;
    readonly link: Int32Array;
    readonly ms: Int32Array;
  };
}

export interface RefusedTrip {
  readonly trip: string;
  readonly reason: string;
}

export function buildTrafficDemand(
  network: RoadNetwork,
  input: {
    readonly classes: readonly VehicleClass[];
    readonly routes: readonly (readonly string[])[];
    readonly trips: readonly TripInput[];
    readonly departOffsetMetres: number;
  },
): { readonly demand: TrafficDemand; readonly refused: readonly RefusedTrip[] } {
  const linkOf = new Map(network.linkIds.map((id, at) => [id, at]));
  const routeStart = new Int32Array(input.routes.length + 1);
  const routeLink: number[] = [];
  const problems = input.routes.map((route, at) => {
    const links = route.map((id) => linkOf.get(id) ?? -1);
    const problem = findBreak(network, links, route);
    if (problem === undefined) for (const link of links) routeLink.push(link);
    routeStart[at + 1] = routeLink.length;
    return problem;
  });
  const refused: RefusedTrip[] = [];
  const trips = input.trips.filter((trip) => {
    const reason =
      tripProblem(trip, input.routes.length, input.classes.length) ??
      problems[trip.route] ??
      stopProblem(trip, input.routes[trip.route] ?? []);
    if (reason !== undefined) refused.push({ trip: trip.id, reason });
    return reason === undefined;
  });
  trips.sort((a, b) => a.departSeconds - b.departSeconds);
  return {
    demand: {
      classes: input.classes,
      tripId: trips.map((trip) => trip.id),
      departMs: Int32Array.from(trips, (trip) => Math.round(trip.departSeconds * 1000)),
      tripClass: Uint8Array.from(trips, (trip) => trip.vehicleClass),
      tripRoute: Int32Array.from(trips, (trip) => trip.route),
      routeStart,
      routeLink: Int32Array.from(routeLink),
      departOffsetMetres: input.departOffsetMetres,
      ...stopsOf(trips, linkOf),
    },
    refused,
  };
}

function stopsOf(
  trips: readonly TripInput[],
  linkOf: ReadonlyMap<string, number>,
): Pick<TrafficDemand, 'stops'> {
  if (trips.every(({ stops }) => stops === undefined)) return {};
  const all = trips.flatMap(({ stops }) => stops ?? []);
  const start = new Int32Array(trips.length + 1);
  trips.forEach(({ stops }, at) => {
    start[at + 1] = (start[at] as number) + (stops?.length ?? 0);
  });
  return {
    stops: {
      start,
      link: Int32Array.from(all, ({ link }) => linkOf.get(link) ?? -1),
      ms: Int32Array.from(all, ({ seconds }) => Math.round(1000 * seconds)),
    },
  };
}

function stopProblem({ stops }: TripInput, route: readonly string[]): string | undefined {
  for (const { link, seconds } of stops ?? []) {
    if (!route.includes(link)) return `stops on link '${link}', which its route does not pass`;
    if (!(seconds >= 0 && seconds <= LATEST_SECONDS)) return `stops for ${seconds} s`;
  }
  return undefined;
}

/** Milliseconds are kept in 32 bits. */
const LATEST_SECONDS = 2_000_000;

function tripProblem(trip: TripInput, routes: number, classes: number): string | undefined {
  const { departSeconds: at } = trip;
  if (!(at >= 0 && at <= LATEST_SECONDS)) return `departs at ${at} s; expected 0…${LATEST_SECONDS}`;
  if (!(trip.route >= 0 && trip.route < routes)) return `there is no route ${trip.route}`;
  if (!(trip.vehicleClass < classes)) return `there is no class ${trip.vehicleClass}`;
  return undefined;
}

function findBreak(
  network: RoadNetwork,
  links: readonly number[],
  ids: readonly string[],
): string | undefined {
  if (links.length === 0) return 'its route has no links';
  for (let at = 0; at < links.length; at += 1) {
    const link = links[at] as number;
    if (link < 0) return `its route goes over link '${ids[at]}', which is not in the network`;
    const next = links[at + 1];
    if (next === undefined || next < 0) continue;
    if (!hasMovement(network, link, next)) {
      return `no way leads from link '${ids[at]}' to link '${ids[at + 1]}'`;
    }
  }
  return undefined;
}

function hasMovement(network: RoadNetwork, link: number, next: number): boolean {
  const last = network.linkMovement[link + 1] as number;
  for (let at = network.linkMovement[link] as number; at < last; at += 1) {
    if (network.movementToLink[at] === next) return true;
  }
  return false;
}
