/** What changes on the lanes while a run goes on: counts, queues, flow credits. Saved by copying. */
import { NIL, savedBuffer } from './entity-pool.ts';
import type { LaneTable } from './lane-table.ts';

/** Seconds of the timing wheel; a power of two. */
export const WHEEL_SECONDS = 4096;

export interface LaneState {
  /** Entities on the lane, of these at its end, and places taken (with places not yet free). */
  readonly present: Int32Array;
  readonly queued: Int32Array;
  readonly taken: Int32Array;
  readonly leftTotal: Uint32Array;
  readonly travelSecondsTotal: Float64Array;
  readonly queueHead: Int32Array;
  readonly queueTail: Int32Array;
  readonly wheelHead: Int32Array;
  readonly wheelTail: Int32Array;
  readonly exitCredit: Float64Array;
  readonly exitCreditAt: Int32Array;
  readonly entryCredit: Float64Array;
  readonly entryCreditAt: Int32Array;
  /** Since when the head waits for storage, and of which lane; NIL when it does not. */
  readonly blockedSince: Int32Array;
  readonly blockedOn: Int32Array;
  /** Lanes with a queue, in `active[0 … scalars[ACTIVE])`. */
  readonly active: Int32Array;
  readonly isActive: Uint8Array;
  readonly scalars: Int32Array;
}

/** Positions in `scalars`. */
export const ACTIVE = 0;
export const QUEUED = 1;

export function createLaneState(lanes: LaneTable): LaneState {
  const { count } = lanes;
  return {
    present: new Int32Array(count),
    queued: new Int32Array(count),
    taken: new Int32Array(count),
    leftTotal: new Uint32Array(count),
    travelSecondsTotal: new Float64Array(count),
    queueHead: new Int32Array(count).fill(NIL),
    queueTail: new Int32Array(count).fill(NIL),
    wheelHead: new Int32Array(WHEEL_SECONDS).fill(NIL),
    wheelTail: new Int32Array(WHEEL_SECONDS).fill(NIL),
    exitCredit: new Float64Array(count).fill(1),
    exitCreditAt: new Int32Array(count),
    entryCredit: new Float64Array(count).fill(1),
    entryCreditAt: new Int32Array(count),
    blockedSince: new Int32Array(count).fill(NIL),
    blockedOn: new Int32Array(count).fill(NIL),
    active: new Int32Array(count),
    isActive: new Uint8Array(count),
    scalars: new Int32Array(2),
  };
}

type SavedArray = Int32Array | Uint32Array | Float64Array | Float32Array | Uint8Array | Int16Array;

/** Copies every array of a record into named buffers. */
export function saveArrays(record: object, into: Map<string, ArrayBuffer>, name: string): void {
  for (const [key, array] of Object.entries(record) as [string, SavedArray][]) {
    into.set(`${name}.${key}`, array.slice().buffer as ArrayBuffer);
  }
}

/** Copies named buffers back into the same arrays, so that views held elsewhere stay valid. */
export function restoreArrays(
  record: object,
  from: ReadonlyMap<string, ArrayBuffer>,
  name: string,
): void {
  for (const [key, array] of Object.entries(record) as [string, SavedArray][]) {
    const bytes = new Uint8Array(savedBuffer(from, `${name}.${key}`));
    if (bytes.length !== array.byteLength) {
      throw new Error(
        `run state: expected ${array.byteLength} bytes in ${name}.${key}, got ${bytes.length}`,
      );
    }
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(bytes);
  }
}
