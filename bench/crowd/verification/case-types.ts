/** What one test of a guideline is here: geometry, people, seeds, figures and the bands they must lie in. */
import type { Asked, FigureInput } from '../../report/figure.ts';

/** What one run gave: plain numbers or lists, so that it can come from another thread. */
export type CaseSample = Readonly<Record<string, number | readonly number[]>>;

export interface CaseFigure extends FigureInput {
  /** Undefined: reported for comparison, not judged. */
  readonly asked?: Asked;
  /** Where the band comes from. */
  readonly source: string;
}

export interface VerificationCase {
  /** Unique among all cases. */
  readonly key: string;
  /** The tests of the guidelines that it answers: `RiMEA 9`, `IMO 9`. */
  readonly tests: readonly string[];
  readonly title: string;
  /** Geometry, people and parameter set, for the page. */
  readonly setup: string;
  /** Runs per variant, with seeds 1, 2, 3 … */
  readonly seeds: number;
  readonly variants: readonly string[];
  measure(variant: string, seed: number): CaseSample;
  judge(samples: CaseSamples): readonly CaseFigure[];
}

/** The samples of all variants of one case. */
export interface CaseSamples {
  /** One number per run. */
  numbers(variant: string, key: string): readonly number[];
  /** The lists of all runs, one after another. */
  lists(variant: string, key: string): readonly number[];
}

export function collectSamples(samples: ReadonlyMap<string, readonly CaseSample[]>): CaseSamples {
  const read = (variant: string, key: string): readonly (number | readonly number[])[] =>
    (samples.get(variant) ?? []).map((sample) => {
      const value = sample[key];
      if (value === undefined)
        throw new Error(`verification: no '${key}' measured in '${variant}'`);
      return value;
    });
  return {
    numbers: (variant, key) =>
      read(variant, key).map((value) => (typeof value === 'number' ? value : Number.NaN)),
    lists: (variant, key) =>
      read(variant, key).flatMap((value) => (typeof value === 'number' ? [value] : value)),
  };
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function leastOf(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Infinity);
}

export function greatestOf(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), -Infinity);
}

/** Sample standard deviation. */
export function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1),
  );
}

export function quantileOf(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** `mean 77.1 (74.2–80.5), 50 seeds`. */
export function spreadNote(values: readonly number[], digits = 1): string {
  return `${leastOf(values).toFixed(digits)}–${greatestOf(values).toFixed(digits)} over ${values.length} seeds`;
}

/** A figure with a band of two ends. */
export function band(
  name: string,
  value: number,
  unit: string,
  low: number,
  high: number,
  source: string,
  note?: string,
): CaseFigure {
  const figure: CaseFigure = { name, value, unit, asked: { between: [low, high] }, source };
  return note === undefined ? figure : { ...figure, note };
}

/** The sets that evacuation tests are run with where the answer depends on the set. */
export const PARAMETER_SETS_JUDGED = ['emergency', 'calibrated'] as const;
