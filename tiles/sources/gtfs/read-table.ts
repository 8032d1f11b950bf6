/** One table of a feed, row by row, columns by name. */
import { CsvError, parse } from 'csv-parse/sync';
import { CityBuildError } from '../../city-build-error.ts';
import type { GtfsTable, GtfsTables } from './open-gtfs.ts';

export type GtfsRow = Readonly<Record<string, string>>;

/** Calls `take` for every row with its line; a table that is not in the feed has none. */
export function readTable(
  tables: GtfsTables,
  table: GtfsTable,
  place: string,
  columns: readonly string[],
  take: (row: GtfsRow, line: number) => void,
): void {
  const bytes = tables.get(table);
  if (bytes === undefined) return;
  const where = `${place}: ${table}`;
  let known: readonly string[] = [];
  try {
    parse(bytes, {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count_less: true,
      info: true,
      columns: (header: string[]) => {
        known = header.map((name) => name.trim());
        const missing = columns.filter((column) => !known.includes(column));
        if (missing.length > 0) {
          throw new CityBuildError(
            `${where}: expected columns ${missing.join(', ')}; it has ${known.join(', ')}.`,
          );
        }
        return [...known];
      },
      on_record: (entry: { record: GtfsRow; info: { lines: number } }) => {
        take(entry.record, entry.info.lines);
        return null;
      },
    });
  } catch (error) {
    if (error instanceof CsvError) throw new CityBuildError(`${where}: ${error.message}.`);
    throw error;
  }
  if (known.length === 0) throw new CityBuildError(`${where}: is empty; expected a header line.`);
}

/** Seconds of the service day from H:MM:SS; null when nothing is given, NaN when it is no time. */
export function secondsOf(text: string | undefined): number | null {
  if (text === undefined || text === '') return null;
  const match = /^(\d{1,3}):([0-5]\d):([0-5]\d)$/.exec(text);
  if (match === null) return Number.NaN;
  return Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]);
}
