/**
 * Where a field is zero, as closed rings: marching squares with the crossing of each grid edge found
 * linearly (W. E. Lorensen, H. E. Cline, Marching cubes, SIGGRAPH 1987, in the plane). Floor lies to
 * the left, so outer rings run counter-clockwise and holes clockwise.
 */
import type { Point } from '#contracts';
import type { FloorField } from './floor-field.ts';

/**
 * Edges of a cell: 0 bottom, 1 right, 2 top, 3 left. For each set of corners on the floor (bit 0
 * bottom left, 1 bottom right, 2 top right, 3 top left) the pairs [in, out] of the outline.
 */
const PAIRS: readonly (readonly (readonly [number, number])[])[] = [
  [],
  [[0, 3]],
  [[1, 0]],
  [[1, 3]],
  [[2, 1]],
  // Two opposite corners: kept apart, as a passage narrower than a cell is none.
  [
    [0, 3],
    [2, 1],
  ],
  [[2, 0]],
  [[2, 3]],
  [[3, 2]],
  [[0, 2]],
  [
    [1, 0],
    [3, 2],
  ],
  [[1, 2]],
  [[3, 1]],
  [[0, 1]],
  [[3, 0]],
  [],
];

export function traceOutline(field: FloorField): readonly (readonly Point[])[] {
  const { columns, rows, metres } = field;
  const next = new Map<number, number>();
  const isFloor = (index: number): boolean => (metres[index] as number) < 0;
  for (let row = 0; row + 1 < rows; row += 1) {
    for (let column = 0; column + 1 < columns; column += 1) {
      const at = row * columns + column;
      const corners =
        (isFloor(at) ? 1 : 0) |
        (isFloor(at + 1) ? 2 : 0) |
        (isFloor(at + 1 + columns) ? 4 : 0) |
        (isFloor(at + columns) ? 8 : 0);
      // A grid edge has the number 2 · its left or lower point, +1 when it goes up.
      const edges = [2 * at, 2 * (at + 1) + 1, 2 * (at + columns), 2 * at + 1];
      for (const [from, to] of PAIRS[corners] ?? []) {
        next.set(edges[from] as number, edges[to] as number);
      }
    }
  }
  const rings: (readonly Point[])[] = [];
  while (next.size > 0) {
    const ring: Point[] = [];
    const first = next.keys().next().value;
    for (let edge = first; edge !== undefined; ) {
      ring.push(crossingOf(field, edge));
      const after = next.get(edge);
      next.delete(edge);
      edge = after === first ? undefined : after;
    }
    rings.push(ring);
  }
  return rings;
}

function crossingOf(field: FloorField, edge: number): Point {
  const { columns, metres, west, south, cellMetres } = field;
  const from = edge >> 1;
  const isUp = edge % 2 === 1;
  const a = metres[from] as number;
  const b = metres[isUp ? from + columns : from + 1] as number;
  // Never on a grid point: two rings must not share one.
  const share = Math.min(0.999, Math.max(0.001, a / (a - b)));
  const x = west + ((from % columns) + (isUp ? 0 : share)) * cellMetres;
  const y = south + (Math.floor(from / columns) + (isUp ? share : 0)) * cellMetres;
  return [x, y];
}

/** Douglas and Peucker 1973: no corner moves by more than the tolerance; `isFixed` ones stay. */
export function simplifyRing(
  ring: readonly Point[],
  toleranceMetres: number,
  isFixed: (index: number) => boolean,
): readonly number[] {
  const fixed = ring.flatMap((_, index) => (isFixed(index) ? [index] : []));
  const first = fixed[0] ?? 0;
  const farthest = fixed.length > 1 ? -1 : farthestFrom(ring, first);
  const anchors = [...(fixed.length > 0 ? fixed : [first]), ...(farthest < 0 ? [] : [farthest])];
  anchors.sort((a, b) => a - b);
  const kept: number[] = [];
  anchors.forEach((from, i) => {
    const to = anchors[i + 1] ?? (anchors[0] as number) + ring.length;
    kept.push(from);
    keepBetween(ring, from, to, toleranceMetres, kept);
  });
  return kept.map((index) => index % ring.length);
}

function keepBetween(
  ring: readonly Point[],
  from: number,
  to: number,
  tolerance: number,
  kept: number[],
): void {
  const a = ring[from % ring.length] as Point;
  const b = ring[to % ring.length] as Point;
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  let worst = -1;
  let metres = tolerance;
  for (let i = from + 1; i < to; i += 1) {
    const [x, y] = ring[i % ring.length] as Point;
    const away =
      length === 0
        ? Math.hypot(x - a[0], y - a[1])
        : Math.abs((x - a[0]) * (b[1] - a[1]) - (y - a[1]) * (b[0] - a[0])) / length;
    if (away > metres) {
      worst = i;
      metres = away;
    }
  }
  if (worst < 0) return;
  keepBetween(ring, from, worst, tolerance, kept);
  kept.push(worst);
  keepBetween(ring, worst, to, tolerance, kept);
}

function farthestFrom(ring: readonly Point[], index: number): number {
  const [x, y] = ring[index] as Point;
  let best = -1;
  let metres = 0;
  ring.forEach((point, i) => {
    const away = Math.hypot(point[0] - x, point[1] - y);
    if (away > metres) {
      best = i;
      metres = away;
    }
  });
  return best;
}
