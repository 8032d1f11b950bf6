/**
 * Wall segments of all planes, doors and gates with them, and the list of walls near each bucket.
 * Edges where a stair meets a level are open. Near a landing each plane also knows the walls of the
 * other one, so that a body is clear of them before it has changed planes.
 */
import type { CrowdScenario } from '#contracts';
import {
  cutOpenings,
  distanceToSegment,
  doSegmentsMeet,
  edgesOf,
  type Vertex,
} from './plane-geometry.ts';
import {
  BUCKET_METRES,
  type Landing,
  type SpacePlane,
  WALL_REACH_METRES,
  type WallSegments,
} from './space-types.ts';

interface Wall {
  readonly plane: number;
  readonly a: Vertex;
  readonly b: Vertex;
  readonly barrier: number;
}

export interface Walls {
  readonly walls: WallSegments;
  readonly wallStart: Int32Array;
  readonly wallList: Int32Array;
}

export function buildWalls(
  scenario: CrowdScenario,
  planes: readonly SpacePlane[],
  landings: readonly Landing[],
): Walls {
  const own = planes.flatMap((plane, index) => {
    const openings = landings
      .filter((landing) => landing.level === index || landing.stair === index)
      .map((landing): [Vertex, Vertex] => [landing.a, landing.b]);
    return edgesOf(plane.rings).flatMap(([a, b]) =>
      cutOpenings(a, b, openings).map(([from, to]): Wall => {
        return { plane: index, a: from, b: to, barrier: -1 };
      }),
    );
  });
  const lent = landings.flatMap((landing) => [
    ...lendWalls(own, landing, landing.stair, landing.level),
    ...lendWalls(own, landing, landing.level, landing.stair),
  ]);
  const barriers = [...scenario.doors, ...scenario.gates].map((barrier, index): Wall => {
    const [a, b] = barrier.line.coordinates;
    return {
      plane: scenario.levels.findIndex((l) => l.id === barrier.level),
      a,
      b,
      barrier: index,
    };
  });
  return listWalls([...own, ...lent, ...barriers], planes);
}

/** Walls of one plane near the landing, as walls of the other one. */
function lendWalls(own: readonly Wall[], landing: Landing, from: number, to: number): Wall[] {
  return own.flatMap((wall) => {
    if (wall.plane !== from) return [];
    const clipped = clipNear(wall.a, wall.b, landing);
    return clipped === undefined ? [] : [{ plane: to, a: clipped[0], b: clipped[1], barrier: -1 }];
  });
}

/** The part of the wall within WALL_REACH_METRES of the landing; coarse, in steps of 0.1 m. */
function clipNear(a: Vertex, b: Vertex, landing: Landing): readonly [Vertex, Vertex] | undefined {
  const steps = Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / 0.1));
  const at = (k: number): Vertex => [
    a[0] + ((b[0] - a[0]) * k) / steps,
    a[1] + ((b[1] - a[1]) * k) / steps,
  ];
  let first = -1;
  let last = -1;
  for (let k = 0; k <= steps; k += 1) {
    const [x, y] = at(k);
    if (distanceToSegment(landing.a, landing.b, x, y) > WALL_REACH_METRES) continue;
    if (first < 0) first = k;
    last = k;
  }
  return first < 0 || last === first ? undefined : [at(first), at(last)];
}

function listWalls(all: readonly Wall[], planes: readonly SpacePlane[]): Walls {
  const perBucket: number[][] = [];
  const last = planes[planes.length - 1];
  const bucketCount = last ? last.firstBucket + last.bucketColumns * last.bucketRows : 0;
  for (let b = 0; b < bucketCount; b += 1) perBucket.push([]);
  all.forEach((wall, index) => {
    const plane = planes[wall.plane];
    if (plane === undefined) return;
    for (const bucket of bucketsNear(plane, wall.a, wall.b)) perBucket[bucket]?.push(index);
  });
  const wallStart = new Int32Array(bucketCount + 1);
  perBucket.forEach((list, bucket) => {
    wallStart[bucket + 1] = (wallStart[bucket] ?? 0) + list.length;
  });
  const walls: WallSegments = {
    count: all.length,
    ax: Float64Array.from(all, (wall) => wall.a[0]),
    ay: Float64Array.from(all, (wall) => wall.a[1]),
    bx: Float64Array.from(all, (wall) => wall.b[0]),
    by: Float64Array.from(all, (wall) => wall.b[1]),
    barrier: Int32Array.from(all, (wall) => wall.barrier),
  };
  return { walls, wallStart, wallList: Int32Array.from(perBucket.flat()) };
}

function* bucketsNear(plane: SpacePlane, a: Vertex, b: Vertex): Generator<number> {
  const half = BUCKET_METRES / 2;
  const reach = WALL_REACH_METRES;
  const column = (x: number): number => Math.floor((x - plane.minX) / BUCKET_METRES);
  const row = (y: number): number => Math.floor((y - plane.minY) / BUCKET_METRES);
  const lastColumn = Math.min(plane.bucketColumns - 1, column(Math.max(a[0], b[0]) + reach));
  const lastRow = Math.min(plane.bucketRows - 1, row(Math.max(a[1], b[1]) + reach));
  for (let r = Math.max(0, row(Math.min(a[1], b[1]) - reach)); r <= lastRow; r += 1) {
    for (let c = Math.max(0, column(Math.min(a[0], b[0]) - reach)); c <= lastColumn; c += 1) {
      const x = plane.minX + c * BUCKET_METRES + half;
      const y = plane.minY + r * BUCKET_METRES + half;
      const isNear = distanceToSegment(a, b, x, y) <= reach + half * Math.SQRT2;
      if (isNear) yield plane.firstBucket + r * plane.bucketColumns + c;
    }
  }
}

/** Calls back with every wall of the bucket that the line from p to q touches. */
export function wallsBetween(
  { walls, wallStart, wallList }: Walls,
  bucket: number,
  p: Vertex,
  q: Vertex,
  found: (wall: number) => void,
): void {
  const end = wallStart[bucket + 1] ?? 0;
  for (let k = wallStart[bucket] ?? 0; k < end; k += 1) {
    const wall = wallList[k] ?? 0;
    const a: Vertex = [walls.ax[wall] ?? 0, walls.ay[wall] ?? 0];
    const b: Vertex = [walls.bx[wall] ?? 0, walls.by[wall] ?? 0];
    if (doSegmentsMeet(a, b, p, q)) found(wall);
  }
}
