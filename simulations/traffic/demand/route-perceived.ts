/**
 * Routes shortest by a perceived time, one perception of several a driver (stochastic user choice in
 * the sense of Sheffi 1985, 11.3, by sampling). Turns that the road forbids are not taken.
 */
import { createRandom } from '#contracts';
import {
  createPathScratch,
  createPathTable,
  findPathsTo,
  type ReverseGraph,
} from '../../network/shortest-paths.ts';
import type { RefusedTrip, TripInput } from '../loading/traffic-demand.ts';
import type { RoadInput } from '../road/road-types.ts';

export interface WantedTrip {
  /** Indices of links in the road. */
  readonly from: number;
  readonly to: number;
  readonly departSeconds: number;
}

const PERCEPTIONS = 3;
/** Spread of perceived link times; SUMO's randomised routing uses the same order. */
const PERCEPTION_DEVIATION = 0.15;

export function routePerceived(
  road: RoadInput,
  wanted: readonly WantedTrip[],
  seed: number,
): {
  readonly routes: readonly (readonly string[])[];
  readonly trips: readonly TripInput[];
  readonly refused: readonly RefusedTrip[];
} {
  const random = createRandom(seed, 'perceptions');
  const graph = turnGraph(road);
  const perceived = Array.from({ length: PERCEPTIONS }, () =>
    Float64Array.from(road.links, (link) => {
      const seconds = link.lengthMetres / link.freeSpeedMetresPerSecond;
      return seconds * Math.exp(PERCEPTION_DEVIATION * random.nextNormal());
    }),
  );
  const byGoal = new Map<number, { readonly trip: WantedTrip; readonly perception: number }[]>();
  for (const trip of wanted) {
    const list = byGoal.get(trip.to) ?? [];
    byGoal.set(trip.to, list);
    list.push({ trip, perception: random.nextInteger(PERCEPTIONS) });
  }
  const scratch = createPathScratch();
  const table = createPathTable(road.links.length);
  const routes: string[][] = [];
  const trips: TripInput[] = [];
  const refused: RefusedTrip[] = [];
  for (const [goal, all] of [...byGoal].sort((a, b) => a[0] - b[0])) {
    perceived.forEach((seconds, perception) => {
      const mine = all.filter((one) => one.perception === perception);
      if (mine.length === 0) return;
      findPathsTo(graph, [goal], seconds, table, scratch);
      const routeOf = new Map<number, number>();
      for (const { trip } of mine) {
        const id = `t${trips.length + refused.length}`;
        let route = routeOf.get(trip.from);
        if (route === undefined) {
          const links = followTo(table.next, trip.from, goal);
          if (links === null || trip.from === goal) {
            const [from = '', to = ''] = [trip.from, goal].map((link) => road.links[link]?.id);
            refused.push({ trip: id, reason: whyNone(from, to) });
            continue;
          }
          route = routes.push(links.map((link) => road.links[link]?.id ?? '')) - 1;
          routeOf.set(trip.from, route);
        }
        trips.push({ id, departSeconds: trip.departSeconds, vehicleClass: 0, route });
      }
    });
  }
  return { routes, trips, refused };
}

export const whyNone = (from: string, to: string): string =>
  from === to
    ? `begins and ends on link '${from}'`
    : `no way leads from link '${from}' to link '${to}'`;

/** What leads into each link, by the ways through junctions. */
export function turnGraph(road: RoadInput): ReverseGraph {
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

function followTo(next: Int32Array, origin: number, goal: number): readonly number[] | null {
  const links = [origin];
  for (let at = origin; at !== goal; ) {
    at = next[at] as number;
    if (at < 0 || links.length > next.length) return null;
    links.push(at);
  }
  return links;
}
