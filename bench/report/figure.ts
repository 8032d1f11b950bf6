/**
 * One measured number with what it is judged by. Benchmarks and verifications both answer with
 * figures, so that every claim of the project can be read, compared and repeated in one form.
 */

/** What the figure must be to hold; both bounds of a band belong to it. */
export type Asked =
  | { readonly atMost: number }
  | { readonly atLeast: number }
  | { readonly between: readonly [low: number, high: number] };

/** What the figure is compared with, and where that comes from (a paper, a programme, a theory). */
export interface Baseline {
  readonly what: string;
  readonly value: number;
  readonly source: string;
}

export interface FigureInput {
  readonly name: string;
  readonly value: number;
  /** `s`, `persons/(m·s)`, `%`, or `` for a pure count or ratio. */
  readonly unit: string;
  readonly baseline?: Baseline;
  readonly asked?: Asked;
  /** Spread, sample size or seed: what a reader needs in order to believe the value. */
  readonly note?: string;
}

export interface Figure extends FigureInput {
  /** True when nothing is asked. */
  readonly holds: boolean;
}

export function judgeFigure(input: FigureInput): Figure {
  return { ...input, holds: isWithin(input.value, input.asked) };
}

/** A yes-or-no law as a figure: the number of violations, of which none is allowed. */
export function judgeViolations(name: string, violations: number, note?: string): Figure {
  const input: FigureInput = { name, value: violations, unit: 'violations', asked: { atMost: 0 } };
  return judgeFigure(note === undefined ? input : { ...input, note });
}

function isWithin(value: number, asked: Asked | undefined): boolean {
  if (asked === undefined) return true;
  // NaN fails every comparison, so a measurement that broke never holds.
  if ('atMost' in asked) return value <= asked.atMost;
  if ('atLeast' in asked) return value >= asked.atLeast;
  const [low, high] = asked.between;
  return value >= low && value <= high;
}
