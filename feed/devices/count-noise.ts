/**
 * What a counter makes of the truth. Overhead people counters miss a share of the people and
 * double-count a few; the published accuracy of stereo counters is 95–98 %, of single cameras in
 * crowds 85–95 %, so each device draws its own detection share once and every count is binomial.
 */
import type { SeededRandom } from '#contracts';

export interface CounterQuality {
  /** Share of people or vehicles that this device sees. */
  readonly detectionShare: number;
}

export const drawCounterQuality = (random: SeededRandom): CounterQuality => ({
  detectionShare: 0.88 + 0.1 * random.next(),
});

/** Binomial(n, p): exact for small n, normal approximation above 50 (error < 1 person there). */
export function drawBinomial(random: SeededRandom, n: number, share: number): number {
  if (n <= 0) return 0;
  if (n > 50) {
    const mean = n * share;
    const deviation = Math.sqrt(n * share * (1 - share));
    return Math.min(n, Math.max(0, Math.round(mean + deviation * random.nextNormal())));
  }
  let hits = 0;
  for (let i = 0; i < n; i += 1) if (random.next() < share) hits += 1;
  return hits;
}

export const countWithNoise = (
  random: SeededRandom,
  truth: number,
  quality: CounterQuality,
): number => drawBinomial(random, truth, quality.detectionShare);
