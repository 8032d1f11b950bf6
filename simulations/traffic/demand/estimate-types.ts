/** What the estimation of an origin-destination table reads and answers. */
import type { AssignmentResult, TripTable } from '../assignment/assignment-types.ts';

export interface LinkCount {
  readonly link: number;
  /** In the unit of the table, per the same time. */
  readonly vehicles: number;
  /** Standard deviation of the count, above 0. */
  readonly deviation: number;
}

export interface EstimateOptions {
  /** Standard deviation of a prior entry, part of it. */
  readonly priorDeviationShare: number;
  /** First multiply the prior by the one number that fits the counts best. */
  readonly scalePrior: boolean;
  /** Hold the sum of the prior (after scaling) exactly. */
  readonly keepTotal: boolean;
  readonly maxIterations: number;
  /** Stop when an iteration lowers the objective by less than this part. */
  readonly leastGain: number;
  /** Of each assignment. */
  readonly relativeGap: number;
}

export interface FittedCount extends LinkCount {
  /** Flow on the link with the prior, and with the estimate. */
  readonly before: number;
  readonly after: number;
}

export interface TableEstimate {
  readonly table: TripTable;
  readonly prior: TripTable;
  readonly priorScale: number;
  readonly assigned: AssignmentResult;
  readonly counts: readonly FittedCount[];
  /** Counts above 0 on links that no used path passes: left out, not spread over others. */
  readonly unexplained: readonly LinkCount[];
  /** ½ Σ (x − prior)²/variance + ½ Σ (flow − count)²/variance over explained counts. */
  readonly objectiveBefore: number;
  readonly objective: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** Counts or tables that cannot be used: names the place, what was expected, what came. */
export class DemandProblem extends Error {
  override readonly name = 'DemandProblem';
}
