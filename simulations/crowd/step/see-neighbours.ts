/**
 * The neighbours of one person: half-planes midway between the bodies, the turn away from those who
 * are near, the turn and step to the right before those who come from the front, and the step back
 * from those who have the right of way (who are nearer to the same goal).
 */
import type { CrowdParameters } from '../crowd-types.ts';
import { BUCKETS_PER_METRE, type SpacePlane } from '../space/space-types.ts';
import { ENTRY, METRES_PER_NEAR, type SortedPeople } from './sort-people.ts';
import {
  CONVERGING,
  FOLLOWER,
  LEADER,
  MOST_NEIGHBOURS,
  ONCOMING,
  ROUNDING_METRES,
  type Surroundings,
} from './surroundings.ts';

/** Beside and behind, people mind each other less than ahead. */
const ASIDE_WEIGHT = Math.fround(0.3);
/** Headings that differ by more than about 100° count as from the front. */
const FACING = Math.fround(0.2);
/** Who comes from the front is in the way within this, as cosine and as metres beside the bodies. */
const IN_FRONT = Math.fround(0.3);
const IN_WAY_METRES = Math.fround(0.15);
/** Keeps two bodies in the same place from having no direction, m. */
export const TINY = Math.fround(1e-12);

/** All of this is reckoned in 32 bits, which the kernel does four at a time. */
const f = Math.fround;

/**
 * Middles farther apart than `reach` are not looked at; of those behind, none farther than `nearReach`,
 * m.
 */
export type SeeNeighbours = (
  entry: number,
  plane: SpacePlane,
  px: number,
  py: number,
  wishX: number,
  wishY: number,
  reach: number,
  nearReach: number,
) => void;

export function createNeighbourView(
  sorted: SortedPeople,
  parameters: CrowdParameters,
  around: Surroundings,
): SeeNeighbours {
  const { start, nearX, nearY, entries, entryIntegers } = sorted;
  const { kind, normalX, normalY, limit, distance, contact } = around;
  const buffer = f(parameters.bufferMetres);
  const range = f(parameters.neighbourRangeMetres);
  const strength = f(parameters.neighbourStrength);
  const oncomingRange = f(parameters.oncomingRangeMetres);
  const oncomingPush = f(parameters.oncomingMetresPerSecond);
  const back = f(parameters.oncomingBackShare);
  const aside = f(1 - back);
  const keepRight = f(parameters.keepRightStrength);
  const giveWay = f(parameters.giveWayMetresPerSecond);
  const perRange = f(1 / range);
  const perOncomingRange = f(1 / oncomingRange);
  const perBuffer = f(1 / buffer);
  // Sums over every fourth neighbour.
  const lateral = new Float32Array(4);
  const pushX = new Float32Array(4);
  const pushY = new Float32Array(4);
  const sumOf = (sums: Float32Array): number =>
    f(f((sums[0] as number) + (sums[1] as number)) + f((sums[2] as number) + (sums[3] as number)));

  return (entry, plane, px, py, wishX, wishY, reach, nearReach) => {
    const { minX, minY, bucketColumns, bucketRows, firstBucket } = plane;
    // The box of the near circle and of the half of the far one that lies ahead.
    const sideX = Math.max(nearReach, reach * Math.abs(wishY));
    const sideY = Math.max(nearReach, reach * Math.abs(wishX));
    const minPx = px - (wishX <= 0 ? reach : sideX) - minX;
    const maxPx = px + (wishX >= 0 ? reach : sideX) - minX;
    const minPy = py - (wishY <= 0 ? reach : sideY) - minY;
    const maxPy = py + (wishY >= 0 ? reach : sideY) - minY;
    const west = Math.max(0, Math.floor(minPx * BUCKETS_PER_METRE));
    const east = Math.min(bucketColumns - 1, Math.floor(maxPx * BUCKETS_PER_METRE));
    const south = Math.max(0, Math.floor(minPy * BUCKETS_PER_METRE));
    const north = Math.min(bucketRows - 1, Math.floor(maxPy * BUCKETS_PER_METRE));
    const ownX = nearX[entry] as number;
    const ownY = nearY[entry] as number;
    const self = entry * ENTRY.stride;
    const own = entries[self] as number;
    const ownGoal = entryIntegers[self + ENTRY.goal] as number;
    const ownWay = entries[self + ENTRY.way] as number;
    const toX = f(wishX);
    const toY = f(wishY);
    const farSquare = f(reach * reach);
    const nearSquare = f(nearReach * nearReach);
    const perReach = f(1 / reach);
    lateral.fill(0);
    pushX.fill(0);
    pushY.fill(0);
    let count = 0;
    for (let row = south; row <= north; row += 1) {
      const first = firstBucket + row * bucketColumns;
      const end = start[first + east + 1] as number;
      for (let k = start[first + west] as number; k < end; k += 1) {
        const dx = f(((nearX[k] as number) - ownX) * METRES_PER_NEAR);
        const dy = f(((nearY[k] as number) - ownY) * METRES_PER_NEAR);
        const square = f(f(dx * dx) + f(dy * dy));
        if (square > farSquare || k === entry || count === MOST_NEIGHBOURS) continue;
        if (square > nearSquare && f(f(dx * toX) + f(dy * toY)) <= 0) continue;
        const at = k * ENTRY.stride;
        const d = f(f(Math.sqrt(square)) + TINY);
        const inverse = f(1 / d);
        const ux = f(dx * inverse);
        const uy = f(dy * inverse);
        const both = f(own + (entries[at] as number));
        const apart = f(d - both);
        const half = f(apart * 0.5);
        const gap = apart > 0 ? apart : 0;
        const ahead = f(f(ux * toX) + f(uy * toY));
        const left = f(f(toX * uy) - f(toY * ux));
        const goal = entryIntegers[at + ENTRY.goal] as number;
        let facing = 0;
        if (goal >= 0) {
          const headX = f((entries[at + ENTRY.headingX] as number) * toX);
          facing = -f(headX + f((entries[at + ENTRY.headingY] as number) * toY));
        }
        const isOncoming = facing > FACING;
        const givesWay =
          !isOncoming &&
          (goal === ownGoal ? (entries[at + ENTRY.way] as number) > ownWay : ahead <= 0);
        normalX[count] = ux;
        normalY[count] = uy;
        limit[count] = half > -ROUNDING_METRES ? half : -ROUNDING_METRES;
        distance[count] = d;
        contact[count] = both;
        kind[count] = isOncoming
          ? goal === ownGoal
            ? CONVERGING
            : ONCOMING
          : givesWay
            ? FOLLOWER
            : LEADER;
        const lane = count & 3;
        let turn = 0;
        if (gap < range) {
          const near = f(1 - f(gap * perRange));
          turn = f(f(f(f(strength * near) * near) * left) * (ahead > 0 ? 1 : ASIDE_WEIGHT));
        }
        if (isOncoming) {
          if (gap < oncomingRange) {
            const push = f(oncomingPush * f(1 - f(gap * perOncomingRange)));
            const away = f(push * f(f(ux * back) - f(uy * aside)));
            const over = f(push * f(f(ux * aside) + f(uy * back)));
            pushX[lane] = (pushX[lane] as number) + away;
            pushY[lane] = (pushY[lane] as number) + over;
          }
          if (ahead > IN_FRONT && f(Math.abs(left) * d) < f(both + IN_WAY_METRES)) {
            turn = f(turn + f(f(keepRight * facing) * f(1 - f(d * perReach))));
          }
        } else if (!givesWay && gap < buffer) {
          const push = f(giveWay * f(1 - f(gap * perBuffer)));
          pushX[lane] = (pushX[lane] as number) + f(push * ux);
          pushY[lane] = (pushY[lane] as number) + f(push * uy);
        }
        lateral[lane] = (lateral[lane] as number) + turn;
        count += 1;
      }
    }
    around.count = count;
    around.lateral = -sumOf(lateral);
    around.pushX = -sumOf(pushX);
    around.pushY = -sumOf(pushY);
  };
}
