/**
 * Every building's footprint for flat maps: to 0.1 m, which is finer than a map's pixel and half
 * the bytes of the stored centimetres.
 */
import { z } from 'zod';
import {
  BUILDING_USES,
  type BuildingFootprint,
  cellIdSchema,
  type Point,
  polygonSchema,
  type Ring,
} from '#contracts';
import { numberOf, textOf } from '../store/read-row.ts';
import type { City } from './open-city.ts';

const useSchema = z.enum(BUILDING_USES);
const DECIMETRES_PER_METRE = 10;

export function listFootprints(city: Pick<City, 'sqlite'>): readonly BuildingFootprint[] {
  return city.sqlite
    .prepare('SELECT cell, use, footprint FROM building ORDER BY cell')
    .all()
    .map((row) => ({
      cell: cellIdSchema.parse(numberOf(row, 'cell')),
      use: useSchema.parse(textOf(row, 'use')),
      footprint: polygonSchema.parse(JSON.parse(textOf(row, 'footprint'))).map(coarseRing),
    }));
}

/** A ring too small to keep three corners at this step keeps its own. */
function coarseRing(ring: Ring): Ring {
  const rounded = ring.map(
    ([east, north]): Point => [roundToDecimetre(east), roundToDecimetre(north)],
  );
  const corners = rounded.filter((point, i) => {
    const before = rounded.at(i - 1);
    return !before || before[0] !== point[0] || before[1] !== point[1];
  });
  return corners.length >= 3 ? corners : ring;
}

/** `+ 0` turns −0, which JSON would write as 0 anyway, into 0. */
const roundToDecimetre = (metres: number): number =>
  Math.round(metres * DECIMETRES_PER_METRE) / DECIMETRES_PER_METRE + 0;
