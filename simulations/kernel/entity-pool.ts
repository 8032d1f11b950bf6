/**
 * Walkers or vehicles as a struct of arrays with a free list. Every entity is in exactly one
 * singly linked list at a time (free list, timing wheel, exit queue, a station's queue, a
 * vehicle's passengers), all through the same `next`. An entity of the crowd is one person, a group
 * that stays together, or, in very large runs, a packet of people with one goal: `people` of them.
 */
export const NIL = -1;

export interface EntityArrays {
  next: Int32Array;
  lane: Int32Array;
  /** Second (with fraction) at which the entity reaches the end of its lane. */
  due: Float64Array;
  /** When it entered the lane. */
  entered: Float64Array;
  /** Index of the destination in the model. */
  destination: Int16Array;
  /** Walkers: event number + 1, 0 for background. Vehicles: purpose. */
  tag: Uint8Array;
  /** Route class: which perception of link times it follows. */
  route: Uint8Array;
  /** Walkers: free speed, m/s. */
  speed: Float32Array;
  /** Walkers: second of the next station choice. Vehicles: first passenger or NIL. */
  extra: Int32Array;
  /** How many people (or vehicles) it is, 1 … 255. */
  people: Uint8Array;
}

export interface EntityPool {
  readonly arrays: EntityArrays;
  /** One person or vehicle; set `people` for more. */
  allocate(): number;
  free(entity: number): void;
  /** Room for this many more; arrays may be replaced, so call between steps only. */
  reserve(count: number): void;
  readonly alive: () => number;
  save(into: Map<string, ArrayBuffer>, name: string): void;
  restore(from: ReadonlyMap<string, ArrayBuffer>, name: string): void;
}

function createArrays(capacity: number): EntityArrays {
  return {
    next: new Int32Array(capacity),
    lane: new Int32Array(capacity),
    due: new Float64Array(capacity),
    entered: new Float64Array(capacity),
    destination: new Int16Array(capacity),
    tag: new Uint8Array(capacity),
    route: new Uint8Array(capacity),
    speed: new Float32Array(capacity),
    extra: new Int32Array(capacity),
    people: new Uint8Array(capacity),
  };
}

const ARRAY_NAMES: readonly (keyof EntityArrays)[] = [
  'next',
  'lane',
  'due',
  'entered',
  'destination',
  'tag',
  'route',
  'speed',
  'extra',
  'people',
];

export function createEntityPool(initialCapacity = 1024): EntityPool {
  const arrays = createArrays(initialCapacity);
  let used = 0;
  let freeHead = NIL;
  let alive = 0;

  const replaceWith = (other: EntityArrays): void => {
    Object.assign(arrays, other);
  };

  const grow = (capacity: number): void => {
    const larger = createArrays(capacity);
    for (const name of ARRAY_NAMES) larger[name].set(arrays[name]);
    replaceWith(larger);
  };

  return {
    arrays,
    allocate: () => {
      alive += 1;
      if (freeHead !== NIL) {
        const entity = freeHead;
        freeHead = arrays.next[entity] as number;
        arrays.people[entity] = 1;
        return entity;
      }
      if (used === arrays.next.length) grow(used * 2);
      used += 1;
      arrays.people[used - 1] = 1;
      return used - 1;
    },
    free: (entity) => {
      arrays.next[entity] = freeHead;
      freeHead = entity;
      alive -= 1;
    },
    reserve: (count) => {
      const wanted = alive + count;
      if (wanted > arrays.next.length) grow(Math.max(wanted, arrays.next.length * 2));
    },
    alive: () => alive,
    save: (into, name) => {
      for (const key of ARRAY_NAMES) {
        const part = arrays[key];
        into.set(`${name}.${key}`, part.slice(0, used).buffer as ArrayBuffer);
      }
      into.set(`${name}.pool`, new Int32Array([used, freeHead, alive]).buffer);
    },
    restore: (from, name) => {
      const [savedUsed, savedFree, savedAlive] = new Int32Array(savedBuffer(from, `${name}.pool`));
      // In place where it fits: new memory costs far more than the copy.
      if ((savedUsed as number) > arrays.next.length)
        replaceWith(createArrays(savedUsed as number));
      for (const key of ARRAY_NAMES) {
        const target = new Uint8Array(arrays[key].buffer);
        const bytes = new Uint8Array(savedBuffer(from, `${name}.${key}`));
        target.set(bytes);
        target.fill(0, bytes.length);
      }
      used = savedUsed as number;
      freeHead = savedFree as number;
      alive = savedAlive as number;
    },
  };
}

export function savedBuffer(from: ReadonlyMap<string, ArrayBuffer>, name: string): ArrayBuffer {
  const buffer = from.get(name);
  if (!buffer) throw new Error(`run state: expected a buffer named ${name}, got none`);
  return buffer;
}
