/**
 * Where the ways through a junction begin and end, for traffic that drives on the right. Each arm is
 * a direction seen from the node; what comes in keeps to its own right, which lies to the left of
 * that direction, what goes out to the right of it. Two ways cross when their ends alternate round
 * the junction.
 */
import type { StreetLink } from '#contracts';

export type TurnKind = 'right' | 'straight' | 'left' | 'back';

const STRAIGHT_WITHIN_RADIANS = Math.PI / 6;
const BACK_BEYOND_RADIANS = (5 * Math.PI) / 6;
/** Half the angle that an arm takes up; any small angle gives the same order. */
const HALF_ARM_RADIANS = 0.02;

/** Direction in which the link arrives at its end, radians from east, counterclockwise. */
export function arrivalBearing(link: StreetLink): number {
  const [ax, ay] = link.line.at(-2) ?? [0, 0];
  const [bx, by] = link.line.at(-1) ?? [0, 0];
  return Math.atan2(by - ay, bx - ax);
}

/** Direction in which the link leaves its start. */
export function departureBearing(link: StreetLink): number {
  const [ax, ay] = link.line[0] ?? [0, 0];
  const [bx, by] = link.line[1] ?? [0, 0];
  return Math.atan2(by - ay, bx - ax);
}

/** Left is positive, −π…π. */
export function turnAngle(from: StreetLink, to: StreetLink): number {
  const angle = departureBearing(to) - arrivalBearing(from);
  return Math.atan2(Math.sin(angle), Math.cos(angle));
}

export function turnKind(angle: number): TurnKind {
  if (Math.abs(angle) <= STRAIGHT_WITHIN_RADIANS) return 'straight';
  if (Math.abs(angle) >= BACK_BEYOND_RADIANS) return 'back';
  return angle > 0 ? 'left' : 'right';
}

/** Places on the circle round the junction where the way comes in and goes out. */
export function waysEnds(from: StreetLink, to: StreetLink): readonly [number, number] {
  const arm = arrivalBearing(from) + Math.PI;
  return [norm(arm + HALF_ARM_RADIANS), norm(departureBearing(to) - HALF_ARM_RADIANS)];
}

export function doWaysCross(a: readonly [number, number], b: readonly [number, number]): boolean {
  return isWithin(b[0], a) !== isWithin(b[1], a);
}

const norm = (angle: number): number => (angle + 4 * Math.PI) % (2 * Math.PI);

/** Whether the angle lies on the arc from a to b, counterclockwise. */
function isWithin(angle: number, [a, b]: readonly [number, number]): boolean {
  const span = norm(b - a);
  return norm(angle - a) < span;
}
