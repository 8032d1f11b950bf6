/** Quantiles over a few members: linear between order statistics (Hyndman & Fan 1996, type 7). */
import type { Interval } from '#contracts';

export function quantile(sorted: ArrayLike<number>, count: number, part: number): number {
  const at = part * (count - 1);
  const below = Math.floor(at);
  const low = sorted[below] ?? 0;
  const high = sorted[Math.min(count - 1, below + 1)] ?? low;
  return low + (high - low) * (at - below);
}

export function intervalOf(values: readonly number[]): Interval {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    low: quantile(sorted, sorted.length, 0.1),
    median: quantile(sorted, sorted.length, 0.5),
    high: quantile(sorted, sorted.length, 0.9),
  };
}

/**
 * For each place the asked quantile of its member values, rounded. `values[m]` is member m's row.
 * Most places are empty in all members: those cost one comparison a member.
 */
export function quantileRows(
  values: readonly ArrayLike<number>[],
  parts: readonly { readonly part: number; readonly into: Uint16Array | Uint32Array }[],
): void {
  const members = values.length;
  const sorted = new Float64Array(members);
  const places = values[0]?.length ?? 0;
  for (let place = 0; place < places; place += 1) {
    let highest = 0;
    for (let m = 0; m < members; m += 1) {
      const value = values[m]?.[place] as number;
      if (value > highest) highest = value;
      let at = m;
      while (at > 0 && (sorted[at - 1] as number) > value) {
        sorted[at] = sorted[at - 1] as number;
        at -= 1;
      }
      sorted[at] = value;
    }
    if (highest === 0) continue;
    for (const { part, into } of parts) into[place] = Math.round(quantile(sorted, members, part));
  }
}

/** Place of the middle value, the lower of two; of equal ones the first come first. -1 of nothing. */
export function middleIndexBy<T>(values: readonly T[], key: (value: T) => number): number {
  const order = values
    .map((value, index) => ({ index, key: key(value) }))
    .sort((a, b) => a.key - b.key);
  return order[Math.floor((order.length - 1) / 2)]?.index ?? -1;
}
