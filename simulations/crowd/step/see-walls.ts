/** The walls near one person: a half-plane before the nearest point of each, and the turn away. */
import type { CrowdParameters } from '../crowd-types.ts';
import type { Space } from '../space/space-types.ts';
import type { CrowdState } from './crowd-state.ts';
import { MOST_SURROUNDINGS, ROUNDING_METRES, type Surroundings, WALL } from './surroundings.ts';

/** Of the full turn, for somebody who walks along the wall. */
const ALONG_WEIGHT = 0.3;

/** `reach`: from the middle of the body, m. */
export type SeeWalls = (
  person: number,
  bucket: number,
  px: number,
  py: number,
  wishX: number,
  wishY: number,
  reach: number,
) => void;

export function createWallView(
  space: Space,
  state: CrowdState,
  parameters: CrowdParameters,
  around: Surroundings,
): SeeWalls {
  const { walls, wallStart, wallList } = space;
  const { barrierClosed, barrierHolder, radius } = state;
  const { kind, normalX, normalY, limit } = around;
  const { wallRangeMetres, wallStrength } = parameters;

  return (person, bucket, px, py, wishX, wishY, reach) => {
    const end = wallStart[bucket + 1] as number;
    for (let k = wallStart[bucket] as number; k < end; k += 1) {
      const wall = wallList[k] as number;
      const barrier = walls.barrier[wall] as number;
      const isBarrier = barrier >= 0;
      if (isBarrier && (barrierClosed[barrier] === 0 || barrierHolder[barrier] === person))
        continue;
      const ax = walls.ax[wall] as number;
      const ay = walls.ay[wall] as number;
      const wx = (walls.bx[wall] as number) - ax;
      const wy = (walls.by[wall] as number) - ay;
      const along = ((px - ax) * wx + (py - ay) * wy) / (wx * wx + wy * wy);
      const share = along < 0 ? 0 : along > 1 ? 1 : along;
      const dx = ax + share * wx - px;
      const dy = ay + share * wy - py;
      const square = dx * dx + dy * dy;
      if (square > reach * reach || around.count === MOST_SURROUNDINGS) continue;
      const d = Math.sqrt(square) + 1e-12;
      const ux = dx / d;
      const uy = dy / d;
      const own = radius[person] as number;
      const apart = d - own;
      const gap = apart > 0 ? apart : 0;
      const at = around.count;
      normalX[at] = ux;
      normalY[at] = uy;
      limit[at] = apart > -ROUNDING_METRES ? apart : -ROUNDING_METRES;
      kind[at] = WALL;
      around.count = at + 1;
      if (gap < wallRangeMetres && !isBarrier) {
        const near = 1 - gap / wallRangeMetres;
        // Along a wall people keep a little off it; a route that leads away needs no more turning, or
        // a long step would carry the body from wall to wall of a narrow passage.
        const towards = ALONG_WEIGHT + wishX * ux + wishY * uy;
        if (towards <= 0) continue;
        const weight = towards < 1 ? towards : 1;
        around.lateral -= wallStrength * weight * near * near * (wishX * uy - wishY * ux);
      }
    }
  };
}
