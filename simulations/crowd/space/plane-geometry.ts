/** Small exact-enough plane geometry for floor plans: metres, open rings, even-odd areas. */
import type { AreaShape } from '#contracts';

export type Vertex = readonly [number, number];
export type OpenRing = readonly Vertex[];

/** All rings of a shape without the repeated last point; even-odd over them is the area. */
export function ringsOf(shape: AreaShape): readonly OpenRing[] {
  const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
  return polygons.flatMap((rings) => rings.map(openRing));
}

function openRing(ring: readonly Vertex[]): OpenRing {
  const first = ring[0];
  const last = ring[ring.length - 1];
  const isClosed = first !== undefined && last !== undefined && isSame(first, last);
  return isClosed ? ring.slice(0, -1) : ring;
}

function isSame(a: Vertex, b: Vertex): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

/** Even-odd rule by a ray to the east. */
export function isInside(rings: readonly OpenRing[], x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings) {
    let before = ring[ring.length - 1];
    for (const point of ring) {
      if (before && point[1] > y !== before[1] > y) {
        const share = (y - point[1]) / (before[1] - point[1]);
        if (x < point[0] + share * (before[0] - point[0])) inside = !inside;
      }
      before = point;
    }
  }
  return inside;
}

export interface Bounds {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

export function boundsOf(rings: readonly OpenRing[]): Bounds {
  const bounds = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (const ring of rings) {
    for (const [x, y] of ring) {
      bounds.minX = Math.min(bounds.minX, x);
      bounds.minY = Math.min(bounds.minY, y);
      bounds.maxX = Math.max(bounds.maxX, x);
      bounds.maxY = Math.max(bounds.maxY, y);
    }
  }
  return bounds;
}

/** Edges of all rings, in their order. */
export function edgesOf(rings: readonly OpenRing[]): readonly (readonly [Vertex, Vertex])[] {
  const edges: [Vertex, Vertex][] = [];
  for (const ring of rings) {
    ring.forEach((from, index) => {
      const to = ring[(index + 1) % ring.length];
      if (to) edges.push([from, to]);
    });
  }
  return edges;
}

/** Where on the segment (0…1) the point's nearest point lies. */
export function nearestShare(a: Vertex, b: Vertex, x: number, y: number): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const square = dx * dx + dy * dy;
  if (square === 0) return 0;
  return Math.min(1, Math.max(0, ((x - a[0]) * dx + (y - a[1]) * dy) / square));
}

export function distanceToSegment(a: Vertex, b: Vertex, x: number, y: number): number {
  const share = nearestShare(a, b, x, y);
  return Math.hypot(x - a[0] - share * (b[0] - a[0]), y - a[1] - share * (b[1] - a[1]));
}

/** Twice the signed area of a, b, c: positive when c lies to the left of a → b. */
export function turnOf(a: Vertex, b: Vertex, cx: number, cy: number): number {
  return (b[0] - a[0]) * (cy - a[1]) - (b[1] - a[1]) * (cx - a[0]);
}

/** Whether the segments share a point; touching counts. */
export function doSegmentsMeet(a: Vertex, b: Vertex, c: Vertex, d: Vertex): boolean {
  const d1 = turnOf(c, d, a[0], a[1]);
  const d2 = turnOf(c, d, b[0], b[1]);
  const d3 = turnOf(a, b, c[0], c[1]);
  const d4 = turnOf(a, b, d[0], d[1]);
  if (d1 * d2 < 0 && d3 * d4 < 0) return true;
  return (
    (d1 === 0 && isWithinBox(c, d, a)) ||
    (d2 === 0 && isWithinBox(c, d, b)) ||
    (d3 === 0 && isWithinBox(a, b, c)) ||
    (d4 === 0 && isWithinBox(a, b, d))
  );
}

function isWithinBox(a: Vertex, b: Vertex, p: Vertex): boolean {
  return (
    Math.min(a[0], b[0]) <= p[0] &&
    p[0] <= Math.max(a[0], b[0]) &&
    Math.min(a[1], b[1]) <= p[1] &&
    p[1] <= Math.max(a[1], b[1])
  );
}

/** Drawn by hand or exported with rounding, an edge counts as lying on another within this, m. */
const ON_LINE_METRES = 0.02;

/** The parts of a → b that remain when the parts lying on `openings` are taken out. */
export function cutOpenings(
  a: Vertex,
  b: Vertex,
  openings: readonly (readonly [Vertex, Vertex])[],
): readonly (readonly [Vertex, Vertex])[] {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const taken: [number, number][] = [];
  for (const [c, d] of openings) {
    const isOnLine = [c, d].every(
      (p) => length > 0 && Math.abs(turnOf(a, b, p[0], p[1])) / length <= ON_LINE_METRES,
    );
    if (!isOnLine) continue;
    const shares = [c, d].map(
      (p) => ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / length ** 2,
    );
    const from = Math.max(0, Math.min(...shares));
    const to = Math.min(1, Math.max(...shares));
    if (to > from) taken.push([from, to]);
  }
  taken.sort((p, q) => p[0] - q[0]);
  const at = (share: number): Vertex => [
    a[0] + share * (b[0] - a[0]),
    a[1] + share * (b[1] - a[1]),
  ];
  const parts: [Vertex, Vertex][] = [];
  let done = 0;
  for (const [from, to] of taken) {
    if ((from - done) * length > 1e-6) parts.push([at(done), at(from)]);
    done = Math.max(done, to);
  }
  if ((1 - done) * length > 1e-6) parts.push([at(done), b]);
  return parts;
}
