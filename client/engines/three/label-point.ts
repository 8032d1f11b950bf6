/**
 * A point well inside a polygon, for labels and for tests that click a unit: the middle of the
 * widest span along a few horizontal lines. Cheap, and always inside.
 */
import type { Point, Polygon } from '#contracts';
import { cutPolygon } from './cut-section.ts';

const LINES = 9;

export function labelPoint(polygon: Polygon): Point {
  const outer = polygon[0] ?? [];
  const norths = outer.map(([, y]) => y);
  const low = Math.min(...norths);
  const high = Math.max(...norths);
  let best: { readonly point: Point; readonly score: number } | null = null;
  for (let i = 1; i <= LINES; i += 1) {
    const y = low + ((high - low) * i) / (LINES + 1);
    // The line north = y: with the normal [0, -1] "along" is east.
    const spans = cutPolygon(polygon, { normal: [0, -1], distanceMetres: -y });
    const fromMiddle = Math.abs(i - (LINES + 1) / 2) / LINES;
    for (const [from, until] of spans) {
      // Nearer to the middle line is preferred among spans of about the same width.
      const score = (until - from) * (1 - 0.5 * fromMiddle);
      if (best === null || score > best.score) best = { point: [(from + until) / 2, y], score };
    }
  }
  return best?.point ?? outer[0] ?? [0, 0];
}
