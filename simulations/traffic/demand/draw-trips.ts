/** Whole vehicles from a table of real numbers, and when each of them departs. */
import type { SeededRandom } from '#contracts';

/** Vehicles from one place to another within an interval. */
export interface TableRow<Place> {
  readonly from: Place;
  readonly to: Place;
  readonly fromSecond: number;
  readonly untilSecond: number;
  /** Not necessarily whole. */
  readonly vehicles: number;
}

/**
 * Whole numbers, each within 1 of its share and right in the mean, that sum to the rounded sum of the
 * shares, or in proportion to a total: one draw places a grid of step 1 over their running sum (systematic sampling, Madow 1949).
 */
export function drawWhole(
  shares: ArrayLike<number>,
  random: SeededRandom,
  givenTotal?: number,
): Int32Array {
  let sum = 0;
  for (let at = 0; at < shares.length; at += 1) sum += shares[at] as number;
  const total = sum > 0 ? (givenTotal ?? Math.round(sum)) : 0;
  const whole = new Int32Array(shares.length);
  if (total === 0) return whole;
  const stretch = total / sum;
  const start = random.next();
  let running = 0;
  let drawn = 0;
  for (let at = 0; at < shares.length; at += 1) {
    running += (shares[at] as number) * stretch;
    // The last sum may miss the total by rounding.
    const reached = at === shares.length - 1 ? total : Math.min(total, Math.floor(running + start));
    whole[at] = reached - drawn;
    drawn = reached;
  }
  return whole;
}

/** Departures of `vehicles` in an interval: a Poisson stream given its number is uniform; 0.1 s. */
export function drawDepartures(
  vehicles: number,
  fromSecond: number,
  untilSecond: number,
  random: SeededRandom,
): Float64Array {
  const span = untilSecond - fromSecond;
  return Float64Array.from(
    { length: vehicles },
    () => Math.floor((fromSecond + span * random.next()) * 10) / 10,
  );
}
