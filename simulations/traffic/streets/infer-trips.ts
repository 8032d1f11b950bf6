/**
 * Demand for a street network that nobody has counted: how many go where, and when. The ends of a
 * trip are drawn independently, not too near each other, by what begins and ends at that time of day;
 * routes are shortest by a perceived time (demand/route-perceived.ts). All of it is `inferred`.
 */
import { createRandom } from '#contracts';
import type { ReverseGraph } from '../../network/shortest-paths.ts';
import { drawDepartures, drawWhole } from '../demand/draw-trips.ts';
import { routePerceived, turnGraph, type WantedTrip } from '../demand/route-perceived.ts';
import type { TripInput } from '../loading/traffic-demand.ts';
import type { RoadInput } from '../road/road-types.ts';
import type { TripEnds } from './infer-trip-ends.ts';

/** Nearer trips are walked. */
const SHORTEST_TRIP_METRES = 500;
const MOST_DRAWS = 20;

export interface InferredTrips {
  readonly routes: readonly (readonly string[])[];
  readonly trips: readonly TripInput[];
  /** Places that do not hang together with most of the network: nobody is sent from or to them. */
  readonly leftOutEnds: number;
  /** Trips that were wished and not drawn: no way leads between their ends, or all ends lie too near. */
  readonly undrawn: number;
}

export interface InferredWish {
  readonly vehicles: number;
  /** Departures are spread over so long, by the time of day. */
  readonly seconds: number;
  readonly startSecondOfDay: number;
  readonly seed: number;
}

/** The time of day changes no faster. */
const SLICE_SECONDS = 900;

export function drawTrips(
  road: RoadInput,
  points: readonly (readonly [number, number])[],
  endsAt: (secondOfDay: number) => TripEnds,
  wish: InferredWish,
): InferredTrips {
  const random = createRandom(wish.seed, 'trips');
  const part = mainPart(turnGraph(road));
  const sliceCount = Math.ceil(wish.seconds / SLICE_SECONDS);
  const slices = Array.from({ length: sliceCount }, (_, slice) => {
    const from = slice * SLICE_SECONDS;
    const until = Math.min(wish.seconds, from + SLICE_SECONDS);
    const ends = endsAt(wish.startSecondOfDay + (from + until) / 2);
    return { from, until, ends, joined: endsInPart(part, ends) };
  });
  const whole = drawWhole(
    slices.map(({ from, until, joined }) => {
      const perHour = [...joined.origins.values()].reduce((sum, one) => sum + one, 0);
      return perHour * (until - from);
    }),
    random,
    wish.vehicles,
  );
  const wanted: WantedTrip[] = [];
  slices.forEach(({ from, until, joined }, slice) => {
    const begin = chooser(joined.origins);
    const end = chooser(joined.destinations);
    for (const departSeconds of drawDepartures(whole[slice] as number, from, until, random)) {
      const pair = drawPair(begin, end, points, () => random.next());
      if (pair !== null) wanted.push({ from: pair[0], to: pair[1], departSeconds });
    }
  });
  const { routes, trips } = routePerceived(road, wanted, wish.seed);
  const [first] = slices;
  const sizeOf = (ends: TripEnds | undefined): number =>
    ends === undefined ? 0 : ends.origins.size + ends.destinations.size;
  return {
    routes,
    trips,
    leftOutEnds: sizeOf(first?.ends) - sizeOf(first?.joined),
    undrawn: wish.vehicles - trips.length,
  };
}

interface MainPart {
  /** Links that the main part reaches, and that reach it. */
  readonly from: ReadonlySet<number>;
  readonly into: ReadonlySet<number>;
}

/** A border cuts off stretches of road: origins must lead into the main part, destinations out of it. */
function mainPart(graph: ReverseGraph): MainPart {
  const { vertexCount, inStart, inVertex, inLane } = graph;
  const after: number[][] = Array.from({ length: vertexCount }, () => []);
  const before: number[][] = Array.from({ length: vertexCount }, () => []);
  for (let vertex = 0; vertex < vertexCount; vertex += 1) {
    for (let at = inStart[vertex] as number; at < (inStart[vertex + 1] as number); at += 1) {
      before[inLane[at] as number]?.push(inVertex[at] as number);
      after[inVertex[at] as number]?.push(inLane[at] as number);
    }
  }
  let main = { from: new Set<number>(), into: new Set<number>() };
  let largest = 0;
  const seen = new Set<number>();
  // Not only origins: nothing leads into a border's link, so it hangs together with itself alone.
  for (let link = 0; link < vertexCount && 2 * largest < vertexCount; link += 1) {
    if (seen.has(link)) continue;
    const from = reachable(after, link);
    const into = reachable(before, link);
    const both = [...from].filter((other) => into.has(other));
    for (const other of both) seen.add(other);
    if (both.length <= largest) continue;
    largest = both.length;
    main = { from, into };
  }
  return main;
}

function endsInPart(main: MainPart, ends: TripEnds): TripEnds {
  const keep = (weights: ReadonlyMap<number, number>, part: ReadonlySet<number>) =>
    new Map([...weights].filter(([link]) => part.has(link)));
  return {
    origins: keep(ends.origins, main.into),
    destinations: keep(ends.destinations, main.from),
  };
}

function reachable(next: readonly (readonly number[])[], start: number): Set<number> {
  const seen = new Set([start]);
  const waiting = [start];
  for (let link = waiting.pop(); link !== undefined; link = waiting.pop()) {
    for (const other of next[link] ?? []) {
      if (seen.has(other)) continue;
      seen.add(other);
      waiting.push(other);
    }
  }
  return seen;
}

function drawPair(
  begin: (share: number) => number,
  end: (share: number) => number,
  points: readonly (readonly [number, number])[],
  random: () => number,
): readonly [number, number] | null {
  for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
    const from = begin(random());
    const to = end(random());
    const [ax, ay] = points[from] ?? [0, 0];
    const [bx, by] = points[to] ?? [0, 0];
    if (from !== to && Math.hypot(ax - bx, ay - by) >= SHORTEST_TRIP_METRES) return [from, to];
  }
  return null;
}

/** A link by its part of all weights. */
function chooser(weights: ReadonlyMap<number, number>): (share: number) => number {
  const links = [...weights.keys()];
  const sums = new Float64Array(links.length);
  let sum = 0;
  links.forEach((link, at) => {
    sum += weights.get(link) ?? 0;
    sums[at] = sum;
  });
  return (share) => {
    let low = 0;
    let high = sums.length - 1;
    const wanted = share * sum;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] as number) > wanted) high = middle;
      else low = middle + 1;
    }
    return links[low] as number;
  };
}
