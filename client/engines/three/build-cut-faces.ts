/** The faces of a storey's pieces at a section, as one mesh. */
import type { CellId } from '#contracts';
import type { PrismMesh } from './build-prisms.ts';
import type { StoreyDraw } from './building-draw.ts';
import { alongPlane, cutPolygon, type SectionPlane } from './cut-section.ts';
import { topOf } from './find-piece.ts';

/** Faces lie a little before the cut, so that the cut does not take them away too. */
export const FACE_OFFSET_METRES = 0.02;

export function buildCutFaces(
  storey: StoreyDraw,
  slotOfCell: ReadonlyMap<CellId, number>,
  plane: SectionPlane,
  origin: readonly [number, number],
): PrismMesh {
  const [nx, ny] = plane.normal;
  const [ax, ay] = alongPlane(plane);
  const distance = plane.distanceMetres + FACE_OFFSET_METRES;
  const [floor, top] = [storey.floorMetres, topOf(storey)];
  const positions: number[] = [];
  const normals: number[] = [];
  const slots: number[] = [];
  const indices: number[] = [];
  const edges: number[] = [];
  for (const piece of storey.pieces) {
    for (const [from, until] of cutPolygon(piece.outline, plane)) {
      const point = (along: number, z: number): readonly [number, number, number] => [
        ax * along + nx * distance - origin[0],
        ay * along + ny * distance - origin[1],
        z,
      ];
      const corners = [
        point(from, floor),
        point(until, floor),
        point(until, top),
        point(from, top),
      ];
      const first = positions.length / 3;
      corners.forEach((corner, i) => {
        positions.push(...corner);
        // Marked as a top: a cut face keeps the legend's exact colour.
        normals.push(0, 0, 1);
        slots.push(slotOfCell.get(piece.cell) ?? 0);
        edges.push(...corner, ...(corners[(i + 1) % 4] ?? corner));
      });
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
