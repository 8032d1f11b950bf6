/**
 * The demonstration city: a truth simulation with hidden parameters, seen only through devices
 * that count it with error and speak MQTT. The truth follows the district's clock; at the start it
 * runs the two hours before, so that the devices deliver what they had stored.
 */
import { createRandom, type EventPlan, topicOf, type Weather } from '#contracts';
import type { FeedCity } from './city/read-city.ts';
import { drawIncidents, type Incident } from './devices/incidents.ts';
import {
  createMeterConcentrators,
  type MeterConcentrators,
} from './devices/meter-concentrators.ts';
import {
  createStreetDevices,
  type DeviceReport,
  type StreetDevices,
} from './devices/street-devices.ts';
import { createWeatherTruth, type WeatherTruth } from './devices/weather.ts';
import { createDistrictTruth, type DistrictTruth } from './truth/district-truth.ts';
import { drawHiddenTruth } from './truth/draw-hidden-truth.ts';

export const REPORT_INTERVAL_MS = 60_000;
const WARM_UP_MS = 30 * 60_000;
const HORIZON_MS = 7 * 86_400_000;

export interface FeedOptions {
  readonly city: FeedCity;
  readonly events: readonly EventPlan[];
  readonly seed: number;
  /** District time at which devices begin to report. */
  readonly fromMs: number;
  /** Meter concentrators store less than the others: their first report is after this. */
  readonly metersFromMs: number;
  /** Detectors store nothing: when they connect they tell what is on, and nothing of what is over. */
  readonly liveFromMs: number;
}

export interface Feed {
  /** Every report due up to `untilMs`, oldest first, as topics and payloads. */
  advance(untilMs: number): readonly { readonly topic: string; readonly payload: object }[];
}

interface Parts {
  readonly run: DistrictTruth;
  readonly street: StreetDevices;
  readonly meters: MeterConcentrators;
  readonly weather: WeatherTruth;
  readonly incidents: readonly Incident[];
  readonly weatherStations: readonly string[];
}

export function createFeed(options: FeedOptions): Feed {
  const { city, seed } = options;
  const parts = createParts(options);
  const localHourAt = localHours(city.manifest.timeZone);
  let reportedMs = options.fromMs;

  return {
    advance: (untilMs) => {
      const reports: DeviceReport[] = [];
      for (let next = nextReport(reportedMs); next <= untilMs; next = nextReport(reportedMs)) {
        reports.push(...advanceMinute(parts, reportedMs, next));
        if (next > options.metersFromMs) {
          reports.push(...parts.meters.reportsDue(reportedMs, next, localHourAt));
        }
        reportedMs = next;
      }
      return reports.map((report) => ({
        topic: topicOf(city.manifest.district, report.type, report.deviceId),
        payload: report.payload,
      }));
    },
  };

  function createParts({ events, fromMs, liveFromMs }: FeedOptions): Parts {
    const truth = drawHiddenTruth(seed, events);
    const firstEnd = truth.events[0]?.endMs ?? fromMs + 3_600_000;
    const weather = createWeatherTruth(seed, firstEnd);
    const startMs = Math.floor((fromMs - WARM_UP_MS) / 1000) * 1000;
    const input = {
      startMs,
      timeZone: city.manifest.timeZone,
      seed,
      weather: weather.at(startMs),
      events: truth.events,
      measures: [],
      demandFactors: truth.demandFactors,
      parameters: truth.parameters,
    };
    const run = createDistrictTruth(city.networks, input, city.transit);
    run.advanceTo(fromMs - (fromMs % 1000));
    const street = createStreetDevices(city.networks, seed);
    // The first reading takes the warm-up out of the counters.
    street.report(run, fromMs, REPORT_INTERVAL_MS / 1000);
    return {
      run,
      street,
      meters: createMeterConcentrators(city.units, seed),
      weather,
      incidents: drawIncidents(
        createRandom(seed, 'incidents'),
        city.units.map((unit) => unit.code),
        fromMs,
        fromMs + HORIZON_MS,
      )
        .filter(({ untilMs }) => untilMs > liveFromMs)
        .map((incident) => ({ ...incident, fromMs: Math.max(incident.fromMs, liveFromMs) })),
      weatherStations: city.networks.sensors.flatMap((sensor) =>
        sensor.type === 'weather-station' ? [sensor.id] : [],
      ),
    };
  }
}

const nextReport = (afterMs: number): number =>
  (Math.floor(afterMs / REPORT_INTERVAL_MS) + 1) * REPORT_INTERVAL_MS;

function advanceMinute(parts: Parts, afterMs: number, untilMs: number): readonly DeviceReport[] {
  const weather: Weather = parts.weather.at(untilMs);
  parts.run.change({ weather });
  parts.run.advanceTo(untilMs);
  return [
    ...parts.weatherStations.map((deviceId) => ({
      type: 'weather-station/observation' as const,
      deviceId,
      payload: { timeMs: untilMs, ...weather },
    })),
    ...parts.street.report(parts.run, untilMs, (untilMs - afterMs) / 1000),
    ...incidentReports(parts.incidents, afterMs, untilMs),
  ];
}

function incidentReports(
  incidents: readonly Incident[],
  afterMs: number,
  untilMs: number,
): readonly DeviceReport[] {
  const within = (timeMs: number): boolean => timeMs > afterMs && timeMs <= untilMs;
  return incidents.flatMap((incident) => {
    const report = (timeMs: number, alarm: boolean): DeviceReport => ({
      type: incident.type,
      deviceId: incident.unit,
      payload: { timeMs, alarm },
    });
    return [
      ...(within(incident.fromMs) ? [report(incident.fromMs, true)] : []),
      ...(within(incident.untilMs) ? [report(incident.untilMs, false)] : []),
    ];
  });
}

/** Hour of the day in the district, as a fraction. */
function localHours(timeZone: string): (timeMs: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (timeMs) => {
    const [hour = '0', minute = '0'] = format.format(timeMs).split(':');
    return Number(hour) + Number(minute) / 60;
  };
}
