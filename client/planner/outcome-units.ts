/** Each outcome's unit, as a text. */
import type { OutcomeId } from './outcome-rows.ts';

export const OUTCOME_UNIT_KEYS = {
  peakDensity: 'outcome.unit.density',
  minutesAboveFour: 'outcome.unit.linkMinutes',
  clearing: 'outcome.unit.minutes',
  stationQueue: 'outcome.unit.persons',
  leftBehind: 'outcome.unit.times',
  withoutTrain: 'outcome.unit.persons',
  busLeftBehind: 'outcome.unit.times',
  emergency: 'outcome.unit.minutes',
  vehicleDelay: 'outcome.unit.vehicleHours',
  staff: 'outcome.unit.persons',
} as const satisfies Readonly<Record<OutcomeId, string>>;
