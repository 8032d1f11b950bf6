/**
 * The neighbours of one person: half-planes midway between the bodies, the turn away from those who
 * are near, the turn and step to the right before those who come from the front, and the step back
 * from those who have the right of way (who are nearer to the same goal).
 */
import type { CrowdParameters } from '../crowd-types.ts';
import { BUCKETS_PER_METRE, type SpacePlane } from '../space/space-types.ts';
import type { SortedPeople } from './sort-people.ts';
import {
  CONVERGING,
  FOLLOWER,
  LEADER,
  MOST_NEIGHBOURS,
  ONCOMING,
  type Surroundings,
} from './surroundings.ts';

/** Beside and behind, people mind each other less than ahead. */
const ASIDE_WEIGHT = 0.3;
/** Headings that differ by more than about 100° count as from the front. */
const FACING = 0.2;

/** `reach`: middles farther apart are not looked at, m. */
export type SeeNeighbours = (
  entry: number,
  plane: SpacePlane,
  wishX: number,
  wishY: number,
  reach: number,
) => void;

export function createNeighbourView(
  sorted: SortedPeople,
  parameters: CrowdParameters,
  around: Surroundings,
): SeeNeighbours {
  const { start, entryX, entryY, nearX, nearY, entryRadius, entryHeadingX, entryHeadingY } = sorted;
  const { entryGoal, entryWay } = sorted;
  const { kind, normalX, normalY, limit, distance, contact } = around;
  const {
    bufferMetres,
    giveWayMetresPerSecond,
    keepRightStrength,
    neighbourRangeMetres,
    neighbourStrength,
    oncomingBackShare,
    oncomingMetresPerSecond,
    oncomingRangeMetres,
  } = parameters;
  const oncomingAside = 1 - oncomingBackShare;

  const perNeighbourRange = 1 / neighbourRangeMetres;
  const perOncomingRange = 1 / oncomingRangeMetres;
  const perBuffer = 1 / bufferMetres;

  return (entry, plane, wishX, wishY, reach) => {
    const px = entryX[entry] as number;
    const py = entryY[entry] as number;
    const ownNearX = nearX[entry] as number;
    const ownNearY = nearY[entry] as number;
    const own = entryRadius[entry] as number;
    const ownGoal = entryGoal[entry] as number;
    const ownWay = entryWay[entry] as number;
    const { minX, minY, bucketColumns, bucketRows, firstBucket } = plane;
    const west = Math.max(0, Math.floor((px - reach - minX) * BUCKETS_PER_METRE));
    const east = Math.min(bucketColumns - 1, Math.floor((px + reach - minX) * BUCKETS_PER_METRE));
    const south = Math.max(0, Math.floor((py - reach - minY) * BUCKETS_PER_METRE));
    const north = Math.min(bucketRows - 1, Math.floor((py + reach - minY) * BUCKETS_PER_METRE));
    const reachSquare = Math.fround(reach * reach);
    const perReach = 1 / reach;
    let count = 0;
    // Sums over the even and over the odd neighbours: the kernel works on two at a time.
    let lateralEven = 0;
    let lateralOdd = 0;
    let pushXEven = 0;
    let pushXOdd = 0;
    let pushYEven = 0;
    let pushYOdd = 0;
    for (let row = south; row <= north; row += 1) {
      const first = firstBucket + row * bucketColumns;
      const end = start[first + east + 1] as number;
      for (let k = start[first + west] as number; k < end; k += 1) {
        // Whom to look at is decided in 32 bits, four at a time in the kernel.
        const besideX = Math.fround((nearX[k] as number) - ownNearX);
        const besideY = Math.fround((nearY[k] as number) - ownNearY);
        const roughly = Math.fround(
          Math.fround(besideX * besideX) + Math.fround(besideY * besideY),
        );
        if (roughly > reachSquare || k === entry || count === MOST_NEIGHBOURS) continue;
        const dx = (entryX[k] as number) - px;
        const dy = (entryY[k] as number) - py;
        const d = Math.sqrt(dx * dx + dy * dy) + 1e-12;
        const inverse = 1 / d;
        const ux = dx * inverse;
        const uy = dy * inverse;
        const both = own + (entryRadius[k] as number);
        const gap = d > both ? d - both : 0;
        const ahead = ux * wishX + uy * wishY;
        const left = wishX * uy - wishY * ux;
        const goal = entryGoal[k] as number;
        let facing = 0;
        if (goal >= 0) {
          facing = -((entryHeadingX[k] as number) * wishX + (entryHeadingY[k] as number) * wishY);
        }
        const isOncoming = facing > FACING;
        const givesWay =
          !isOncoming && (goal === ownGoal ? (entryWay[k] as number) > ownWay : ahead <= 0);
        normalX[count] = ux;
        normalY[count] = uy;
        limit[count] = gap * 0.5;
        distance[count] = d;
        contact[count] = both;
        kind[count] = isOncoming
          ? goal === ownGoal
            ? CONVERGING
            : ONCOMING
          : givesWay
            ? FOLLOWER
            : LEADER;
        let lateral = 0;
        if (gap < neighbourRangeMetres) {
          const near = 1 - gap * perNeighbourRange;
          lateral = neighbourStrength * near * near * left * (ahead > 0 ? 1 : ASIDE_WEIGHT);
        }
        let pushX = 0;
        let pushY = 0;
        if (isOncoming) {
          if (gap < oncomingRangeMetres) {
            const push = oncomingMetresPerSecond * (1 - gap * perOncomingRange);
            pushX = push * (ux * oncomingBackShare - uy * oncomingAside);
            pushY = push * (ux * oncomingAside + uy * oncomingBackShare);
          }
          if (ahead > 0.3 && Math.abs(left) * d < both + 0.15) {
            lateral += keepRightStrength * facing * (1 - d * perReach);
          }
        } else if (!givesWay && gap < bufferMetres) {
          const push = giveWayMetresPerSecond * (1 - gap * perBuffer);
          pushX = push * ux;
          pushY = push * uy;
        }
        if ((count & 1) === 0) {
          lateralEven += lateral;
          pushXEven += pushX;
          pushYEven += pushY;
        } else {
          lateralOdd += lateral;
          pushXOdd += pushX;
          pushYOdd += pushY;
        }
        count += 1;
      }
    }
    around.count = count;
    around.lateral = -(lateralEven + lateralOdd);
    around.pushX = -(pushXEven + pushXOdd);
    around.pushY = -(pushYEven + pushYOdd);
  };
}
