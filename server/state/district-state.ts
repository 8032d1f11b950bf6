/**
 * What is known of the district now: latest values, cell layers and which devices have gone silent.
 * Fed after each durable commit and once at start from history; holds nothing that could not be
 * restored from there.
 */
import {
  CELL_QUANTITIES,
  type CellQuantityId,
  type Observation,
  type ObservedQuantity,
  type Sensor,
} from '#contracts';
import type { DistrictClock } from '../clock/district-clock.ts';
import type { City } from '../registry/index.ts';
import { type CellLayer, createMaxLayer, createMeanLayer } from './cell-layer.ts';
import { inferOccupancy } from './infer-occupancy.ts';
import { createLatestValues, type LatestValues, SET_BACK_MS } from './latest-values.ts';
import { meterStaleAfterMs, sensorStaleAfterMs } from './stale-after.ts';

export interface SensorPresence {
  readonly sensor: Sensor;
  /** null: never heard. */
  readonly heardMs: number | null;
  /** Its newest value is old: nothing to show as present. */
  readonly stale: boolean;
  /** Nothing at all arrived for longer than it may be silent; one that delivers what it stored speaks. */
  readonly silent: boolean;
}

export interface DistrictState {
  readonly latest: LatestValues;
  readonly layers: Readonly<Record<CellQuantityId, CellLayer>>;
  readonly sensors: ReadonlyMap<string, Sensor>;
  apply(observations: readonly Observation[]): void;
  /** Sensors with a new value since the last call. */
  takeChangedSensors(): readonly string[];
  presence(): readonly SensorPresence[];
  isStale(subject: string, quantity: ObservedQuantity, timeMs: number): boolean;
  /** Rank of the highest open alarm of a unit, 0 for none. */
  setAlarmRank(cell: number, rank: number): void;
  alarmedUnits(): readonly number[];
  /** Takes stale meter values off the layers; call about once a district minute. */
  sweep(): void;
}

/** Wall time that devices get to connect again after a start. */
const CONNECT_MS = 60_000;

export function createDistrictState(city: City, clock: DistrictClock): DistrictState {
  const { cells } = city;
  const latest = createLatestValues();
  const sensors = new Map<string, Sensor>(city.networks.sensors.map((s) => [s.id, s]));
  const heardMs = new Map<string, number>();
  const spokeMs = new Map<string, number>();
  /** A device cannot be silent before it had time to find the server that has just started. */
  const listensFromMs = clock.nowMs() + CONNECT_MS * clock.rate;
  const changedSensors = new Set<string>();
  const alarmed = new Set<number>();
  const layers = {
    alarm: createMaxLayer(cells),
    power: createMeanLayer(cells, CELL_QUANTITIES.power),
    water: createMeanLayer(cells, CELL_QUANTITIES.water),
    occupancy: createMeanLayer(cells, CELL_QUANTITIES.occupancy),
  };

  const isStale = (subject: string, quantity: ObservedQuantity, timeMs: number): boolean => {
    const sensor = sensors.get(subject);
    const limit = sensor
      ? sensorStaleAfterMs(sensor.type, clock.rate)
      : meterStaleAfterMs(quantity, clock.rate);
    return clock.nowMs() - timeMs > limit;
  };

  /** Meter value per floor area; null when unknown or stale. */
  const density = (unit: string, cell: number, quantity: ObservedQuantity): number | null => {
    const value = latest.get(unit, quantity);
    const area = cells.areas[cell] ?? 0;
    if (!value || area <= 0 || isStale(unit, quantity, value.timeMs)) return null;
    return value.value / area;
  };

  const refreshUnit = (unit: string, cell: number): void => {
    const power = density(unit, cell, 'powerWatts');
    const water = density(unit, cell, 'waterLitresPerHour');
    layers.power.setUnit(cell, power);
    layers.water.setUnit(cell, water);
    layers.occupancy.setUnit(cell, inferOccupancy(cells.usageOf(cell), power, water));
  };

  return {
    latest,
    layers,
    sensors,
    isStale,
    apply: (observations) => {
      const units = new Map<string, number>();
      for (const observation of observations) {
        if (!latest.apply(observation)) continue;
        const { subject, quantity } = observation;
        if (sensors.has(subject)) {
          spokeMs.set(subject, observation.receivedMs);
          heardMs.set(subject, observation.timeMs);
          changedSensors.add(subject);
        } else if (quantity === 'powerWatts' || quantity === 'waterLitresPerHour') {
          const cell = cells.cellOfUnit.get(subject);
          if (cell !== undefined) units.set(subject, cell);
        }
      }
      for (const [unit, cell] of units) refreshUnit(unit, cell);
    },
    setAlarmRank: (cell, rank) => {
      layers.alarm.setUnit(cell, rank);
      if (rank > 0) alarmed.add(cell);
      else alarmed.delete(cell);
    },
    alarmedUnits: () => [...alarmed],
    takeChangedSensors: () => {
      const ids = [...changedSensors];
      changedSensors.clear();
      return ids;
    },
    presence: () => {
      const nowMs = clock.nowMs();
      return [...sensors.values()].map((sensor) => {
        const heard = heardMs.get(sensor.id) ?? null;
        const limit = sensorStaleAfterMs(sensor.type, clock.rate);
        const spoke = spokeMs.get(sensor.id) ?? 0;
        // Received in the future: before the clock of a demonstration was set back.
        const sinceMs =
          spoke > nowMs + SET_BACK_MS ? listensFromMs : Math.max(spoke, listensFromMs);
        return {
          sensor,
          heardMs: heard,
          stale: heard !== null && nowMs - heard > limit,
          silent: heard !== null && nowMs - sinceMs > limit,
        };
      });
    },
    sweep: () => {
      for (const quantity of ['powerWatts', 'waterLitresPerHour'] as const) {
        for (const [unit, value] of latest.of(quantity)) {
          if (!isStale(unit, quantity, value.timeMs)) continue;
          const cell = cells.cellOfUnit.get(unit);
          if (cell !== undefined) refreshUnit(unit, cell);
        }
      }
    },
  };
}
