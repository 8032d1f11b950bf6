/**
 * Demand for a street network that nobody has counted: where trips may begin and end, and how many
 * go where. Gateways weigh by their capacity, junctions by the residents and workers whose nearest
 * street they are on; the ends of a trip are drawn independently, not too near each other. Routes are
 * shortest by a perceived time, one perception of several a driver (stochastic user choice in the
 * sense of Sheffi 1985, 11.3, by sampling). All of it is `inferred`: counts replace it.
 */
import { createRandom, type DistrictNetworks } from '#contracts';
import {
  createPathScratch,
  createPathTable,
  findPathsTo,
  type ReverseGraph,
} from '../../network/shortest-paths.ts';
import type { TripInput } from '../loading/traffic-demand.ts';
import type { RoadInput } from '../road/road-types.ts';

export interface TripEnds {
  /** Street links and their weights. */
  readonly origins: ReadonlyMap<number, number>;
  readonly destinations: ReadonlyMap<number, number>;
}

/** One car trip in the two hours round an evening peak for so many people (assumption). */
const PERSONS_PER_TRIP = 12;
const PERCEPTIONS = 3;
/** Spread of perceived link times; SUMO's randomised routing uses the same order. */
const PERCEPTION_DEVIATION = 0.15;
/** Nearer trips are walked. */
const SHORTEST_TRIP_METRES = 500;
const MOST_DRAWS = 20;

export function inferTripEnds({ street, walk }: DistrictNetworks): TripEnds {
  const { nodes, links } = street;
  const people = new Float64Array(nodes.length);
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
    if (nearest >= 0) people[nearest] = (people[nearest] as number) + residents + workers;
  }
  const origins = new Map<number, number>();
  const destinations = new Map<number, number>();
  const outOf = new Int32Array(nodes.length);
  const into = new Int32Array(nodes.length);
  for (const link of links) {
    outOf[link.from] = (outOf[link.from] as number) + 1;
    into[link.to] = (into[link.to] as number) + 1;
  }
  links.forEach((link, at) => {
    const { capacityVehiclesPerHour: capacity } = link;
    const share = (node: number, ways: Int32Array): number =>
      (people[node] as number) / PERSONS_PER_TRIP / (ways[node] as number);
    const begins = nodes[link.from]?.gateway ? capacity : share(link.from, outOf);
    const ends = nodes[link.to]?.gateway ? capacity : share(link.to, into);
    if (begins > 0) origins.set(at, begins);
    if (ends > 0) destinations.set(at, ends);
  });
  return { origins, destinations };
}

export interface InferredTrips {
  readonly routes: readonly (readonly string[])[];
  readonly trips: readonly TripInput[];
  /** Places that do not hang together with most of the network: nobody is sent from or to them. */
  readonly leftOutEnds: number;
  /** Trips that were wished and not drawn: no way leads between their ends, or all ends lie too near. */
  readonly undrawn: number;
}

export function drawTrips(
  road: RoadInput,
  points: readonly (readonly [number, number])[],
  ends: TripEnds,
  wish: { readonly vehicles: number; readonly seconds: number; readonly seed: number },
): InferredTrips {
  const source = createRandom(wish.seed, 'trips');
  const random = (): number => source.next();
  const graph = turnGraph(road);
  const perceived = Array.from({ length: PERCEPTIONS }, () =>
    Float64Array.from(road.links, (link) => {
      const seconds = link.lengthMetres / link.freeSpeedMetresPerSecond;
      return seconds * Math.exp(PERCEPTION_DEVIATION * source.nextNormal());
    }),
  );
  const joined = endsOfMainPart(graph, ends);
  const begin = chooser(joined.origins);
  const end = chooser(joined.destinations);
  const byGoal = new Map<number, { readonly origin: number; readonly perception: number }[]>();
  for (let trip = 0; trip < wish.vehicles; trip += 1) {
    const pair = drawPair(begin, end, points, random);
    if (pair === null) continue;
    const list = byGoal.get(pair[1]) ?? [];
    byGoal.set(pair[1], list);
    list.push({ origin: pair[0], perception: Math.floor(random() * PERCEPTIONS) });
  }
  const scratch = createPathScratch();
  const table = createPathTable(road.links.length);
  const routes: string[][] = [];
  const trips: TripInput[] = [];
  for (const [goal, wanted] of [...byGoal].sort((a, b) => a[0] - b[0])) {
    perceived.forEach((seconds, perception) => {
      const mine = wanted.filter((one) => one.perception === perception);
      if (mine.length === 0) return;
      findPathsTo(graph, [goal], seconds, table, scratch);
      const routeOf = new Map<number, number>();
      for (const { origin } of mine) {
        const departSeconds = Math.floor(random() * wish.seconds * 10) / 10;
        let route = routeOf.get(origin);
        if (route === undefined) {
          const links = followTo(table.next, origin, goal);
          if (links === null) continue;
          route = routes.length;
          routes.push(links.map((link) => road.links[link]?.id ?? ''));
          routeOf.set(origin, route);
        }
        trips.push({ id: `t${trips.length}`, departSeconds, vehicleClass: 0, route });
      }
    });
  }
  const all = ends.origins.size + ends.destinations.size;
  const leftOutEnds = all - joined.origins.size - joined.destinations.size;
  return { routes, trips, leftOutEnds, undrawn: wish.vehicles - trips.length };
}

function turnGraph(road: RoadInput): ReverseGraph {
  const linkOf = new Map(road.links.map((link, at) => [link.id, at]));
  const turns = new Map<number, readonly [number, number]>();
  for (const { fromLink, toLink } of road.movements) {
    const from = linkOf.get(fromLink) ?? -1;
    const to = linkOf.get(toLink) ?? -1;
    turns.set(from * road.links.length + to, [from, to]);
  }
  const inStart = new Int32Array(road.links.length + 1);
  for (const [, to] of turns.values()) inStart[to + 1] = (inStart[to + 1] as number) + 1;
  for (let at = 1; at < inStart.length; at += 1) {
    inStart[at] = (inStart[at] as number) + (inStart[at - 1] as number);
  }
  const fill = inStart.slice();
  const inVertex = new Int32Array(turns.size);
  const inLane = new Int32Array(turns.size);
  for (const [from, to] of turns.values()) {
    const at = fill[to] as number;
    fill[to] = at + 1;
    inVertex[at] = from;
    inLane[at] = to;
  }
  return { vertexCount: road.links.length, inStart, inVertex, inLane };
}

/** A border cuts off stretches of road: origins must lead into the main part, destinations out of it. */
function endsOfMainPart(graph: ReverseGraph, ends: TripEnds): TripEnds {
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

function followTo(next: Int32Array, origin: number, goal: number): readonly number[] | null {
  const links = [origin];
  for (let at = origin; at !== goal; ) {
    at = next[at] as number;
    if (at < 0 || links.length > next.length) return null;
    links.push(at);
  }
  return links;
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
