/**
 * Events in order of their millisecond: a wheel of 65,536 one-millisecond slots with a bit for each
 * that is in use. An item is on the wheel at most once; items of one millisecond run in the order in
 * which they were put. Later events wait at the far end and are put again when they come round.
 * A heap was not taken: it costs comparisons on every put, the wheel one store and one bit.
 */
const SLOTS = 65_536;
const MASK = SLOTS - 1;
const REACH = SLOTS - 64;

export interface EventWheel {
  /** Every array that makes up the state, to be copied. */
  readonly arrays: Readonly<Record<string, Int32Array | Uint32Array | Uint16Array>>;
  isScheduled(item: number): boolean;
  /** Does nothing when the item is on the wheel already. */
  schedule(item: number, at: number, now: number): void;
  /** The same, but an item that is on the wheel for later comes forward. */
  bringForward(item: number, at: number, now: number): void;
  /** Runs all events due before `end`; the handler gets the item and its own time. */
  run(from: number, end: number, handle: (item: number, now: number) => void): void;
}

export function createEventWheel(itemCount: number): EventWheel {
  const slotHead = new Int32Array(SLOTS).fill(-1);
  const slotTail = new Int32Array(SLOTS).fill(-1);
  const used = new Uint32Array(SLOTS / 32);
  const next = new Int32Array(itemCount).fill(-1);
  /** Time at which the item is due, -1 when it is not on the wheel. */
  const due = new Int32Array(itemCount).fill(-1);
  const slotOf = new Uint16Array(itemCount);

  const put = (item: number, at: number, now: number): void => {
    const slot = (at - now > REACH ? now + REACH : at) & MASK;
    next[item] = -1;
    slotOf[item] = slot;
    const tail = slotTail[slot] as number;
    if (tail === -1) {
      slotHead[slot] = item;
      const word = slot >>> 5;
      used[word] = (used[word] as number) | (1 << (slot & 31));
    } else next[tail] = item;
    slotTail[slot] = item;
  };

  const remove = (item: number): void => {
    const slot = slotOf[item] as number;
    let before = -1;
    let at = slotHead[slot] as number;
    while (at !== item) {
      before = at;
      at = next[at] as number;
    }
    const after = next[item] as number;
    if (before === -1) slotHead[slot] = after;
    else next[before] = after;
    if (after === -1) slotTail[slot] = before;
    const word = slot >>> 5;
    if (slotHead[slot] === -1) used[word] = (used[word] as number) & ~(1 << (slot & 31));
  };

  return {
    arrays: { slotHead, slotTail, used, next, due, slotOf },
    isScheduled: (item) => (due[item] as number) !== -1,
    schedule: (item, at, now) => {
      if ((due[item] as number) !== -1) return;
      const when = at < now ? now : at;
      due[item] = when;
      put(item, when, now);
    },
    bringForward: (item, at, now) => {
      const known = due[item] as number;
      if (known !== -1) {
        if (known <= at) return;
        remove(item);
      }
      const when = at < now ? now : at;
      due[item] = when;
      put(item, when, now);
    },
    run: (from, end, handle) => {
      let now = from;
      while (now < end) {
        const word = (now & MASK) >>> 5;
        const bits = ((used[word] as number) >>> (now & 31)) >>> 0;
        if (bits === 0) {
          now = (now | 31) + 1;
          continue;
        }
        now += 31 - Math.clz32(bits & -bits);
        if (now >= end) break;
        const slot = now & MASK;
        let item = slotHead[slot] as number;
        // A handler may put events into this same millisecond: they run in this same pass.
        while (item !== -1) {
          const following = next[item] as number;
          slotHead[slot] = following;
          if (following === -1) slotTail[slot] = -1;
          const at = due[item] as number;
          if (at > now) put(item, at, now);
          else {
            due[item] = -1;
            handle(item, now);
          }
          item = slotHead[slot] as number;
        }
        used[word] = (used[word] as number) & ~(1 << (slot & 31));
        now += 1;
      }
    },
  };
}
