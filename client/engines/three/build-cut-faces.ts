/** The faces of a storey's pieces at a section, as one mesh. */
import type { CellId, Polygon } from '#contracts';
import type { PrismMesh } from './build-prisms.ts';
import type { StoreyDraw } from './building-draw.ts';
import { alongPlane, cutPolygon, type SectionPlane } from './cut-section.ts';
import { topOf } from './find-piece.ts';
import type { Vector } from './orbit-camera.ts';

/** Faces lie a little before the cut, so that the cut does not take them away too. */
export const FACE_OFFSET_METRES = 0.02;

export function buildCutFaces(
  storey: StoreyDraw,
  slotOfCell: ReadonlyMap<CellId, number>,
  plane: SectionPlane,
  origin: readonly [number, number],
): PrismMesh {
  const positions: number[] = [];
  const normals: number[] = [];
  const slots: number[] = [];
  const indices: number[] = [];
  const edges: number[] = [];
  for (const piece of storey.pieces) {
    const slot = slotOfCell.get(piece.cell) ?? 0;
    const faces = cutRectangles(piece.outline, storey.floorMetres, topOf(storey), plane, origin);
    for (const corners of faces) {
      const first = positions.length / 3;
      for (const corner of corners) {
        positions.push(...corner);
        // Marked as a top: a cut face keeps the legend's exact colour.
        normals.push(0, 0, 1);
        slots.push(slot);
      }
      edges.push(...edgesOf(corners));
      indices.push(first, first + 1, first + 2, first, first + 2, first + 3);
    }
  }
  return {
    positions: Float32Array.from(positions),
    normals: Float32Array.from(normals),
    slots: Float32Array.from(slots),
    indices: Uint32Array.from(indices),
    edges: Float32Array.from(edges),
  };
}

/** Four corners of each face, counter-clockwise to the viewer. */
export function cutRectangles(
  outline: Polygon,
  floor: number,
  top: number,
  plane: SectionPlane,
  origin: readonly [number, number],
): readonly (readonly Vector[])[] {
  const [nx, ny] = plane.normal;
  const [ax, ay] = alongPlane(plane);
  const distance = plane.distanceMetres + FACE_OFFSET_METRES;
  const point = (along: number, z: number): Vector => [
    ax * along + nx * distance - origin[0],
    ay * along + ny * distance - origin[1],
    z,
  ];
  return cutPolygon(outline, plane).map(([from, until]) => [
    point(from, floor),
    point(until, floor),
    point(until, top),
    point(from, top),
  ]);
}

/** [x0, y0, z0, x1, y1, z1, …] around a face. */
export const edgesOf = (corners: readonly Vector[]): readonly number[] =>
  corners.flatMap((corner, i) => [...corner, ...(corners[(i + 1) % corners.length] ?? corner)]);
