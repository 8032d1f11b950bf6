/** First-in-first-out lists of entities that are on no lane (stations, kerbs, car parks). */
import type { EntityPool } from './entity-pool.ts';
import { NIL } from './entity-pool.ts';
import { restoreArrays, saveArrays } from './lane-state.ts';

export interface WaitingLists {
  /** People (or vehicles), not entities. */
  readonly size: Int32Array;
  push(list: number, entity: number): void;
  /** Back to the head, as if it had never left. */
  pushFirst(list: number, entity: number): void;
  /** The longest waiting, or NIL. */
  first(list: number): number;
  /** Takes it out. */
  pop(list: number): number;
  /** So many people of the longest waiting go on as an entity of their own; it stands for more. */
  splitFirst(list: number, people: number): number;
  save(into: Map<string, ArrayBuffer>, name: string): void;
  restore(from: ReadonlyMap<string, ArrayBuffer>, name: string): void;
}

export function createWaitingLists(count: number, pool: EntityPool): WaitingLists {
  const head = new Int32Array(count).fill(NIL);
  const tail = new Int32Array(count).fill(NIL);
  const size = new Int32Array(count);
  const arrays = { head, tail, size };
  return {
    size,
    push: (list, entity) => {
      const { next, people } = pool.arrays;
      next[entity] = NIL;
      const last = tail[list] as number;
      if (last === NIL) head[list] = entity;
      else next[last] = entity;
      tail[list] = entity;
      size[list] = (size[list] as number) + (people[entity] as number);
    },
    pushFirst: (list, entity) => {
      const { next, people } = pool.arrays;
      next[entity] = head[list] as number;
      head[list] = entity;
      if (tail[list] === NIL) tail[list] = entity;
      size[list] = (size[list] as number) + (people[entity] as number);
    },
    first: (list) => head[list] as number,
    pop: (list) => {
      const entity = head[list] as number;
      if (entity === NIL) return NIL;
      const after = pool.arrays.next[entity] as number;
      head[list] = after;
      if (after === NIL) tail[list] = NIL;
      size[list] = (size[list] as number) - (pool.arrays.people[entity] as number);
      return entity;
    },
    splitFirst: (list, people) => {
      const entity = head[list] as number;
      // The pool's arrays may grow with the new entity: read after it is there.
      const part = pool.allocate();
      const { destination, tag, route, speed, extra, people: peopleOf } = pool.arrays;
      destination[part] = destination[entity] as number;
      tag[part] = tag[entity] as number;
      route[part] = route[entity] as number;
      speed[part] = speed[entity] as number;
      extra[part] = extra[entity] as number;
      peopleOf[part] = people;
      peopleOf[entity] = (peopleOf[entity] as number) - people;
      size[list] = (size[list] as number) - people;
      return part;
    },
    save: (into, name) => saveArrays(arrays, into, name),
    restore: (from, name) => restoreArrays(arrays, from, name),
  };
}
