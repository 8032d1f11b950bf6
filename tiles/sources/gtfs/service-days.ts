/** Which services run on which day: calendar.txt, and calendar_dates.txt on top of it. */
import { CityBuildError } from '../../city-build-error.ts';
import type { GtfsTables } from './open-gtfs.ts';
import { readTable } from './read-table.ts';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
/** Days looked at for the busiest one when none is asked for. */
const DAYS_LOOKED_AT = 28;
const DAY_MS = 86_400_000;

export interface ServiceDays {
  runs(service: string, date: string): boolean;
  /** Dates in order, from the feed's first, at most four weeks. */
  dates(): readonly string[];
  has(service: string): boolean;
}

/** Milliseconds at midnight UTC of YYYYMMDD; NaN when it is no date. */
export function dateMs(text: string): number {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  return match === null ? Number.NaN : Date.parse(`${match[1]}-${match[2]}-${match[3]}T00:00:00Z`);
}

const dateText = (ms: number): string =>
  new Date(ms).toISOString().slice(0, 10).replaceAll('-', '');

export function readServiceDays(tables: GtfsTables, place: string): ServiceDays {
  const weekly = new Map<string, { from: number; until: number; days: readonly boolean[] }>();
  const exceptions = new Map<string, boolean>();
  const services = new Set<string>();
  let first = Number.POSITIVE_INFINITY;
  const dateAt = (table: string, line: number, text: string | undefined): number => {
    const ms = dateMs(text ?? '');
    if (Number.isNaN(ms)) {
      throw new CityBuildError(
        `${place}: ${table}:${line}: expected a date YYYYMMDD, got '${text}'.`,
      );
    }
    return ms;
  };
  const week = ['service_id', 'start_date', 'end_date', ...WEEKDAYS];
  readTable(tables, 'calendar.txt', place, week, (row, line) => {
    const from = dateAt('calendar.txt', line, row.start_date);
    const until = dateAt('calendar.txt', line, row.end_date);
    if (until < from) {
      throw new CityBuildError(
        `${place}: calendar.txt:${line}: ends ${row.end_date} before it begins ${row.start_date}.`,
      );
    }
    const service = row.service_id ?? '';
    services.add(service);
    first = Math.min(first, from);
    weekly.set(service, { from, until, days: WEEKDAYS.map((day) => row[day] === '1') });
  });
  const exception = ['service_id', 'date', 'exception_type'];
  readTable(tables, 'calendar_dates.txt', place, exception, (row, line) => {
    const ms = dateAt('calendar_dates.txt', line, row.date);
    const service = row.service_id ?? '';
    services.add(service);
    if (row.exception_type === '1') first = Math.min(first, ms);
    exceptions.set(`${service} ${row.date}`, row.exception_type === '1');
  });
  return {
    has: (service) => services.has(service),
    runs: (service, date) => {
      const exceptional = exceptions.get(`${service} ${date}`);
      if (exceptional !== undefined) return exceptional;
      const rule = weekly.get(service);
      const ms = dateMs(date);
      if (rule === undefined || ms < rule.from || ms > rule.until) return false;
      return rule.days[new Date(ms).getUTCDay()] ?? false;
    },
    dates: () =>
      Number.isFinite(first)
        ? Array.from({ length: DAYS_LOOKED_AT }, (_, day) => dateText(first + day * DAY_MS))
        : [],
  };
}
