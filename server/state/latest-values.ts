/**
 * The newest value of every (subject, quantity), by the device's time. Restored from history at
 * start; a restored value that was received in the district's future was left by a demonstration whose clock
 * was since set back, and gives way to the first live one.
 */
import type { Observation, ObservedQuantity } from '#contracts';

export interface LatestValue {
  readonly value: number;
  readonly timeMs: number;
  readonly receivedMs: number;
}

export interface LatestValues {
  get(subject: string, quantity: ObservedQuantity): LatestValue | null;
  of(quantity: ObservedQuantity): ReadonlyMap<string, LatestValue>;
  /** True when the observation is now the newest of its series. */
  apply(observation: Observation): boolean;
  /** Whether the known value lies in the future and will give way. */
  givesWay(observation: Observation): boolean;
}

/** The server's own clock does not run backwards further than a time service steps it. */
export const SET_BACK_MS = 10_000;

export function createLatestValues(): LatestValues {
  const byQuantity = new Map<ObservedQuantity, Map<string, LatestValue>>();
  const of = (quantity: ObservedQuantity): Map<string, LatestValue> => {
    let map = byQuantity.get(quantity);
    if (!map) {
      map = new Map();
      byQuantity.set(quantity, map);
    }
    return map;
  };
  const givesWay = ({ subject, quantity, receivedMs }: Observation): boolean => {
    const known = of(quantity).get(subject);
    return known !== undefined && known.receivedMs > receivedMs + SET_BACK_MS;
  };
  return {
    get: (subject, quantity) => byQuantity.get(quantity)?.get(subject) ?? null,
    of,
    givesWay,
    apply: (observation) => {
      const map = of(observation.quantity);
      const known = map.get(observation.subject);
      if (known && known.timeMs > observation.timeMs && !givesWay(observation)) return false;
      const { value, timeMs, receivedMs } = observation;
      map.set(observation.subject, { value, timeMs, receivedMs });
      return true;
    },
  };
}
