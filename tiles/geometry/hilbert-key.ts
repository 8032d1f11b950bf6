/** Position along a Hilbert curve of order 16 over a square: near places get near numbers (Hilbert 1891; the bit form of Wikipedia's xy2d). */
import type { Point } from '#contracts';
import type { Bounds } from './measure-polygon.ts';

const ORDER = 16;
const SIDE = 1 << ORDER;

export function hilbertKey(point: Point, bounds: Bounds): number {
  const size = Math.max(bounds[2] - bounds[0], bounds[3] - bounds[1], 1);
  let x = gridPosition(point[0] - bounds[0], size);
  let y = gridPosition(point[1] - bounds[1], size);
  let key = 0;
  for (let half = SIDE / 2; half > 0; half /= 2) {
    const right = (x & half) > 0 ? 1 : 0;
    const upper = (y & half) > 0 ? 1 : 0;
    key += half * half * ((3 * right) ^ upper);
    if (upper === 0) {
      if (right === 1) {
        x = SIDE - 1 - x;
        y = SIDE - 1 - y;
      }
      const swap = x;
      x = y;
      y = swap;
    }
  }
  return key;
}

function gridPosition(distance: number, size: number): number {
  return Math.min(SIDE - 1, Math.max(0, Math.floor((distance / size) * SIDE)));
}
