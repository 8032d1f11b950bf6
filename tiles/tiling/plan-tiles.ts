/**
 * Which building is drawn in which tile, before any geometry: a quadtree over the district whose
 * leaves are building tiles; under each its storey tiles, under each of those its unit tiles.
 * Every path from the root meets the three levels in this order, and each level of a tile shows the
 * same buildings as its parent, because refinement replaces.
 *
 * Explicit, not implicit, tiling: implicit subtrees allow one content level scheme for all tiles,
 * while here the depth of the split follows density and each level has its own limit; the whole
 * tree of 600,000 units is below a thousand tiles, so one tileset.json stays small.
 */
import type { Building, CityModel } from '#contracts';

export const TILE_LEVELS = ['building', 'storey', 'unit'] as const;
export type TileLevel = (typeof TILE_LEVELS)[number];

export interface PlanOptions {
  /** Property tables become textures of this width at most: WebGL 2 promises 2,048, desktops have 16,384. */
  readonly maxFeatures: number;
  /** Centres of a building tile lie no further apart, so that levels change block by block. */
  readonly maxBuildingTileMetres: number;
  /** Outlines of several buildings reach no further: 16 bits of 1/64 m. */
  readonly maxExtentMetres: number;
}

export const PLAN_DEFAULTS: PlanOptions = {
  maxFeatures: 4096,
  maxBuildingTileMetres: 640,
  maxExtentMetres: 1023,
};

/** A run of storeys of one building; units `firstUnit`…`endUnit` of it where a single storey is cut. */
export interface BuildingSlice {
  readonly building: Building;
  readonly firstStorey: number;
  readonly endStorey: number;
  readonly firstUnit: number;
  readonly endUnit: number;
}

export interface PlannedTile {
  /** null: no content, only children. */
  readonly level: TileLevel | null;
  readonly slices: readonly BuildingSlice[];
  readonly children: readonly PlannedTile[];
}

interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

interface Placed {
  readonly slice: BuildingSlice;
  readonly bounds: Bounds;
}

export function planTiles(city: CityModel, options: PlanOptions = PLAN_DEFAULTS): PlannedTile {
  if (city.buildings.length === 0) {
    throw new Error('tiles: expected at least one building in the city model, got none');
  }
  const placed = city.buildings.map(
    (building): Placed => ({
      slice: {
        building,
        firstStorey: 0,
        endStorey: building.storeys.length,
        firstUnit: 0,
        endUnit: Number.POSITIVE_INFINITY,
      },
      bounds: boundsOf(building),
    }),
  );
  return planBuildingTiles(placed, options);
}

/** Features of a slice at a level; a building without storeys and a storey without units stand in for themselves. */
export function featureCount(slice: BuildingSlice, level: TileLevel): number {
  if (level === 'building' || slice.building.storeys.length === 0) return 1;
  if (level === 'storey') return slice.endStorey - slice.firstStorey;
  let count = 0;
  for (let i = slice.firstStorey; i < slice.endStorey; i += 1) {
    const units = slice.building.storeys[i]?.units.length ?? 0;
    count += Math.max(1, Math.min(units, slice.endUnit) - slice.firstUnit);
  }
  return count;
}

/** Names the footprint's corners as well as the parts': a part may stand out over the outline. */
function boundsOf(building: Building): Bounds {
  let west = Number.POSITIVE_INFINITY;
  let south = Number.POSITIVE_INFINITY;
  let east = Number.NEGATIVE_INFINITY;
  let north = Number.NEGATIVE_INFINITY;
  for (const polygon of [building.footprint, ...building.parts.map((part) => part.footprint)]) {
    for (const [x, y] of polygon[0] ?? []) {
      west = Math.min(west, x);
      south = Math.min(south, y);
      east = Math.max(east, x);
      north = Math.max(north, y);
    }
  }
  return { west, south, east, north };
}

function unite(placed: readonly Placed[]): Bounds {
  let { west, south, east, north } = placed[0]?.bounds ?? { west: 0, south: 0, east: 0, north: 0 };
  for (const { bounds } of placed) {
    west = Math.min(west, bounds.west);
    south = Math.min(south, bounds.south);
    east = Math.max(east, bounds.east);
    north = Math.max(north, bounds.north);
  }
  return { west, south, east, north };
}

function planBuildingTiles(placed: readonly Placed[], options: PlanOptions): PlannedTile {
  const { west, south, east, north } = unite(placed);
  const wide =
    spreadOfCentres(placed) > options.maxBuildingTileMetres ||
    Math.max(east - west, north - south) > options.maxExtentMetres;
  if (placed.length === 1 || (placed.length <= options.maxFeatures && !wide)) {
    return planContent('building', placed, options);
  }
  return {
    level: null,
    slices: [],
    children: quarter(placed).map((part) => planBuildingTiles(part, options)),
  };
}

function planContent(
  level: TileLevel,
  placed: readonly Placed[],
  options: PlanOptions,
): PlannedTile {
  const next = TILE_LEVELS[TILE_LEVELS.indexOf(level) + 1];
  return {
    level,
    slices: placed.map(({ slice }) => slice),
    children: next
      ? split(placed, next, options).map((part) => planContent(next, part, options))
      : [],
  };
}

/** Groups of at most `maxFeatures` features, split in quarters as often as needed. */
function split(
  placed: readonly Placed[],
  level: TileLevel,
  options: PlanOptions,
): readonly (readonly Placed[])[] {
  let features = 0;
  for (const { slice } of placed) features += featureCount(slice, level);
  if (features <= options.maxFeatures) return [placed];
  const only = placed.length === 1 ? placed[0] : undefined;
  const parts = only ? halveSlice(only, level) : quarter(placed);
  return parts.flatMap((part) => split(part, level, options));
}

/** Cuts one building between storeys, or one storey between units. */
function halveSlice({ slice, bounds }: Placed, level: TileLevel): readonly (readonly Placed[])[] {
  const { firstStorey, endStorey } = slice;
  if (endStorey - firstStorey > 1) {
    const middle = (firstStorey + endStorey) >> 1;
    return [
      [{ slice: { ...slice, endStorey: middle }, bounds }],
      [{ slice: { ...slice, firstStorey: middle }, bounds }],
    ];
  }
  const end = slice.firstUnit + featureCount(slice, level);
  const middle = (slice.firstUnit + end) >> 1;
  return [
    [{ slice: { ...slice, endUnit: middle }, bounds }],
    [{ slice: { ...slice, firstUnit: middle, endUnit: end }, bounds }],
  ];
}

function centreOf({ bounds }: Placed): readonly [number, number] {
  return [(bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2];
}

function centreRange(placed: readonly Placed[]): Bounds {
  let west = Number.POSITIVE_INFINITY;
  let south = Number.POSITIVE_INFINITY;
  let east = Number.NEGATIVE_INFINITY;
  let north = Number.NEGATIVE_INFINITY;
  for (const one of placed) {
    const [x, y] = centreOf(one);
    west = Math.min(west, x);
    south = Math.min(south, y);
    east = Math.max(east, x);
    north = Math.max(north, y);
  }
  return { west, south, east, north };
}

function spreadOfCentres(placed: readonly Placed[]): number {
  const { west, south, east, north } = centreRange(placed);
  return Math.max(east - west, north - south);
}

/** The non-empty quarters (south-west, south-east, north-west, north-east) of the range of centres. */
function quarter(placed: readonly Placed[]): readonly (readonly Placed[])[] {
  const { west, south, east, north } = centreRange(placed);
  const middleEast = (west + east) / 2;
  const middleNorth = (south + north) / 2;
  const quarters: Placed[][] = [[], [], [], []];
  for (const one of placed) {
    const [x, y] = centreOf(one);
    quarters[(x > middleEast ? 1 : 0) + (y > middleNorth ? 2 : 0)]?.push(one);
  }
  const filled = quarters.filter((part) => part.length > 0);
  if (filled.length > 1) return filled;
  // All centres in one place: any cut is as good.
  const half = placed.length >> 1;
  return [placed.slice(0, half), placed.slice(half)];
}
