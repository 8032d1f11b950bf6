/**
 * What is known of the district now: latest values, cell layers and which devices have gone silent.
 * Fed after each durable commit and once at start from history; holds nothing that could not be
 * restored from there.
 */
import {
  byteFromValue,
  CELL_QUANTITIES,
  type CellQuantityId,
  type Frames,
  type Observation,
  type ObservedQuantity,
  type Sensor,
} from '#contracts';
import type { DistrictClock } from '../clock/district-clock.ts';
import type { City } from '../registry/index.ts';
import {
  type CellLayer,
  createMaxLayer,
  createSumLayer,
  createWholeLayer,
  raiseToParents,
} from './cell-layer.ts';
import { createForecastRisk } from './forecast-risk.ts';
import { inferOccupancy } from './infer-occupancy.ts';
import { type InspectionRegister, NO_INSPECTIONS } from './inspection-register.ts';
import { createLatestValues, type LatestValues, SET_BACK_MS } from './latest-values.ts';
import { readRegisteredPersons } from './read-registered-persons.ts';
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
  /** Takes stale meter values off the layers and moves due dates on at midnight (UTC); call about once a district minute. */
  sweep(): void;
  /** After each forecast. */
  showForecast(frames: Frames, issuedMs: number): void;
  /** Of the forecast behind the risk layer; null before the first. */
  riskIssuedMs(): number | null;
  readonly inspections: InspectionRegister;
  /** Registered at the unit; 0: nobody. */
  registeredPersons(cell: number): number;
}

/** Wall time that devices get to connect again after a start. */
const CONNECT_MS = 60_000;
const DAY_MS = 86_400_000;

export function createDistrictState(
  city: City,
  clock: DistrictClock,
  inspections: InspectionRegister = NO_INSPECTIONS,
): DistrictState {
  const { cells } = city;
  const latest = createLatestValues(cells);
  const persons = readRegisteredPersons(city);
  const risk = createForecastRisk(city);
  let riskIssuedMs: number | null = null;
  const sensors = new Map<string, Sensor>(city.networks.sensors.map((s) => [s.id, s]));
  const heardMs = new Map<string, number>();
  const spokeMs = new Map<string, number>();
  /** A device cannot be silent before it had time to find the server that has just started. */
  const listensFromMs = clock.nowMs() + CONNECT_MS * clock.rate;
  const changedSensors = new Set<string>();
  const alarmed = new Set<number>();
  const layers = {
    alarm: createMaxLayer(cells),
    power: createSumLayer(cells, CELL_QUANTITIES.power),
    water: createSumLayer(cells, CELL_QUANTITIES.water),
    occupancy: createSumLayer(cells, CELL_QUANTITIES.occupancy),
    people: createSumLayer(cells, CELL_QUANTITIES.people),
    inspection: createWholeLayer(cells, CELL_QUANTITIES.inspection),
    risk: createWholeLayer(cells, CELL_QUANTITIES.risk),
  };

  const isStale = (subject: string, quantity: ObservedQuantity, timeMs: number): boolean => {
    const sensor = sensors.get(subject);
    const limit = sensor
      ? sensorStaleAfterMs(sensor.type, clock.rate)
      : meterStaleAfterMs(quantity, clock.rate);
    return clock.nowMs() - timeMs > limit;
  };

  const isMeterStale = (quantity: ObservedQuantity, timeMs: number): boolean =>
    clock.nowMs() - timeMs > meterStaleAfterMs(quantity, clock.rate);

  /** Meter value per floor area; null when unknown or stale. */
  const density = (cell: number, quantity: ObservedQuantity): number | null => {
    const timeMs = latest.unitTimeMs(cell, quantity);
    const area = cells.areas[cell] ?? 0;
    if (Number.isNaN(timeMs) || area <= 0 || isMeterStale(quantity, timeMs)) return null;
    return latest.unitValue(cell, quantity) / area;
  };

  const refreshUnit = (cell: number): void => {
    const power = density(cell, 'powerWatts');
    const water = density(cell, 'waterLitresPerHour');
    const occupancy = inferOccupancy(cells.usageOf(cell), power, water);
    const registered = persons[cell] ?? 0;
    layers.power.setUnit(cell, power);
    layers.water.setUnit(cell, water);
    layers.occupancy.setUnit(cell, occupancy);
    layers.people.setUnit(
      cell,
      occupancy === null || registered === 0 ? null : (occupancy / 100) * registered,
    );
  };

  let inspectedDay = Number.NaN;
  /** Once a day: the dates stand, today moves. */
  const refreshInspections = (): void => {
    const today = Math.floor(clock.nowMs() / DAY_MS);
    if (today === inspectedDay) return;
    inspectedDay = today;
    const next = new Uint8Array(cells.count);
    for (let cell = 0; cell < cells.count; cell += 1) {
      const days = inspections.daysPastDue(cell, clock.nowMs());
      if (days !== null) next[cell] = byteFromValue(CELL_QUANTITIES.inspection, days);
    }
    raiseToParents(cells, next);
    layers.inspection.replace(next);
  };
  refreshInspections();

  return {
    latest,
    layers,
    sensors,
    isStale,
    apply: (observations) => {
      const units = new Set<number>();
      for (const observation of observations) {
        if (!latest.apply(observation)) continue;
        const { subject, quantity } = observation;
        if (sensors.has(subject)) {
          spokeMs.set(subject, observation.receivedMs);
          heardMs.set(subject, observation.timeMs);
          changedSensors.add(subject);
        } else if (quantity === 'powerWatts' || quantity === 'waterLitresPerHour') {
          const cell = cells.cellOfUnit.get(subject);
          if (cell !== undefined) units.add(cell);
        }
      }
      for (const cell of units) refreshUnit(cell);
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
      refreshInspections();
      for (const quantity of ['powerWatts', 'waterLitresPerHour'] as const) {
        latest.forEachUnit(quantity, (cell, timeMs) => {
          if (isMeterStale(quantity, timeMs)) refreshUnit(cell);
        });
      }
    },
    showForecast: (frames, issuedMs) => {
      layers.risk.replace(risk.bytesOf(frames));
      riskIssuedMs = issuedMs;
    },
    riskIssuedMs: () => riskIssuedMs,
    inspections,
    registeredPersons: (cell) => persons[cell] ?? 0,
  };
}
