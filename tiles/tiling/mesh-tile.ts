/**
 * One planned tile → its mesh and feature table. The grid is chosen first: steps of 1/128 m (error
 * up to 4 mm), doubled until 16 bits reach across the tile (1/64 m, error up to 8 mm, for tiles of
 * 512–1,024 m). Grid origins are whole steps, so what is one point in two tiles stays one point.
 *
 * Levels never lie over each other (refinement replaces). Neighbouring units and storeys keep both
 * of their shared walls and slabs without a gap: the two faces look away from each other, and with
 * back faces culled at most one of them can be seen, so there is nothing to fight over.
 */
import type { Building, Polygon, Storey } from '#contracts';
import { addBuildingPart } from '../mesh/add-building-part.ts';
import { addPrism } from '../mesh/add-prism.ts';
import { GRID_LIMIT, type MeshBuffer, type TileGrid } from '../mesh/mesh-buffer.ts';
import { type GridPolygon, snapPolygon } from '../mesh/snap-polygon.ts';
import { triangulatePolygon } from '../mesh/triangulate-polygon.ts';
import { type BuildingSlice, featureCount, type TileLevel } from './plan-tiles.ts';

const FINEST_STEP_METRES = 1 / 128;

/** Row i belongs to feature id i. */
export interface FeatureTable {
  readonly cell: Uint32Array<ArrayBuffer>;
  /** Cell id of the feature's building. */
  readonly building: Uint32Array<ArrayBuffer>;
  /** Storey level, 0 for a whole building. */
  readonly storey: Int16Array<ArrayBuffer>;
  /** What people and other systems call it: a unit's code, `<building>-<storey>`, the building's id. */
  readonly code: readonly string[];
  readonly buildingId: readonly string[];
}

export interface TileMesh {
  readonly grid: TileGrid;
  readonly features: FeatureTable;
}

/** Fills `mesh` (emptied first). */
export function meshTile(
  level: TileLevel,
  slices: readonly BuildingSlice[],
  mesh: MeshBuffer,
): TileMesh {
  mesh.reset();
  const grid = chooseGrid(level, slices);
  let count = 0;
  for (const slice of slices) count += featureCount(slice, level);
  const code: string[] = [];
  const buildingId: string[] = [];
  const features: FeatureTable = {
    cell: new Uint32Array(count),
    building: new Uint32Array(count),
    storey: new Int16Array(count),
    code,
    buildingId,
  };
  const prisms = createPrismWriter(mesh, grid);
  let row = 0;
  const begin = (cell: number, building: Building, storey: number, name: string): void => {
    code.push(name);
    buildingId.push(building.id);
    features.cell[row] = cell;
    features.building[row] = building.cell;
    features.storey[row] = storey;
    mesh.feature = row;
    row += 1;
  };
  for (const slice of slices) {
    const { building } = slice;
    if (level === 'building' || building.storeys.length === 0) {
      begin(building.cell, building, 0, building.id);
      addBuilding(mesh, building, grid);
      continue;
    }
    for (let s = slice.firstStorey; s < slice.endStorey; s += 1) {
      const storey = building.storeys[s];
      if (!storey) continue;
      if (level === 'storey' || storey.units.length === 0) {
        begin(storey.cell, building, storey.level, `${building.id}-${storey.label}`);
        prisms(storey.footprint, storey, `${building.id} storey ${storey.label}`);
        continue;
      }
      const end = Math.min(storey.units.length, slice.endUnit);
      for (let u = slice.firstUnit; u < end; u += 1) {
        const unit = storey.units[u];
        if (!unit) continue;
        begin(unit.cell, building, storey.level, unit.code);
        prisms(unit.outline, storey, `unit ${unit.code}`);
      }
    }
  }
  return { grid, features };
}

function addBuilding(mesh: MeshBuffer, building: Building, grid: TileGrid): void {
  let solids = 0;
  for (const part of building.parts) if (addBuildingPart(mesh, part, grid)) solids += 1;
  if (solids > 0) return;
  throw new Error(
    `tiles: building ${building.id}: expected at least one part with an area and a height, got ${building.parts.length} parts without`,
  );
}

type PrismWriter = (outline: Polygon, storey: Storey, name: string) => void;

/** Storeys of a tower share one outline object: its triangles are found once. */
function createPrismWriter(mesh: MeshBuffer, grid: TileGrid): PrismWriter {
  let lastOutline: Polygon | null = null;
  let polygon: GridPolygon | null = null;
  let triangles: readonly number[] = [];
  return (outline, storey, name) => {
    if (outline !== lastOutline) {
      lastOutline = outline;
      polygon = snapPolygon(outline, grid);
      triangles = polygon ? triangulatePolygon(polygon) : [];
    }
    const bottom = Math.round((storey.floorMetres - grid.upMetres) / grid.stepMetres);
    const top = Math.round(
      (storey.floorMetres + storey.heightMetres - grid.upMetres) / grid.stepMetres,
    );
    if (!polygon || top <= bottom) {
      throw new Error(
        `tiles: ${name}: expected an outline with an area and a height above 0, got ${outline[0]?.length ?? 0} points and ${storey.heightMetres} m`,
      );
    }
    addPrism(mesh, polygon, triangles, bottom, top);
  };
}

function chooseGrid(level: TileLevel, slices: readonly BuildingSlice[]): TileGrid {
  let west = Number.POSITIVE_INFINITY;
  let south = Number.POSITIVE_INFINITY;
  let bottom = Number.POSITIVE_INFINITY;
  let east = Number.NEGATIVE_INFINITY;
  let north = Number.NEGATIVE_INFINITY;
  let top = Number.NEGATIVE_INFINITY;
  const include = (polygon: Polygon, low: number, high: number): void => {
    for (const point of polygon[0] ?? []) {
      if (point[0] < west) west = point[0];
      if (point[0] > east) east = point[0];
      if (point[1] < south) south = point[1];
      if (point[1] > north) north = point[1];
    }
    if (low < bottom) bottom = low;
    if (high > top) top = high;
  };
  for (const { building, firstStorey, endStorey, firstUnit, endUnit } of slices) {
    if (level === 'building' || building.storeys.length === 0) {
      for (const part of building.parts) include(part.footprint, part.baseMetres, part.topMetres);
      continue;
    }
    for (let s = firstStorey; s < endStorey; s += 1) {
      const storey = building.storeys[s];
      if (!storey) continue;
      const high = storey.floorMetres + storey.heightMetres;
      if (level === 'storey' || storey.units.length === 0) {
        include(storey.footprint, storey.floorMetres, high);
        continue;
      }
      const end = Math.min(storey.units.length, endUnit);
      for (let u = firstUnit; u < end; u += 1) {
        const unit = storey.units[u];
        if (unit) include(unit.outline, storey.floorMetres, high);
      }
    }
  }
  const extent = Math.max(east - west, north - south, top - bottom);
  if (!Number.isFinite(extent)) {
    throw new Error(
      `tiles: expected finite outlines in metres, got an extent of ${extent} from ${slices.length} buildings starting at ${slices[0]?.building.id ?? 'none'}`,
    );
  }
  let stepMetres = FINEST_STEP_METRES;
  // Two steps to spare: the origin is rounded down, points are rounded to the nearest.
  while (extent / stepMetres > GRID_LIMIT - 2) stepMetres *= 2;
  const down = (metres: number): number => Math.floor(metres / stepMetres) * stepMetres;
  return { eastMetres: down(west), northMetres: down(south), upMetres: down(bottom), stepMetres };
}
