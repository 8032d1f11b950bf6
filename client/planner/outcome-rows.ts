/** Outcomes in the fixed order of the interface, as plain rows: value with interval per run. */
import type { Interval, Outcomes, StationId, WalkLinkId } from '#contracts';

export const OUTCOME_IDS = [
  'peakDensity',
  'minutesAboveFour',
  'clearing',
  'stationQueue',
  'leftBehind',
  'withoutTrain',
  'busLeftBehind',
  'vehicleDelay',
  'emergency',
  'staff',
] as const;
export type OutcomeId = (typeof OUTCOME_IDS)[number];

/** Figures of trains and buses only where lines are known, of emergency vehicles where some were sent. */
export function hasOutcome(outcomes: Outcomes, id: OutcomeId): boolean {
  if (id === 'leftBehind' || id === 'withoutTrain') return outcomes.transit !== undefined;
  if (id === 'busLeftBehind') return outcomes.buses !== undefined;
  return id !== 'emergency' || slowestEmergency(outcomes) !== null;
}
export const outcomeIdsOf = (...runs: readonly Outcomes[]): readonly OutcomeId[] =>
  OUTCOME_IDS.filter((id) => runs.some((outcomes) => hasOutcome(outcomes, id)));

/** Of the emergency vehicles sent, those that had not arrived at the horizon: their time goes on. */
export function emergencyNotArrived({ emergency = [] }: Outcomes): {
  readonly notArrived: number;
  readonly sent: number;
} {
  const sum = (pick: (run: (typeof emergency)[number]) => number): number =>
    emergency.reduce((total, run) => total + pick(run), 0);
  return { notArrived: sum((run) => run.notArrived), sent: sum((run) => run.sent) };
}

/** The measure whose slowest vehicle takes longest. */
function slowestEmergency({ emergency = [] }: Outcomes): Interval | null {
  return emergency.reduce<Interval | null>(
    (worst, { slowestSeconds }) =>
      worst === null || slowestSeconds.median > worst.median ? slowestSeconds : worst,
    null,
  );
}

const minutes = ({ low, median, high }: Interval): Interval => ({
  low: low / 60,
  median: median / 60,
  high: high / 60,
});

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
    case 'leftBehind': {
      const transit = outcomes.transit;
      const station = transit?.worstStop?.station;
      const place = station === undefined ? null : ({ type: 'station', id: station } as const);
      return { interval: transit?.leftBehind ?? null, place, atMs: null };
    }
    case 'withoutTrain':
      return { interval: outcomes.transit?.withoutTrain ?? null, place: null, atMs: null };
    case 'busLeftBehind':
      return { interval: outcomes.buses?.leftBehind ?? null, place: null, atMs: null };
    case 'emergency': {
      const slowest = slowestEmergency(outcomes);
      return { interval: slowest && minutes(slowest), place: null, atMs: null };
    }
    case 'vehicleDelay':
      return { interval: outcomes.vehicleDelayHours, place: null, atMs: null };
    case 'staff':
      return { interval: point(outcomes.staffNeeded), place: null, atMs: null };
    default:
      return id satisfies never;
  }
}

/** Decimals that the quantity can know. */
export const OUTCOME_DECIMALS: Readonly<Record<OutcomeId, number>> = {
  peakDensity: 1,
  minutesAboveFour: 0,
  clearing: 0,
  stationQueue: 0,
  leftBehind: 0,
  withoutTrain: 0,
  busLeftBehind: 0,
  vehicleDelay: 0,
  emergency: 1,
  staff: 0,
};
