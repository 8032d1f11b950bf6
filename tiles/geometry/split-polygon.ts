/**
 * Cuts a polygon (concave and with holes too) by a straight line. Rings are walked once; where they
 * cross the line, the crossings, sorted along it, pair up into the chords that lie inside the
 * polygon (Sutherland–Hodgman alone would join separate pieces by zero-width bridges).
 */
import type { Point, Polygon, Ring } from '#contracts';
import { ringArea } from '#contracts';
import { isPointInRing } from './point-in-polygon.ts';

/** Points with `normal · point = offset`; `ahead` is where the product is larger. */
export interface CutLine {
  readonly normal: Point;
  readonly offset: number;
}

export interface SplitPieces {
  readonly behind: readonly Polygon[];
  readonly ahead: readonly Polygon[];
}

/** Pieces below this are numerical dust. */
const DUST_SQUARE_METRES = 1e-4;
/** The line is moved off any point nearer than this, so that no crossing falls on a point. */
const CLEARANCE_METRES = 1e-6;

/** Area in m² behind the line: the part of each edge's shoelace term that lies behind. */
export function areaBehind(polygon: Polygon, line: CutLine): number {
  const [nx, ny] = line.normal;
  let area = 0;
  for (const ring of polygon) {
    let previous = ring[ring.length - 1];
    if (!previous) continue;
    let u0 = previous[0] * nx + previous[1] * ny - line.offset;
    let v0 = previous[1] * nx - previous[0] * ny;
    for (const current of ring) {
      const u1 = current[0] * nx + current[1] * ny - line.offset;
      const v1 = current[1] * nx - current[0] * ny;
      // ∮ u dv over the clipped ring; along the line itself u = 0 and adds nothing.
      if (u0 <= 0 && u1 <= 0) area += ((u0 + u1) / 2) * (v1 - v0);
      else if (u0 < 0 !== u1 < 0) {
        const t = u0 / (u0 - u1);
        const v = v0 + (v1 - v0) * t;
        area += u0 < 0 ? (u0 / 2) * (v - v0) : (u1 / 2) * (v1 - v);
      }
      u0 = u1;
      v0 = v1;
      previous = current;
    }
  }
  return area;
}

interface Crossing {
  readonly point: Point;
  readonly along: number;
  readonly ring: number;
  /** Index of the point that follows the crossing on its ring. */
  readonly next: number;
  readonly intoAhead: boolean;
  mate: number;
  /** Next crossing on the same ring. */
  follower: number;
  used: boolean;
}

/** null when the rings are inconsistent (touching or crossing themselves) at the line. */
export function splitPolygon(polygon: Polygon, line: CutLine): SplitPieces | null {
  const offset = clearOffset(polygon, line);
  const [nx, ny] = line.normal;
  const crossings: Crossing[] = [];
  const whole: { behind: Ring[]; ahead: Ring[] } = { behind: [], ahead: [] };
  polygon.forEach((ring, ringIndex) => {
    const first = crossings.length;
    let previous = ring[ring.length - 1];
    let d0 = previous ? previous[0] * nx + previous[1] * ny - offset : 0;
    for (let i = 0; i < ring.length; i += 1) {
      const current = ring[i];
      if (!current || !previous) continue;
      const d1 = current[0] * nx + current[1] * ny - offset;
      if (d0 > 0 !== d1 > 0) {
        const t = d0 / (d0 - d1);
        const x = previous[0] + (current[0] - previous[0]) * t;
        const y = previous[1] + (current[1] - previous[1]) * t;
        crossings.push({
          point: [x, y],
          along: y * nx - x * ny,
          ring: ringIndex,
          next: i,
          intoAhead: d1 > 0,
          mate: -1,
          follower: crossings.length + 1,
          used: false,
        });
      }
      d0 = d1;
      previous = current;
    }
    const last = crossings[crossings.length - 1];
    if (crossings.length > first && last) last.follower = first;
    else (d0 > 0 ? whole.ahead : whole.behind).push(ring);
  });
  if (!pairCrossings(crossings)) return null;
  const behind = collectSide(polygon, crossings, false, whole.behind);
  const ahead = collectSide(polygon, crossings, true, whole.ahead);
  return behind && ahead ? { behind, ahead } : null;
}

function clearOffset(polygon: Polygon, line: CutLine): number {
  const [nx, ny] = line.normal;
  let offset = line.offset;
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const touched = polygon.some((ring) =>
      ring.some(([x, y]) => Math.abs(x * nx + y * ny - offset) < CLEARANCE_METRES),
    );
    if (!touched) break;
    offset += 3 * CLEARANCE_METRES;
  }
  return offset;
}

function pairCrossings(crossings: readonly Crossing[]): boolean {
  const order = crossings.map((_, index) => index);
  order.sort((a, b) => (crossings[a]?.along ?? 0) - (crossings[b]?.along ?? 0));
  for (let i = 0; i < order.length; i += 2) {
    const a = crossings[order[i] ?? -1];
    const b = crossings[order[i + 1] ?? -1];
    if (!a || !b || a.intoAhead === b.intoAhead) return false;
    a.mate = order[i + 1] ?? -1;
    b.mate = order[i] ?? -1;
  }
  return true;
}

function collectSide(
  polygon: Polygon,
  crossings: readonly Crossing[],
  ahead: boolean,
  whole: readonly Ring[],
): Polygon[] | null {
  const outers: Ring[] = [];
  const holes: Ring[] = [];
  const keep = (ring: Ring) => {
    const area = ringArea(ring);
    if (area > DUST_SQUARE_METRES) outers.push(ring);
    else if (area < -DUST_SQUARE_METRES) holes.push(ring);
  };
  for (const ring of whole) keep(ring);
  for (const crossing of crossings) crossing.used = false;
  for (let start = 0; start < crossings.length; start += 1) {
    if (crossings[start]?.intoAhead !== ahead || crossings[start]?.used) continue;
    const ring: Point[] = [];
    let at = start;
    do {
      const entry = crossings[at];
      if (!entry || entry.used) return null;
      entry.used = true;
      const exit = crossings[entry.follower];
      if (!exit) return null;
      ring.push(entry.point);
      appendBetween(ring, polygon[entry.ring] ?? [], entry.next, exit.next, entry === exit);
      ring.push(exit.point);
      at = exit.mate;
    } while (at !== start);
    keep(ring);
  }
  return assignHoles(outers, holes);
}

function appendBetween(out: Point[], ring: Ring, from: number, to: number, full: boolean): void {
  let count = (to - from + ring.length) % ring.length;
  if (count === 0 && full) count = ring.length;
  for (let step = 0; step < count; step += 1) {
    const point = ring[(from + step) % ring.length];
    if (point) out.push(point);
  }
}

/** null when a hole lies in no piece: the source rings were not a polygon. */
export function assignHoles(outers: readonly Ring[], holes: readonly Ring[]): Polygon[] | null {
  const pieces: Ring[][] = outers.map((outer) => [outer]);
  if (holes.length === 0) return pieces;
  for (const hole of holes) {
    const probe = hole[0];
    const home =
      pieces.length === 1
        ? pieces[0]
        : pieces.find((piece) => probe && isPointInRing(probe, piece[0] ?? []));
    if (!home) return null;
    home.push(hole);
  }
  return pieces;
}
