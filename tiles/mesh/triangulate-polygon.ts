/**
 * Triangles of a polygon with holes, counter-clockwise, using every boundary edge exactly once, so
 * that a cap closes with the walls below it.
 *
 * Around bridges to holes, earcut leaves out points that lie on a straight line between their
 * neighbours; the wall below still has them, and the solid would have a crack of no width there.
 * Such gaps are closed with triangles of no area. Convex rings (nearly every unit) are fanned without earcut.
 */
import earcut from 'earcut';
import { type GridPolygon, twiceSignedArea } from './snap-polygon.ts';

/** [a0, b0, c0, …]: indices of points of the polygon. */
export function triangulatePolygon(polygon: GridPolygon): number[] {
  const { points, pointCount, ringStarts } = polygon;
  if (ringStarts.length === 1 && isConvex(points)) {
    const fan: number[] = [];
    for (let i = 2; i < pointCount; i += 1) fan.push(0, i - 1, i);
    return fan;
  }
  const triangles = earcut(points, ringStarts.slice(1));
  turnCounterClockwise(triangles, points);
  const complete = pointCount + 2 * (ringStarts.length - 1) - 2;
  if (triangles.length !== complete * 3) closeBoundary(triangles, polygon);
  return triangles;
}

/** For one counter-clockwise ring that does not cross itself. */
function isConvex(points: readonly number[]): boolean {
  const count = points.length;
  let ax = points[count - 4] ?? 0;
  let ay = points[count - 3] ?? 0;
  let bx = points[count - 2] ?? 0;
  let by = points[count - 1] ?? 0;
  for (let i = 0; i < count; i += 2) {
    const cx = points[i] ?? 0;
    const cy = points[i + 1] ?? 0;
    const turn = (bx - ax) * (cy - by) - (by - ay) * (cx - bx);
    // A spike turns by 180°: no area on one side, so leave it to the general case.
    if (turn < 0 || (turn === 0 && (bx - ax) * (cx - bx) + (by - ay) * (cy - by) < 0)) return false;
    ax = bx;
    ay = by;
    bx = cx;
    by = cy;
  }
  return true;
}

function turnCounterClockwise(triangles: number[], points: readonly number[]): void {
  const corner = new Float64Array(6);
  let twice = 0;
  for (let t = 0; t < triangles.length; t += 3) {
    for (let k = 0; k < 3; k += 1) {
      const point = triangles[t + k] ?? 0;
      corner[k * 2] = points[point * 2] ?? 0;
      corner[k * 2 + 1] = points[point * 2 + 1] ?? 0;
    }
    twice += twiceSignedArea(corner, 0, 6);
  }
  if (twice >= 0) return;
  for (let t = 0; t < triangles.length; t += 3) {
    const b = triangles[t + 1] ?? 0;
    triangles[t + 1] = triangles[t + 2] ?? 0;
    triangles[t + 2] = b;
  }
}

/**
 * Boundary edges that the triangles lack, and edges on the triangles' border that are no boundary,
 * turned round, together form closed loops of no area; each loop becomes a fan.
 */
function closeBoundary(triangles: number[], polygon: GridPolygon): void {
  const { pointCount, ringStarts } = polygon;
  /** Edge, lower point first → how often it is still wanted that way, negative the other way. */
  const open = new Map<number, number>();
  const count = (from: number, to: number, amount: number): void => {
    const up = from < to;
    const key = up ? from * pointCount + to : to * pointCount + from;
    const sum = (open.get(key) ?? 0) + (up ? amount : -amount);
    if (sum === 0) open.delete(key);
    else open.set(key, sum);
  };
  ringStarts.forEach((start, ring) => {
    const end = ringStarts[ring + 1] ?? pointCount;
    for (let i = start; i < end; i += 1) count(i, i + 1 === end ? start : i + 1, 1);
  });
  for (let t = 0; t < triangles.length; t += 3) {
    const a = triangles[t] ?? 0;
    const b = triangles[t + 1] ?? 0;
    const c = triangles[t + 2] ?? 0;
    count(a, b, -1);
    count(b, c, -1);
    count(c, a, -1);
  }
  const outgoing = new Map<number, number[]>();
  for (const [key, amount] of open) {
    const low = Math.floor(key / pointCount);
    const high = key % pointCount;
    const [tail, head] = amount > 0 ? [low, high] : [high, low];
    for (let n = Math.abs(amount); n > 0; n -= 1) {
      const heads = outgoing.get(tail);
      if (heads) heads.push(head);
      else outgoing.set(tail, [head]);
    }
  }
  for (const start of outgoing.keys()) {
    while ((outgoing.get(start)?.length ?? 0) > 0) fanLoop(triangles, outgoing, start);
  }
}

/** Walks from `start` until a point comes again, and fans the loop found. */
function fanLoop(triangles: number[], outgoing: Map<number, number[]>, start: number): void {
  const path = [start];
  const place = new Map([[start, 0]]);
  for (;;) {
    const heads = outgoing.get(path[path.length - 1] ?? start);
    // Straight gaps meet at corners. Along the boundary (counted first), then back to a point
    // already passed, closes one gap alone; any other way would make one wide loop of several.
    const closing = heads?.findIndex((head) => place.has(head)) ?? -1;
    const next = heads?.splice(Math.max(closing, 0), 1)[0];
    if (next === undefined) return;
    const seen = place.get(next);
    if (seen === undefined) {
      place.set(next, path.length);
      path.push(next);
      continue;
    }
    const apex = path[seen] ?? 0;
    for (let i = seen + 2; i < path.length; i += 1) {
      triangles.push(apex, path[i - 1] ?? 0, path[i] ?? 0);
    }
    for (let i = seen + 1; i < path.length; i += 1) place.delete(path[i] ?? 0);
    path.length = seen + 1;
    if (path.length === 1) return;
  }
}
