/** The units that the owner's list gives for one storey, drawn with areas in proportion to the list. */
import type { BuildingUse, Polygon, ValueKind } from '#contracts';
import { polygonArea } from '#contracts';
import { CityBuildError } from '../../city-build-error.ts';
import { cutByWeights } from './cut-polygon.ts';

export interface UnitPlan {
  readonly number: string;
  readonly use: BuildingUse;
  readonly outline: Polygon;
  readonly areaSquareMetres: number;
  readonly kind: ValueKind;
}

export interface KnownUnit {
  readonly number: string;
  readonly use: BuildingUse;
  /** As listed; the storey's remaining area (walls, stairs) is shared out in proportion. */
  readonly areaSquareMetres: number;
  /** Where it was read, for errors: `units.csv:12`. */
  readonly place: string;
}

/** By storey label. */
export type KnownStoreys = ReadonlyMap<string, readonly KnownUnit[]>;

/** Outlines drawn in OSM are good to about a decimetre: lists may exceed them a little. */
const AREA_TOLERANCE = 1.005;

export function planKnownUnits(footprint: Polygon, given: readonly KnownUnit[]): UnitPlan[] {
  const storeyArea = polygonArea(footprint);
  let sum = 0;
  for (const unit of given) {
    sum += unit.areaSquareMetres;
    if (sum > storeyArea * AREA_TOLERANCE) {
      throw new CityBuildError(
        `${unit.place}: expected units of this storey to fit its ${storeyArea.toFixed(1)} m², they reach ${sum.toFixed(1)} m² here.`,
      );
    }
  }
  const weights = given.map((unit) => unit.areaSquareMetres);
  const cells = cutByWeights(footprint, weights);
  if (!cells) {
    throw new CityBuildError(
      `${given[0]?.place ?? 'units'}: this storey's shape cannot be cut into ${given.length} connected units of the listed areas; list its units without this storey or merge the smallest.`,
    );
  }
  return given.map((unit, index) => {
    const outline = cells[index] ?? footprint;
    return {
      number: unit.number,
      use: unit.use,
      outline,
      areaSquareMetres: polygonArea(outline),
      kind: 'measured',
    };
  });
}
