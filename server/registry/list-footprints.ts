/**
 * Every building's footprint for flat maps, all its pieces: to 0.1 m, which is finer than a map's
 * pixel and half the bytes of the stored millimetres.
 */
import { z } from 'zod';
import {
  BUILDING_USES,
  type BuildingFootprint,
  cellIdSchema,
  type Point,
  type Polygon,
  polygonSchema,
  type Ring,
} from '#contracts';
import { numberOf, type Row, textOf } from '../store/read-row.ts';
import type { City } from './open-city.ts';
import { piecesOfBuilding } from './pieces-of-building.ts';

const useSchema = z.enum(BUILDING_USES);
const partsSchema = z.array(z.object({ footprint: polygonSchema }));
const DECIMETRES_PER_METRE = 10;

export function listFootprints(city: Pick<City, 'sqlite'>): readonly BuildingFootprint[] {
  return city.sqlite
    .prepare('SELECT cell, use, footprint, parts FROM building ORDER BY cell')
    .all()
    .map((row) => {
      const [footprint = [], ...others] = readPieces(row).map(coarsePolygon);
      return {
        cell: cellIdSchema.parse(numberOf(row, 'cell')),
        use: useSchema.parse(textOf(row, 'use')),
        footprint,
        ...(others.length > 0 ? { otherPieces: others } : {}),
      };
    });
}

/** Of a row with `footprint` and `parts`. */
export function readPieces(row: Row): readonly Polygon[] {
  const footprint = polygonSchema.parse(JSON.parse(textOf(row, 'footprint')));
  const parts = partsSchema.parse(JSON.parse(textOf(row, 'parts')));
  // One part is the footprint itself: most buildings.
  if (parts.length < 2) return [footprint];
  return piecesOfBuilding(
    footprint,
    parts.map((part) => part.footprint),
  );
}

const coarsePolygon = (polygon: Polygon): Polygon => polygon.map(coarseRing);

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
