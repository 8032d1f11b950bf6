/** Small exact helpers on rings and segments, used by the generator and, as brute force, its tests. */
import type { Line, Point, Ring } from '#contracts';

export const add = (a: Point, b: Point): Point => [a[0] + b[0], a[1] + b[1]];
export const subtract = (a: Point, b: Point): Point => [a[0] - b[0], a[1] - b[1]];
export const scale = (a: Point, by: number): Point => [a[0] * by, a[1] * by];
export const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
export const mix = (a: Point, b: Point, t: number): Point => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
];
/** Centimetres: finer digits differ between engines' sine functions and mean nothing here. */
export const roundPoint = (p: Point): Point => [
  Math.round(p[0] * 100) / 100,
  Math.round(p[1] * 100) / 100,
];

export function pairsOf(points: readonly Point[], closed: boolean): (readonly [Point, Point])[] {
  const pairs: (readonly [Point, Point])[] = [];
  for (let i = closed ? 0 : 1; i < points.length; i += 1) {
    const a = points[i === 0 ? points.length - 1 : i - 1];
    const b = points[i];
    if (a && b) pairs.push([a, b]);
  }
  return pairs;
}

/** Where segment a–b meets segment c–d, as shares along each; null when parallel or apart. */
export function meetSegments(
  a: Point,
  b: Point,
  c: Point,
  d: Point,
): { readonly t: number; readonly u: number; readonly point: Point } | null {
  const [rx, ry] = subtract(b, a);
  const [sx, sy] = subtract(d, c);
  const cross = rx * sy - ry * sx;
  if (Math.abs(cross) < 1e-9) return null;
  const [qx, qy] = subtract(c, a);
  const t = (qx * sy - qy * sx) / cross;
  const u = (qx * ry - qy * rx) / cross;
  if (t < 0 || t > 1 || u < 0 || u > 1) return null;
  return { t, u, point: mix(a, b, t) };
}

/** Nearest share along a–b to p, and how far away. */
export function projectOnSegment(p: Point, a: Point, b: Point): { t: number; metres: number } {
  const [dx, dy] = subtract(b, a);
  const squared = dx * dx + dy * dy;
  const raw = squared === 0 ? 0 : ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / squared;
  const t = Math.min(1, Math.max(0, raw));
  return { t, metres: distance(p, mix(a, b, t)) };
}

export function distanceToLine(p: Point, line: Line): number {
  return Math.min(...pairsOf(line, false).map(([a, b]) => projectOnSegment(p, a, b).metres));
}

export function distanceOfSegments(a: Point, b: Point, c: Point, d: Point): number {
  if (meetSegments(a, b, c, d)) return 0;
  return Math.min(
    projectOnSegment(a, c, d).metres,
    projectOnSegment(b, c, d).metres,
    projectOnSegment(c, a, b).metres,
    projectOnSegment(d, a, b).metres,
  );
}

export function isInside(p: Point, ring: Ring): boolean {
  let inside = false;
  for (const [a, b] of pairsOf(ring, true)) {
    const crosses = a[1] > p[1] !== b[1] > p[1];
    if (crosses && p[0] < ((b[0] - a[0]) * (p[1] - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  }
  return inside;
}

export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export function boxOf(points: readonly Point[]): Box {
  let [west, south] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let [east, north] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [x, y] of points) {
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < south) south = y;
    if (y > north) north = y;
  }
  return { west, south, east, north };
}

export const areBoxesApart = (a: Box, b: Box, metres: number): boolean =>
  a.west > b.east + metres ||
  b.west > a.east + metres ||
  a.south > b.north + metres ||
  b.south > a.north + metres;

/** 0 when the rings touch, cross or lie in each other. */
export function distanceOfRings(one: Ring, two: Ring): number {
  const [a] = one;
  const [b] = two;
  if (!a || !b || isInside(a, two) || isInside(b, one)) return 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [p, q] of pairsOf(one, true)) {
    for (const [r, s] of pairsOf(two, true))
      least = Math.min(least, distanceOfSegments(p, q, r, s));
  }
  return least;
}

export function centreOf(ring: Ring): Point {
  let twice = 0;
  let x = 0;
  let y = 0;
  for (const [a, b] of pairsOf(ring, true)) {
    const cross = a[0] * b[1] - b[0] * a[1];
    twice += cross;
    x += (a[0] + b[0]) * cross;
    y += (a[1] + b[1]) * cross;
  }
  return twice === 0 ? (ring[0] ?? [0, 0]) : [x / (3 * twice), y / (3 * twice)];
}

/** Local [along, across] metres turned by an angle and moved to a centre. */
export function placeRing(ring: Ring, centre: Point, angleRadians: number): Ring {
  const cos = Math.cos(angleRadians);
  const sin = Math.sin(angleRadians);
  return ring.map(([x, y]) =>
    roundPoint([centre[0] + x * cos - y * sin, centre[1] + x * sin + y * cos]),
  );
}

export function ellipse(centre: Point, eastWest: number, northSouth: number, count: number): Ring {
  return Array.from({ length: count }, (_, i) => {
    const angle = (i / count) * 2 * Math.PI;
    return roundPoint([
      centre[0] + (eastWest / 2) * Math.cos(angle),
      centre[1] + (northSouth / 2) * Math.sin(angle),
    ]);
  });
}

/** Direction and size of the smallest box around a ring; `long` ≥ `wide`. */
export function fitBox(ring: Ring): {
  angleRadians: number;
  long: number;
  wide: number;
  centre: Point;
} {
  let best = { angleRadians: 0, long: 0, wide: 0, centre: [0, 0] as Point };
  let bestArea = Number.POSITIVE_INFINITY;
  for (const [a, b] of pairsOf(ring, true)) {
    const angle = Math.atan2(b[1] - a[1], b[0] - a[0]);
    const turned = ring.map(
      (p): Point => [
        p[0] * Math.cos(angle) + p[1] * Math.sin(angle),
        p[1] * Math.cos(angle) - p[0] * Math.sin(angle),
      ],
    );
    const xs = turned.map((p) => p[0]);
    const ys = turned.map((p) => p[1]);
    const [west, east] = [Math.min(...xs), Math.max(...xs)];
    const [south, north] = [Math.min(...ys), Math.max(...ys)];
    const area = (east - west) * (north - south);
    if (area >= bestArea) continue;
    bestArea = area;
    const [x, y] = [(west + east) / 2, (south + north) / 2];
    const centre: Point = [
      x * Math.cos(angle) - y * Math.sin(angle),
      x * Math.sin(angle) + y * Math.cos(angle),
    ];
    best =
      east - west >= north - south
        ? { angleRadians: angle, long: east - west, wide: north - south, centre }
        : { angleRadians: angle + Math.PI / 2, long: north - south, wide: east - west, centre };
  }
  return best;
}
