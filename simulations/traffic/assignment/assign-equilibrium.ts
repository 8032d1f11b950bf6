/**
 * Static user equilibrium (Wardrop): no used path is longer than another of its pair. Path-based
 * gradient projection with Newton steps on each pair (Jayakrishnan, Tsai, Prashker and Rajadhyaksha
 * 1994, TRR 1443): a pair's flow moves from longer paths to the shortest by the difference of cost
 * over the sum of slopes on the links that the two do not share, and link times follow at once.
 * Frank-Wolfe was not taken: its gap falls as 1/iterations and stalls before 1e-6; paths cost
 * memory (about 1.5 a pair here), for which every pair converges like Newton's method.
 */
import type {
  AssignmentNetwork,
  AssignmentOptions,
  AssignmentResult,
  TripTable,
} from './assignment-types.ts';
import { balancePaths, type PathSet } from './balance-paths.ts';
import { createShortestTree } from './shortest-tree.ts';
import { linkIntegral, linkTime } from './volume-delay.ts';

export const ASSIGNMENT_DEFAULTS: AssignmentOptions = { relativeGap: 1e-6, maxIterations: 500 };

/** Sweeps over known paths between two searches for new ones. */
const INNER_SWEEPS = 4;

export function assignEquilibrium(
  network: AssignmentNetwork,
  demand: TripTable,
  options: AssignmentOptions = ASSIGNMENT_DEFAULTS,
): AssignmentResult {
  const linkCount = network.linkFrom.length;
  const flow = new Float64Array(linkCount);
  const time = Float64Array.from(flow, (_, link) => linkTime(network, link, 0));
  const tree = createShortestTree(network);
  const pairs = groupByOrigin(demand);
  const pathsOf: PathSet[] = Array.from(demand.trips, () => ({ links: [], flows: [] }));
  const balance = balancePaths(network, flow, time);
  const unreachable: { origin: number; destination: number }[] = [];
  let unreachableTrips = 0;
  let gap = Number.POSITIVE_INFINITY;
  let iterations = 0;

  /** One search for shorter paths; answers the cost if everybody took the shortest. */
  const searchAndBalance = (isFirst: boolean): void => {
    for (const { origin, first, last } of pairs) {
      tree.build(origin, time);
      for (let pair = first; pair < last; pair += 1) {
        const trips = demand.trips[pair] as number;
        const goal = demand.destination[pair] as number;
        if (trips <= 0 || goal === origin) continue;
        const paths = pathsOf[pair] as PathSet;
        if (tree.cost[goal] === Number.POSITIVE_INFINITY) {
          if (!isFirst) continue;
          unreachable.push({ origin, destination: goal });
          unreachableTrips += trips;
          continue;
        }
        const shortest = pathTo(goal, tree.link, network.linkFrom);
        if (isFirst) {
          paths.links.push(shortest);
          paths.flows.push(trips);
          balance.load(shortest, trips);
        } else {
          balance.addPath(paths, shortest);
          balance.shift(paths);
        }
      }
    }
  };

  const measureGap = (): number => {
    let shortest = 0;
    for (const { origin, first, last } of pairs) {
      tree.build(origin, time);
      for (let pair = first; pair < last; pair += 1) {
        const cost = tree.cost[demand.destination[pair] as number] as number;
        if (cost !== Number.POSITIVE_INFINITY) shortest += cost * (demand.trips[pair] as number);
      }
    }
    const total = totalTimeOf(flow, time);
    return total === 0 ? 0 : 1 - shortest / total;
  };

  searchAndBalance(true);
  while (iterations < options.maxIterations) {
    gap = measureGap();
    if (gap <= options.relativeGap) break;
    iterations += 1;
    searchAndBalance(false);
    for (let sweep = 0; sweep < INNER_SWEEPS; sweep += 1) pathsOf.forEach(balance.shift);
  }
  // Additions and subtractions of flow leave rounding behind; the sum over paths has none.
  flow.fill(0);
  time.fill(0);
  for (const paths of pathsOf) {
    paths.links.forEach((links, at) => {
      for (const link of links) flow[link] = (flow[link] as number) + (paths.flows[at] as number);
    });
  }
  let objective = 0;
  for (let link = 0; link < linkCount; link += 1) {
    time[link] = linkTime(network, link, flow[link] as number);
    objective += linkIntegral(network, link, flow[link] as number);
  }
  gap = measureGap();
  return {
    flow,
    time,
    objective,
    totalTime: totalTimeOf(flow, time),
    relativeGap: gap,
    iterations,
    converged: gap <= options.relativeGap,
    paths: pathsOf,
    pathCount: pathsOf.reduce((sum, paths) => sum + paths.links.length, 0),
    unreachable,
    unreachableTrips,
  };
}

const totalTimeOf = (flow: Float64Array, time: Float64Array): number =>
  flow.reduce((sum, vehicles, link) => sum + vehicles * (time[link] as number), 0);

function groupByOrigin(
  demand: TripTable,
): readonly { readonly origin: number; readonly first: number; readonly last: number }[] {
  const groups: { origin: number; first: number; last: number }[] = [];
  demand.origin.forEach((origin, pair) => {
    const group = groups.at(-1);
    if (group !== undefined && group.origin === origin) group.last = pair + 1;
    else groups.push({ origin, first: pair, last: pair + 1 });
  });
  return groups;
}

function pathTo(goal: number, lastLink: Int32Array, linkFrom: Int32Array): Int32Array {
  const links: number[] = [];
  for (let link = lastLink[goal] as number; link >= 0; ) {
    links.push(link);
    link = lastLink[linkFrom[link] as number] as number;
  }
  return Int32Array.from(links.reverse());
}
