/** Motion with bounded acceleration over a stretch: the only place where speeds change gradually. */

/**
 * Answers in `out`: [seconds over `length`, speed at its end]. The vehicle starts at `from` and
 * accelerates to `to` (m/s) if it is not faster already.
 */
export function accelerateOver(
  length: number,
  from: number,
  to: number,
  acceleration: number,
  out: Float64Array,
): void {
  if (from >= to || acceleration === Number.POSITIVE_INFINITY) {
    out[0] = length / to;
    out[1] = to;
    return;
  }
  const needed = (to * to - from * from) / (2 * acceleration);
  if (needed >= length) {
    const end = Math.sqrt(from * from + 2 * acceleration * length);
    out[0] = (end - from) / acceleration;
    out[1] = end;
    return;
  }
  out[0] = (to - from) / acceleration + (length - needed) / to;
  out[1] = to;
}

/** Seconds lost by braking from one speed to another instead of driving on, before the line. */
export function brakingLoss(from: number, to: number, deceleration: number): number {
  if (to >= from || deceleration === Number.POSITIVE_INFINITY) return 0;
  const change = from - to;
  return (change * change) / (2 * deceleration * from);
}

/** What imperfect driving leaves of a wanted speed; of slow speeds at least half. */
export const cruiseSpeed = (wanted: number, dawdle: number): number =>
  wanted - dawdle > wanted / 2 ? wanted - dawdle : wanted / 2;
