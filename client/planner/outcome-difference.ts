/**
 * The difference B − A of an outcome with its 80 % interval.
 *
 * Two runs with the same seed and as many members share all draws member by member (common random
 * numbers): their differences are taken by member, and the noise that both share cancels. Else the
 * interval is that of two independent runs: deviations to either side add as root of squares,
 * exact for normal deviations, and wider.
 */
import type { Interval, Outcomes, RunMember } from '#contracts';
import { type OutcomeId, outcomeValue } from './outcome-rows.ts';

/** What a comparison needs of a run. */
export interface ComparedRun {
  readonly outcomes: Outcomes;
  readonly seed: number;
  readonly memberOutcomes: readonly RunMember[] | null;
}

export interface OutcomeDifference {
  readonly interval: Interval;
  /** `point`: the outcome is one number a run, without an interval. */
  readonly method: 'paired' | 'independent' | 'point';
}

const MEMBER_VALUE: Readonly<
  Record<Exclude<OutcomeId, 'staff'>, (member: RunMember) => number | null>
> = {
  peakDensity: (member) => member.peakDensityPersonsPerSquareMetre,
  minutesAboveFour: (member) => member.minutesAboveFour,
  clearing: (member) => member.clearingMinutes,
  stationQueue: (member) => member.peakStationQueuePersons,
  leftBehind: (member) => member.leftBehind ?? null,
  withoutTrain: (member) => member.withoutTrain ?? null,
  busLeftBehind: (member) => member.busLeftBehind ?? null,
  emergency: (member) =>
    member.slowestEmergencySeconds === undefined ? null : member.slowestEmergencySeconds / 60,
  vehicleDelay: (member) => member.vehicleDelayHours,
};

/** null when one of the runs has no value. */
export function outcomeDifference(
  a: ComparedRun,
  b: ComparedRun,
  id: OutcomeId,
): OutcomeDifference | null {
  const valueA = outcomeValue(a.outcomes, id).interval;
  const valueB = outcomeValue(b.outcomes, id).interval;
  if (valueA === null || valueB === null) return null;
  if (id === 'staff') {
    const change = valueB.median - valueA.median;
    return { interval: { low: change, median: change, high: change }, method: 'point' };
  }
  const paired = pairedDifferences(a, b, MEMBER_VALUE[id]);
  return paired === null
    ? { interval: independentDifference(valueA, valueB), method: 'independent' }
    : { interval: intervalOf(paired), method: 'paired' };
}

/** null when the members do not pair, or when a member of either run has no value. */
function pairedDifferences(
  a: ComparedRun,
  b: ComparedRun,
  figureOf: (member: RunMember) => number | null,
): readonly number[] | null {
  const before = a.memberOutcomes ?? [];
  const after = b.memberOutcomes ?? [];
  if (a.seed !== b.seed || before.length !== after.length || before.length === 0) return null;
  const differences = before.flatMap((member, i) => {
    const other = after[i];
    const from = figureOf(member);
    const to = other ? figureOf(other) : null;
    return from === null || to === null ? [] : [to - from];
  });
  return differences.length === before.length ? differences : null;
}

/** B − A of two independent runs. */
export function independentDifference(a: Interval, b: Interval): Interval {
  const median = b.median - a.median;
  return {
    low: median - Math.hypot(b.median - b.low, a.high - a.median),
    median,
    high: median + Math.hypot(b.high - b.median, a.median - a.low),
  };
}

/** 10, 50 and 90 %: linear between order statistics (Hyndman & Fan 1996, type 7), as the server's. */
function intervalOf(values: readonly number[]): Interval {
  const sorted = [...values].sort((x, y) => x - y);
  const at = (part: number): number => {
    const position = part * (sorted.length - 1);
    const below = Math.floor(position);
    const low = sorted[below] ?? 0;
    return low + ((sorted[below + 1] ?? low) - low) * (position - below);
  };
  return { low: at(0.1), median: at(0.5), high: at(0.9) };
}

/**
 * All outcomes are better when lower; unclear when the interval holds zero, to the decimals that
 * the outcome is shown with.
 */
export function verdictOf(difference: Interval, decimals: number): 'better' | 'worse' | 'same' {
  const step = 10 ** decimals;
  if (Math.round(difference.high * step) < 0) return 'better';
  if (Math.round(difference.low * step) > 0) return 'worse';
  return 'same';
}
