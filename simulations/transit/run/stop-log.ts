/** Every stop of every train, a row each; grows between rows, never inside an exchange. */
import type { TransitState } from './transit-state.ts';
import { LOG_ROWS } from './transit-state.ts';

export const LOG_COLUMNS = 8;
/** Columns of a row. */
export const LOG_TRIP = 0;
export const LOG_STOP = 1;
export const LOG_ARRIVED = 2;
export const LOG_DEPARTED = 3;
export const LOG_ALIGHTED = 4;
export const LOG_BOARDED = 5;
export const LOG_ABOARD = 6;
export const LOG_LEFT_BEHIND = 7;

export interface StopLog {
  /** Rows of LOG_COLUMNS; the first `scalars[LOG_ROWS]` hold. */
  rows: Int32Array;
  readonly on: boolean;
}

export function createStopLog(on: boolean): StopLog {
  return { rows: new Int32Array(on ? 4_096 * LOG_COLUMNS : 0), on };
}

/** Place of a fresh row. */
export function addLogRow(log: StopLog, state: TransitState): number {
  const at = (state.scalars[LOG_ROWS] as number) * LOG_COLUMNS;
  if (at + LOG_COLUMNS > log.rows.length) {
    const grown = new Int32Array(2 * log.rows.length);
    grown.set(log.rows);
    log.rows = grown;
  }
  state.scalars[LOG_ROWS] = (state.scalars[LOG_ROWS] as number) + 1;
  return at;
}
