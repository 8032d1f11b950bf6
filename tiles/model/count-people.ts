/** Residents and workers of one building, by floor area and use of its units. */
import type { BuildingUse, Point, Polygon } from '#contracts';
import { polygonCentre } from '../geometry/measure-polygon.ts';
import { USE_RULES } from './use-rules.ts';

export interface BuildingPeople {
  readonly centre: Point;
  readonly residents: number;
  readonly workers: number;
}

interface Countable {
  readonly footprint: Polygon;
  readonly storeys: readonly {
    readonly units: readonly { readonly use: BuildingUse; readonly areaSquareMetres: number }[];
  }[];
}

export function countPeople({ footprint, storeys }: Countable): BuildingPeople {
  let residents = 0;
  let workers = 0;
  for (const { units } of storeys) {
    for (const { use, areaSquareMetres } of units) {
      const { squareMetresPerResident, squareMetresPerWorker } = USE_RULES[use];
      if (squareMetresPerResident > 0) residents += areaSquareMetres / squareMetresPerResident;
      if (squareMetresPerWorker > 0) workers += areaSquareMetres / squareMetresPerWorker;
    }
  }
  return { centre: polygonCentre(footprint), residents, workers };
}
