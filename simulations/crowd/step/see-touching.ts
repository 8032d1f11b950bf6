/**
 * Those whom somebody who goes on as decided can touch in this step: their half-planes alone. In 32
 * bits, as in see-neighbours.ts.
 */
import { BUCKETS_PER_METRE, type SpacePlane } from '../space/space-types.ts';
import { TINY } from './see-neighbours.ts';
import { ENTRY, METRES_PER_NEAR, type SortedPeople } from './sort-people.ts';
import { LEADER, MOST_NEIGHBOURS, ROUNDING_METRES, type Surroundings } from './surroundings.ts';

const f = Math.fround;

/** `length`: of the step; nobody whose middle is farther than `reach` can be touched, m. */
export type SeeTouching = (
  entry: number,
  plane: SpacePlane,
  px: number,
  py: number,
  reach: number,
  length: number,
) => void;

export function createTouchView(sorted: SortedPeople, around: Surroundings): SeeTouching {
  const { start, nearX, nearY, entries } = sorted;
  const { kind, normalX, normalY, limit } = around;
  return (entry, plane, px, py, reach, length) => {
    const { minX, minY, bucketColumns, bucketRows, firstBucket } = plane;
    const west = Math.max(0, Math.floor((px - reach - minX) * BUCKETS_PER_METRE));
    const east = Math.min(bucketColumns - 1, Math.floor((px + reach - minX) * BUCKETS_PER_METRE));
    const south = Math.max(0, Math.floor((py - reach - minY) * BUCKETS_PER_METRE));
    const north = Math.min(bucketRows - 1, Math.floor((py + reach - minY) * BUCKETS_PER_METRE));
    const own = entries[entry * ENTRY.stride] as number;
    // A little more than two steps, because it is rounded.
    const twice = f(2 * length * 1.000001);
    let count = 0;
    for (let row = south; row <= north; row += 1) {
      const first = firstBucket + row * bucketColumns;
      const end = start[first + east + 1] as number;
      for (let k = start[first + west] as number; k < end; k += 1) {
        const dx = f(((nearX[k] as number) - (nearX[entry] as number)) * METRES_PER_NEAR);
        const dy = f(((nearY[k] as number) - (nearY[entry] as number)) * METRES_PER_NEAR);
        const square = f(f(dx * dx) + f(dy * dy));
        const both = f(own + (entries[k * ENTRY.stride] as number));
        const far = f(both + twice);
        if (square > f(far * far) || k === entry || count === MOST_NEIGHBOURS) continue;
        const d = f(f(Math.sqrt(square)) + TINY);
        const inverse = f(1 / d);
        const half = f(f(d - both) * 0.5);
        normalX[count] = f(dx * inverse);
        normalY[count] = f(dy * inverse);
        limit[count] = half > -ROUNDING_METRES ? half : -ROUNDING_METRES;
        kind[count] = LEADER;
        count += 1;
      }
    }
    around.count = count;
  };
}
