/**
 * Bus lines of a district in a part of it: of each line the longest run of its calls that lie inside.
 * Where a line comes from or goes on outside, it does so over the cut's border point that lies nearest
 * to its last stop there.
 */
import type { BusLine, BusNetwork, DistrictNetworks, Point } from '#contracts';
import type { Renumbered } from './renumber-near.ts';

export function cutBuses(
  whole: DistrictNetworks,
  street: Renumbered,
  walk: Renumbered,
  /** Of the cut. */
  nodes: DistrictNetworks['street']['nodes'],
): BusNetwork {
  const { buses } = whole;
  const gateways = nodes.flatMap(({ gateway, point }, node) => (gateway ? [{ node, point }] : []));
  const nearestGateway = (point: Point | undefined): number | null => {
    let best: number | null = null;
    let metres = Number.POSITIVE_INFINITY;
    for (const gateway of gateways) {
      const away = point ? distance(point, gateway.point) : metres;
      if (away >= metres) continue;
      metres = away;
      best = gateway.node;
    }
    return best;
  };
  const placed = buses.stops.map((stop) => ({
    ...stop,
    streetLink: street.linkAt[stop.streetLink] ?? -1,
    walkNode: walk.nodeAt[stop.walkNode] ?? -1,
  }));
  const isInside = (stop: number): boolean =>
    (placed[stop]?.streetLink ?? -1) >= 0 && (placed[stop]?.walkNode ?? -1) >= 0;
  const used: number[] = [];
  const numberOf = (stop: number): number => {
    const known = used.indexOf(stop);
    return known >= 0 ? known : used.push(stop) - 1;
  };
  const nodePoint = (node: number | null): Point | undefined =>
    node === null ? undefined : whole.street.nodes[node]?.point;
  const lines = buses.lines.flatMap((line): BusLine[] => {
    const [first, end] = longestRun(line.stops, isInside);
    const before = line.stops[first - 1];
    const after = line.stops[end];
    const from = before === undefined ? nodePoint(line.entersAt) : buses.stops[before]?.point;
    const to = after === undefined ? nodePoint(line.leavesAt) : buses.stops[after]?.point;
    const entersAt = nearestGateway(from);
    const leavesAt = nearestGateway(to);
    const calls = line.stops.slice(first, end);
    if (calls.length === 0 || (calls.length === 1 && entersAt === null && leavesAt === null)) {
      return [];
    }
    return [{ ...line, stops: calls.map(numberOf), entersAt, leavesAt }];
  });
  return { stops: used.flatMap((stop) => placed[stop] ?? []), lines };
}

/** [first, end) of the longest stretch of stops that lie inside; the first of equals. */
function longestRun(
  stops: readonly number[],
  isInside: (stop: number) => boolean,
): readonly [number, number] {
  let best: readonly [number, number] = [0, 0];
  let first = 0;
  for (let at = 0; at <= stops.length; at += 1) {
    const stop = stops[at];
    if (stop !== undefined && isInside(stop)) continue;
    if (at - first > best[1] - best[0]) best = [first, at];
    first = at + 1;
  }
  return best;
}

const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
