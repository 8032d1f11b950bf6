/** What the threads of a crowd run tell each other, in shared memory. */

/** Indices of `control`. */
export const SIGNAL = {
  /** Counts the steps; a thread waits for it to change. */
  round: 0,
  /** Threads that have not done their part of this round. */
  busy: 1,
  /** 1: no more rounds. */
  stop: 2,
  /** 1: a thread has died. */
  failed: 3,
} as const;
const CONTROLS = 4;

export interface Signals {
  readonly control: Int32Array;
  /** Thread k moves from ends[k − 1] to ends[k]. */
  readonly ends: Int32Array;
}

export function createSignals(threads: number): SharedArrayBuffer {
  return new SharedArrayBuffer(4 * (CONTROLS + threads));
}

export function signalsOf(buffer: SharedArrayBuffer): Signals {
  return {
    control: new Int32Array(buffer, 0, CONTROLS),
    ends: new Int32Array(buffer, 4 * CONTROLS),
  };
}
