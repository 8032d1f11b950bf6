/**
 * Devices that count in the street: people counters, venue gates, station gates, road detectors.
 * Each reads the truth's counters, keeps its last reading, and says the difference once a minute
 * with its own detection error.
 */
import {
  createRandom,
  type DistrictNetworks,
  type GateId,
  type MessagePayload,
  type MessageType,
  type Sensor,
} from '#contracts';
import type { CountedTotals, DistrictTruth } from '../truth/district-truth.ts';
import { countWithNoise, drawCounterQuality } from './count-noise.ts';

export interface DeviceReport {
  readonly type: MessageType;
  readonly deviceId: string;
  readonly payload: MessagePayload<MessageType>;
}

type Reading = (
  truth: CountedTotals,
  run: DistrictTruth,
  timeMs: number,
  intervalSeconds: number,
) => DeviceReport;

type CountingSensor = Exclude<Sensor, { type: 'weather-station' }>;

function readingOf(networks: DistrictNetworks, sensor: CountingSensor, seed: number): Reading {
  const random = createRandom(seed, `device ${sensor.id}`);
  const quality = drawCounterQuality(random);
  /** The device's count since it was last asked, from two readings of a total. */
  const counter = (): ((total: number) => number) => {
    let last = 0;
    return (total) => {
      const difference = Math.max(0, total - last);
      last = total;
      return countWithNoise(random, difference, quality);
    };
  };
  const first = counter();
  const second = counter();
  switch (sensor.type) {
    case 'people-counter':
      return (truth, _run, timeMs, intervalSeconds) => ({
        type: 'people-counter/count',
        deviceId: sensor.id,
        payload: {
          timeMs,
          intervalSeconds,
          forward: first(truth.walkForwardTotal[sensor.walkLink] ?? 0),
          backward: second(truth.walkBackwardTotal[sensor.walkLink] ?? 0),
        },
      });
    case 'gate-counter': {
      const index = gateOrder(networks).indexOf(sensor.gate);
      return (truth, _run, timeMs, intervalSeconds) => ({
        type: 'gate-counter/count',
        deviceId: sensor.id,
        payload: {
          timeMs,
          intervalSeconds,
          out: first(truth.gateOutTotal[index] ?? 0),
          in: second(truth.gateInTotal[index] ?? 0),
        },
      });
    }
    case 'station-gates': {
      const index = networks.stations.findIndex((station) => station.id === sensor.station);
      return (truth, _run, timeMs, intervalSeconds) => ({
        type: 'station-gates/count',
        deviceId: sensor.id,
        payload: {
          timeMs,
          intervalSeconds,
          entries: first(truth.stationEntriesTotal[index] ?? 0),
          exits: second(truth.stationExitsTotal[index] ?? 0),
        },
      });
    }
    case 'road-detector':
      return (truth, run, timeMs, intervalSeconds) => {
        const vehicles = first(truth.streetOutTotal[sensor.streetLink] ?? 0);
        const speed =
          run.streetSpeedMetresPerSecond(sensor.streetLink) * (1 + 0.05 * random.nextNormal());
        return {
          type: 'road-detector/flow',
          deviceId: sensor.id,
          payload: {
            timeMs,
            intervalSeconds,
            vehicles,
            meanSpeedMetresPerSecond:
              vehicles === 0 ? null : Math.min(60, Math.max(0, Math.round(speed * 10) / 10)),
          },
        };
      };
  }
}

const gateOrder = (networks: DistrictNetworks): readonly GateId[] =>
  networks.venues.flatMap((venue) => venue.gates.map((gate) => gate.id));

export interface StreetDevices {
  report(run: DistrictTruth, timeMs: number, intervalSeconds: number): readonly DeviceReport[];
}

export function createStreetDevices(networks: DistrictNetworks, seed: number): StreetDevices {
  const readings = networks.sensors.flatMap((sensor) =>
    sensor.type === 'weather-station' ? [] : [readingOf(networks, sensor, seed)],
  );
  return {
    report: (run, timeMs, intervalSeconds) =>
      readings.map((read) => read(run.counts, run, timeMs, intervalSeconds)),
  };
}
