/**
 * Smallest-area rectangle around a ring. It has a side along an edge of the convex hull
 * (Freeman & Shapira 1975, doi:10.1145/360881.360919), so every hull edge is tried; hulls of
 * footprints have few edges.
 */
import type { Point, Ring } from '#contracts';

export interface Rectangle {
  /** Unit vector along the longer side. */
  readonly axis: Point;
  readonly longMetres: number;
  readonly shortMetres: number;
}

export function smallestRectangle(ring: Ring): Rectangle {
  const hull = convexHull(ring);
  let best: Rectangle = { axis: [1, 0], longMetres: 0, shortMetres: 0 };
  let bestArea = Number.POSITIVE_INFINITY;
  let previous = hull[hull.length - 1];
  for (const current of hull) {
    if (!previous) continue;
    const length = Math.hypot(current[0] - previous[0], current[1] - previous[1]);
    if (length > 0) {
      const ux = (current[0] - previous[0]) / length;
      const uy = (current[1] - previous[1]) / length;
      let low = Number.POSITIVE_INFINITY;
      let high = Number.NEGATIVE_INFINITY;
      let depth = 0;
      for (const point of hull) {
        const along = (point[0] - previous[0]) * ux + (point[1] - previous[1]) * uy;
        const across = (point[1] - previous[1]) * ux - (point[0] - previous[0]) * uy;
        if (along < low) low = along;
        if (along > high) high = along;
        if (across > depth) depth = across;
      }
      const width = high - low;
      if (width * depth < bestArea) {
        bestArea = width * depth;
        best =
          width >= depth
            ? { axis: [ux, uy], longMetres: width, shortMetres: depth }
            : { axis: [-uy, ux], longMetres: depth, shortMetres: width };
      }
    }
    previous = current;
  }
  return best;
}

/** Counter-clockwise hull (Andrew's monotone chain). */
export function convexHull(points: Ring): Point[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  if (sorted.length < 3) return sorted;
  const half = (ordered: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const point of ordered) {
      for (;;) {
        const b = chain[chain.length - 1];
        const a = chain[chain.length - 2];
        if (!a || !b) break;
        const turn = (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]);
        if (turn > 0) break;
        chain.pop();
      }
      chain.push(point);
    }
    chain.pop();
    return chain;
  };
  return [...half(sorted), ...half(sorted.reverse())];
}
