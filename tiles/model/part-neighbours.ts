/**
 * Two buildings of a source that stand on the same ground → ground for each alone, so that no unit
 * is in two places. The smaller keeps its outline and the larger is cut around it: a shed in a yard
 * that was drawn as one block leaves a hole there. What cannot be cut (a building drawn in parts or
 * storeys) keeps its ground and the other gives way. Counted by reason, each with its id.
 */
import Flatbush from 'flatbush';
import { difference, intersection } from 'polyclip-ts';
import type { Polygon, Ring } from '#contracts';
import { polygonArea, ringArea } from '#contracts';
import { cleanRing } from '../geometry/clean-ring.ts';
import { boundsOf } from '../geometry/measure-polygon.ts';
import { outlinesCross } from '../geometry/outlines-cross.ts';
import type { SourceBuilding } from '../sources/source-city.ts';
import { cutByWeights } from './units/cut-polygon.ts';

type Skip = (reason: string, example: string) => void;

/** Outlines drawn by hand overlap their neighbours by a wall's width here and there. */
const TOLERATED_SQUARE_METRES = 0.5;
/** With less left it was the same building drawn twice, or the ground of others. */
const LEAST_SHARE_KEPT = 0.2;
/** Of any use (use-rules.ts): the least and the most. */
const STOREY_METRES = [3, 6] as const;

/** Buildings that nothing overlaps come back as the same objects. */
export function partNeighbours(
  buildings: readonly SourceBuilding[],
  skip: Skip,
): readonly SourceBuilding[] {
  const pairs = overlappingPairs(buildings);
  if (pairs.size === 0) return buildings;
  const result: (SourceBuilding | null)[] = [...buildings];
  const order = [...pairs.keys()].sort((a, b) => rankOf(buildings, a) - rankOf(buildings, b));
  const turn = new Map(order.map((index, at) => [index, at]));
  for (const [at, index] of order.entries()) {
    const building = buildings[index];
    if (!building) continue;
    // Those that come first in the order have their ground already.
    const before = [...(pairs.get(index) ?? [])].filter((other) => (turn.get(other) ?? at) < at);
    const others = before.flatMap((other) => result[other] ?? []);
    const kept = giveWay(building, others, skip);
    if ('outline' in kept) {
      result[index] = kept;
      continue;
    }
    result[index] = shareGround(building, before, result, skip);
    if (result[index] === null) skip(kept.lost, kept.names);
  }
  return result.filter((building) => building !== null);
}

interface Lost {
  readonly lost: string;
  readonly names: string;
}

/** Drawn in parts or storeys first, then the smaller before the larger. */
function rankOf(buildings: readonly SourceBuilding[], index: number): number {
  const building = buildings[index];
  if (!building) return 0;
  const area = polygonArea(building.outline);
  return isDrawnInParts(building) ? -1 / Math.max(area, 1e-9) : area;
}

function isDrawnInParts({ parts, storeys }: SourceBuilding): boolean {
  return parts.length > 0 || (storeys?.length ?? 0) > 0;
}

function giveWay(
  building: SourceBuilding,
  others: readonly SourceBuilding[],
  skip: Skip,
): SourceBuilding | Lost {
  const own = rounded(building.outline);
  const area = polygonArea(building.outline);
  const taken = others.filter((other) => {
    const common = intersection(own, rounded(other.outline)).flatMap(cleaned);
    return common.reduce((sum, one) => sum + polygonArea(one), 0) > TOLERATED_SQUARE_METRES;
  });
  if (taken.length === 0) return building;
  const names = `${building.id} (${taken.map((other) => other.id).join(', ')})`;
  if (isDrawnInParts(building)) {
    return { lost: 'building: drawn in parts or storeys where another stands', names };
  }
  const [largest] = difference(own, ...taken.map((other) => rounded(other.outline)))
    .flatMap(cleaned)
    .sort((a, b) => polygonArea(b) - polygonArea(a));
  if (!largest || polygonArea(largest) < area * LEAST_SHARE_KEPT) {
    return { lost: 'building: others stand on most of its ground', names };
  }
  skip('repaired: building cut where another stands', names);
  return { ...building, outline: largest };
}

/**
 * Blocks that a register counts stand where its addresses were found, sometimes two at one address.
 * People live in both: they get half of the ground each. Changes the other in `result`; null when
 * there is no such other.
 */
function shareGround(
  building: SourceBuilding,
  before: readonly number[],
  result: (SourceBuilding | null)[],
  skip: Skip,
): SourceBuilding | null {
  if (building.dwellings === undefined || isDrawnInParts(building)) return null;
  for (const index of before) {
    const other = result[index];
    if (other?.dwellings === undefined || isDrawnInParts(other)) continue;
    const [first, second] = cutByWeights(other.outline, [1, 1]) ?? [];
    if (!first || !second || !outlinesCross(building.outline, other.outline)) continue;
    result[index] = { ...other, outline: first };
    skip(
      'repaired: two counted blocks at one place share its ground',
      `${building.id} (${other.id})`,
    );
    return { ...building, outline: second };
  }
  return null;
}

/** By position in the list, both ways. */
function overlappingPairs(buildings: readonly SourceBuilding[]): Map<number, Set<number>> {
  const pairs = new Map<number, Set<number>>();
  if (buildings.length < 2) return pairs;
  const index = new Flatbush(buildings.length);
  const bounds = buildings.map(({ outline }) => boundsOf(outline[0] ?? [[0, 0]]));
  for (const box of bounds) index.add(...box);
  index.finish();
  const note = (from: number, to: number): void => {
    const known = pairs.get(from);
    if (known) known.add(to);
    else pairs.set(from, new Set([to]));
  };
  buildings.forEach((building, one) => {
    const box = bounds[one];
    if (!box) return;
    for (const other of index.search(...box)) {
      const neighbour = buildings[other];
      if (other <= one || !neighbour || areAboveEachOther(building, neighbour)) continue;
      if (!outlinesCross(building.outline, neighbour.outline)) continue;
      note(one, other);
      note(other, one);
    }
  });
  return pairs;
}

/** A bridge over a lane: the underside of one is not below the top of the other. */
function areAboveEachOther(a: SourceBuilding, b: SourceBuilding): boolean {
  const bottom = ({ minHeightMetres, minLevel }: SourceBuilding): number =>
    minHeightMetres ?? (minLevel ?? 0) * STOREY_METRES[0];
  const top = ({ heightMetres, levels }: SourceBuilding): number =>
    heightMetres ?? (levels === undefined ? Number.POSITIVE_INFINITY : levels * STOREY_METRES[1]);
  return bottom(a) >= top(b) || bottom(b) >= top(a);
}

type Pair = [number, number];

/** Set operations are exact only when coordinates that should be equal are equal. */
function rounded(polygon: Polygon): Pair[][] {
  return polygon.map((ring) =>
    ring.map(([x, y]): Pair => [Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000]),
  );
}

function cleaned(rings: readonly (readonly Pair[])[]): Polygon[] {
  const kept: Ring[] = [];
  for (const [index, ring] of rings.entries()) {
    const result = cleanRing(ring);
    if (!('ring' in result)) {
      if (index === 0) return [];
      continue;
    }
    const isOuter = index === 0;
    kept.push(isOuter === ringArea(result.ring) > 0 ? result.ring : [...result.ring].reverse());
  }
  return kept.length > 0 ? [kept] : [];
}
