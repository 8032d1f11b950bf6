/** Which piece lies under a pixel. */
import { type Camera, Mesh, Raycaster, Vector2 } from 'three';
import type { CellId } from '#contracts';
import type { SectionPlane } from './cut-section.ts';
import type { BuildingScene } from './storey-meshes.ts';

/** Cut faces lie this near to the plane and are not cut away themselves, metres. */
const AT_PLANE_METRES = 0.05;
const raycaster = new Raycaster();

/** `pointer`: −1…1 across the canvas, up positive. */
export function pickPiece(
  building: BuildingScene,
  camera: Camera,
  pointer: readonly [number, number],
  plane: SectionPlane | null,
  origin: readonly [number, number],
): CellId | null {
  building.group.updateMatrixWorld(true);
  raycaster.setFromCamera(new Vector2(pointer[0], pointer[1]), camera);
  for (const hit of raycaster.intersectObjects([...building.pickable()], false)) {
    if (plane) {
      const east = hit.point.x + origin[0];
      const north = hit.point.y + origin[1];
      const before = east * plane.normal[0] + north * plane.normal[1] - plane.distanceMetres;
      if (before > AT_PLANE_METRES) continue;
    }
    if (!(hit.object instanceof Mesh) || !hit.face) continue;
    const slot = hit.object.geometry.getAttribute('slot').getX(hit.face.a);
    return building.cellOfSlot[slot] ?? null;
  }
  return null;
}
