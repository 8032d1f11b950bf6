/** What the roof shapes share: the surface they make, and the axis along a ring's longer side. */
import type { GridPolygon } from './snap-polygon.ts';

export interface RoofSurface {
  readonly polygon: GridPolygon;
  /** Height of each point of `polygon`. */
  readonly edgeHeights: readonly number[];
  /** [x, y, z, …] points above the inside, numbered after those of `polygon`. */
  readonly inner: readonly number[];
  readonly triangles: readonly number[];
}

export interface Axis {
  /** Unit vector along the longer side. */
  readonly x: number;
  readonly y: number;
  /** Range of the distance to the left of the axis through (0, 0). */
  readonly low: number;
  readonly high: number;
}

/** Smallest box with a side along one of the ring's edges. */
export function findLongAxis({ points, pointCount, ringStarts }: GridPolygon): Axis {
  const end = (ringStarts[1] ?? pointCount) * 2;
  let best: Axis = { x: 1, y: 0, low: 0, high: 0 };
  let bestArea = Number.POSITIVE_INFINITY;
  for (let i = 0, j = end - 2; i < end; j = i, i += 2) {
    const dx = (points[i] ?? 0) - (points[j] ?? 0);
    const dy = (points[i + 1] ?? 0) - (points[j + 1] ?? 0);
    const length = Math.hypot(dx, dy);
    const ux = dx / length;
    const uy = dy / length;
    let alongLow = Number.POSITIVE_INFINITY;
    let alongHigh = Number.NEGATIVE_INFINITY;
    let acrossLow = Number.POSITIVE_INFINITY;
    let acrossHigh = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < end; k += 2) {
      const x = points[k] ?? 0;
      const y = points[k + 1] ?? 0;
      const along = x * ux + y * uy;
      const across = -x * uy + y * ux;
      alongLow = Math.min(alongLow, along);
      alongHigh = Math.max(alongHigh, along);
      acrossLow = Math.min(acrossLow, across);
      acrossHigh = Math.max(acrossHigh, across);
    }
    const area = (alongHigh - alongLow) * (acrossHigh - acrossLow);
    if (area >= bestArea) continue;
    bestArea = area;
    best =
      alongHigh - alongLow >= acrossHigh - acrossLow
        ? { x: ux, y: uy, low: acrossLow, high: acrossHigh }
        : // Turned by 90° to the left: the distance to the left of it is −along.
          { x: -uy, y: ux, low: -alongHigh, high: -alongLow };
  }
  return best;
}
