/**
 * Where people stand at the start: at given positions, or at random in an area without overlap.
 * Sparse areas are filled one by one (random sequential addition); above 35 % cover, which that
 * method can hardly reach, on a jittered triangular lattice of the density asked for.
 */
import type { SeededRandom } from '#contracts';
import { boundsOf, distanceToSegment, isInside, type OpenRing } from '../space/plane-geometry.ts';
import { BUCKET_METRES, bucketAt, type Space } from '../space/space-types.ts';

/** Clear of walls and of each other by this much more than the bodies need, m. */
const MARGIN_METRES = 0.005;
const DENSE_COVER = 0.35;

export interface Standing {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly plane: number;
}

export interface Placer {
  /** Whether a body of this radius fits there, with all who were placed before. */
  fits(plane: number, x: number, y: number, radius: number): boolean;
  add(standing: Standing): void;
  /** One free place in the area; undefined when 400 tries found none. */
  findOne(
    rings: readonly OpenRing[],
    plane: number,
    radius: number,
    random: SeededRandom,
  ): Standing | undefined;
  /** Places for all of these radii; fewer when they do not fit. */
  findAll(
    rings: readonly OpenRing[],
    plane: number,
    radii: readonly number[],
    random: SeededRandom,
  ): readonly Standing[];
}

export function createPlacer(space: Space, barrierClosed: Uint8Array): Placer {
  const taken = new Map<number, Standing[]>();

  const fits = (planeIndex: number, x: number, y: number, radius: number): boolean => {
    const plane = space.planes[planeIndex];
    if (plane === undefined || !isInside(plane.rings, x, y)) return false;
    if (wallDistance(space, barrierClosed, planeIndex, x, y) < radius + MARGIN_METRES) return false;
    const bucket = bucketAt(plane, x, y);
    for (let row = -1; row <= 1; row += 1) {
      for (let column = -1; column <= 1; column += 1) {
        const others = taken.get(bucket + row * plane.bucketColumns + column) ?? [];
        for (const other of others) {
          if (other.plane !== planeIndex) continue;
          const both = radius + other.radius + MARGIN_METRES;
          if ((other.x - x) ** 2 + (other.y - y) ** 2 < both * both) return false;
        }
      }
    }
    return true;
  };
  const add = (standing: Standing): void => {
    const plane = space.planes[standing.plane];
    if (plane === undefined) return;
    const bucket = bucketAt(plane, standing.x, standing.y);
    const others = taken.get(bucket);
    if (others === undefined) taken.set(bucket, [standing]);
    else others.push(standing);
  };
  const findOne: Placer['findOne'] = (rings, plane, radius, random) => {
    const { minX, minY, maxX, maxY } = boundsOf(rings);
    for (let attempt = 0; attempt < 400; attempt += 1) {
      const x = minX + random.next() * (maxX - minX);
      const y = minY + random.next() * (maxY - minY);
      if (isInside(rings, x, y) && fits(plane, x, y, radius)) return { x, y, radius, plane };
    }
    return undefined;
  };
  const findAll: Placer['findAll'] = (rings, plane, radii, random) => {
    const bodies = radii.reduce((sum, radius) => sum + Math.PI * radius * radius, 0);
    const isDense = bodies > DENSE_COVER * ringsArea(rings);
    const found: Standing[] = [];
    if (!isDense) {
      for (const radius of radii) {
        const standing = findOne(rings, plane, radius, random);
        if (standing === undefined) break;
        add(standing);
        found.push(standing);
      }
      return found;
    }
    for (const [x, y] of latticePoints(rings, radii, random)) {
      const radius = radii[found.length];
      if (radius === undefined) break;
      if (!fits(plane, x, y, radius)) continue;
      const standing = { x, y, radius, plane };
      add(standing);
      found.push(standing);
    }
    return found;
  };
  return { fits, add, findOne, findAll };
}

/** Distance to the nearest wall in reach of the point's bucket, m. */
export function wallDistance(
  space: Space,
  barrierClosed: Uint8Array,
  planeIndex: number,
  x: number,
  y: number,
): number {
  const plane = space.planes[planeIndex];
  if (plane === undefined) return 0;
  const { walls, wallStart, wallList } = space;
  const bucket = bucketAt(plane, x, y);
  let nearest = Infinity;
  for (let k = wallStart[bucket] ?? 0; k < (wallStart[bucket + 1] ?? 0); k += 1) {
    const wall = wallList[k] ?? 0;
    const barrier = walls.barrier[wall] ?? -1;
    if (barrier >= 0 && barrierClosed[barrier] === 0) continue;
    const a = [walls.ax[wall] ?? 0, walls.ay[wall] ?? 0] as const;
    const b = [walls.bx[wall] ?? 0, walls.by[wall] ?? 0] as const;
    nearest = Math.min(nearest, distanceToSegment(a, b, x, y));
  }
  return nearest;
}

function ringsArea(rings: readonly OpenRing[]): number {
  let twice = 0;
  for (const ring of rings) {
    let sum = 0;
    let before = ring[ring.length - 1];
    for (const point of ring) {
      if (before) sum += before[0] * point[1] - point[0] * before[1];
      before = point;
    }
    // Holes count against the area whatever their orientation: the first ring is the outer one.
    twice += twice === 0 ? Math.abs(sum) : -Math.abs(sum);
  }
  return twice / 2;
}

/** Lattice points in random order; the lattice is as fine as the bodies allow at this density. */
function latticePoints(
  rings: readonly OpenRing[],
  radii: readonly number[],
  random: SeededRandom,
): readonly (readonly [number, number])[] {
  const largest = radii.reduce((most, radius) => Math.max(most, radius), 0);
  const { minX, minY, maxX, maxY } = boundsOf(rings);
  const spacing = 2 * largest + 2 * MARGIN_METRES;
  const points: (readonly [number, number])[] = [];
  const rowStep = (spacing * Math.sqrt(3)) / 2;
  for (let row = 0; minY + row * rowStep <= maxY; row += 1) {
    for (let x = minX + ((row % 2) * spacing) / 2; x <= maxX; x += spacing) {
      const y = minY + row * rowStep;
      if (isInside(rings, x, y)) points.push([x, y]);
    }
  }
  for (let k = points.length - 1; k > 0; k -= 1) {
    const other = random.nextInteger(k + 1);
    const a = points[k];
    const b = points[other];
    if (a && b) {
      points[k] = b;
      points[other] = a;
    }
  }
  return points;
}

/** The side of a bucket must hold two bodies, so that the 3×3 buckets around hold all who can touch. */
export const LARGEST_RADIUS_METRES = BUCKET_METRES / 2;
