/**
 * One building part with its roof as a closed solid. The roof takes its height from the top, as
 * OpenStreetMap's `height` includes the roof.
 */
import type { BuildingPart, Polygon } from '#contracts';
import { addCap, addPrism, addWalls } from './add-prism.ts';
import type { MeshBuffer, TileGrid } from './mesh-buffer.ts';
import { shapeRoof } from './shape-roof.ts';
import { type GridPolygon, snapPolygon } from './snap-polygon.ts';
import { triangulatePolygon } from './triangulate-polygon.ts';

/** A point this close to the line between its neighbours is no corner of a roof. */
const CORNER_TOLERANCE_METRES = 0.05;

/** False when the part has no volume on the grid and nothing was added. */
export function addBuildingPart(mesh: MeshBuffer, part: BuildingPart, grid: TileGrid): boolean {
  const bottom = Math.round((part.baseMetres - grid.upMetres) / grid.stepMetres);
  const top = Math.round((part.topMetres - grid.upMetres) / grid.stepMetres);
  if (top <= bottom) return false;
  const roofed = part.roof.shape !== 'flat' && part.roof.heightMetres > 0;
  const polygon = snapPolygon(roofed ? dropStraightPoints(part.footprint) : part.footprint, grid);
  if (!polygon) return false;
  const eave = Math.max(bottom, top - Math.round(part.roof.heightMetres / grid.stepMetres));
  const roof = roofed ? shapeRoof(part.roof.shape, polygon, eave, top) : null;
  if (!roof) {
    addPrism(mesh, polygon, triangulatePolygon(polygon), bottom, top);
    return true;
  }
  const low = mesh.vertexCount;
  addRing(mesh, roof.polygon, () => bottom);
  const high = mesh.vertexCount;
  addRing(mesh, roof.polygon, (index) => roof.edgeHeights[index] ?? top);
  for (let i = 0; i < roof.inner.length; i += 3) {
    mesh.addVertex(roof.inner[i] ?? 0, roof.inner[i + 1] ?? 0, roof.inner[i + 2] ?? 0);
  }
  addCap(mesh, triangulatePolygon(roof.polygon), low, true);
  addCap(mesh, roof.triangles, high, false);
  addWalls(mesh, roof.polygon, low, high);
  return true;
}

function addRing(
  mesh: MeshBuffer,
  { points, pointCount }: GridPolygon,
  height: (index: number) => number,
): void {
  for (let i = 0; i < pointCount; i += 1) {
    mesh.addVertex(points[i * 2] ?? 0, points[i * 2 + 1] ?? 0, height(i));
  }
}

function dropStraightPoints(polygon: Polygon): Polygon {
  return polygon.map((ring) => {
    const kept = ring.filter((point, index) => {
      const before = ring[(index + ring.length - 1) % ring.length] ?? point;
      const after = ring[(index + 1) % ring.length] ?? point;
      const dx = after[0] - before[0];
      const dy = after[1] - before[1];
      const cross = dx * (point[1] - before[1]) - dy * (point[0] - before[0]);
      return Math.abs(cross) > CORNER_TOLERANCE_METRES * Math.hypot(dx, dy);
    });
    return kept.length >= 3 ? kept : ring;
  });
}
