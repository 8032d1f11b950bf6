/** Newton shifts of flow between the paths of one origin-destination pair. */
import type { AssignmentNetwork } from './assignment-types.ts';
import { linkSlope, linkTime } from './volume-delay.ts';

export interface PathSet {
  readonly links: Int32Array[];
  readonly flows: number[];
}

export interface PathBalancer {
  load(path: Int32Array, flow: number): void;
  addPath(paths: PathSet, candidate: Int32Array): void;
  shift(paths: PathSet): void;
}

/** Paths with less than this part of a trip are dropped; their rest goes to the shortest. */
const LEAST_FLOW = 1e-12;

export function balancePaths(
  network: AssignmentNetwork,
  flow: Float64Array,
  time: Float64Array,
): PathBalancer {
  const mark = new Uint32Array(flow.length);
  let stamp = 0;

  const costOf = (path: Int32Array): number => {
    let cost = 0;
    for (let at = 0; at < path.length; at += 1) cost += time[path[at] as number] as number;
    return cost;
  };

  const load = (path: Int32Array, change: number): void => {
    for (let at = 0; at < path.length; at += 1) {
      const link = path[at] as number;
      const now = Math.max(0, (flow[link] as number) + change);
      flow[link] = now;
      time[link] = linkTime(network, link, now);
    }
  };

  /** Sum of slopes on links of one path that are not marked; on marked ones none. */
  const slopeOutside = (path: Int32Array, marked: number): number => {
    let slope = 0;
    for (let at = 0; at < path.length; at += 1) {
      const link = path[at] as number;
      if (mark[link] !== marked) slope += linkSlope(network, link, flow[link] as number);
    }
    return slope;
  };

  const markPath = (path: Int32Array): number => {
    stamp += 1;
    for (let at = 0; at < path.length; at += 1) mark[path[at] as number] = stamp;
    return stamp;
  };

  const isKnown = (paths: PathSet, candidate: Int32Array): boolean =>
    paths.links.some(
      (links) =>
        links.length === candidate.length && links.every((link, at) => link === candidate[at]),
    );

  return {
    load,
    addPath: (paths, candidate) => {
      if (isKnown(paths, candidate)) return;
      paths.links.push(candidate);
      paths.flows.push(0);
    },
    shift: (paths) => {
      const { links, flows } = paths;
      if (links.length < 2) return;
      let best = 0;
      let least = Number.POSITIVE_INFINITY;
      links.forEach((path, at) => {
        const cost = costOf(path);
        if (cost < least) {
          least = cost;
          best = at;
        }
      });
      const shortest = links[best] as Int32Array;
      for (let at = links.length - 1; at >= 0; at -= 1) {
        const path = links[at] as Int32Array;
        if (path === shortest) continue;
        const difference = costOf(path) - costOf(shortest);
        if (difference > 0) {
          const carried = flows[at] as number;
          const slope =
            slopeOutside(path, markPath(shortest)) + slopeOutside(shortest, markPath(path));
          const wanted = slope > 0 ? difference / slope : carried;
          const moved = carried - wanted < LEAST_FLOW ? carried : wanted;
          const home = links.indexOf(shortest);
          flows[at] = carried - moved;
          flows[home] = (flows[home] as number) + moved;
          load(path, -moved);
          load(shortest, moved);
        }
        if (flows[at] === 0) {
          links.splice(at, 1);
          flows.splice(at, 1);
        }
      }
    },
  };
}
