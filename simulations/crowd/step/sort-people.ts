/**
 * Everybody who takes up room, sorted by bucket (counting sort, stable in the order of persons), with
 * copies of what neighbours need to know, so that a neighbourhood is a few runs of memory. A body near
 * a landing has a second entry, a ghost, in the bucket of the other plane.
 */
import { PERSON_STATE } from '../crowd-types.ts';
import { distanceToSegment } from '../space/plane-geometry.ts';
import { BUCKET_METRES, bucketAt, LANDING_REACH_METRES, type Space } from '../space/space-types.ts';
import type { CrowdState } from './crowd-state.ts';

export interface SortedPeople {
  /** Entries of a bucket: [start[bucket], start[bucket + 1]). */
  readonly start: Int32Array;
  readonly entryX: Float64Array;
  readonly entryY: Float64Array;
  readonly entryRadius: Float64Array;
  readonly entryHeadingX: Float64Array;
  readonly entryHeadingY: Float64Array;
  /** The person; ~person for a ghost. */
  readonly entryPerson: Int32Array;
  readonly entryPlane: Int32Array;
  /** The goal, and the metres that still lead to it. */
  readonly entryGoal: Int32Array;
  readonly entryWay: Float64Array;
  /** The navigation cell underfoot; −1 beside a wall, where a cell's middle lies behind it. */
  readonly entryCell: Int32Array;
  /** Sum of the headings of those who walk, per bucket. */
  readonly streamX: Float64Array;
  readonly streamY: Float64Array;
  count: number;
}

export interface PeopleSorter {
  readonly sorted: SortedPeople;
  sort(state: CrowdState, goal: Int32Array, way: Float64Array, cell: Int32Array): void;
}

export function createPeopleSorter(space: Space, people: number): PeopleSorter {
  const capacity = people * (space.landings.length > 0 ? 3 : 1);
  const sorted: SortedPeople = {
    start: new Int32Array(space.bucketCount + 1),
    entryX: new Float64Array(capacity),
    entryY: new Float64Array(capacity),
    entryRadius: new Float64Array(capacity),
    entryHeadingX: new Float64Array(capacity),
    entryHeadingY: new Float64Array(capacity),
    entryPerson: new Int32Array(capacity),
    entryPlane: new Int32Array(capacity),
    entryGoal: new Int32Array(capacity),
    entryWay: new Float64Array(capacity),
    entryCell: new Int32Array(capacity),
    streamX: new Float64Array(space.bucketCount),
    streamY: new Float64Array(space.bucketCount),
    count: 0,
  };
  /** Before sorting: bucket, plane and person of each entry. */
  const looseBucket = new Int32Array(capacity);
  const loosePlane = new Int32Array(capacity);
  const loosePerson = new Int32Array(capacity);
  const nearLanding = markLandings(space);
  const { planes, landings } = space;

  const sort: PeopleSorter['sort'] = (state, goal, way, cell) => {
    const { start, streamX, streamY } = sorted;
    const { x, y, plane, radius, headingX, headingY } = state;
    start.fill(0);
    streamX.fill(0);
    streamY.fill(0);
    let count = 0;
    const add = (person: number, planeIndex: number, bucket: number): void => {
      if (count === capacity) return;
      looseBucket[count] = bucket;
      loosePlane[count] = planeIndex;
      loosePerson[count] = person;
      start[bucket + 1] = (start[bucket + 1] ?? 0) + 1;
      count += 1;
    };
    for (let person = 0; person < x.length; person += 1) {
      const life = state.state[person] ?? 0;
      if (life === PERSON_STATE.outside || life === PERSON_STATE.arrived) continue;
      const planeIndex = plane[person] ?? 0;
      const own = planes[planeIndex];
      if (own === undefined) continue;
      const px = x[person] ?? 0;
      const py = y[person] ?? 0;
      const bucket = bucketAt(own, px, py);
      add(person, planeIndex, bucket);
      if (life === PERSON_STATE.walking) {
        streamX[bucket] = (streamX[bucket] ?? 0) + (headingX[person] ?? 0);
        streamY[bucket] = (streamY[bucket] ?? 0) + (headingY[person] ?? 0);
      }
      if (nearLanding[bucket] === 0) continue;
      for (const { level, stair, a, b } of landings) {
        if (planeIndex !== level && planeIndex !== stair) continue;
        if (distanceToSegment(a, b, px, py) > LANDING_REACH_METRES) continue;
        const otherIndex = planeIndex === level ? stair : level;
        const other = planes[otherIndex];
        if (other) add(~person, otherIndex, bucketAt(other, px, py));
      }
    }
    for (let bucket = 0; bucket < space.bucketCount; bucket += 1) {
      start[bucket + 1] = (start[bucket + 1] ?? 0) + (start[bucket] ?? 0);
    }
    // Filled from the back, each bucket's end becomes its start.
    for (let k = count - 1; k >= 0; k -= 1) {
      const bucket = looseBucket[k] ?? 0;
      const signed = loosePerson[k] ?? 0;
      const person = signed < 0 ? ~signed : signed;
      const at = (start[bucket + 1] ?? 0) - 1;
      start[bucket + 1] = at;
      sorted.entryX[at] = x[person] ?? 0;
      sorted.entryY[at] = y[person] ?? 0;
      sorted.entryRadius[at] = radius[person] ?? 0;
      sorted.entryHeadingX[at] = headingX[person] ?? 0;
      sorted.entryHeadingY[at] = headingY[person] ?? 0;
      sorted.entryPerson[at] = signed;
      sorted.entryGoal[at] = goal[person] ?? -1;
      sorted.entryWay[at] = way[person] ?? 0;
      sorted.entryCell[at] = cell[person] ?? -1;
      sorted.entryPlane[at] = loosePlane[k] ?? 0;
    }
    // start[b + 1] now holds the start of b: move down by one.
    start.copyWithin(0, 1);
    start[space.bucketCount] = count;
    sorted.count = count;
  };
  return { sorted, sort };
}

function markLandings(space: Space): Uint8Array {
  const marks = new Uint8Array(space.bucketCount);
  const reach = LANDING_REACH_METRES + BUCKET_METRES;
  for (const { level, stair, a, b } of space.landings) {
    for (const plane of [space.planes[level], space.planes[stair]]) {
      if (plane === undefined) continue;
      for (let row = 0; row < plane.bucketRows; row += 1) {
        for (let column = 0; column < plane.bucketColumns; column += 1) {
          const x = plane.minX + (column + 0.5) * BUCKET_METRES;
          const y = plane.minY + (row + 0.5) * BUCKET_METRES;
          if (distanceToSegment(a, b, x, y) > reach) continue;
          marks[plane.firstBucket + row * plane.bucketColumns + column] = 1;
        }
      }
    }
  }
  return marks;
}
