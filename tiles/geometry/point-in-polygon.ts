/** Even–odd test by crossing count (Franklin's PNPOLY). Points on the boundary fall on either side. */
import type { Point, Polygon, Ring } from '#contracts';

export function isPointInRing(point: Point, ring: Ring): boolean {
  const [x, y] = point;
  let inside = false;
  let previous = ring[ring.length - 1];
  for (const current of ring) {
    if (previous && current[1] > y !== previous[1] > y) {
      const crossing =
        ((previous[0] - current[0]) * (y - current[1])) / (previous[1] - current[1]) + current[0];
      if (x < crossing) inside = !inside;
    }
    previous = current;
  }
  return inside;
}

export function isPointInPolygon(point: Point, polygon: Polygon): boolean {
  const [outer, ...holes] = polygon;
  if (!outer || !isPointInRing(point, outer)) return false;
  return !holes.some((hole) => isPointInRing(point, hole));
}
