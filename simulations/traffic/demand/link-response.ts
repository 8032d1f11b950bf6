/**
 * How the flows of some links answer to one more trip of each pair, at user equilibrium. A trip adds
 * its paths' shares, and pushes others to their other used paths: among all shifts between used
 * paths the equilibrium takes the one with the least ½ Σ t'(v) dv² (sensitivity of equilibrium flows,
 * Tobin and Friesz 1988; Yang 1995, Transportation Research B 29). Unused paths stay unused.
 */
import type { AssignmentNetwork, AssignmentResult } from '../assignment/assignment-types.ts';
import { linkSlope } from '../assignment/volume-delay.ts';
import { factorSymmetric } from './solve-symmetric.ts';

/** Paths with a smaller part of their pair's trips count as unused. */
const LEAST_SHARE = 1e-6;

/** One row a link of `links`, one entry a pair: the part of its trips on the link, routes as they are. */
export function linkShares(
  { paths, flow }: AssignmentResult,
  links: ArrayLike<number>,
): readonly Float64Array[] {
  const rowOf = new Int32Array(flow.length).fill(-1);
  const rows = Array.from(links, (link, row) => {
    rowOf[link] = row;
    return new Float64Array(paths.length);
  });
  paths.forEach(({ links: ways, flows }, pair) => {
    const trips = sumOf(flows);
    ways.forEach((way, at) => {
      for (const link of way) {
        const row = rows[rowOf[link] as number];
        if (row) row[pair] = (row[pair] as number) + (flows[at] as number) / trips;
      }
    });
  });
  return rows;
}

/** The same with the shifts that the trip causes. */
export function linkResponse(
  network: AssignmentNetwork,
  assigned: AssignmentResult,
  links: ArrayLike<number>,
): readonly Float64Array[] {
  const { paths, flow } = assigned;
  const linkCount = flow.length;
  const rows = linkShares(assigned, links);
  const slope = Float64Array.from(flow, (vehicles, link) => linkSlope(network, link, vehicles));
  const swaps: (readonly (readonly [link: number, sign: number])[])[] = [];
  const onLink: [swap: number, sign: number][][] = Array.from({ length: linkCount }, () => []);
  paths.forEach(({ links: ways, flows }) => {
    const least = LEAST_SHARE * sumOf(flows);
    const [first, ...others] = ways.filter((_, at) => (flows[at] as number) > least);
    if (first === undefined) return;
    for (const way of others) {
      const swap = differenceOf(way, first);
      for (const [link, sign] of swap) onLink[link]?.push([swaps.length, sign]);
      swaps.push(swap);
    }
  });
  if (swaps.length === 0) return rows;

  // Normal matrix Bᵀ T B of the shifts; a shift that no link's time resists answers 0.
  const size = swaps.length;
  const normal = new Float64Array(size * size);
  onLink.forEach((list, link) => {
    const steep = slope[link] as number;
    for (const [a, signA] of list) {
      for (const [b, signB] of list) {
        const at = a * size + b;
        normal[at] = (normal[at] as number) + steep * signA * signB;
      }
    }
  });
  const solver = factorSymmetric(normal, size);
  rows.forEach((row, index) => {
    const answer = new Float64Array(size);
    for (const [swap, sign] of onLink[links[index] as number] ?? []) answer[swap] = sign;
    solver.solve(answer);
    // T B answer by link, then its sum over each pair's paths.
    const push = new Float64Array(linkCount);
    onLink.forEach((list, link) => {
      let sum = 0;
      for (const [swap, sign] of list) sum += sign * (answer[swap] as number);
      push[link] = sum * (slope[link] as number);
    });
    paths.forEach(({ links: ways, flows }, pair) => {
      const trips = sumOf(flows);
      ways.forEach((way, at) => {
        let pushed = 0;
        for (const link of way) pushed += push[link] as number;
        row[pair] = (row[pair] as number) - (pushed * (flows[at] as number)) / trips;
      });
    });
  });
  return rows;
}

const sumOf = (flows: readonly number[]): number => flows.reduce((sum, part) => sum + part, 0);

function differenceOf(
  way: Int32Array,
  other: Int32Array,
): readonly (readonly [link: number, sign: number])[] {
  const difference = new Map<number, number>();
  for (const link of way) difference.set(link, (difference.get(link) ?? 0) + 1);
  for (const link of other) difference.set(link, (difference.get(link) ?? 0) - 1);
  return [...difference].filter(([, sign]) => sign !== 0);
}
