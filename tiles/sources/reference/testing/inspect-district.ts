/** Brute force over a generated district: what touches, crosses without a node, or hangs apart. */
import type { Line, Ring } from '#contracts';
import type { SourceCity } from '../../source-city.ts';
import {
  areBoxesApart,
  boxOf,
  distanceOfRings,
  distanceOfSegments,
  isInside,
  meetSegments,
  pairsOf,
} from '../plane-shapes.ts';

export const outerOf = (building: SourceCity['buildings'][number]): Ring =>
  building.outline[0] ?? [];

export function metresBetween(ring: Ring, line: Line): number {
  let least = Number.POSITIVE_INFINITY;
  for (const [a, b] of pairsOf(ring, true)) {
    for (const [c, d] of pairsOf(line, false))
      least = Math.min(least, distanceOfSegments(a, b, c, d));
  }
  const [first] = line;
  return first && isInside(first, ring) ? 0 : least;
}

/** How many separate pieces the ways form where they share nodes. */
export function countPieces(ways: readonly { readonly nodes: readonly string[] }[]): number {
  const parent = new Map<string, string>();
  const find = (node: string): string => {
    let root = node;
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root))
      root = up;
    parent.set(node, root);
    return root;
  };
  for (const way of ways)
    for (const node of way.nodes) if (!parent.has(node)) parent.set(node, node);
  for (const way of ways)
    for (const node of way.nodes) parent.set(find(node), find(way.nodes[0] ?? node));
  return new Set([...parent.keys()].map(find)).size;
}

/** Pairs nearer than their rules allow; with a sample, pairs of one of these and any other. */
export function buildingsTouching(city: SourceCity, sample?: ReadonlySet<string>): string[] {
  const boxes = city.buildings.map((building) => boxOf(outerOf(building)));
  const touching: string[] = [];
  city.buildings.forEach((one, i) => {
    if (sample && !sample.has(one.id)) return;
    const from = sample ? 0 : i + 1;
    city.buildings.slice(from).forEach((two, k) => {
      if (from + k === i) return;
      const [a, b] = [boxes[i], boxes[from + k]];
      if (!a || !b || areBoxesApart(a, b, 1)) return;
      // 0.9 m: street shops stand 1 m apart before rounding to centimetres.
      if (distanceOfRings(outerOf(one), outerOf(two)) < 0.9) touching.push(`${one.id} ${two.id}`);
    });
  });
  return touching;
}

export function crossingsWithoutNode(city: SourceCity): string[] {
  const ways = [...city.streets.filter((street) => !street.bridgeOrTunnel), ...city.footways];
  const boxes = ways.map((way) => boxOf(way.line));
  const crossings: string[] = [];
  ways.forEach((one, i) => {
    ways.slice(i + 1).forEach((two, k) => {
      const [a, b] = [boxes[i], boxes[i + 1 + k]];
      if (!a || !b || areBoxesApart(a, b, 0)) return;
      const shared = one.nodes.filter((node) => two.nodes.includes(node));
      const joints = shared.map((node) => one.line[one.nodes.indexOf(node)]);
      for (const [p, q] of pairsOf(one.line, false)) {
        for (const [r, s] of pairsOf(two.line, false)) {
          const met = meetSegments(p, q, r, s);
          // Nodes are rounded to centimetres, so a street may bend by that much at a joint.
          const atJoint =
            met &&
            joints.some((j) => j && Math.hypot(j[0] - met.point[0], j[1] - met.point[1]) < 0.5);
          if (met && !atJoint)
            crossings.push(`${one.id} × ${two.id} at ${met.point.map(Math.round).join(',')}`);
        }
      }
    });
  });
  return crossings;
}
