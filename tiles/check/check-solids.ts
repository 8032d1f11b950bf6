/**
 * Whether every feature of a tile is closed and faces outwards, and its volume.
 * Closed: every directed edge has exactly one partner in the other direction. Outwards: the volume
 * by the divergence theorem (sum of signed tetrahedra) is above zero.
 */
import type { DecodedTile } from './read-glb.ts';

export interface SolidReport {
  /** Edges (as directed) that do not meet exactly one partner; 0 when all solids are closed. */
  readonly openEdges: number;
  /** m³ by feature id. */
  readonly volumes: Float64Array;
  /** Triangles whose corners belong to more than one feature. */
  readonly mixedTriangles: number;
}

export function checkSolids(tile: DecodedTile): SolidReport {
  const { indices, positions, featureIds } = tile;
  const vertices = positions.length / 3;
  const forward = new Float64Array(indices.length);
  const backward = new Float64Array(indices.length);
  const volumes = new Float64Array(tile.tableCount);
  let mixedTriangles = 0;
  for (let t = 0; t < indices.length; t += 3) {
    const a = indices[t] ?? 0;
    const b = indices[t + 1] ?? 0;
    const c = indices[t + 2] ?? 0;
    forward[t] = a * vertices + b;
    forward[t + 1] = b * vertices + c;
    forward[t + 2] = c * vertices + a;
    backward[t] = b * vertices + a;
    backward[t + 1] = c * vertices + b;
    backward[t + 2] = a * vertices + c;
    const feature = featureIds[a] ?? 0;
    if (featureIds[b] !== feature || featureIds[c] !== feature) mixedTriangles += 1;
    else volumes[feature] = (volumes[feature] ?? 0) + signedVolume(positions, a, b, c);
  }
  forward.sort();
  backward.sort();
  return { openEdges: countUnmatched(forward, backward), volumes, mixedTriangles };
}

/** Both sorted. Edges without partner, and edges that stand there more than once. */
function countUnmatched(forward: Float64Array, backward: Float64Array): number {
  let unmatched = 0;
  let i = 0;
  let j = 0;
  while (i < forward.length) {
    const edge = forward[i] ?? 0;
    const partner = backward[j] ?? Number.POSITIVE_INFINITY;
    if (i > 0 && edge === forward[i - 1]) unmatched += 1;
    if (edge === partner) {
      i += 1;
      j += 1;
    } else if (edge < partner) {
      unmatched += 1;
      i += 1;
    } else j += 1;
  }
  return unmatched;
}

/** Of the tetrahedron to the first vertex of the tile (not to a far origin: figures stay small). */
function signedVolume(positions: Float64Array, a: number, b: number, c: number): number {
  const ox = positions[0] ?? 0;
  const oy = positions[1] ?? 0;
  const oz = positions[2] ?? 0;
  const ax = (positions[a * 3] ?? 0) - ox;
  const ay = (positions[a * 3 + 1] ?? 0) - oy;
  const az = (positions[a * 3 + 2] ?? 0) - oz;
  const bx = (positions[b * 3] ?? 0) - ox;
  const by = (positions[b * 3 + 1] ?? 0) - oy;
  const bz = (positions[b * 3 + 2] ?? 0) - oz;
  const cx = (positions[c * 3] ?? 0) - ox;
  const cy = (positions[c * 3 + 1] ?? 0) - oy;
  const cz = (positions[c * 3 + 2] ?? 0) - oz;
  return (ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)) / 6;
}
