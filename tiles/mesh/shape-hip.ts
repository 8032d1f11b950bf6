/**
 * Roofs that rise from every side: hipped over four corners, pyramid and dome over any ring whose
 * centroid has each edge on its left. null where the ring does not fit.
 */
import type { RoofSurface } from './roof-surface.ts';
import type { GridPolygon } from './snap-polygon.ts';

/** A ridge shorter than this share of the width is a point. */
const SHORTEST_RIDGE = 0.05;

export function shapeHip(polygon: GridPolygon, eave: number, top: number): RoofSurface | null {
  if (polygon.pointCount !== 4 || !seesWhole(polygon)) return null;
  const corner = (index: number): readonly [number, number] => [
    polygon.points[(index % 4) * 2] ?? 0,
    polygon.points[(index % 4) * 2 + 1] ?? 0,
  ];
  const side = (index: number): number => {
    const [ax, ay] = corner(index);
    const [bx, by] = corner(index + 1);
    return Math.hypot(bx - ax, by - ay);
  };
  const a = side(0) + side(2) >= side(1) + side(3) ? 0 : 1;
  const width = (side(a + 1) + side(a + 3)) / 2;
  const middle = (index: number): readonly [number, number] => {
    const [px, py] = corner(index);
    const [qx, qy] = corner(index + 1);
    return [(px + qx) / 2, (py + qy) / 2];
  };
  const [fromX, fromY] = middle(a + 3);
  const [toX, toY] = middle(a + 1);
  const length = Math.hypot(toX - fromX, toY - fromY);
  if (length <= width * (1 + SHORTEST_RIDGE)) return null;
  const inset = width / 2 / length;
  const inner = [
    Math.round(fromX + (toX - fromX) * inset),
    Math.round(fromY + (toY - fromY) * inset),
    top,
    Math.round(toX - (toX - fromX) * inset),
    Math.round(toY - (toY - fromY) * inset),
    top,
  ];
  const [p, q, r, s] = [a % 4, (a + 1) % 4, (a + 2) % 4, (a + 3) % 4];
  const triangles = [p, q, 5, p, 5, 4, q, r, 5, r, s, 4, r, 4, 5, s, p, 4];
  return { polygon, edgeHeights: [eave, eave, eave, eave], inner, triangles };
}

/** Rings shrinking towards the centroid along a quarter circle; one ring is a pyramid. */
export function shapeDome(
  polygon: GridPolygon,
  eave: number,
  top: number,
  rings: number,
): RoofSurface | null {
  if (!seesWhole(polygon)) return null;
  const { points, pointCount: n } = polygon;
  const [cx, cy] = centroid(polygon);
  const inner: number[] = [];
  const triangles: number[] = [];
  for (let ring = 1; ring < rings; ring += 1) {
    const angle = ((Math.PI / 2) * ring) / rings;
    const height = Math.round(eave + (top - eave) * Math.sin(angle));
    for (let i = 0; i < n; i += 1) {
      inner.push(
        Math.round(cx + ((points[i * 2] ?? 0) - cx) * Math.cos(angle)),
        Math.round(cy + ((points[i * 2 + 1] ?? 0) - cy) * Math.cos(angle)),
        height,
      );
      const next = (i + 1) % n;
      const below = (ring - 1) * n;
      triangles.push(below + i, below + next, below + n + next);
      triangles.push(below + i, below + n + next, below + n + i);
    }
  }
  const last = (rings - 1) * n;
  for (let i = 0; i < n; i += 1) triangles.push(last + i, last + ((i + 1) % n), rings * n);
  inner.push(Math.round(cx), Math.round(cy), top);
  return { polygon, edgeHeights: new Array<number>(n).fill(eave), inner, triangles };
}

function centroid({ points, pointCount }: GridPolygon): readonly [number, number] {
  let x = 0;
  let y = 0;
  let twice = 0;
  for (let i = 0, j = pointCount - 1; i < pointCount; j = i, i += 1) {
    const ax = points[j * 2] ?? 0;
    const ay = points[j * 2 + 1] ?? 0;
    const bx = points[i * 2] ?? 0;
    const by = points[i * 2 + 1] ?? 0;
    const cross = ax * by - bx * ay;
    twice += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  return [x / (3 * twice), y / (3 * twice)];
}

/** Whether the centroid has every edge on its left. */
function seesWhole(polygon: GridPolygon): boolean {
  const [cx, cy] = centroid(polygon);
  const { points, pointCount } = polygon;
  for (let i = 0, j = pointCount - 1; i < pointCount; j = i, i += 1) {
    const ax = (points[j * 2] ?? 0) - cx;
    const ay = (points[j * 2 + 1] ?? 0) - cy;
    const bx = (points[i * 2] ?? 0) - cx;
    const by = (points[i * 2 + 1] ?? 0) - cy;
    if (ax * by - bx * ay <= 0) return false;
  }
  return true;
}
