/**
 * The cut faces of a section: where a vertical plane passes through the prisms. The plane is
 * `dot(normal, point) = distance`; faces are rectangles from floor to top along its direction.
 */
import type { Polygon } from '#contracts';

export interface SectionPlane {
  /** Unit normal [east, north], towards the viewer. */
  readonly normal: readonly [number, number];
  readonly distanceMetres: number;
}

/** Direction along the plane, to the right of someone who looks against the normal. */
export const alongPlane = ({ normal }: SectionPlane): readonly [number, number] => [
  -normal[1],
  normal[0],
];

/**
 * [from, until] along the plane, metres, of the polygon's inside (even-odd, holes left out).
 * A vertex that lies on the plane counts to the positive side, so crossings stay even.
 */
export function cutPolygon(
  polygon: Polygon,
  plane: SectionPlane,
): readonly (readonly [number, number])[] {
  const [nx, ny] = plane.normal;
  const [ax, ay] = alongPlane(plane);
  const crossings: number[] = [];
  for (const ring of polygon) {
    for (let i = 0; i < ring.length; i += 1) {
      const a = ring[i];
      const b = ring[(i + 1) % ring.length];
      if (!a || !b) continue;
      const da = a[0] * nx + a[1] * ny - plane.distanceMetres;
      const db = b[0] * nx + b[1] * ny - plane.distanceMetres;
      if (da >= 0 === db >= 0) continue;
      const share = da / (da - db);
      const x = a[0] + (b[0] - a[0]) * share;
      const y = a[1] + (b[1] - a[1]) * share;
      crossings.push(x * ax + y * ay);
    }
  }
  crossings.sort((a, b) => a - b);
  const spans: (readonly [number, number])[] = [];
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const from = crossings[i];
    const until = crossings[i + 1];
    if (from !== undefined && until !== undefined && until > from) spans.push([from, until]);
  }
  return spans;
}

/**
 * The plane across the longer side, at `share` (0 … 1) of the shorter; the longer side is that of
 * the footprint's principal axis (second moments of its corners).
 */
export function choosePlane(footprints: readonly Polygon[], share: number): SectionPlane {
  const corners = footprints.flatMap((polygon) => polygon[0] ?? []);
  const count = Math.max(1, corners.length);
  const mx = corners.reduce((sum, [x]) => sum + x, 0) / count;
  const my = corners.reduce((sum, [, y]) => sum + y, 0) / count;
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (const [x, y] of corners) {
    xx += (x - mx) ** 2;
    xy += (x - mx) * (y - my);
    yy += (y - my) ** 2;
  }
  // The major axis' angle, then its right-hand normal; of the two the more southern, as plans are read.
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  let normal: readonly [number, number] = [Math.sin(angle), -Math.cos(angle)];
  if (normal[1] > 0) normal = [-normal[0], -normal[1]];
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const [x, y] of corners) {
    const d = x * normal[0] + y * normal[1];
    low = Math.min(low, d);
    high = Math.max(high, d);
  }
  if (corners.length === 0) return { normal, distanceMetres: 0 };
  // 2 % in from either end, so that a cut at the end still shows something.
  const inside = 0.02 + 0.96 * Math.min(1, Math.max(0, share));
  return { normal, distanceMetres: high - (high - low) * inside };
}
