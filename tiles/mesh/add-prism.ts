/**
 * A vertical prism (storey, unit, flat-roofed part) as a closed solid: two caps and the walls of
 * every ring, vertices shared inside the solid. No normals: the viewer shades flat.
 */
import type { MeshBuffer } from './mesh-buffer.ts';
import type { GridPolygon } from './snap-polygon.ts';

/** Heights in grid steps; `triangles` from `triangulatePolygon`. */
export function addPrism(
  mesh: MeshBuffer,
  polygon: GridPolygon,
  triangles: readonly number[],
  bottom: number,
  top: number,
): void {
  const { points, pointCount } = polygon;
  const low = mesh.vertexCount;
  for (let i = 0; i < pointCount; i += 1) {
    mesh.addVertex(points[i * 2] ?? 0, points[i * 2 + 1] ?? 0, bottom);
  }
  const high = mesh.vertexCount;
  for (let i = 0; i < pointCount; i += 1) {
    mesh.addVertex(points[i * 2] ?? 0, points[i * 2 + 1] ?? 0, top);
  }
  addCap(mesh, triangles, low, true);
  addCap(mesh, triangles, high, false);
  addWalls(mesh, polygon, low, high);
}

/** `down` turns the cap over: an underside looks down. */
export function addCap(
  mesh: MeshBuffer,
  triangles: readonly number[],
  firstVertex: number,
  down: boolean,
): void {
  for (let t = 0; t < triangles.length; t += 3) {
    const a = firstVertex + (triangles[t] ?? 0);
    const b = firstVertex + (triangles[t + 1] ?? 0);
    const c = firstVertex + (triangles[t + 2] ?? 0);
    if (down) mesh.addTriangle(a, c, b);
    else mesh.addTriangle(a, b, c);
  }
}

/** Walls between two copies of the polygon's points; outside is right of each ring's direction. */
export function addWalls(
  mesh: MeshBuffer,
  { ringStarts, pointCount }: GridPolygon,
  low: number,
  high: number,
): void {
  for (let ring = 0; ring < ringStarts.length; ring += 1) {
    const start = ringStarts[ring] ?? 0;
    const end = ringStarts[ring + 1] ?? pointCount;
    for (let i = start; i < end; i += 1) {
      const next = i + 1 === end ? start : i + 1;
      mesh.addTriangle(low + i, low + next, high + next);
      mesh.addTriangle(low + i, high + next, high + i);
    }
  }
}
