/**
 * Cuts a footprint into cells whose areas stand in given proportions: recursive halving by a line
 * across the long axis of the smallest rectangle, at the position that balances the areas. Works on
 * concave polygons and polygons with holes; cells never overlap and their areas add up by
 * construction, since every cut only divides.
 *
 * Tried first and dropped: squarified strips in the rectangle's frame clipped by the polygon (slivers
 * along slanted walls), and Voronoi cells of sampled seeds (areas only near the target).
 */
import type { Point, Polygon } from '#contracts';
import { polygonArea } from '#contracts';
import { smallestRectangle } from '../../geometry/smallest-rectangle.ts';
import { areaBehind, type SplitPieces, splitPolygon } from '../../geometry/split-polygon.ts';

export interface CutOptions {
  /** A cell narrower than this part of its length is a sliver: the cut that makes it is refused. */
  readonly leastWidthRatio: number;
  readonly leastWidthMetres: number;
}

export const CUT_DEFAULTS: CutOptions = { leastWidthRatio: 0.2, leastWidthMetres: 2 };

/** As good as a cut need be: no other direction is tried then. */
const GOOD_RATIO = 0.45;
/** Parts away from the middle at which a cut is tried after the middle was refused. */
const SHARES_TRIED = [0, 1, 2, 3, 5, 8];
/** Directions off the long axis, degrees. */
const TURNS = [0, 90, 45, 135, 22.5, 67.5, 112.5, 157.5];

/**
 * At most `count` cells of equal area as far as the shape allows: where every cut would leave a
 * sliver the piece stays whole, so fewer cells come back.
 */
export function cutIntoEqualCells(
  polygon: Polygon,
  count: number,
  options: CutOptions = CUT_DEFAULTS,
): Polygon[] {
  const cells: Polygon[] = [];
  const divide = (piece: Polygon, parts: number): void => {
    const cut = findWideCut(piece, parts, options);
    if (!cut) {
      cells.push(piece);
      return;
    }
    const pieces = [...cut.pieces.behind, ...cut.pieces.ahead];
    const areas = pieces.map(polygonArea);
    const shares = shareParts(areas, parts);
    for (const [index, next] of pieces.entries()) divide(next, shares[index] ?? 1);
  };
  divide(polygon, count);
  return cells;
}

/** Halves first; where they would leave a sliver, other shares of the parts. */
function findWideCut(piece: Polygon, parts: number, options: CutOptions): Cut | null {
  const middle = Math.floor(parts / 2);
  for (const away of SHARES_TRIED) {
    for (const part of away === 0 ? [middle] : [middle - away, middle + away]) {
      if (part < 1 || part >= parts) continue;
      const cut = findCut(piece, part / parts);
      if (cut && isWideEnough(cut, options)) return cut;
    }
  }
  return null;
}

/** Exactly one cell per weight, in the order of the weights, or null where no straight cuts reach that. */
export function cutByWeights(polygon: Polygon, weights: readonly number[]): Polygon[] | null {
  if (weights.length <= 1) return [polygon];
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  // From the middle outwards: balanced halves make compact cells.
  const middle = weights.length / 2;
  const positions = weights
    .slice(1)
    .map((_, index) => index + 1)
    .sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  let refused = 0;
  for (const position of positions) {
    const left = weights.slice(0, position);
    const share = left.reduce((sum, weight) => sum + weight, 0) / total;
    for (const cut of cutsInTwo(polygon, share)) {
      const [behind] = cut.pieces.behind;
      const [ahead] = cut.pieces.ahead;
      if (!behind || !ahead) continue;
      const first = cutByWeights(behind, left);
      const second = first && cutByWeights(ahead, weights.slice(position));
      if (first && second) return [...first, ...second];
      refused += 1;
      // Every refusal costs a subtree of attempts; a shape that refuses this often refuses all.
      if (refused > 8) return null;
    }
  }
  return null;
}

interface Cut {
  readonly pieces: SplitPieces;
  /** Shortest side over longest of the worst piece's smallest rectangle. */
  readonly widthRatio: number;
  readonly widthMetres: number;
}

/** The first good cut, else the one whose worst piece is widest; cuts into two come before others. */
function findCut(polygon: Polygon, share: number): Cut | null {
  let best: Cut | null = null;
  for (const cut of candidateCuts(polygon, share)) {
    if (isInTwo(cut) && cut.widthRatio >= GOOD_RATIO) return cut;
    if (!best || scoreOf(cut) > scoreOf(best)) best = cut;
  }
  return best;
}

function scoreOf(cut: Cut): number {
  return isInTwo(cut) ? cut.widthRatio : cut.widthRatio / 2;
}

function cutsInTwo(polygon: Polygon, share: number): Cut[] {
  const cuts = [
    ...candidateCuts(polygon, share),
    ...candidateCuts(polygon, 1 - share).map(swapped),
  ];
  return cuts.filter(isInTwo).sort((a, b) => b.widthRatio - a.widthRatio);
}

function swapped(cut: Cut): Cut {
  return { ...cut, pieces: { behind: cut.pieces.ahead, ahead: cut.pieces.behind } };
}

function isInTwo(cut: Cut): boolean {
  return cut.pieces.behind.length === 1 && cut.pieces.ahead.length === 1;
}

function isWideEnough(cut: Cut, options: CutOptions): boolean {
  return cut.widthRatio >= options.leastWidthRatio && cut.widthMetres >= options.leastWidthMetres;
}

function* candidateCuts(polygon: Polygon, share: number): Generator<Cut, void> {
  const outer = polygon[0];
  if (!outer) return;
  const target = polygonArea(polygon) * share;
  const { axis } = smallestRectangle(outer);
  for (const degrees of TURNS) {
    const turn = (degrees * Math.PI) / 180;
    const normal: Point = [
      axis[0] * Math.cos(turn) - axis[1] * Math.sin(turn),
      axis[0] * Math.sin(turn) + axis[1] * Math.cos(turn),
    ];
    const pieces = splitPolygon(polygon, {
      normal,
      offset: balancedOffset(polygon, normal, target),
    });
    if (!pieces || pieces.behind.length === 0 || pieces.ahead.length === 0) continue;
    let widthRatio = 1;
    let widthMetres = Number.POSITIVE_INFINITY;
    for (const side of [pieces.behind, pieces.ahead]) {
      for (const piece of side) {
        const { longMetres, shortMetres } = smallestRectangle(piece[0] ?? []);
        widthRatio = Math.min(widthRatio, longMetres > 0 ? shortMetres / longMetres : 0);
        widthMetres = Math.min(widthMetres, shortMetres);
      }
    }
    yield { pieces, widthRatio, widthMetres };
  }
}

/** The area behind the line grows with its offset: regula falsi (Illinois) inside a bracket. */
function balancedOffset(polygon: Polygon, normal: Point, target: number): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const [x, y] of polygon[0] ?? []) {
    const d = x * normal[0] + y * normal[1];
    if (d < low) low = d;
    if (d > high) high = d;
  }
  let below = -target;
  let above = polygonArea(polygon) - target;
  const tolerance = Math.max(1e-6, target * 1e-7);
  let offset = (low + high) / 2;
  let lastSide = 0;
  for (let step = 0; step < 60; step += 1) {
    offset = (low * above - high * below) / (above - below);
    const error = areaBehind(polygon, { normal, offset }) - target;
    if (Math.abs(error) < tolerance) break;
    if (error < 0) {
      low = offset;
      below = error;
      if (lastSide === -1) above /= 2;
      lastSide = -1;
    } else {
      high = offset;
      above = error;
      if (lastSide === 1) below /= 2;
      lastSide = 1;
    }
  }
  return offset;
}

/** Largest remainder: parts in proportion to areas, at least one each. */
function shareParts(areas: readonly number[], parts: number): number[] {
  const total = areas.reduce((sum, area) => sum + area, 0);
  const exact = areas.map((area) => (area / total) * parts);
  const shares = exact.map((value) => Math.max(1, Math.floor(value)));
  let left = parts - shares.reduce((sum, share) => sum + share, 0);
  const order = exact
    .map((value, index) => ({ index, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest);
  for (const { index } of order) {
    if (left <= 0) break;
    shares[index] = (shares[index] ?? 0) + 1;
    left -= 1;
  }
  return shares;
}
