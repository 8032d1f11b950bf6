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
import { TASK } from './decision-turns.ts';
import type { Aims } from './find-goals.ts';

/** 2 µm; 32 bits reach over WIDEST_PLANE_METRES. */
export const NEAR_PER_METRE = 2 ** 19;
export const METRES_PER_NEAR = 1 / NEAR_PER_METRE;

/** Of an entry's record: radius, heading and metres to the goal as floats, the rest as integers. */
export const ENTRY = {
  stride: 8,
  radius: 0,
  headingX: 1,
  headingY: 2,
  way: 3,
  /** −1: none. */
  goal: 4,
  /** ~person for a ghost. */
  person: 5,
  plane: 6,
  /** As TASK. */
  task: 7,
} as const;
const OWN_STRIDE = 8;

export interface SortedPeople {
  /** Entries of a bucket: [start[bucket], start[bucket + 1]). */
  readonly start: Int32Array;
  /** From the plane's south-west corner, in parts of METRES_PER_NEAR: differences are exact. */
  readonly nearX: Int32Array;
  readonly nearY: Int32Array;
  readonly nearRadius: Float32Array;
  /** Half a cache line per entry, see ENTRY; two views of the same memory. */
  readonly entries: Float32Array;
  readonly entryIntegers: Int32Array;
  /**
   * For the kernel, a cache line per entry: x, y, heading (of who goes on: intent) x and y, velocity x and
   * y, free speed times patience, radius. People who stand side by side are seldom side by side in the state.
   */
  readonly owns: Float64Array;
  /** Sum of the headings of those who walk, per bucket. */
  readonly streamX: Float32Array;
  readonly streamY: Float32Array;
  /** For the kernel: the bucket of each person, −1: takes up no room. */
  readonly bucketOf: Int32Array;
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
  const records = singles(entries * ENTRY.stride);
  return {
    start: integers(space.bucketCount + 1),
    nearX: integers(entries),
    nearY: integers(entries),
    nearRadius: singles(entries),
    entries: records,
    entryIntegers: new Int32Array(records.buffer, records.byteOffset, records.length),
    owns: floats(entries * OWN_STRIDE),
    streamX: singles(space.bucketCount),
    streamY: singles(space.bucketCount),
    bucketOf: integers(people),
  };
}

export function createPeopleSorter(
  space: Space,
  state: CrowdState,
  sorted: SortedPeople,
  patience: Float64Array,
): PeopleSorter {
  const capacity = sorted.nearX.length - PADDING;
  /** Before sorting: bucket, plane and person of each entry; after it, its place before. */
  const looseBucket = new Int32Array(capacity);
  const loosePlane = new Int32Array(capacity);
  const loosePerson = new Int32Array(capacity);
  const nearLanding = markLandings(space);
  const { planes, landings } = space;
  const { x, y, plane, radius, headingX, headingY } = state;
  const { start, entries, entryIntegers, owns, streamX, streamY } = sorted;
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
  const sort: PeopleSorter['sort'] = ({ tasks }) => {
    const { goal, way } = state;
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
      const on = planes[planeIndex];
      if (on === undefined) continue;
      sorted.nearX[at] = Math.floor(((x[person] as number) - on.minX) * NEAR_PER_METRE);
      sorted.nearY[at] = Math.floor(((y[person] as number) - on.minY) * NEAR_PER_METRE);
      const record = at * ENTRY.stride;
      entries[record] = radius[person] as number;
      entries[record + ENTRY.headingX] = headingX[person] as number;
      entries[record + ENTRY.headingY] = headingY[person] as number;
      entries[record + ENTRY.way] = way[person] as number;
      entryIntegers[record + ENTRY.goal] = goal[person] as number;
      entryIntegers[record + ENTRY.person] = signed;
      entryIntegers[record + ENTRY.plane] = planeIndex;
      entryIntegers[record + ENTRY.task] = tasks[person] as number;
      sorted.nearRadius[at] = radius[person] as number;
      const goesOn = tasks[person] === TASK.goesOn;
      const own = at * OWN_STRIDE;
      owns[own] = x[person] as number;
      owns[own + 1] = y[person] as number;
      owns[own + 2] = goesOn ? (state.intentX[person] as number) : (headingX[person] as number);
      owns[own + 3] = goesOn ? (state.intentY[person] as number) : (headingY[person] as number);
      owns[own + 4] = state.velocityX[person] as number;
      owns[own + 5] = state.velocityY[person] as number;
      owns[own + 6] = (state.freeSpeed[person] as number) * (patience[person] as number);
      owns[own + 7] = radius[person] as number;
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
