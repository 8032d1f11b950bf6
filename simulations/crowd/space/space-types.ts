/** The floor plan as the step reads it: planes, wall segments, buckets, navigation cells. */
import type { CrowdPlane } from '../crowd-types.ts';
import type { OpenRing, Vertex } from './plane-geometry.ts';

/** Positions on a plane are reckoned in 32-bit integers; a wider plane is refused, m. */
export const WIDEST_PLANE_METRES = 4000;
/** Side of the square buckets of the neighbour search, m. */
export const BUCKET_METRES = 0.8;
export const BUCKETS_PER_METRE = 1.25;
/** Walls nearer than this to a bucket are in its list: body radius + one step + wall range, m. */
export const WALL_REACH_METRES = 0.9;
/** Bodies nearer than this to a landing are seen from the other plane, m. */
export const LANDING_REACH_METRES = 1.6;

export interface SpacePlane extends CrowdPlane {
  readonly rings: readonly OpenRing[];
  /** Speed along the plan is the free speed times this, by the direction of the walk. */
  readonly factorUp: number;
  readonly factorDown: number;
  /** Free speed on an escalator in plan, m/s; 0: people walk. */
  readonly beltSpeed: number;
  /** Unit vector in plan that leads up; 0, 0 on levels. */
  readonly upX: number;
  readonly upY: number;
  /** South-west corner and size of the bucket grid. */
  readonly minX: number;
  readonly minY: number;
  readonly bucketColumns: number;
  readonly bucketRows: number;
  /** Index of the plane's first bucket among all. */
  readonly firstBucket: number;
  /** Cell (0, 0) of the plane's window in the grid that all planes share. */
  readonly firstColumn: number;
  readonly firstRow: number;
  readonly cellColumns: number;
  readonly cellRows: number;
  /** Row of the space's grid that holds the window's first one. */
  readonly firstGridRow: number;
  /** Window position → cell, −1 where nobody can walk. */
  readonly cellAt: Int32Array;
}

/** An edge where two planes meet; seen from `level`, the stair lies to its left. */
export interface Landing {
  readonly level: number;
  readonly stair: number;
  readonly a: Vertex;
  readonly b: Vertex;
  /** Which end of the stair. */
  readonly end: 'lower' | 'upper';
  readonly mayEnterStair: boolean;
  readonly mayLeaveStair: boolean;
}

export interface WallSegments {
  readonly count: number;
  readonly ax: Float64Array;
  readonly ay: Float64Array;
  readonly bx: Float64Array;
  readonly by: Float64Array;
  /** Switch that must be closed for the segment to be a wall; −1: always a wall. */
  readonly barrier: Int32Array;
}

export interface Space {
  readonly planes: readonly SpacePlane[];
  readonly landings: readonly Landing[];
  readonly bucketCount: number;
  readonly walls: WallSegments;
  /** Walls of a bucket: wallList[wallStart[bucket] … wallStart[bucket + 1]). */
  readonly wallStart: Int32Array;
  readonly wallList: Int32Array;
  readonly cellMetres: number;
  readonly cellCount: number;
  /**
   * The grid: the windows of all planes one above the other, each with a border in which nobody can
   * walk. A cell's position is row × columns + column.
   */
  readonly gridColumns: number;
  readonly gridRows: number;
  readonly cellGrid: Int32Array;
  readonly cellX: Float32Array;
  readonly cellY: Float32Array;
  readonly cellPlane: Uint16Array;
  /** Bucket of the cell's middle. */
  readonly cellBucket: Int32Array;
  /** East, north, west, south neighbour of each cell; −1: a wall between. */
  readonly cellNext: Int32Array;
  /** Barrier that cuts the same link when closed; −1: none. */
  readonly cellBarrier: Int32Array;
  /** Metres from the cell's middle to the nearest wall, at most WALL_REACH_METRES. */
  readonly cellClearance: Float32Array;
  /** Doors first, gates after them. */
  readonly barrierCount: number;
}

/** The bucket that holds the point; points beyond the plane fall into its border buckets. */
export function bucketAt(plane: SpacePlane, x: number, y: number): number {
  const column = Math.floor((x - plane.minX) * BUCKETS_PER_METRE);
  const row = Math.floor((y - plane.minY) * BUCKETS_PER_METRE);
  const c = column < 0 ? 0 : column >= plane.bucketColumns ? plane.bucketColumns - 1 : column;
  const r = row < 0 ? 0 : row >= plane.bucketRows ? plane.bucketRows - 1 : row;
  return plane.firstBucket + r * plane.bucketColumns + c;
}

/** The navigation cell under the point; −1 when nobody can walk there. */
export function cellUnder(space: Space, planeIndex: number, x: number, y: number): number {
  const plane = space.planes[planeIndex];
  if (plane === undefined) return -1;
  const column = Math.floor(x / space.cellMetres) - plane.firstColumn;
  const row = Math.floor(y / space.cellMetres) - plane.firstRow;
  if (column < 0 || row < 0 || column >= plane.cellColumns || row >= plane.cellRows) return -1;
  return plane.cellAt[row * plane.cellColumns + column] ?? -1;
}

/** The cell under the point or, beside a wall whose cells have their middles behind it, next to it. */
export function cellNear(space: Space, planeIndex: number, x: number, y: number): number {
  const under = cellUnder(space, planeIndex, x, y);
  if (under >= 0) return under;
  const step = space.cellMetres / 2;
  const east = cellUnder(space, planeIndex, x + step, y);
  if (east >= 0) return east;
  const north = cellUnder(space, planeIndex, x, y + step);
  if (north >= 0) return north;
  const west = cellUnder(space, planeIndex, x - step, y);
  return west >= 0 ? west : cellUnder(space, planeIndex, x, y - step);
}
