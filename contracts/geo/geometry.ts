/** Plane geometry in the district's local east-north frame, metres. */
import { z } from 'zod';

/** [east, north] metres in the local frame. */
export const pointSchema = z.tuple([z.number(), z.number()]);
export type Point = readonly [number, number];

/** An open ring: the first point is not repeated at the end. */
export type Ring = readonly Point[];
/** [outer ring counter-clockwise, ...holes clockwise]. */
export type Polygon = readonly Ring[];

export const ringSchema = z.array(pointSchema).min(3);
export const polygonSchema = z.array(ringSchema).min(1);
export const lineSchema = z.array(pointSchema).min(2);
/** At least two points. */
export type Line = readonly Point[];

/** Signed area in m², positive for a counter-clockwise ring (shoelace). */
export function ringArea(ring: Ring): number {
  let twice = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const a = ring[j];
    const b = ring[i];
    if (a && b) twice += a[0] * b[1] - b[0] * a[1];
  }
  return twice / 2;
}

/** Area in m² with holes taken out, whatever the orientation of the rings. */
export function polygonArea(polygon: Polygon): number {
  let area = 0;
  polygon.forEach((ring, index) => {
    const size = Math.abs(ringArea(ring));
    area += index === 0 ? size : -size;
  });
  return area;
}

/** Metres along the line. */
export function lineLength(line: Line): number {
  let length = 0;
  for (let i = 1; i < line.length; i += 1) {
    const a = line[i - 1];
    const b = line[i];
    if (a && b) length += Math.hypot(b[0] - a[0], b[1] - a[1]);
  }
  return length;
}
