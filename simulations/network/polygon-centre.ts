/** Middle of a venue's outline: the mean of its corners is near enough to measure distances from. */
import type { Polygon } from '#contracts';

export function polygonCentre(polygon: Polygon): [number, number] {
  const ring = polygon[0] ?? [];
  const [x, y] = ring.reduce<[number, number]>((sum, p) => [sum[0] + p[0], sum[1] + p[1]], [0, 0]);
  const count = Math.max(1, ring.length);
  return [x / count, y / count];
}
