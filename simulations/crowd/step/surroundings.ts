/**
 * What the person at work has around: one half-plane per neighbour and wall, and the sum of the turns
 * and pushes that they cause. One instance per thread, filled anew for every person.
 */

/**
 * More than this does not occur: the set that looks farthest looks over 29 m², at most 6 persons/m².
 * Walls come on top.
 */
export const MOST_NEIGHBOURS = 256;
export const MOST_SURROUNDINGS = 320;

/**
 * Somebody ahead on the same way, somebody who gives way to us, somebody from the front who wants
 * elsewhere, a wall, somebody who comes to the same goal from the other side.
 */
export const LEADER = 0;
export const FOLLOWER = 1;
export const ONCOMING = 2;
export const WALL = 3;
export const CONVERGING = 4;

/**
 * Less than this counts as inside a half-plane. Without it, rounding at contact shortens the whole
 * step to nothing, and two crowds that meet in a corridor jam. Limits may be as far below zero but not
 * farther, so two bodies never overlap by more than twice this. 2⁻²⁰, the same in 32 and 64 bits.
 */
export const ROUNDING_METRES = 2 ** -20;

export interface Surroundings {
  count: number;
  /** Turn to the left (rad for small values, as tangent), from all around. */
  lateral: number;
  /** Stepping back from people with the right of way, m/s. */
  pushX: number;
  pushY: number;
  readonly kind: Uint8Array;
  /** Unit vector towards the obstacle. */
  readonly normalX: Float32Array;
  readonly normalY: Float32Array;
  /** How far the body may move along the normal in this step, m; −ROUNDING_METRES at least. */
  readonly limit: Float32Array;
  /** Between the middles, and its value at contact, m; not for walls. */
  readonly distance: Float32Array;
  readonly contact: Float32Array;
}

export function createSurroundings(): Surroundings {
  const numbers = (): Float32Array => new Float32Array(MOST_SURROUNDINGS);
  return {
    count: 0,
    lateral: 0,
    pushX: 0,
    pushY: 0,
    kind: new Uint8Array(MOST_SURROUNDINGS),
    normalX: numbers(),
    normalY: numbers(),
    limit: numbers(),
    distance: numbers(),
    contact: numbers(),
  };
}
