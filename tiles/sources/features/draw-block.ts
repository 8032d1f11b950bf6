/**
 * An outline for a building of which only a point is known: a slab of 2 : 1, its long side east to
 * west, with the floor area that its dwellings need; 400 m² where there are none. Inferred, and
 * small enough not to reach a neighbour's in usual housing estates.
 */
import type { Point } from '#contracts';
import type { BuildingAttributes } from './read-attributes.ts';

/** Gross floor area a dwelling takes with its share of stairs and walls. */
const SQUARE_METRES_PER_DWELLING = 90;
const DEFAULT_SQUARE_METRES = 400;
const LEAST_SQUARE_METRES = 60;
const MOST_SQUARE_METRES = 2_500;

export function drawBlock([east, north]: Point, facts: BuildingAttributes): (readonly Point[])[] {
  const storeys = Math.max(1, facts.levels ?? 1);
  const wanted = facts.dwellings
    ? (facts.dwellings * SQUARE_METRES_PER_DWELLING) / storeys
    : DEFAULT_SQUARE_METRES;
  const area = Math.min(MOST_SQUARE_METRES, Math.max(LEAST_SQUARE_METRES, wanted));
  const y = Math.sqrt(area / 2) / 2;
  const x = 2 * y;
  return [
    [
      [east - x, north - y],
      [east + x, north - y],
      [east + x, north + y],
      [east - x, north + y],
    ],
  ];
}
