/**
 * Lanes: who sees more people coming from the front than walking along at some metres' distance keeps
 * to the side where fewer come, and to the right when it makes no difference.
 */
import type { CrowdParameters } from '../crowd-types.ts';
import { BUCKET_METRES, BUCKETS_PER_METRE, type SpacePlane } from '../space/space-types.ts';
import type { SortedPeople } from './sort-people.ts';

/** Turn to the left, as tangent. */
export type EvadeStreams = (
  plane: SpacePlane,
  px: number,
  py: number,
  wishX: number,
  wishY: number,
) => number;

export function createStreamView(
  { streamX, streamY }: SortedPeople,
  { keepRightStrength, lookAheadMetres }: CrowdParameters,
): EvadeStreams {
  /** Sum of the headings in the bucket at the point, against the wish. */
  const opposing = (
    plane: SpacePlane,
    x: number,
    y: number,
    wishX: number,
    wishY: number,
  ): number => {
    const column = Math.floor((x - plane.minX) * BUCKETS_PER_METRE);
    const row = Math.floor((y - plane.minY) * BUCKETS_PER_METRE);
    if (column < 0 || row < 0 || column >= plane.bucketColumns || row >= plane.bucketRows) return 0;
    const bucket = plane.firstBucket + row * plane.bucketColumns + column;
    return -((streamX[bucket] as number) * wishX + (streamY[bucket] as number) * wishY);
  };
  return (plane, px, py, wishX, wishY) => {
    const aheadX = px + lookAheadMetres * wishX;
    const aheadY = py + lookAheadMetres * wishY;
    const front = opposing(plane, aheadX, aheadY, wishX, wishY);
    if (front <= 0) return 0;
    const asideX = BUCKET_METRES * wishY;
    const asideY = BUCKET_METRES * wishX;
    const left = opposing(plane, aheadX - asideX, aheadY + asideY, wishX, wishY);
    const right = opposing(plane, aheadX + asideX, aheadY - asideY, wishX, wishY);
    const strength = keepRightStrength * Math.min(1, front);
    return left < right - 0.5 ? strength : -strength;
  };
}
