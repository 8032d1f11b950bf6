/**
 * The top of a roofed solid over a ring, in grid steps: a height for each point of the ring
 * (with ridge ends put in), points between, and the triangles over them.
 *
 * Simple roofs, after the shapes of OpenStreetMap's Simple 3D Buildings: gabled over any ring that
 * its ridge line cuts in two; hipped over four corners; pyramid and dome over any ring that its
 * centroid sees whole; skillion over anything. What does not fit keeps a flat top at full height
 * (null here). A ridge runs along the longer side of the smallest box around the ring.
 */
import type { RoofShape } from '#contracts';
import { findLongAxis, type RoofSurface } from './roof-surface.ts';
import { shapeGable } from './shape-gable.ts';
import { shapeDome, shapeHip } from './shape-hip.ts';
import type { GridPolygon } from './snap-polygon.ts';
import { triangulatePolygon } from './triangulate-polygon.ts';

/** Rings of a dome between eaves and apex. */
const DOME_RINGS = 4;
export function shapeRoof(
  shape: RoofShape,
  polygon: GridPolygon,
  eave: number,
  top: number,
): RoofSurface | null {
  if (shape === 'flat' || top <= eave) return null;
  if (shape === 'skillion') return shapeSkillion(polygon, eave, top);
  if (polygon.ringStarts.length > 1) return null;
  if (shape === 'gabled') return shapeGable(polygon, eave, top);
  if (shape === 'dome') return shapeDome(polygon, eave, top, DOME_RINGS);
  if (shape === 'pyramidal') return shapeDome(polygon, eave, top, 1);
  return (
    shapeHip(polygon, eave, top) ??
    shapeDome(polygon, eave, top, 1) ??
    shapeGable(polygon, eave, top)
  );
}

function shapeSkillion(polygon: GridPolygon, eave: number, top: number): RoofSurface {
  const axis = findLongAxis(polygon);
  const edgeHeights: number[] = [];
  for (let i = 0; i < polygon.pointCount; i += 1) {
    const across =
      -(polygon.points[i * 2] ?? 0) * axis.y + (polygon.points[i * 2 + 1] ?? 0) * axis.x;
    const share = Math.min(1, Math.max(0, (across - axis.low) / (axis.high - axis.low)));
    edgeHeights.push(Math.round(eave + (top - eave) * share));
  }
  return { polygon, edgeHeights, inner: [], triangles: triangulatePolygon(polygon) };
}
