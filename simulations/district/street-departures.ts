/** Vehicles that will set out: a ring of seconds, each with the list of those whose time it is. */
import type { EntityPool } from '../kernel/entity-pool.ts';
import { NIL } from '../kernel/entity-pool.ts';
import { restoreArrays, saveArrays } from '../kernel/lane-state.ts';

/** Nobody is known earlier than this; a power of two. */
const RING_SECONDS = 256;

export interface StreetDepartures {
  /** At `due`, which is after `now`. */
  add(entity: number, now: number, due: number): void;
  /** All whose time is within the second that ends at `now`, in the order in which they were added. */
  take(now: number, each: (entity: number) => void): void;
  /** Counted anew. */
  count(): number;
  save(into: Map<string, ArrayBuffer>, name: string): void;
  restore(from: ReadonlyMap<string, ArrayBuffer>, name: string): void;
}

export function createStreetDepartures(pool: EntityPool): StreetDepartures {
  const head = new Int32Array(RING_SECONDS).fill(NIL);
  const tail = new Int32Array(RING_SECONDS).fill(NIL);
  const saved = { head, tail };
  return {
    add: (entity, now, due) => {
      const second = Math.min(Math.max(Math.ceil(due), now + 1), now + RING_SECONDS - 1);
      const slot = second & (RING_SECONDS - 1);
      const { next } = pool.arrays;
      next[entity] = NIL;
      const last = tail[slot] as number;
      if (last === NIL) head[slot] = entity;
      else next[last] = entity;
      tail[slot] = entity;
    },
    take: (now, each) => {
      const slot = now & (RING_SECONDS - 1);
      let entity = head[slot] as number;
      head[slot] = NIL;
      tail[slot] = NIL;
      while (entity !== NIL) {
        const following = pool.arrays.next[entity] as number;
        each(entity);
        entity = following;
      }
    },
    count: () => {
      let vehicles = 0;
      for (const first of head) {
        for (let at = first; at !== NIL; at = pool.arrays.next[at] as number) vehicles += 1;
      }
      return vehicles;
    },
    save: (into, name) => saveArrays(saved, into, name),
    restore: (from, name) => restoreArrays(saved, from, name),
  };
}
