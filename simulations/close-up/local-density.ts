/**
 * The density around each person: the people within 1.5 m of him, himself included, over the floor
 * within 1.5 m. Walls and edges do not dilute it, as they do in a count over the whole disc.
 */
import type { Polygon } from '#contracts';
import { boundsOf, isInside } from '../crowd/space/plane-geometry.ts';

export const DENSITY_RADIUS_METRES = 1.5;
/** Grid on which the floor around a person is measured. */
const CELL_METRES = 0.25;

export interface LocalDensity {
  /** Persons/m² into `out`, for the first `count` positions, metres of the floor's frame. */
  measure(x: Float64Array, y: Float64Array, count: number, out: Float64Array): void;
}

export function createLocalDensity(floor: Polygon): LocalDensity {
  const bounds = boundsOf(floor);
  const west = bounds.minX - DENSITY_RADIUS_METRES;
  const south = bounds.minY - DENSITY_RADIUS_METRES;
  const reach = Math.ceil(DENSITY_RADIUS_METRES / CELL_METRES);
  const columns = Math.ceil((bounds.maxX - west) / CELL_METRES) + 2 * reach;
  const rows = Math.ceil((bounds.maxY - south) / CELL_METRES) + 2 * reach;
  const isFloor = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const x = west + (column + 0.5) * CELL_METRES;
      const y = south + (row + 0.5) * CELL_METRES;
      isFloor[row * columns + column] = isInside(floor, x, y) ? 1 : 0;
    }
  }
  const disc: number[] = [];
  for (let dy = -reach; dy <= reach; dy += 1) {
    for (let dx = -reach; dx <= reach; dx += 1) {
      if (Math.hypot(dx, dy) * CELL_METRES <= DENSITY_RADIUS_METRES) disc.push(dy * columns + dx);
    }
  }
  /** Square metres of floor around a cell's middle; 0: not asked for yet. */
  const around = new Float32Array(columns * rows);
  const areaAt = (x: number, y: number): number => {
    const cell =
      Math.floor((y - south) / CELL_METRES) * columns + Math.floor((x - west) / CELL_METRES);
    if (around[cell] === 0) {
      const cells = disc.reduce((sum, step) => sum + (isFloor[cell + step] ?? 0), 0);
      around[cell] = Math.max(1, cells) * CELL_METRES ** 2;
    }
    return around[cell] as number;
  };

  const bucketColumns = Math.ceil((columns * CELL_METRES) / DENSITY_RADIUS_METRES) + 1;
  const bucketRows = Math.ceil((rows * CELL_METRES) / DENSITY_RADIUS_METRES) + 1;
  const first = new Int32Array(bucketColumns * bucketRows);
  let next = new Int32Array(0);
  const bucketOf = (x: number, y: number): number =>
    Math.floor((y - south) / DENSITY_RADIUS_METRES) * bucketColumns +
    Math.floor((x - west) / DENSITY_RADIUS_METRES);

  return {
    measure: (x, y, count, out) => {
      if (next.length < count) next = new Int32Array(count);
      first.fill(-1);
      for (let i = 0; i < count; i += 1) {
        const bucket = bucketOf(x[i] as number, y[i] as number);
        next[i] = first[bucket] as number;
        first[bucket] = i;
      }
      for (let i = 0; i < count; i += 1) {
        const [px, py] = [x[i] as number, y[i] as number];
        const home = bucketOf(px, py);
        let near = 0;
        for (let dy = -bucketColumns; dy <= bucketColumns; dy += bucketColumns) {
          for (let dx = -1; dx <= 1; dx += 1) {
            let other = first[home + dy + dx] ?? -1;
            for (; other >= 0; other = next[other] as number) {
              const [ox, oy] = [(x[other] as number) - px, (y[other] as number) - py];
              if (ox * ox + oy * oy <= DENSITY_RADIUS_METRES ** 2) near += 1;
            }
          }
        }
        out[i] = near / areaAt(px, py);
      }
    },
  };
}
