/**
 * How far the colours are on their way from what they were to what they are. New values during a
 * running transition finish it first: colours never lag more than its length behind the data, and
 * alarms, which the shader never mixes, not at all.
 */
export interface ColourTransition {
  /** False when motion is not wanted: the new colours stand at once. */
  readonly begin: (nowMs: number, lengthMs: number) => void;
  /** 0 … 1, smooth at both ends; 1 = arrived. */
  readonly shareAt: (nowMs: number) => number;
  readonly isRunning: () => boolean;
}

/** Live batches come every 200 ms: the way to one is over before the next. */
export const VALUE_CHANGE_MS = 160;
/** Long enough to see where a colour went, short enough not to wait for (motion guidance: 200–500 ms). */
export const QUANTITY_CHANGE_MS = 400;

export function createColourTransition(): ColourTransition {
  let startMs = 0;
  let lengthMs = 0;
  let running = false;
  return {
    begin: (nowMs, forMs) => {
      startMs = nowMs;
      lengthMs = forMs;
      running = forMs > 0;
    },
    shareAt: (nowMs) => {
      if (!running) return 1;
      const share = Math.min(1, Math.max(0, (nowMs - startMs) / lengthMs));
      if (share === 1) running = false;
      return share * share * (3 - 2 * share);
    },
    isRunning: () => running,
  };
}
