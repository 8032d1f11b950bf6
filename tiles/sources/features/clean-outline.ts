/**
 * Polygons of a file in local metres → clean polygons, repaired where one reading is meant: a ring
 * that crosses itself in a small loop keeps its large piece; a hole that cannot be is left out. What
 * cannot be repaired is refused with its reason.
 */
import { union } from 'polyclip-ts';
import type { Point, Polygon, Ring } from '#contracts';
import { polygonArea } from '#contracts';
import { cleanRing } from '../../geometry/clean-ring.ts';
import { isPointInRing } from '../../geometry/point-in-polygon.ts';

export interface CleanOutline {
  readonly polygons: readonly Polygon[];
  readonly repairs: readonly string[];
}

/** The piece kept must be this share of what the crossing ring encloses: else its shape is a guess. */
const LEAST_SHARE_KEPT = 0.9;

/** Largest first; a string says why nothing of it can be kept. */
export function cleanOutline(
  polygons: readonly (readonly (readonly Point[])[])[],
): CleanOutline | string {
  const kept: Polygon[] = [];
  const repairs: string[] = [];
  let fault = 'no outline';
  for (const rings of polygons) {
    const cleaned = cleanOne(rings, repairs);
    if (typeof cleaned === 'string') fault = cleaned;
    else kept.push(cleaned);
  }
  if (kept.length === 0) return fault;
  if (kept.length < polygons.length) repairs.push(`a piece left out (${fault})`);
  return { polygons: kept.sort((a, b) => polygonArea(b) - polygonArea(a)), repairs };
}

function cleanOne(rings: readonly (readonly Point[])[], repairs: string[]): Polygon | string {
  const [outerPoints = [], ...holePoints] = rings;
  if (rings.some((ring) => ring.some(([x, y]) => !Number.isFinite(x) || !Number.isFinite(y)))) {
    return 'a position is not a number or out of range';
  }
  const outer = cleanOrUncross(outerPoints, repairs);
  if (typeof outer === 'string') return outer;
  const holes: Ring[] = [];
  for (const points of holePoints) {
    const hole = cleanRing(points);
    // A hole smaller than a table is left out without a word.
    if ('fault' in hole) {
      if (hole.fault === 'outline crosses itself')
        repairs.push('a hole that crosses itself left out');
      continue;
    }
    const inside = hole.ring.filter((point) => isPointInRing(point, outer)).length;
    if (inside * 2 > hole.ring.length) holes.push([...hole.ring].reverse());
    else repairs.push('a hole outside its outline left out');
  }
  return [outer, ...holes];
}

function cleanOrUncross(points: readonly Point[], repairs: string[]): Ring | string {
  const cleaned = cleanRing(points);
  if ('ring' in cleaned) return cleaned.ring;
  if (cleaned.fault !== 'outline crosses itself') return cleaned.fault;
  const pieces = uncross(points).sort((a, b) => polygonArea([b]) - polygonArea([a]));
  const total = pieces.reduce((sum, ring) => sum + polygonArea([ring]), 0);
  const [largest] = pieces;
  if (!largest || polygonArea([largest]) < total * LEAST_SHARE_KEPT) return cleaned.fault;
  repairs.push('outline crosses itself, its large piece kept');
  return largest;
}

/** Outer rings of what the crossing ring encloses. */
function uncross(points: readonly Point[]): Ring[] {
  const ring = points.map(([x, y]): [number, number] => [
    Math.round(x * 1000) / 1000,
    Math.round(y * 1000) / 1000,
  ]);
  try {
    return union([ring]).flatMap((polygon) => {
      const cleaned = cleanRing(polygon[0] ?? []);
      return 'ring' in cleaned ? [cleaned.ring] : [];
    });
  } catch {
    // The library throws on some degenerate rings: those stay unrepaired.
    return [];
  }
}
