/**
 * Generalised least squares with bounds (Cascetta 1984, Transportation Research B 18):
 * the x ≥ 0 with the least ½ Σ (x − prior)²/variance + ½ Σ (J x − target)²/noise. Solved in its dual, one unknown
 * an observation: x(λ) = max(0, prior + V Jᵀλ), and λ makes J x + R λ = target. That system is
 * piecewise linear and monotone, so Newton's method with halving on the dual's own (convex) value ends
 * after finitely many steps at the exact answer (semismooth Newton: Qi and Sun 1993).
 */
import { factorSymmetric } from './solve-symmetric.ts';

export interface LeastSquaresProblem {
  /** One entry an unknown. */
  readonly prior: Float64Array;
  readonly variance: Float64Array;
  /** One row an observation, as long as the unknowns. */
  readonly rows: readonly Float64Array[];
  readonly target: Float64Array;
  /** Variance of the observation; 0 holds it exactly. */
  readonly noise: Float64Array;
}

const MOST_STEPS = 60;
const MOST_HALVINGS = 40;
/** Of the largest target: far below what any count can tell. */
const RESIDUAL = 1e-10;

export function solveLeastSquares(problem: LeastSquaresProblem): Float64Array {
  const { prior, variance, rows, target, noise } = problem;
  const count = rows.length;
  const multiplier = new Float64Array(count);
  const unknown = Float64Array.from(prior, (value) => Math.max(0, value));
  if (count === 0) return unknown;
  const trial = new Float64Array(count);
  const residual = new Float64Array(count);
  const scale = Math.max(...target.map(Math.abs), 1e-300);

  /** Sets `unknown`; answers the dual's value, whose gradient is `residual`. */
  const evaluate = (at: Float64Array): number => {
    let value = 0;
    for (let n = 0; n < unknown.length; n += 1) {
      let pull = 0;
      for (let m = 0; m < count; m += 1) {
        pull += ((rows[m] as Float64Array)[n] as number) * (at[m] as number);
      }
      const width = variance[n] as number;
      const x = Math.max(0, (prior[n] as number) + width * pull);
      unknown[n] = x;
      if (width > 0) value += (x * x) / (2 * width);
    }
    for (let m = 0; m < count; m += 1) {
      const row = rows[m] as Float64Array;
      let sum = 0;
      for (let n = 0; n < unknown.length; n += 1)
        sum += (row[n] as number) * (unknown[n] as number);
      const lambda = at[m] as number;
      residual[m] = sum + (noise[m] as number) * lambda - (target[m] as number);
      value += ((noise[m] as number) * lambda * lambda) / 2 - lambda * (target[m] as number);
    }
    return value;
  };

  let value = evaluate(multiplier);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if (residual.every((one) => Math.abs(one) <= RESIDUAL * scale)) break;
    const direction = residual.map((one) => -one);
    factorSymmetric(curvature(problem, unknown), count).solve(direction);
    const slope = direction.reduce((sum, one, m) => sum + one * (residual[m] as number), 0);
    let length = 1;
    let next = value;
    for (let halving = 0; halving < MOST_HALVINGS; halving += 1, length /= 2) {
      for (let m = 0; m < count; m += 1) {
        trial[m] = (multiplier[m] as number) + length * (direction[m] as number);
      }
      next = evaluate(trial);
      if (next <= value + 1e-4 * length * slope) break;
    }
    if (!(next < value)) {
      // Rounding is all that is left.
      evaluate(multiplier);
      break;
    }
    multiplier.set(trial);
    value = next;
  }
  return unknown;
}

/** J V Jᵀ + R over the unknowns off their bound. */
function curvature(problem: LeastSquaresProblem, unknown: Float64Array): Float64Array {
  const { rows, noise, variance } = problem;
  const count = rows.length;
  const matrix = new Float64Array(count * count);
  const weighted = new Float64Array(unknown.length);
  for (let a = 0; a < count; a += 1) {
    const row = rows[a] as Float64Array;
    for (let n = 0; n < unknown.length; n += 1) {
      weighted[n] = (unknown[n] as number) > 0 ? (row[n] as number) * (variance[n] as number) : 0;
    }
    for (let b = 0; b <= a; b += 1) {
      const other = rows[b] as Float64Array;
      let sum = a === b ? (noise[a] as number) : 0;
      for (let n = 0; n < weighted.length; n += 1)
        sum += (weighted[n] as number) * (other[n] as number);
      matrix[a * count + b] = sum;
    }
  }
  return matrix;
}
