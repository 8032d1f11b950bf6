/**
 * Where trips of a street network that nobody has counted begin and end, by time of day. Gateways
 * weigh by their capacity and the cars of the hour; junctions by the residents and workers whose
 * nearest street they are on, with the hours at which these leave and come (those of the metro, see
 * demand/day-profiles.ts, taken over for cars). All of it is `inferred`: counts replace it (demand/estimate-table.ts).
 */
import type { DistrictNetworks } from '#contracts';
import {
  HOME_COMING,
  HOME_LEAVING,
  tripsPerSecond,
  WORK_COMING,
  WORK_LEAVING,
} from '../../demand/day-profiles.ts';

export interface TripEnds {
  /** Street links and the vehicles an hour that begin, or end, there. */
  readonly origins: ReadonlyMap<number, number>;
  readonly destinations: ReadonlyMap<number, number>;
}

/**
 * Cars on streets at a city's border by hour of a Tuesday to Thursday, thousandths (Schmidt and Thomas
 * 1996, Forschung Straßenbau und Straßenverkehrstechnik 732, p. 95, as SUMO's documentation gives
 * it: TGw3_PKW). West German counts: no Chinese ones of this kind are published.
 */
const BORDER_CARS = [
  9, 5, 2, 2, 5, 13, 70, 93, 67, 42, 40, 38, 41, 46, 50, 67, 96, 92, 71, 48, 35, 27, 22, 19,
];
/**
 * Car trips from and to a home, or a work place, a day and person (assumption): in the two hours
 * round the evening peak one for each 12 persons, as an urban district with a metro has.
 */
const CAR_TRIPS_PER_PERSON = 0.35;

/** Between the hours' middles linear; 1 at the busiest hour of the border. */
const borderLoad = (secondOfDay: number): number =>
  tripsPerSecond(BORDER_CARS, 1, secondOfDay) /
  tripsPerSecond(BORDER_CARS, 1, (BORDER_CARS.indexOf(Math.max(...BORDER_CARS)) + 0.5) * 3600);

export function inferTripEnds({
  street,
  walk,
}: DistrictNetworks): (secondOfDay: number) => TripEnds {
  const { nodes, links } = street;
  const homes = new Float64Array(nodes.length);
  const jobs = new Float64Array(nodes.length);
  const inner = nodes.flatMap(({ gateway }, at) => (gateway ? [] : [at]));
  for (const { point, residents, workers } of walk.nodes) {
    if (residents + workers === 0) continue;
    let nearest = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const at of inner) {
      const [x, y] = nodes[at]?.point ?? [0, 0];
      const away = (x - point[0]) ** 2 + (y - point[1]) ** 2;
      if (away < least) {
        least = away;
        nearest = at;
      }
    }
    if (nearest < 0) continue;
    homes[nearest] = (homes[nearest] as number) + residents;
    jobs[nearest] = (jobs[nearest] as number) + workers;
  }
  const outOf = new Int32Array(nodes.length);
  const into = new Int32Array(nodes.length);
  for (const link of links) {
    outOf[link.from] = (outOf[link.from] as number) + 1;
    into[link.to] = (into[link.to] as number) + 1;
  }
  return (secondOfDay) => {
    const perHour = (profile: readonly number[]): number =>
      3600 * tripsPerSecond(profile, CAR_TRIPS_PER_PERSON, secondOfDay);
    const load = borderLoad(secondOfDay);
    const leaving = [perHour(HOME_LEAVING), perHour(WORK_LEAVING)] as const;
    const coming = [perHour(HOME_COMING), perHour(WORK_COMING)] as const;
    const origins = new Map<number, number>();
    const destinations = new Map<number, number>();
    links.forEach((link, at) => {
      const border = load * link.capacityVehiclesPerHour;
      const share = (node: number, [home, work]: readonly [number, number], ways: Int32Array) =>
        ((homes[node] as number) * home + (jobs[node] as number) * work) / (ways[node] as number);
      const begins = nodes[link.from]?.gateway ? border : share(link.from, leaving, outOf);
      const ends = nodes[link.to]?.gateway ? border : share(link.to, coming, into);
      if (begins > 0) origins.set(at, begins);
      if (ends > 0) destinations.set(at, ends);
    });
    return { origins, destinations };
  };
}
