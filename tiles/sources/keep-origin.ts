/**
 * The origin of a city that is built again. It is the centre of the buildings' extent, which one
 * building at the edge can move, and with it every coordinate and every tile. So a city keeps the
 * origin it has, as long as that still lies near the centre.
 */
import type { FrameOrigin } from '#contracts';

/** About 2 km. */
const NEAR_DEGREES = 0.02;

export function keepOrigin(centre: FrameOrigin, before: FrameOrigin | undefined): FrameOrigin {
  if (!before) return centre;
  const isNear =
    Math.abs(before.lonDegrees - centre.lonDegrees) < NEAR_DEGREES &&
    Math.abs(before.latDegrees - centre.latDegrees) < NEAR_DEGREES;
  return isNear ? before : centre;
}
