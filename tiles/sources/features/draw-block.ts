/**
 * An outline for a building of which only a point is known: a slab of 2 : 1, its long side east to
 * west, with the floor area that its dwellings need, 400 m² where there are none, but never so large
 * that it reaches the slab of the nearest other point.
 */
import type { Point } from '#contracts';
import type { BuildingAttributes } from './read-attributes.ts';

/** Gross floor area a dwelling takes with its share of stairs and walls. */
const SQUARE_METRES_PER_DWELLING = 90;
const DEFAULT_SQUARE_METRES = 400;
const LEAST_SQUARE_METRES = 60;
/**
 * Half a slab's length over the distance to the nearest point: two slabs of 2 : 1 whose half lengths
 * are 0.44 d overlap only if |Δx| < 0.88 d and |Δy| < 0.44 d, and then Δx² + Δy² < 0.97 d².
 */
const LONGEST_SHARE = 0.44;
const MOST_SQUARE_METRES = 2_500;

export function drawBlock(
  [east, north]: Point,
  facts: Pick<BuildingAttributes, 'levels' | 'dwellings'>,
  nearestMetres: number,
): (readonly Point[])[] {
  const storeys = Math.max(1, facts.levels ?? 1);
  const wanted = facts.dwellings
    ? (facts.dwellings * SQUARE_METRES_PER_DWELLING) / storeys
    : DEFAULT_SQUARE_METRES;
  const area = Math.min(MOST_SQUARE_METRES, Math.max(LEAST_SQUARE_METRES, wanted));
  const least = Math.sqrt(LEAST_SQUARE_METRES / 2);
  const x = Math.max(least, Math.min(Math.sqrt(area / 2), nearestMetres * LONGEST_SHARE));
  const y = x / 2;
  return [
    [
      [east - x, north - y],
      [east + x, north - y],
      [east + x, north + y],
      [east - x, north + y],
    ],
  ];
}
