/**
 * Meter concentrators: one a building, reading all its units' power and water meters and sending
 * one message for each. Buildings report one after another, spread over the interval.
 */
import { createRandom, hashText, type SeededRandom } from '#contracts';
import type { MeteredUnit } from '../city/read-city.ts';
import type { DeviceReport } from './street-devices.ts';
import { drawUnitUsage, type UnitMeter } from './unit-usage.ts';

/** Smart meters here are read in quarter-hours. */
export const METER_INTERVAL_MS = 900_000;
/** A concentrator keeps this much while it cannot send. */
export const METER_BACKLOG_MS = 1_800_000;
/** The payload's limit of readings. */
const READINGS_LIMIT = 5000;

interface Concentrator {
  readonly buildingId: string;
  readonly phaseMs: number;
  readonly random: SeededRandom;
  readonly meters: readonly UnitMeter[];
}

export interface MeterConcentrators {
  /** Reports due in (afterMs, untilMs]. */
  reportsDue(
    afterMs: number,
    untilMs: number,
    localHourAt: (timeMs: number) => number,
  ): readonly DeviceReport[];
}

export function createMeterConcentrators(
  units: readonly MeteredUnit[],
  seed: number,
): MeterConcentrators {
  const concentrators = [...groupByBuilding(units)].map(([buildingId, owned]): Concentrator => {
    const random = createRandom(seed, `meters ${buildingId}`);
    return {
      buildingId,
      phaseMs: hashText(buildingId) % METER_INTERVAL_MS,
      random,
      meters: owned.slice(0, READINGS_LIMIT).map((unit) => ({
        code: unit.code,
        use: unit.use,
        areaSquareMetres: unit.areaSquareMetres,
        level: Math.exp(0.4 * random.nextNormal()),
      })),
    };
  });
  return {
    reportsDue: (afterMs, untilMs, localHourAt) =>
      concentrators.flatMap((c) => {
        const due =
          Math.floor((untilMs - c.phaseMs) / METER_INTERVAL_MS) * METER_INTERVAL_MS + c.phaseMs;
        return due > afterMs ? reportsOf(c, due, localHourAt(due)) : [];
      }),
  };
}

function groupByBuilding(units: readonly MeteredUnit[]): ReadonlyMap<string, MeteredUnit[]> {
  const groups = new Map<string, MeteredUnit[]>();
  for (const unit of units) {
    const group = groups.get(unit.buildingId);
    if (group) group.push(unit);
    else groups.set(unit.buildingId, [unit]);
  }
  return groups;
}

function reportsOf(c: Concentrator, timeMs: number, localHour: number): readonly DeviceReport[] {
  const usage = c.meters.map((meter) => ({
    code: meter.code,
    ...drawUnitUsage(c.random, meter, localHour),
  }));
  const deviceId = c.buildingId;
  return [
    {
      type: 'building/power',
      deviceId,
      payload: { timeMs, readings: usage.map((u) => ({ unit: u.code, value: u.watts })) },
    },
    {
      type: 'building/water',
      deviceId,
      payload: { timeMs, readings: usage.map((u) => ({ unit: u.code, value: u.litresPerHour })) },
    },
  ];
}
