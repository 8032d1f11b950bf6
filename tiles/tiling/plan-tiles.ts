/**
 * Which building of a block is drawn in which tile, before any geometry: a building tile; under it
 * its storey tiles, under each of those its unit tiles. Every path from the root meets the three
 * levels in this order, and each level of a tile shows the same buildings as its parent, because
 * refinement replaces.
 *
 * Explicit, not implicit, tiling: implicit subtrees allow one content level scheme for all tiles,
 * while here the depth of the split follows density and each level has its own limit; the whole
 * tree of 600,000 units is below a thousand tiles, so one tileset.json stays small.
 */
import type { Building } from '#contracts';
import { type Bounds, boundsOf } from '../geometry/measure-polygon.ts';
import { boundsOfSolids, centreOf } from './plan-blocks.ts';

export const TILE_LEVELS = ['building', 'storey', 'unit'] as const;
export type TileLevel = (typeof TILE_LEVELS)[number];

export interface PlanOptions {
  /** Property tables become textures of this width at most: WebGL 2 promises 2,048, desktops have 16,384. */
  readonly maxFeatures: number;
}

export const PLAN_DEFAULTS: PlanOptions = {
  maxFeatures: 4096,
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
  readonly level: TileLevel;
  readonly slices: readonly BuildingSlice[];
  readonly children: readonly PlannedTile[];
}

interface Placed {
  readonly slice: BuildingSlice;
  readonly bounds: Bounds;
}

/** One block's buildings: a building tile with its storey tiles, each with its unit tiles. */
export function planTiles(
  buildings: readonly Building[],
  options: PlanOptions = PLAN_DEFAULTS,
): PlannedTile {
  const [first] = buildings;
  if (!first) throw new Error('tiles: expected at least one building in a block, got none');
  const placed = buildings.map(
    (building): Placed => ({
      slice: {
        building,
        firstStorey: 0,
        endStorey: building.storeys.length,
        firstUnit: 0,
        endUnit: Number.POSITIVE_INFINITY,
      },
      bounds: boundsOfSolids([building.footprint, ...building.parts.map((part) => part.footprint)]),
    }),
  );
  return planContent('building', placed, options);
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

/** The non-empty quarters (south-west, south-east, north-west, north-east) of the range of centres. */
function quarter(placed: readonly Placed[]): readonly (readonly Placed[])[] {
  const [west, south, east, north] = boundsOf(placed.map(({ bounds }) => centreOf(bounds)));
  const middleEast = (west + east) / 2;
  const middleNorth = (south + north) / 2;
  const quarters: Placed[][] = [[], [], [], []];
  for (const one of placed) {
    const [x, y] = centreOf(one.bounds);
    quarters[(x > middleEast ? 1 : 0) + (y > middleNorth ? 2 : 0)]?.push(one);
  }
  const filled = quarters.filter((part) => part.length > 0);
  if (filled.length > 1) return filled;
  // All centres in one place: any cut is as good.
  const half = placed.length >> 1;
  return [placed.slice(0, half), placed.slice(half)];
}
