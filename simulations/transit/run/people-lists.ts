/**
 * People in front of elements, as packets (goal, way, step on it, count) in the order in which they
 * get there. A packet that comes by a short way goes before those that are still walking, so each
 * list is linked in both directions and searched from its end.
 */
import { NONE } from '../network/transit-model.ts';

/**
 * `goal` of a packet whose people go to several stations: their goals lie in the deck of the demand
 * from place `step` on. Only such packets need no step, because they walk straight to a platform.
 */
export const MIXED = -2;

interface PacketArrays {
  next: Int32Array;
  before: Int32Array;
  /** Tick at which the packet stands in front of the element. */
  ready: Int32Array;
  goal: Int32Array;
  way: Int32Array;
  step: Int32Array;
  count: Int32Array;
}

export interface PeopleLists {
  readonly head: Int32Array;
  readonly tail: Int32Array;
  /** Replaced when they grow: read them anew after every `add`. */
  readonly packets: PacketArrays;
  /** [first free packet, packets in use] */
  readonly scalars: Int32Array;
  add(list: number, ready: number, goal: number, way: number, step: number, count: number): void;
  dropHead(list: number): void;
  capacity(): number;
  /** For restoring a state with more packets. */
  growTo(capacity: number): void;
}

const FIRST_CAPACITY = 4_096;
const FREE = 0;
const USED = 1;

export function createPeopleLists(listCount: number): PeopleLists {
  const head = new Int32Array(listCount).fill(NONE);
  const tail = new Int32Array(listCount).fill(NONE);
  const scalars = new Int32Array(2);
  const packets: PacketArrays = {
    next: new Int32Array(0),
    before: new Int32Array(0),
    ready: new Int32Array(0),
    goal: new Int32Array(0),
    way: new Int32Array(0),
    step: new Int32Array(0),
    count: new Int32Array(0),
  };
  scalars[FREE] = NONE;

  const growTo = (capacity: number): void => {
    const old = packets.next.length;
    if (capacity <= old) return;
    for (const [name, array] of Object.entries(packets) as [keyof PacketArrays, Int32Array][]) {
      const grown = new Int32Array(capacity);
      grown.set(array);
      packets[name] = grown;
    }
    for (let at = old; at < capacity; at += 1) packets.next[at] = at + 1;
    packets.next[capacity - 1] = scalars[FREE] as number;
    scalars[FREE] = old;
  };
  growTo(FIRST_CAPACITY);

  return {
    head,
    tail,
    packets,
    scalars,
    capacity: () => packets.next.length,
    growTo,
    add: (list, ready, goal, way, step, count) => {
      let after = tail[list] as number;
      while (after !== NONE && (packets.ready[after] as number) > ready) {
        after = packets.before[after] as number;
      }
      if (
        after !== NONE &&
        packets.ready[after] === ready &&
        packets.goal[after] === goal &&
        packets.way[after] === way &&
        packets.step[after] === step
      ) {
        packets.count[after] = (packets.count[after] as number) + count;
        return;
      }
      if (scalars[FREE] === NONE) growTo(2 * packets.next.length);
      const packet = scalars[FREE] as number;
      scalars[FREE] = packets.next[packet] as number;
      scalars[USED] = (scalars[USED] as number) + 1;
      packets.ready[packet] = ready;
      packets.goal[packet] = goal;
      packets.way[packet] = way;
      packets.step[packet] = step;
      packets.count[packet] = count;
      packets.before[packet] = after;
      const following = after === NONE ? (head[list] as number) : (packets.next[after] as number);
      packets.next[packet] = following;
      if (after === NONE) head[list] = packet;
      else packets.next[after] = packet;
      if (following === NONE) tail[list] = packet;
      else packets.before[following] = packet;
    },
    dropHead: (list) => {
      const packet = head[list] as number;
      const following = packets.next[packet] as number;
      head[list] = following;
      if (following === NONE) tail[list] = NONE;
      else packets.before[following] = NONE;
      packets.next[packet] = scalars[FREE] as number;
      scalars[FREE] = packet;
      scalars[USED] = (scalars[USED] as number) - 1;
    },
  };
}
