/**
 * Runs as CSV (UTF-8 with BOM so that spreadsheets read Chinese), three tables apart by an empty
 * line: outcomes, the peak of every place, and minute by minute the places that matter. English
 * column names with units: files outlive the interface's language.
 */
import type { DistrictNetworks, Frames, Interval, Outcomes } from '#contracts';
import { type CsvTable, csvText, isoTime, LINE_END, rounded } from './csv-table.ts';
import { outcomeIdsOf, outcomeValue } from './outcome-rows.ts';
import { minutesTable, peaksTable } from './place-tables.ts';

const OUTCOME_UNITS = {
  peakDensity: 'persons/m2',
  minutesAboveFour: 'link-minutes',
  clearing: 'min',
  stationQueue: 'persons',
  leftBehind: 'times',
  withoutTrain: 'persons',
  busLeftBehind: 'times',
  emergency: 'min',
  vehicleDelay: 'vehicle-hours',
  staff: 'persons',
} as const;
const QUANTILES = ['low', 'median', 'high'] as const satisfies readonly (keyof Interval)[];

export interface CsvRun {
  readonly name: string;
  readonly outcomes: Outcomes;
  readonly frames: Frames;
}

export const outcomesTable = (runs: readonly Omit<CsvRun, 'frames'>[]): CsvTable => ({
  note: 'Outcomes of each run: quantiles over its members; empty = not within the two hours',
  columns: ['run', 'outcome', 'unit', 'low_10', 'median', 'high_90', 'place', 'time_utc'],
  rows: runs.flatMap(({ name, outcomes }) =>
    outcomeIdsOf(outcomes).map((id) => {
      const { interval, place, atMs } = outcomeValue(outcomes, id);
      return [
        name,
        id,
        OUTCOME_UNITS[id],
        ...QUANTILES.map((key) => (interval === null ? null : rounded(interval[key], 3))),
        place?.id ?? null,
        atMs === null ? null : isoTime(atMs),
      ];
    }),
  ),
});

export function planCsv(runs: readonly CsvRun[], networks: DistrictNetworks): string {
  const tables = [outcomesTable(runs), peaksTable(runs, networks), minutesTable(runs, networks)];
  return `\ufeff${tables.map(csvText).join(LINE_END)}`;
}
