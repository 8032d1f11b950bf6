/** A run's whole state as one buffer: its arrays one after the other, in a fixed order. */
import type { PeopleLists } from './people-lists.ts';
import type { TransitContext } from './transit-context.ts';
import { RANDOM_A, type StateArray } from './transit-state.ts';

export interface SavedTransit {
  readonly bytes: ArrayBuffer;
  /** Packets of people for which the buffer has room. */
  readonly packets: number;
}

export function saveTransit(context: TransitContext): SavedTransit {
  const { state, random, people } = context;
  const { a, b, c, counter } = random.save();
  state.scalars.set([a, b, c, counter], RANDOM_A);
  const arrays = listArrays(context);
  const bytes = new Uint8Array(arrays.reduce((sum, array) => sum + array.byteLength, 0));
  let at = 0;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += array.byteLength;
  }
  return { bytes: bytes.buffer, packets: people.capacity() };
}

/** Throws when the state is not of a run with this network and demand. */
export function restoreTransit(context: TransitContext, saved: SavedTransit): void {
  const { state, random, people } = context;
  people.growTo(saved.packets);
  const room = people.capacity();
  const arrays = listArrays(context, saved.packets);
  const size = arrays.reduce((sum, array) => sum + array.byteLength, 0);
  if (saved.bytes.byteLength !== size) {
    throw new Error(`transit state: expected ${size} bytes, got ${saved.bytes.byteLength}`);
  }
  let at = 0;
  for (const array of arrays) {
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(
      new Uint8Array(saved.bytes, at, array.byteLength),
    );
    at += array.byteLength;
  }
  if (room > saved.packets) freeBeyond(people, saved.packets, room);
  const [a = 0, b = 0, c = 0, counter = 0] = state.scalars.subarray(RANDOM_A, RANDOM_A + 4);
  random.restore({ a, b, c, counter });
}

/** Packets that came after the state was saved are free again, at the end of the free list. */
function freeBeyond(people: PeopleLists, from: number, until: number): void {
  const { next } = people.packets;
  for (let at = from; at < until; at += 1) next[at] = at + 1;
  next[until - 1] = people.scalars[0] as number;
  people.scalars[0] = from;
}

function listArrays(context: TransitContext, packets?: number): readonly StateArray[] {
  const { state, wheel, people } = context;
  return [
    ...Object.values(state),
    ...Object.values(wheel.arrays),
    people.head,
    people.tail,
    people.scalars,
    ...Object.values(people.packets).map((array) => array.subarray(0, packets ?? array.length)),
  ];
}
