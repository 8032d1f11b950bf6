/**
 * One ring as a source gives it → a simple open ring, or the reason why it is none.
 * Drops the closing point, repeated points and spikes; never moves a point.
 */
import type { Point, Ring } from '#contracts';
import { ringArea } from '#contracts';

/** Points nearer than a centimetre are one point. */
const SAME_POINT_METRES = 0.01;
/** Less than a table is no building. */
const LEAST_AREA_SQUARE_METRES = 1;

export type RingFault =
  | 'fewer than three distinct points'
  | 'area below 1 m²'
  | 'outline crosses itself';
export type CleanRing = { readonly ring: Ring } | { readonly fault: RingFault };

/** The ring comes back counter-clockwise. */
export function cleanRing(points: readonly Point[]): CleanRing {
  const ring: Point[] = [];
  for (const point of points) {
    if (!isSame(ring[ring.length - 1], point)) ring.push(point);
  }
  while (ring.length > 1 && isSame(ring[0], ring[ring.length - 1])) ring.pop();
  removeSpikes(ring);
  if (ring.length < 3) return { fault: 'fewer than three distinct points' };
  const area = ringArea(ring);
  if (crossesItself(ring)) return { fault: 'outline crosses itself' };
  if (Math.abs(area) < LEAST_AREA_SQUARE_METRES) return { fault: 'area below 1 m²' };
  return { ring: area > 0 ? ring : ring.reverse() };
}

function isSame(a: Point | undefined, b: Point | undefined): boolean {
  return !!a && !!b && Math.hypot(a[0] - b[0], a[1] - b[1]) < SAME_POINT_METRES;
}

/** A → B → A goes nowhere: both B and the second A leave. */
function removeSpikes(ring: Point[]): void {
  for (let i = 0; i < ring.length && ring.length >= 3; ) {
    const before = (i + ring.length - 1) % ring.length;
    const after = (i + 1) % ring.length;
    if (isSame(ring[before], ring[after])) {
      ring.splice(Math.max(i, after), 1);
      ring.splice(Math.min(i, after), 1);
      i = 0;
    } else i += 1;
  }
}

export function crossesItself(ring: Ring): boolean {
  const count = ring.length;
  for (let i = 0; i < count; i += 1) {
    const a = ring[i];
    const b = ring[(i + 1) % count];
    for (let j = i + 2; j < count; j += 1) {
      if (i === 0 && j === count - 1) continue;
      const c = ring[j];
      const d = ring[(j + 1) % count];
      if (a && b && c && d && segmentsMeet(a, b, c, d)) return true;
    }
  }
  return false;
}

/** True for crossing, touching and overlapping segments. */
export function segmentsMeet(a: Point, b: Point, c: Point, d: Point): boolean {
  const abc = turn(a, b, c);
  const abd = turn(a, b, d);
  const cda = turn(c, d, a);
  const cdb = turn(c, d, b);
  if (
    abc > 0 !== abd > 0 &&
    cda > 0 !== cdb > 0 &&
    abc !== 0 &&
    abd !== 0 &&
    cda !== 0 &&
    cdb !== 0
  )
    return true;
  return (
    (abc === 0 && isBetween(a, b, c)) ||
    (abd === 0 && isBetween(a, b, d)) ||
    (cda === 0 && isBetween(c, d, a)) ||
    (cdb === 0 && isBetween(c, d, b))
  );
}

function turn(a: Point, b: Point, c: Point): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

function isBetween(a: Point, b: Point, p: Point): boolean {
  return (
    p[0] >= Math.min(a[0], b[0]) &&
    p[0] <= Math.max(a[0], b[0]) &&
    p[1] >= Math.min(a[1], b[1]) &&
    p[1] <= Math.max(a[1], b[1])
  );
}
