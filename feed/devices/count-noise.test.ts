import { expect, test } from 'vitest';
import { createRandom } from '#contracts';
import { drawBinomial } from './count-noise.ts';

test.each([
  [20, 0.9],
  [400, 0.9],
])('binomial(%i, %f): mean and variance within five standard errors of np and np(1-p)', (n, p) => {
  const random = createRandom(11, `binomial ${n}`);
  const draws = 20_000;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < draws; i += 1) {
    const hits = drawBinomial(random, n, p);
    expect(Number.isInteger(hits) && hits >= 0 && hits <= n).toBe(true);
    sum += hits;
    squares += (hits - n * p) ** 2;
  }
  const variance = n * p * (1 - p);
  expect(Math.abs(sum / draws - n * p)).toBeLessThan(5 * Math.sqrt(variance / draws));
  // Standard error of a variance from a sample ≈ variance·√(2/draws); rounding adds 1/12.
  expect(Math.abs(squares / draws - variance)).toBeLessThan(
    5 * variance * Math.sqrt(2 / draws) + 1 / 12,
  );
});
