/** Random arrivals at a rate, for cases whose theory assumes them. */
import { createRandom } from '#contracts';

export function poissonTimes(
  perSecond: number,
  from: number,
  to: number,
  seed: number,
): readonly number[] {
  const random = createRandom(seed, 'arrivals');
  const times: number[] = [];
  for (let at = from; ; ) {
    at -= Math.log(1 - random.next()) / perSecond;
    if (at >= to) return times;
    times.push(at);
  }
}
