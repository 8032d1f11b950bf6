/**
 * After how long without a new value a device counts as silent and its value as stale: a few of its
 * usual intervals, in district time, plus five wall seconds of transit at the clock's rate.
 */
import type { ObservedQuantity, Sensor } from '#contracts';

const MINUTE_MS = 60_000;
const TRANSIT_MS = 5_000;

/** Counters report every minute, weather every five, meters every quarter of an hour. */
const SENSOR_MS: Readonly<Record<Sensor['type'], number>> = {
  'people-counter': 5 * MINUTE_MS,
  'gate-counter': 5 * MINUTE_MS,
  'station-gates': 5 * MINUTE_MS,
  'road-detector': 5 * MINUTE_MS,
  'weather-station': 20 * MINUTE_MS,
};
const METER_MS = 60 * MINUTE_MS;

export const sensorStaleAfterMs = (type: Sensor['type'], clockRate: number): number =>
  SENSOR_MS[type] + TRANSIT_MS * clockRate;

/** Smoke and leak detectors speak when something happens: their last word stands. */
export const meterStaleAfterMs = (quantity: ObservedQuantity, clockRate: number): number =>
  quantity === 'smoke' || quantity === 'leak'
    ? Number.POSITIVE_INFINITY
    : METER_MS + TRANSIT_MS * clockRate;
