/** Bounds, centre of area and perimeter of polygons, metres. */
import type { Point, Polygon, Ring } from '#contracts';

export type Bounds = readonly [west: number, south: number, east: number, north: number];

export function boundsOf(points: Iterable<Point>): Bounds {
  let west = Number.POSITIVE_INFINITY;
  let south = Number.POSITIVE_INFINITY;
  let east = Number.NEGATIVE_INFINITY;
  let north = Number.NEGATIVE_INFINITY;
  for (const [x, y] of points) {
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < south) south = y;
    if (y > north) north = y;
  }
  return [west, south, east, north];
}

/** Centre of area of a ring; the mean of its points when it has no area. */
export function ringCentre(ring: Ring): Point {
  const first = ring[0] ?? [0, 0];
  let twice = 0;
  let sumX = 0;
  let sumY = 0;
  let previous = ring[ring.length - 1] ?? first;
  for (const current of ring) {
    // Relative to the first point, so that large coordinates do not eat the digits.
    const ax = previous[0] - first[0];
    const ay = previous[1] - first[1];
    const bx = current[0] - first[0];
    const by = current[1] - first[1];
    const cross = ax * by - bx * ay;
    twice += cross;
    sumX += (ax + bx) * cross;
    sumY += (ay + by) * cross;
    previous = current;
  }
  if (Math.abs(twice) < 1e-9) {
    const [west, south, east, north] = boundsOf(ring);
    return [(west + east) / 2, (south + north) / 2];
  }
  return [first[0] + sumX / (3 * twice), first[1] + sumY / (3 * twice)];
}

export function polygonCentre(polygon: Polygon): Point {
  return ringCentre(polygon[0] ?? []);
}

export function ringPerimeter(ring: Ring): number {
  let length = 0;
  let previous = ring[ring.length - 1];
  for (const current of ring) {
    if (previous) length += Math.hypot(current[0] - previous[0], current[1] - previous[1]);
    previous = current;
  }
  return length;
}
