/** One value of a distribution. Cut distributions are drawn again until inside, at most 1,000 times. */
import type { Distribution, SeededRandom } from '#contracts';

export function drawValue(distribution: Distribution, random: SeededRandom): number {
  switch (distribution.type) {
    case 'constant':
      return distribution.value;
    case 'uniform':
      return distribution.min + random.next() * (distribution.max - distribution.min);
    case 'normal': {
      const { mean, deviation, min, max } = distribution;
      return drawWithin(() => mean + deviation * random.nextNormal(), min, max);
    }
    case 'lognormal': {
      const { logMean, logDeviation, min = 0, max = Infinity } = distribution;
      return drawWithin(() => Math.exp(logMean + logDeviation * random.nextNormal()), min, max);
    }
    case 'gamma':
      return distribution.scale * drawGamma(distribution.shape, random);
    case 'weibull':
      return distribution.scale * (-Math.log(1 - random.next())) ** (1 / distribution.shape);
  }
}

function drawWithin(draw: () => number, min: number, max: number): number {
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const value = draw();
    if (value >= min && value <= max) return value;
  }
  // The limits hold next to nothing of the distribution; their middle is as good as any value.
  return Math.min(max, Math.max(min, (min + max) / 2));
}

/** Marsaglia and Tsang 2000 (doi:10.1145/358407.358414); below shape 1 by their boost. */
function drawGamma(shape: number, random: SeededRandom): number {
  if (shape < 1) {
    const u = 1 - random.next();
    return drawGamma(shape + 1, random) * u ** (1 / shape);
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.nextNormal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    if (Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
