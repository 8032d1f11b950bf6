/**
 * Outcomes in the fixed order of the interface, as plain rows: value with interval per run, and
 * the difference B − A with its interval.
 *
 * A run's record holds quantiles, not members, so members cannot be paired. The difference's
 * interval is therefore that of two independent runs: deviations to either side add as root of
 * squares (exact for normal deviations). With common seeds the true interval is narrower.
 */
import type { Interval, Outcomes, StationId, WalkLinkId } from '#contracts';

export const OUTCOME_IDS = [
  'peakDensity',
  'minutesAboveFour',
  'clearing',
  'stationQueue',
  'vehicleDelay',
  'staff',
] as const;
export type OutcomeId = (typeof OUTCOME_IDS)[number];

export interface OutcomeValue {
  /** null: not within the horizon. */
  readonly interval: Interval | null;
  readonly place:
    | { readonly type: 'walk-link'; readonly id: WalkLinkId }
    | { readonly type: 'station'; readonly id: StationId }
    | null;
  readonly atMs: number | null;
}

const point = (value: number): Interval => ({ low: value, median: value, high: value });

export function outcomeValue(outcomes: Outcomes, id: OutcomeId): OutcomeValue {
  switch (id) {
    case 'peakDensity': {
      const { personsPerSquareMetre, link, atMs } = outcomes.peakDensity;
      const place = link === null ? null : ({ type: 'walk-link', id: link } as const);
      return { interval: personsPerSquareMetre, place, atMs };
    }
    case 'minutesAboveFour':
      return { interval: outcomes.minutesAboveFour, place: null, atMs: null };
    case 'clearing':
      return { interval: outcomes.clearingMinutes, place: null, atMs: null };
    case 'stationQueue': {
      const { persons, station } = outcomes.peakStationQueue;
      const place = station === null ? null : ({ type: 'station', id: station } as const);
      return { interval: persons, place, atMs: null };
    }
    case 'vehicleDelay':
      return { interval: outcomes.vehicleDelayHours, place: null, atMs: null };
    case 'staff':
      return { interval: point(outcomes.staffNeeded), place: null, atMs: null };
    default:
      return id satisfies never;
  }
}

/** B − A of two independent runs. */
export function differenceInterval(a: Interval, b: Interval): Interval {
  const median = b.median - a.median;
  return {
    low: median - Math.hypot(b.median - b.low, a.high - a.median),
    median,
    high: median + Math.hypot(b.high - b.median, a.median - a.low),
  };
}

/** All outcomes are better when lower; unclear when the interval holds zero. */
export function verdictOf(difference: Interval): 'better' | 'worse' | 'same' {
  if (difference.high < 0) return 'better';
  if (difference.low > 0) return 'worse';
  return 'same';
}

/** Decimals that the quantity can know. */
export const OUTCOME_DECIMALS: Readonly<Record<OutcomeId, number>> = {
  peakDensity: 1,
  minutesAboveFour: 0,
  clearing: 0,
  stationQueue: 0,
  vehicleDelay: 0,
  staff: 0,
};
