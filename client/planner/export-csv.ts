/**
 * A run as CSV (RFC 4180, UTF-8 with BOM so that spreadsheets read Chinese): first the outcomes,
 * then one line per minute and place: walkways and stations that ever hold anybody, streets that
 * ever slow down. English column names with units: files outlive the interface's language.
 */
import type { DistrictNetworks, Frames, Interval, Outcomes } from '#contracts';
import { FRAME_SECONDS } from '#contracts';
import { densityOf } from '../layers/index.ts';
import { OUTCOME_IDS, outcomeValue } from './outcome-rows.ts';

const LINE_END = '\r\n';
const OUTCOME_UNITS = {
  peakDensity: 'persons/m2',
  minutesAboveFour: 'link-minutes',
  clearing: 'min',
  stationQueue: 'persons',
  vehicleDelay: 'vehicle-hours',
  staff: 'persons',
} as const;
/** Below this a street counts as slowed. */
const SLOWED_RATIO = 0.95;

/**
 * Quoted when needed; a leading =, +, @ or tab is defused, because spreadsheets would run it.
 * Numbers keep their minus.
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const row = (cells: readonly (string | number | null)[]): string => cells.map(csvCell).join(',');
const time = (timeMs: number): string => new Date(timeMs).toISOString();
const round = (value: number, decimals: number): number => Number(value.toFixed(decimals));

export function outcomesCsv(
  runs: readonly { readonly name: string; readonly outcomes: Outcomes }[],
): string {
  const lines = [
    row(['run', 'outcome', 'unit', 'low_10', 'median', 'high_90', 'place', 'time_utc']),
  ];
  for (const { name, outcomes } of runs) {
    for (const id of OUTCOME_IDS) {
      const { interval, place, atMs } = outcomeValue(outcomes, id);
      const quantiles = (
        ['low', 'median', 'high'] as const satisfies readonly (keyof Interval)[]
      ).map((key) => (interval === null ? null : round(interval[key], 3)));
      lines.push(
        row([
          name,
          id,
          OUTCOME_UNITS[id],
          ...quantiles,
          place?.id ?? null,
          atMs === null ? null : time(atMs),
        ]),
      );
    }
  }
  return lines.join(LINE_END) + LINE_END;
}

export function placesCsv(name: string, frames: Frames, networks: DistrictNetworks): string {
  const lines = [
    row([
      'run',
      'time_utc',
      'place_type',
      'place',
      'name',
      'persons',
      'persons_high_90',
      'persons_per_m2',
      'speed_m_per_s',
      'flow_veh_per_h',
      'queue_veh',
      'waiting_low_10',
      'waiting',
      'waiting_high_90',
    ]),
  ];
  const minutes = Array.from({ length: frames.frameCount }, (_, frame) =>
    time(frames.startMs + frame * FRAME_SECONDS * 1000),
  );
  const empty = (count: number): null[] => Array.from({ length: count }, () => null);
  networks.walk.links.forEach((link, i) => {
    const at = (frame: number) => frame * frames.walkLinkCount + i;
    if (!minutes.some((_, frame) => (frames.walkPersonsHigh[at(frame)] ?? 0) > 0)) return;
    minutes.forEach((minute, frame) => {
      const persons = frames.walkPersons[at(frame)] ?? 0;
      const high = frames.walkPersonsHigh[at(frame)] ?? 0;
      const density = round(densityOf(persons, link), 3);
      lines.push(
        row([
          name,
          minute,
          'walk-link',
          link.id,
          link.name?.zh ?? null,
          persons,
          high,
          density,
          ...empty(6),
        ]),
      );
    });
  });
  networks.street.links.forEach((link, i) => {
    const at = (frame: number) => frame * frames.streetLinkCount + i;
    const speedAt = (frame: number) =>
      (frames.streetSpeedCentimetresPerSecond[at(frame)] ?? 0) / 100;
    const slowest = SLOWED_RATIO * link.freeSpeedMetresPerSecond;
    if (!minutes.some((_, frame) => speedAt(frame) < slowest)) return;
    minutes.forEach((minute, frame) => {
      lines.push(
        row([
          name,
          minute,
          'street-link',
          link.id,
          link.name?.zh ?? null,
          ...empty(3),
          speedAt(frame),
          frames.streetFlowVehiclesPerHour[at(frame)] ?? 0,
          frames.streetQueueVehicles[at(frame)] ?? 0,
          ...empty(3),
        ]),
      );
    });
  });
  networks.stations.forEach((station, i) => {
    minutes.forEach((minute, frame) => {
      const at = frame * frames.stationCount + i;
      lines.push(
        row([
          name,
          minute,
          'station',
          station.id,
          station.name.zh,
          ...empty(6),
          frames.stationWaitingLow[at] ?? 0,
          frames.stationWaiting[at] ?? 0,
          frames.stationWaitingHigh[at] ?? 0,
        ]),
      );
    });
  });
  return lines.join(LINE_END) + LINE_END;
}

export interface CsvRun {
  readonly name: string;
  readonly outcomes: Outcomes;
  readonly frames: Frames;
}

/** Outcomes of all runs, a blank line, then the places of each. */
export function planCsv(runs: readonly CsvRun[], networks: DistrictNetworks): string {
  const places = runs.map(({ name, frames }) => placesCsv(name, frames, networks));
  return `\ufeff${[outcomesCsv(runs), ...places].join(LINE_END)}`;
}
