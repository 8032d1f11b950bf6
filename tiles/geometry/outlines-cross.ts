/**
 * Whether two outlines may share ground: an edge of one crosses an edge of the other, or one lies in
 * the other. Cheap and on the safe side; who needs the ground itself intersects them. Walls in common
 * do not count: neighbours in a row share them.
 */
import type { Point, Polygon, Ring } from '#contracts';
import { ringCentre } from './measure-polygon.ts';
import { isPointInPolygon } from './point-in-polygon.ts';

/** Closer than this, points lie on the wall. */
const WALL_METRES = 0.01;

export function outlinesCross(a: Polygon, b: Polygon): boolean {
  for (const ring of a) {
    for (const other of b) if (ringsCross(ring, other)) return true;
  }
  return liesIn(a, b) || liesIn(b, a);
}

/** Some corner, middle of a wall, or the centre, a little inside the outline, is in the other. */
function liesIn(a: Polygon, b: Polygon): boolean {
  const [ring = []] = a;
  const centre = ringCentre(ring);
  if (isPointInPolygon(centre, a) && isPointInPolygon(centre, b)) return true;
  return ring.some((point, index) => {
    const next = ring[(index + 1) % ring.length] ?? point;
    const length = Math.hypot(next[0] - point[0], next[1] - point[1]);
    if (length < WALL_METRES) return false;
    // Outer rings run counter-clockwise: inside is to the left.
    const middle: Point = [
      (point[0] + next[0]) / 2 - ((next[1] - point[1]) / length) * WALL_METRES * 2,
      (point[1] + next[1]) / 2 + ((next[0] - point[0]) / length) * WALL_METRES * 2,
    ];
    return isPointInPolygon(middle, a) && isPointInPolygon(middle, b);
  });
}

function ringsCross(a: Ring, b: Ring): boolean {
  return a.some((from, index) => {
    const to = a[(index + 1) % a.length] ?? from;
    return b.some((start, at) => edgesCross(from, to, start, b[(at + 1) % b.length] ?? start));
  });
}

/** Both ends of each edge lie clearly on different sides of the other. */
function edgesCross(a: Point, b: Point, c: Point, d: Point): boolean {
  return partsEnds(a, b, c, d) && partsEnds(c, d, a, b);
}

function partsEnds(a: Point, b: Point, c: Point, d: Point): boolean {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const length = Math.hypot(dx, dy);
  if (length < WALL_METRES) return false;
  const one = (dx * (c[1] - a[1]) - dy * (c[0] - a[0])) / length;
  const two = (dx * (d[1] - a[1]) - dy * (d[0] - a[0])) / length;
  return (one > WALL_METRES && two < -WALL_METRES) || (one < -WALL_METRES && two > WALL_METRES);
}
