/**
 * The whole state of a run: a copy of each of its arrays, in a fixed order. New memory costs far more than
 * the copying: one buffer for all would come from the operating system each time, and who saves often
 * hands the memory of an older state in.
 */
import type { EventWheel } from './event-wheel.ts';
import type { StateArray, TrafficState } from './traffic-state.ts';

export interface SavedTraffic {
  readonly parts: readonly Uint8Array<ArrayBuffer>[];
}

export function listArrays(
  state: TrafficState,
  wheel: EventWheel,
  guide: readonly StateArray[],
): readonly StateArray[] {
  return [...Object.values(state), ...Object.values(wheel.arrays), ...guide];
}

const bytesOf = (array: StateArray): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** `spent`: a state of the same run that is no longer needed; its memory holds the new one. */
export function saveTraffic(arrays: readonly StateArray[], spent?: SavedTraffic): SavedTraffic {
  const parts = arrays.map((array, at) => {
    const kept = spent?.parts[at];
    if (kept?.byteLength !== array.byteLength) return new Uint8Array(bytesOf(array));
    kept.set(bytesOf(array));
    return kept;
  });
  return { parts };
}

/** Throws when the parts are not of a run with this network and demand; nothing is restored then. */
export function restoreTraffic(arrays: readonly StateArray[], { parts }: SavedTraffic): void {
  arrays.forEach(({ byteLength }, at) => {
    const got = parts[at]?.byteLength ?? 0;
    if (got !== byteLength) {
      throw new Error(`traffic state, part ${at}: expected ${byteLength} bytes, got ${got}`);
    }
  });
  arrays.forEach((array, at) => {
    bytesOf(array).set(parts[at] ?? []);
  });
}
