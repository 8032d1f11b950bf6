/**
 * A polygon in metres → the same polygon on the tile's grid, clean enough to extrude: neighbouring
 * points that fall on one grid point become one, the outer ring runs counter-clockwise and holes
 * clockwise, rings without area are gone. Snapping before meshing keeps solids closed: what is one
 * point on the grid is one vertex.
 */
import type { Polygon, Ring } from '#contracts';
import type { TileGrid } from './mesh-buffer.ts';

export interface GridPolygon {
  /** [x0, y0, x1, y1, …] grid steps: the outer ring, then the holes. */
  readonly points: readonly number[];
  readonly pointCount: number;
  /** Index of the first point of each ring. */
  readonly ringStarts: readonly number[];
}

/** null when the outer ring has no area on the grid. */
export function snapPolygon(polygon: Polygon, grid: TileGrid): GridPolygon | null {
  const points: number[] = [];
  const ringStarts: number[] = [];
  for (let ring = 0; ring < polygon.length; ring += 1) {
    const outer = ring === 0;
    const start = points.length;
    const twiceArea = appendRing(points, polygon[ring] ?? [], grid);
    if (twiceArea === 0) {
      if (outer) return null;
      points.length = start;
      continue;
    }
    if (twiceArea > 0 !== outer) reversePoints(points, start);
    ringStarts.push(start / 2);
  }
  if (ringStarts.length === 0) return null;
  return { points, pointCount: points.length / 2, ringStarts };
}

/** Returns twice the signed area in square steps; 0 for fewer than three distinct points. */
function appendRing(points: number[], ring: Ring, grid: TileGrid): number {
  const start = points.length;
  const { eastMetres, northMetres, stepMetres } = grid;
  let lastX = Number.NaN;
  let lastY = Number.NaN;
  for (let i = 0; i < ring.length; i += 1) {
    const point = ring[i];
    if (!point) continue;
    const x = Math.round((point[0] - eastMetres) / stepMetres);
    const y = Math.round((point[1] - northMetres) / stepMetres);
    if (x === lastX && y === lastY) continue;
    points.push(x, y);
    lastX = x;
    lastY = y;
  }
  while (points.length - start > 2 && points[start] === lastX && points[start + 1] === lastY) {
    points.length -= 2;
    lastX = points[points.length - 2] ?? Number.NaN;
    lastY = points[points.length - 1] ?? Number.NaN;
  }
  if (points.length - start < 6) return 0;
  return twiceSignedArea(points, start, points.length);
}

/** Shoelace over [x, y] pairs from `start` to `end`; positive when counter-clockwise. */
export function twiceSignedArea(points: ArrayLike<number>, start: number, end: number): number {
  let twice = 0;
  let x = points[end - 2] ?? 0;
  let y = points[end - 1] ?? 0;
  for (let i = start; i < end; i += 2) {
    const nextX = points[i] ?? 0;
    const nextY = points[i + 1] ?? 0;
    twice += x * nextY - nextX * y;
    x = nextX;
    y = nextY;
  }
  return twice;
}

function reversePoints(points: number[], start: number): void {
  for (let i = start, j = points.length - 2; i < j; i += 2, j -= 2) {
    const x = points[i] ?? 0;
    const y = points[i + 1] ?? 0;
    points[i] = points[j] ?? 0;
    points[i + 1] = points[j + 1] ?? 0;
    points[j] = x;
    points[j + 1] = y;
  }
}
