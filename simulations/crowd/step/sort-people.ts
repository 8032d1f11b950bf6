/**
 * Everybody who takes up room, sorted by bucket (counting sort, stable in the order of persons), with
 * copies of what neighbours need to know, so that a neighbourhood is a few runs of memory. A body near
 * a landing has a second entry, a ghost, in the bucket of the other plane.
 */
import { PERSON_STATE } from '../crowd-types.ts';
import type { Allocator } from '../memory/lay-out-memory.ts';
import { distanceToSegment } from '../space/plane-geometry.ts';
import { BUCKET_METRES, bucketAt, LANDING_REACH_METRES, type Space } from '../space/space-types.ts';
import type { CrowdState } from './crowd-state.ts';
import type { Aims } from './find-goals.ts';

export interface SortedPeople {
  /** Entries of a bucket: [start[bucket], start[bucket + 1]). */
  readonly start: Int32Array;
  readonly entryX: Float64Array;
  readonly entryY: Float64Array;
  /** From the plane's south-west corner, rounded: for the first look at who is near. */
  readonly nearX: Float32Array;
  readonly nearY: Float32Array;
  readonly entryRadius: Float64Array;
  readonly entryHeadingX: Float64Array;
  readonly entryHeadingY: Float64Array;
  /** The person; ~person for a ghost. */
  readonly entryPerson: Int32Array;
  readonly entryPlane: Int32Array;
  /** The goal, and the metres that still lead to it. */
  readonly entryGoal: Float64Array;
  readonly entryWay: Float64Array;
  /** Sum of the headings of those who walk, per bucket. */
  readonly streamX: Float64Array;
  readonly streamY: Float64Array;
}

export interface PeopleSorter {
  /** Answers with the number of entries. */
  sort(aims: Aims): number;
}

/** The kernel reads the entries by fours. */
const PADDING = 4;

export function allocateSorted(
  { floats, singles, integers }: Allocator,
  space: Space,
  people: number,
): SortedPeople {
  const entries = people * (space.landings.length > 0 ? 3 : 1) + PADDING;
  return {
    start: integers(space.bucketCount + 1),
    entryX: floats(entries),
    entryY: floats(entries),
    nearX: singles(entries),
    nearY: singles(entries),
    entryRadius: floats(entries),
    entryHeadingX: floats(entries),
    entryHeadingY: floats(entries),
    entryPerson: integers(entries),
    entryPlane: integers(entries),
    entryGoal: floats(entries),
    entryWay: floats(entries),
    streamX: floats(space.bucketCount),
    streamY: floats(space.bucketCount),
  };
}

export function createPeopleSorter(
  space: Space,
  state: CrowdState,
  sorted: SortedPeople,
): PeopleSorter {
  const capacity = sorted.entryX.length - PADDING;
  /** Before sorting: bucket, plane and person of each entry; after it, its place before. */
  const looseBucket = new Int32Array(capacity);
  const loosePlane = new Int32Array(capacity);
  const loosePerson = new Int32Array(capacity);
  const nearLanding = markLandings(space);
  const { planes, landings } = space;
  const { x, y, plane, radius, headingX, headingY } = state;
  const { start, streamX, streamY } = sorted;
  let count = 0;

  const add = (person: number, planeIndex: number, bucket: number): void => {
    if (count === capacity) return;
    looseBucket[count] = bucket;
    loosePlane[count] = planeIndex;
    loosePerson[count] = person;
    start[bucket + 1] = (start[bucket + 1] as number) + 1;
    count += 1;
  };
  const addGhosts = (person: number, planeIndex: number, px: number, py: number): void => {
    for (const { level, stair, a, b } of landings) {
      if (planeIndex !== level && planeIndex !== stair) continue;
      if (distanceToSegment(a, b, px, py) > LANDING_REACH_METRES) continue;
      const otherIndex = planeIndex === level ? stair : level;
      const other = planes[otherIndex];
      if (other) add(~person, otherIndex, bucketAt(other, px, py));
    }
  };
  const sort: PeopleSorter['sort'] = ({ goal, way }) => {
    start.fill(0);
    streamX.fill(0);
    streamY.fill(0);
    count = 0;
    for (let person = 0; person < x.length; person += 1) {
      const life = state.state[person];
      if (life === PERSON_STATE.outside || life === PERSON_STATE.arrived) continue;
      const planeIndex = plane[person] as number;
      const own = planes[planeIndex];
      if (own === undefined) continue;
      const px = x[person] as number;
      const py = y[person] as number;
      const bucket = bucketAt(own, px, py);
      add(person, planeIndex, bucket);
      if (life === PERSON_STATE.walking) {
        streamX[bucket] = (streamX[bucket] as number) + (headingX[person] as number);
        streamY[bucket] = (streamY[bucket] as number) + (headingY[person] as number);
      }
      if (nearLanding[bucket] !== 0) addGhosts(person, planeIndex, px, py);
    }
    for (let bucket = 0; bucket < space.bucketCount; bucket += 1) {
      start[bucket + 1] = (start[bucket + 1] as number) + (start[bucket] as number);
    }
    // Filled from the back, each bucket's end becomes its start.
    for (let k = count - 1; k >= 0; k -= 1) {
      const bucket = looseBucket[k] as number;
      const signed = loosePerson[k] as number;
      const person = signed < 0 ? ~signed : signed;
      const planeIndex = loosePlane[k] as number;
      const at = (start[bucket + 1] as number) - 1;
      start[bucket + 1] = at;
      const px = x[person] as number;
      const py = y[person] as number;
      sorted.entryX[at] = px;
      sorted.entryY[at] = py;
      sorted.nearX[at] = px - (planes[planeIndex]?.minX ?? 0);
      sorted.nearY[at] = py - (planes[planeIndex]?.minY ?? 0);
      sorted.entryRadius[at] = radius[person] as number;
      sorted.entryHeadingX[at] = headingX[person] as number;
      sorted.entryHeadingY[at] = headingY[person] as number;
      sorted.entryPerson[at] = signed;
      sorted.entryGoal[at] = goal[person] as number;
      sorted.entryWay[at] = way[person] as number;
      sorted.entryPlane[at] = planeIndex;
    }
    // start[b + 1] now holds the start of b: move down by one.
    start.copyWithin(0, 1);
    start[space.bucketCount] = count;
    return count;
  };
  return { sort };
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
