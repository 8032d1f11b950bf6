/**
 * Coarser pictures while things move on a slow machine (no graphics card), a sharp one as soon as
 * they rest. Pure: judges from the times between pictures that followed each other at once.
 */

/** Slower than this (20 pictures a second) no longer follows a hand. */
const SLOW_MS = 50;
/** A longer pause is rest, not a slow picture. */
const REST_MS = 700;
const PICTURES_TO_JUDGE = 3;
/** Share of the full resolution while moving: a quarter of the pixels. */
export const COARSE_SHARE = 0.5;
/** After the last motion until the sharp picture. */
export const SHARPEN_AFTER_MS = 160;

export interface MotionPace {
  /** Told at each picture; the share of the full resolution at which to draw it. */
  readonly next: (timeMs: number) => number;
}

export function createMotionPace(): MotionPace {
  let lastMs = Number.NEGATIVE_INFINITY;
  let slow = 0;
  let coarse = false;
  return {
    next: (timeMs) => {
      const interval = timeMs - lastMs;
      lastMs = timeMs;
      const moving = interval < REST_MS;
      // Once slow, a machine stays slow: switching back and forth would flicker.
      if (moving && interval > SLOW_MS) slow += 1;
      else if (moving) slow = Math.max(0, slow - 1);
      if (slow >= PICTURES_TO_JUDGE) coarse = true;
      return coarse && moving ? COARSE_SHARE : 1;
    },
  };
}
