/** Nearest of many points, by a packed R-tree. */

import Flatbush from 'flatbush';
import type { Point } from '#contracts';

/** Position of the nearest point, undefined where none is within reach. */
export type NearestPoint = (point: Point, reachMetres?: number) => number | undefined;

export function createPointIndex(points: readonly Point[]): NearestPoint {
  if (points.length === 0) return () => undefined;
  const index = new Flatbush(points.length);
  for (const [x, y] of points) index.add(x, y, x, y);
  index.finish();
  return ([x, y], reachMetres = Number.POSITIVE_INFINITY) =>
    index.neighbors(x, y, 1, reachMetres)[0];
}
