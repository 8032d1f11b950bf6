/** Poisson draw: inversion below a mean of 30 (Devroye 1986), rounded normal above. */
import type { SeededRandom } from '#contracts';

export function drawPoisson(random: SeededRandom, mean: number): number {
  if (!(mean > 0)) return 0;
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextNormal()));
  let count = 0;
  let product = random.next();
  const limit = Math.exp(-mean);
  while (product > limit) {
    count += 1;
    product *= random.next();
  }
  return count;
}
