/**
 * Places that travel back to a lane's entry: after an entity leaves, its place counts as taken
 * until the backward wave arrives. A timing wheel of (second → lane and places) with a free list.
 */
import { NIL, savedBuffer } from './entity-pool.ts';
import { MAX_HOLE_SECONDS } from './lane-table.ts';

const WHEEL = MAX_HOLE_SECONDS + 1;

export interface HoleWheel {
  /** The places on `lane` are free from `atSecond`, at most MAX_HOLE_SECONDS ahead. */
  add(lane: number, atSecond: number, places: number): void;
  step(now: number): void;
  save(into: Map<string, ArrayBuffer>, name: string): void;
  restore(from: ReadonlyMap<string, ArrayBuffer>, name: string): void;
}

export function createHoleWheel(taken: Int32Array): HoleWheel {
  const head = new Int32Array(WHEEL).fill(NIL);
  let next = new Int32Array(1024);
  let laneOf = new Int32Array(1024);
  let placesOf = new Uint8Array(1024);
  let used = 0;
  let freeHead = NIL;

  const allocate = (): number => {
    if (freeHead !== NIL) {
      const node = freeHead;
      freeHead = next[node] as number;
      return node;
    }
    if (used === next.length) {
      const larger = new Int32Array(used * 2);
      larger.set(next);
      next = larger;
      const lanes = new Int32Array(used * 2);
      lanes.set(laneOf);
      laneOf = lanes;
      const places = new Uint8Array(used * 2);
      places.set(placesOf);
      placesOf = places;
    }
    used += 1;
    return used - 1;
  };

  return {
    add: (lane, atSecond, places) => {
      const node = allocate();
      const slot = atSecond & (WHEEL - 1);
      laneOf[node] = lane;
      placesOf[node] = places;
      next[node] = head[slot] as number;
      head[slot] = node;
    },
    step: (now) => {
      const slot = now & (WHEEL - 1);
      let node = head[slot] as number;
      head[slot] = NIL;
      while (node !== NIL) {
        const following = next[node] as number;
        const lane = laneOf[node] as number;
        taken[lane] = (taken[lane] as number) - (placesOf[node] as number);
        next[node] = freeHead;
        freeHead = node;
        node = following;
      }
    },
    save: (into, name) => {
      into.set(`${name}.head`, head.slice().buffer);
      into.set(`${name}.next`, next.slice(0, used).buffer);
      into.set(`${name}.lane`, laneOf.slice(0, used).buffer);
      into.set(`${name}.places`, placesOf.slice(0, used).buffer);
      into.set(`${name}.used`, new Int32Array([used, freeHead]).buffer);
    },
    restore: (from, name) => {
      head.set(new Int32Array(savedBuffer(from, `${name}.head`)));
      const [savedUsed, savedFree] = new Int32Array(savedBuffer(from, `${name}.used`));
      used = savedUsed as number;
      freeHead = savedFree as number;
      next = new Int32Array(Math.max(1024, used));
      next.set(new Int32Array(savedBuffer(from, `${name}.next`)));
      laneOf = new Int32Array(Math.max(1024, used));
      laneOf.set(new Int32Array(savedBuffer(from, `${name}.lane`)));
      placesOf = new Uint8Array(Math.max(1024, used));
      placesOf.set(new Uint8Array(savedBuffer(from, `${name}.places`)));
    },
  };
}
