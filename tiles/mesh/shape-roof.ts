/**
 * The top of a roofed solid over a ring, in grid steps: a height for each point of the ring
 * (with ridge ends put in), points between, and the triangles over them.
 *
 * Simple roofs, after the shapes of OpenStreetMap's Simple 3D Buildings: gabled over any ring that
 * its ridge line cuts in two; hipped over four corners; pyramid and dome over any ring that its
 * centroid sees whole; skillion over anything. What does not fit keeps a flat top at full height
 * (null here). A ridge runs along the longer side of the smallest box around the ring.
 */
import type { RoofShape } from '#contracts';
import { type GridPolygon, twiceSignedArea } from './snap-polygon.ts';
import { triangulatePolygon } from './triangulate-polygon.ts';

export interface RoofSurface {
  readonly polygon: GridPolygon;
  /** Height of each point of `polygon`. */
  readonly edgeHeights: readonly number[];
  /** [x, y, z, …] points above the inside, numbered after those of `polygon`. */
  readonly inner: readonly number[];
  readonly triangles: readonly number[];
}

/** Rings of a dome between eaves and apex. */
const DOME_RINGS = 4;
/** A ridge shorter than this share of the width is a point. */
const SHORTEST_RIDGE = 0.05;

export function shapeRoof(
  shape: RoofShape,
  polygon: GridPolygon,
  eave: number,
  top: number,
): RoofSurface | null {
  if (shape === 'flat' || top <= eave) return null;
  if (shape === 'skillion') return shapeSkillion(polygon, eave, top);
  if (polygon.ringStarts.length > 1) return null;
  if (shape === 'gabled') return shapeGable(polygon, eave, top);
  if (shape === 'dome') return shapeDome(polygon, eave, top, DOME_RINGS);
  if (shape === 'pyramidal') return shapeDome(polygon, eave, top, 1);
  return (
    shapeHip(polygon, eave, top) ??
    shapeDome(polygon, eave, top, 1) ??
    shapeGable(polygon, eave, top)
  );
}

interface Axis {
  /** Unit vector along the longer side. */
  readonly x: number;
  readonly y: number;
  /** Range of the distance to the left of the axis through (0, 0). */
  readonly low: number;
  readonly high: number;
}

/** Smallest box with a side along one of the ring's edges. */
function findLongAxis({ points, pointCount, ringStarts }: GridPolygon): Axis {
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

function shapeSkillion(polygon: GridPolygon, eave: number, top: number): RoofSurface {
  const axis = findLongAxis(polygon);
  const edgeHeights: number[] = [];
  for (let i = 0; i < polygon.pointCount; i += 1) {
    const across =
      -(polygon.points[i * 2] ?? 0) * axis.y + (polygon.points[i * 2 + 1] ?? 0) * axis.x;
    const share = Math.min(1, Math.max(0, (across - axis.low) / (axis.high - axis.low)));
    edgeHeights.push(Math.round(eave + (top - eave) * share));
  }
  return { polygon, edgeHeights, inner: [], triangles: triangulatePolygon(polygon) };
}

function shapeGable(polygon: GridPolygon, eave: number, top: number): RoofSurface | null {
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

function shapeHip(polygon: GridPolygon, eave: number, top: number): RoofSurface | null {
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
function shapeDome(
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
