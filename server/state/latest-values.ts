/**
 * The newest value of every (subject, quantity), by the device's time. Restored from history at
 * start; a restored value that was received in the district's future was left by a demonstration
 * whose clock was since set back, and gives way to the first live one.
 *
 * Units are columns by cell: three numbers each instead of an object in a map, because a district
 * has 600,000 of them with several meters (1.2 million values: 37 MB, as maps of objects 92 MB;
 * measured with Node 26).
 */
import type { Observation, ObservedQuantity } from '#contracts';

export interface LatestValue {
  readonly value: number;
  readonly timeMs: number;
  readonly receivedMs: number;
}

/** Which subjects are units, and where their row is. */
export interface UnitRows {
  readonly count: number;
  readonly cellOfUnit: { get(code: string): number | undefined };
}

export interface LatestValues {
  get(subject: string, quantity: ObservedQuantity): LatestValue | null;
  /** Of subjects that are not units. */
  of(quantity: ObservedQuantity): ReadonlyMap<string, LatestValue>;
  /** NaN when never told. */
  unitValue(cell: number, quantity: ObservedQuantity): number;
  /** NaN when never told. */
  unitTimeMs(cell: number, quantity: ObservedQuantity): number;
  /** Units that ever told the quantity. */
  forEachUnit(quantity: ObservedQuantity, visit: (cell: number, timeMs: number) => void): void;
  /** True when the observation is now the newest of its series. */
  apply(observation: Observation): boolean;
  /** Whether the known value lies in the future and will give way. */
  givesWay(observation: Observation): boolean;
}

/** The server's own clock does not run backwards further than a time service steps it. */
export const SET_BACK_MS = 10_000;

interface Columns {
  readonly values: Float64Array;
  /** NaN: never told. */
  readonly timesMs: Float64Array;
  readonly receivedMs: Float64Array;
}

export function createLatestValues(units: UnitRows): LatestValues {
  const byQuantity = new Map<ObservedQuantity, Map<string, LatestValue>>();
  const columnsOf = new Map<ObservedQuantity, Columns>();
  const of = (quantity: ObservedQuantity): Map<string, LatestValue> => {
    let map = byQuantity.get(quantity);
    if (!map) {
      map = new Map();
      byQuantity.set(quantity, map);
    }
    return map;
  };
  const columns = (quantity: ObservedQuantity): Columns => {
    let found = columnsOf.get(quantity);
    if (!found) {
      found = {
        values: new Float64Array(units.count).fill(Number.NaN),
        timesMs: new Float64Array(units.count).fill(Number.NaN),
        receivedMs: new Float64Array(units.count).fill(Number.NaN),
      };
      columnsOf.set(quantity, found);
    }
    return found;
  };
  const unitLatest = (cell: number, quantity: ObservedQuantity): LatestValue | null => {
    const found = columnsOf.get(quantity);
    const timeMs = found?.timesMs[cell] ?? Number.NaN;
    if (!found || Number.isNaN(timeMs)) return null;
    return { value: found.values[cell] ?? 0, timeMs, receivedMs: found.receivedMs[cell] ?? 0 };
  };
  const get = (subject: string, quantity: ObservedQuantity): LatestValue | null => {
    const cell = units.cellOfUnit.get(subject);
    if (cell === undefined) return byQuantity.get(quantity)?.get(subject) ?? null;
    return unitLatest(cell, quantity);
  };
  const givesWayTo = (known: LatestValue | null, receivedMs: number): boolean =>
    known !== null && known.receivedMs > receivedMs + SET_BACK_MS;
  return {
    get,
    of,
    unitValue: (cell, quantity) => columnsOf.get(quantity)?.values[cell] ?? Number.NaN,
    unitTimeMs: (cell, quantity) => columnsOf.get(quantity)?.timesMs[cell] ?? Number.NaN,
    forEachUnit: (quantity, visit) => {
      const timesMs = columnsOf.get(quantity)?.timesMs;
      if (!timesMs) return;
      for (let cell = 0; cell < timesMs.length; cell += 1) {
        const timeMs = timesMs[cell] ?? Number.NaN;
        if (!Number.isNaN(timeMs)) visit(cell, timeMs);
      }
    },
    givesWay: ({ subject, quantity, receivedMs }) => givesWayTo(get(subject, quantity), receivedMs),
    apply: ({ subject, quantity, value, timeMs, receivedMs }) => {
      const cell = units.cellOfUnit.get(subject);
      const known =
        cell === undefined ? (of(quantity).get(subject) ?? null) : unitLatest(cell, quantity);
      if (known && known.timeMs > timeMs && !givesWayTo(known, receivedMs)) return false;
      if (cell === undefined) {
        of(quantity).set(subject, { value, timeMs, receivedMs });
        return true;
      }
      const into = columns(quantity);
      into.values[cell] = value;
      into.timesMs[cell] = timeMs;
      into.receivedMs[cell] = receivedMs;
      return true;
    },
  };
}
