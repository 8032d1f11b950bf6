/** The whole state of a run as one buffer: its arrays one after the other, in a fixed order. */
import type { EventWheel } from './event-wheel.ts';
import type { StateArray, TrafficState } from './traffic-state.ts';

export interface SavedTraffic {
  readonly bytes: ArrayBuffer;
}

export function listArrays(
  state: TrafficState,
  wheel: EventWheel,
  guide: readonly StateArray[],
): readonly StateArray[] {
  return [...Object.values(state), ...Object.values(wheel.arrays), ...guide];
}

export function saveTraffic(arrays: readonly StateArray[]): SavedTraffic {
  const size = arrays.reduce((sum, array) => sum + array.byteLength, 0);
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += array.byteLength;
  }
  return { bytes: bytes.buffer };
}

/** Throws when the buffer is not of a run with this network and demand. */
export function restoreTraffic(arrays: readonly StateArray[], saved: SavedTraffic): void {
  const size = arrays.reduce((sum, array) => sum + array.byteLength, 0);
  if (saved.bytes.byteLength !== size) {
    throw new Error(`traffic state: expected ${size} bytes, got ${saved.bytes.byteLength}`);
  }
  let at = 0;
  for (const array of arrays) {
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(
      new Uint8Array(saved.bytes, at, array.byteLength),
    );
    at += array.byteLength;
  }
}
