/** NIST 1.1: pre-movement times follow their distribution, by the test of Kolmogorov and Smirnov. */
import { type Distribution, rectangleShape } from '#contracts';
import { createCrowd } from '#simulations';
import type { VerificationCase } from './case-types.ts';
import { scenarioOf } from './run-scenario.ts';

const PEOPLE = 400;

interface Law {
  readonly distribution: Distribution;
  /** Cumulative distribution, written here from the textbook formula, not from the code under test. */
  cumulative(seconds: number): number;
}

const LAWS: Readonly<Record<string, Law>> = {
  uniform: {
    distribution: { type: 'uniform', min: 10, max: 100 },
    cumulative: (t) => Math.min(1, Math.max(0, (t - 10) / 90)),
  },
  lognormal: {
    distribution: { type: 'lognormal', logMean: 3.5, logDeviation: 0.6 },
    cumulative: (t) => (t <= 0 ? 0 : normalCumulative((Math.log(t) - 3.5) / 0.6)),
  },
  gamma: {
    distribution: { type: 'gamma', shape: 2.5, scale: 15 },
    cumulative: (t) => (t <= 0 ? 0 : lowerGamma(2.5, t / 15)),
  },
  weibull: {
    distribution: { type: 'weibull', shape: 1.8, scale: 45 },
    cumulative: (t) => (t <= 0 ? 0 : 1 - Math.exp(-((t / 45) ** 1.8))),
  },
};

export const startDistributions: VerificationCase = {
  key: 'start distributions',
  tests: ['NIST 1.1'],
  title: 'Pre-movement times follow their distribution',
  setup: `${PEOPLE} persons in a room, pre-movement uniform, lognormal, gamma or Weibull; Kolmogorov–Smirnov test of the set-off times against the law.`,
  seeds: 50,
  variants: Object.keys(LAWS),
  measure: (variant, seed) => {
    const law = LAWS[variant];
    if (law === undefined) throw new Error(`no law '${variant}'`);
    const run = createCrowd(
      scenarioOf({
        levels: [{ id: 'floor', walkable: rectangleShape(0, 0, 30, 30) }],
        exits: [{ id: 'door', level: 'floor', area: rectangleShape(29, 14, 30, 16) }],
        people: [
          {
            id: 'people',
            level: 'floor',
            area: rectangleShape(0, 0, 30, 30),
            count: PEOPLE,
            preMovementSeconds: law.distribution,
            journey: [{ type: 'exit', exits: ['door'] }],
          },
        ],
      }),
      { seed },
    );
    return { p: kolmogorovSmirnov([...run.arrays.setOffSeconds], law.cumulative) };
  },
  judge: (samples) =>
    Object.keys(LAWS).map((variant) => {
      const passed = samples.numbers(variant, 'p').filter((p) => p > 0.05).length;
      const seeds = samples.numbers(variant, 'p').length;
      return {
        name: `${variant}: seeds with p > 0.05`,
        value: passed,
        unit: `of ${seeds}`,
        asked: { atLeast: leastPassing(seeds) },
        source:
          'NIST TN 1822, 1.1: p > 0.05 — which a right sampler meets 95 times in 100; the band is the 0.5 % quantile of that',
      };
    }),
};

/** The greatest k with P(X < k) ≤ 0.005 for X ~ Bin(n, 0.95). */
export function leastPassing(n: number): number {
  let below = 0;
  let term = 0.05 ** n;
  for (let k = 0; k <= n; k += 1) {
    below += term;
    if (below > 0.005) return k;
    term *= ((n - k) / (k + 1)) * (0.95 / 0.05);
  }
  return n;
}

/** p of the two-sided test (Kolmogorov's series with Stephens' correction for finite samples). */
export function kolmogorovSmirnov(
  values: readonly number[],
  cumulative: (value: number) => number,
): number {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  let greatest = 0;
  sorted.forEach((value, k) => {
    const f = cumulative(value);
    greatest = Math.max(greatest, f - k / n, (k + 1) / n - f);
  });
  const root = Math.sqrt(n);
  const lambda = greatest * (root + 0.12 + 0.11 / root);
  let p = 0;
  for (let j = 1; j <= 100; j += 1) p += 2 * (-1) ** (j - 1) * Math.exp(-2 * j * j * lambda ** 2);
  return Math.min(1, Math.max(0, p));
}

/** Abramowitz and Stegun 26.2.17, error below 7.5e-8. */
function normalCumulative(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    Math.exp(-(z * z) / 2) *
    0.3989422804 *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z > 0 ? 1 - tail : tail;
}

/** Regularised lower incomplete gamma function P(a, x) by its power series. */
function lowerGamma(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let k = 1; k < 500 && term > sum * 1e-14; k += 1) {
    term *= x / (a + k);
    sum += term;
  }
  return Math.min(1, sum * Math.exp(-x + a * Math.log(x) - logGamma(a)));
}

/** Stirling's series after shifting the argument above 8. */
function logGamma(a: number): number {
  let shift = 0;
  let z = a;
  while (z < 8) {
    shift -= Math.log(z);
    z += 1;
  }
  const series = 1 / (12 * z) - 1 / (360 * z ** 3) + 1 / (1260 * z ** 5);
  return shift + (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series;
}
