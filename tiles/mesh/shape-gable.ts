/**
 * Gabled roof: the ridge line cuts the ring in two sides, each a plane falling away from it.
 * null when the line cuts the ring more often (an L or U), which no single ridge can cover.
 */
import { findLongAxis, type RoofSurface } from './roof-surface.ts';
import { type GridPolygon, twiceSignedArea } from './snap-polygon.ts';
import { triangulatePolygon } from './triangulate-polygon.ts';

export function shapeGable(polygon: GridPolygon, eave: number, top: number): RoofSurface | null {
  const axis = findLongAxis(polygon);
  const middle = (axis.low + axis.high) / 2;
  const half = (axis.high - axis.low) / 2;
  const across = (x: number, y: number): number => -x * axis.y + y * axis.x - middle;
  const points: number[] = [];
  const edgeHeights: number[] = [];
  const ridge: number[] = [];
  let fromX = polygon.points[polygon.pointCount * 2 - 2] ?? 0;
  let fromY = polygon.points[polygon.pointCount * 2 - 1] ?? 0;
  for (let i = 0; i < polygon.pointCount; i += 1) {
    const x = polygon.points[i * 2] ?? 0;
    const y = polygon.points[i * 2 + 1] ?? 0;
    const before = across(fromX, fromY);
    const here = across(x, y);
    if (Math.abs(before) > 1 && Math.abs(here) > 1 && before < 0 !== here < 0) {
      const share = before / (before - here);
      ridge.push(points.length / 2);
      points.push(Math.round(fromX + (x - fromX) * share), Math.round(fromY + (y - fromY) * share));
      edgeHeights.push(top);
    }
    if (Math.abs(here) <= 1) ridge.push(points.length / 2);
    points.push(x, y);
    edgeHeights.push(Math.round(top - (top - eave) * Math.min(1, Math.abs(here) / half)));
    fromX = x;
    fromY = y;
  }
  const [first, second] = ridge;
  if (ridge.length !== 2 || first === undefined || second === undefined) return null;
  const count = points.length / 2;
  const one = triangulateSide(points, first, second, count);
  const other = triangulateSide(points, second, first + count, count);
  if (!one || !other) return null;
  return {
    polygon: { points, pointCount: count, ringStarts: [0] },
    edgeHeights,
    inner: [],
    triangles: [...one, ...other],
  };
}

/** Triangles over the points `from`…`to` (modulo `count`), null when they have no area. */
function triangulateSide(
  points: readonly number[],
  from: number,
  to: number,
  count: number,
): number[] | null {
  const side: number[] = [];
  for (let i = from; i <= to; i += 1) {
    side.push(points[(i % count) * 2] ?? 0, points[(i % count) * 2 + 1] ?? 0);
  }
  if (side.length < 6 || twiceSignedArea(side, 0, side.length) <= 0) return null;
  return triangulatePolygon({ points: side, pointCount: side.length / 2, ringStarts: [0] }).map(
    (index) => (from + index) % count,
  );
}
