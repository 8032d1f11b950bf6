/**
 * Faces seen from above → their joint outline. Edges that two faces share run in opposite directions
 * and cancel; what is left closes to rings. Where faces overlap or meet within an edge that does not
 * hold, and a general polygon union takes over.
 */
import { union } from 'polyclip-ts';
import type { Point } from '#contracts';
import { ringArea } from '#contracts';
import { isPointInRing } from '../../geometry/point-in-polygon.ts';

/** Flat faces: [outer, ...holes] in metres. */
export type FlatFace = readonly (readonly Point[])[];
export type FlatPolygon = readonly (readonly Point[])[];

const DUST_SQUARE_METRES = 0.01;

export function dissolveFaces(faces: readonly FlatFace[]): FlatPolygon[] {
  return cancelEdges(faces) ?? uniteFaces(faces);
}

const keyOf = ([x, y]: Point) => `${Math.round(x * 1000)},${Math.round(y * 1000)}`;

function cancelEdges(faces: readonly FlatFace[]): FlatPolygon[] | null {
  const points = new Map<string, Point>();
  const edges = new Map<string, Set<string>>();
  for (const face of faces) {
    for (const [index, ring] of face.entries()) {
      const area = ringArea(ring);
      if (Math.abs(area) < 1e-6) continue;
      // Outer rings run counter-clockwise, holes clockwise, whatever way the file turns them.
      const turned = area > 0 === (index === 0) ? ring : [...ring].reverse();
      if (!addRing(turned, points, edges)) return null;
    }
  }
  return chainRings(points, edges);
}

function addRing(
  ring: readonly Point[],
  points: Map<string, Point>,
  edges: Map<string, Set<string>>,
): boolean {
  let previous = ring[ring.length - 1];
  for (const point of ring) {
    if (!previous) return false;
    const from = keyOf(previous);
    const to = keyOf(point);
    points.set(to, point);
    previous = point;
    if (from === to || edges.get(to)?.delete(from)) continue;
    const out = edges.get(from) ?? new Set<string>();
    // The same edge twice in one direction: faces overlap.
    if (out.has(to)) return false;
    edges.set(from, out.add(to));
  }
  return true;
}

function chainRings(
  points: ReadonlyMap<string, Point>,
  edges: ReadonlyMap<string, Set<string>>,
): FlatPolygon[] | null {
  const outers: Point[][] = [];
  const holes: Point[][] = [];
  for (const [start, targets] of edges) {
    while (targets.size > 0) {
      const ring: Point[] = [];
      let at = start;
      do {
        const out = edges.get(at);
        const [next, second] = out ?? [];
        // Two ways on: rings touch in this point and the file does not say which belongs to which.
        if (!out || next === undefined || second !== undefined) return null;
        out.delete(next);
        const point = points.get(next);
        if (!point) return null;
        ring.push(point);
        at = next;
      } while (at !== start);
      const area = ringArea(ring);
      if (area > DUST_SQUARE_METRES) outers.push(ring);
      else if (area < -DUST_SQUARE_METRES) holes.push(ring);
    }
  }
  return nestRings(outers, holes);
}

function nestRings(outers: Point[][], holes: Point[][]): FlatPolygon[] | null {
  const within = (inner: readonly Point[], outer: readonly Point[]) =>
    inner.filter((point) => isPointInRing(point, outer)).length * 2 > inner.length;
  // An outline inside another: overlapping faces at different heights.
  for (const a of outers) for (const b of outers) if (a !== b && within(a, b)) return null;
  const polygons = outers.map((outer): (readonly Point[])[] => [outer]);
  for (const hole of holes) {
    const home = polygons.find(([outer]) => outer && within(hole, outer));
    if (!home) return null;
    home.push(hole);
  }
  return polygons.length > 0 ? polygons : null;
}

function uniteFaces(faces: readonly FlatFace[]): FlatPolygon[] {
  const rounded = faces.flatMap((face) => {
    const rings = face.map((ring) =>
      ring.map(([x, y]): [number, number] => [
        Math.round(x * 1000) / 1000,
        Math.round(y * 1000) / 1000,
      ]),
    );
    return Math.abs(ringArea(rings[0] ?? [])) > 1e-6 ? [rings] : [];
  });
  const [first, ...rest] = rounded;
  if (!first) return [];
  try {
    return union(first, ...rest).map((polygon) =>
      // The library repeats the first point.
      polygon.map((ring) => ring.slice(0, -1)),
    );
  } catch {
    return [];
  }
}
