/**
 * How large one unit is, and the one factor that brings the whole district to its number of units.
 * Sizes are gross floor area with walls and a share of stairs; assumptions of this project, ordered
 * as the real stock is: rooms of divided lane houses, two-room walk-up flats, tower flats.
 */
import { type BuildingUse, polygonArea, type Ring } from '#contracts';

/** Dwellings of the 2020 census (about 450,000 households' homes) with shops, offices and the rest. */
export const WHOLE_DISTRICT_UNITS = 600_000;

export const DWELLING_SQUARE_METRES = {
  lanes: 50,
  walkUps: 78,
  towers: 118,
  villas: 105,
  village: 110,
} as const;

export const UNIT_SQUARE_METRES: { readonly [use in BuildingUse]: number } = {
  residential: DWELLING_SQUARE_METRES.walkUps,
  office: 150,
  retail: 120,
  hotel: 45,
  education: 110,
  health: 70,
  industrial: 400,
  civic: 200,
  sport: 1500,
  transport: 1200,
  religious: 400,
  parking: 600,
  other: 200,
};

export interface SizedBuilding {
  readonly ring: Ring;
  readonly use: BuildingUse;
  readonly levels: number;
  readonly unitSquareMetres: number;
  readonly parts: readonly {
    readonly ring: Ring;
    readonly minLevel: number;
    readonly levels: number;
  }[];
}

/** Units that a building is cut into: on every storey its area over the unit's, at least one. */
export function countUnits(building: SizedBuilding, scale: number): number {
  const size = building.unitSquareMetres * (building.use === 'residential' ? scale : 1);
  const onStorey = (ring: Ring): number => Math.max(1, Math.round(polygonArea([ring]) / size));
  if (building.parts.length === 0) return building.levels * onStorey(building.ring);
  return building.parts.reduce(
    (sum, part) => sum + (part.levels - part.minLevel) * onStorey(part.ring),
    0,
  );
}

/** Beyond these the fabrics themselves are wrong and no flat size mends them. */
const SCALE_RANGE = [0.75, 1.35] as const;
const HALVINGS = 40;

/** The factor on dwelling sizes with which the buildings come to the wanted number of units. */
export function scaleDwellings(buildings: readonly SizedBuilding[], wanted: number): number {
  const total = (scale: number): number =>
    buildings.reduce((sum, building) => sum + countUnits(building, scale), 0);
  let [low, high]: [number, number] = [...SCALE_RANGE];
  if (total(low) < wanted || total(high) > wanted) {
    throw new Error(
      `reference district: expected ${wanted} units with dwellings scaled by ${low} to ${high}, got ${total(low)} to ${total(high)}; change the zones' mix or the fabrics' density`,
    );
  }
  for (let i = 0; i < HALVINGS; i += 1) {
    const middle = (low + high) / 2;
    if (total(middle) > wanted) low = middle;
    else high = middle;
  }
  return high;
}
