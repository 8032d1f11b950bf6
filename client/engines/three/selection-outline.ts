/** The white outline of the selection: wide lines over everything, never a fill. */
import type { Scene } from 'three';
import { LineMaterial } from 'three/addons/lines/LineMaterial.js';
import { LineSegments2 } from 'three/addons/lines/LineSegments2.js';
import { LineSegmentsGeometry } from 'three/addons/lines/LineSegmentsGeometry.js';
import { cutRectangles, edgesOf } from './build-cut-faces.ts';
import { outlineEdges } from './build-prisms.ts';
import type { SectionPlane } from './cut-section.ts';
import type { FoundPiece } from './find-piece.ts';

const WIDTH_PIXELS = 3;

export interface SelectionOutline {
  /** With a section: around the piece's cut faces, where it is cut. */
  readonly show: (
    piece: FoundPiece | null,
    origin: readonly [number, number],
    plane: SectionPlane | null,
  ) => void;
  readonly dispose: () => void;
}

export function createSelectionOutline(scene: Scene): SelectionOutline {
  const material = new LineMaterial({
    color: '#ffffff',
    linewidth: WIDTH_PIXELS,
    depthTest: false,
    transparent: true,
  });
  let lines: LineSegments2 | null = null;
  const clear = (): void => {
    lines?.geometry.dispose();
    lines?.removeFromParent();
    lines = null;
  };
  return {
    show: (piece, origin, plane) => {
      clear();
      if (!piece) return;
      const geometry = new LineSegmentsGeometry();
      const { outline, floorMetres, topMetres, place } = piece;
      const cut = plane ? cutRectangles(outline, floorMetres, topMetres, plane, origin) : [];
      geometry.setPositions(
        cut.length > 0
          ? cut.flatMap(edgesOf)
          : [...outlineEdges(outline, floorMetres, topMetres, origin)],
      );
      lines = new LineSegments2(geometry, material);
      lines.position.z = place.liftMetres;
      lines.renderOrder = 10;
      scene.add(lines);
    },
    dispose: () => {
      clear();
      material.dispose();
    },
  };
}
