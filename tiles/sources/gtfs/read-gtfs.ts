/**
 * GTFS static (folder or zip) as a network: one day's trips, stops joined in their stations. What
 * cannot be used is left out by a stated rule, counted and listed; a feed without a needed table,
 * without calls or without service on the day is refused.
 */
import type { TransitNetwork } from '#contracts';
import { CityBuildError } from '../../city-build-error.ts';
import { createSkipList } from '../../skip-list.ts';
import {
  buildGtfsNetwork,
  type GtfsRoute,
  type GtfsStop,
  type GtfsTrip,
} from './build-gtfs-network.ts';
import { openGtfs } from './open-gtfs.ts';
import { readStopTimes } from './read-stop-times.ts';
import { readTable, secondsOf } from './read-table.ts';
import { dateMs, readServiceDays, type ServiceDays } from './service-days.ts';

export interface GtfsOptions {
  /** YYYYMMDD; without it the day with the most trips in the feed's first four weeks. */
  readonly date?: string;
}

export interface GtfsImport {
  readonly network: TransitNetwork;
  readonly date: string;
  /** What was left out or repaired, by rule. */
  readonly findings: ReturnType<ReturnType<typeof createSkipList>['list']>;
  readonly counts: { readonly calls: number; readonly trips: number; readonly tripsOfDay: number };
}

export async function readGtfs(path: string, options: GtfsOptions = {}): Promise<GtfsImport> {
  const tables = await openGtfs(path);
  const skips = createSkipList();
  const days = readServiceDays(tables, path);

  const stops = new Map<string, GtfsStop>();
  readTable(tables, 'stops.txt', path, ['stop_id'], (row) => {
    const lon = Number(row.stop_lon || Number.NaN);
    const lat = Number(row.stop_lat || Number.NaN);
    const hasPlace = Math.abs(lon) <= 180 && Math.abs(lat) <= 90 && (lon !== 0 || lat !== 0);
    const id = row.stop_id ?? '';
    if (!hasPlace) skips.add('stop without a position: kept, drawn nowhere', `stop '${id}'`);
    stops.set(id, {
      id,
      name: row.stop_name || id,
      type: Number(row.location_type || 0),
      parent: row.parent_station || null,
      lonLat: hasPlace ? [lon, lat] : null,
    });
  });
  const routes = new Map<string, GtfsRoute>();
  readTable(tables, 'routes.txt', path, ['route_id', 'route_type'], (row) => {
    const id = row.route_id ?? '';
    const name = row.route_short_name || row.route_long_name || id;
    routes.set(id, { id, name, type: Number(row.route_type) });
  });

  const trips = new Map<string, GtfsTrip>();
  const known = new Set<string>();
  readTable(tables, 'trips.txt', path, ['trip_id', 'route_id', 'service_id'], (row, line) => {
    const id = row.trip_id ?? '';
    const where = `trips.txt:${line} trip '${id}'`;
    if (known.has(id)) {
      skips.add('trip given twice: the first kept', where);
      return;
    }
    known.add(id);
    if (!routes.has(row.route_id ?? '')) {
      skips.add('trip of a route that is not there: left out', `${where} route '${row.route_id}'`);
      return;
    }
    if (!days.has(row.service_id ?? '')) {
      skips.add(
        'trip of a service that is not there: left out',
        `${where} service '${row.service_id}'`,
      );
      return;
    }
    trips.set(id, {
      id,
      route: row.route_id ?? '',
      service: row.service_id ?? '',
      direction: row.direction_id ?? '',
      headsign: row.trip_headsign ?? '',
      block: row.block_id || null,
    });
  });

  const date = chooseDate(path, days, trips, options.date);
  const today = new Map([...trips].filter(([, { service }]) => days.runs(service, date)));
  const isTrip = (trip: string): boolean => known.has(trip);
  const isStop = (stop: string): boolean =>
    (stops.get(stop)?.type ?? 1) === 0 || stops.get(stop)?.type === 4;
  const { calls, rows } = readStopTimes(tables, path, new Set(today.keys()), isTrip, isStop, skips);
  if (rows === 0)
    throw new CityBuildError(`${path}: stop_times.txt holds no call; nothing can run.`);
  if (calls.size === 0) {
    throw new CityBuildError(
      `${path}: none of the ${today.size} trips of ${date} has usable calls; ${skips
        .list()
        .map(({ reason, count }) => `${count} × ${reason}`)
        .join('; ')}.`,
    );
  }

  const frequencies: { trip: string; from: number; until: number; headway: number }[] = [];
  const columns = ['trip_id', 'start_time', 'end_time', 'headway_secs'];
  readTable(tables, 'frequencies.txt', path, columns, (row, line) => {
    const trip = row.trip_id ?? '';
    const from = secondsOf(row.start_time);
    const until = secondsOf(row.end_time);
    const headway = Number(row.headway_secs);
    if (!calls.has(trip)) return;
    if (from === null || until === null || !(until > from) || !(headway > 0)) {
      skips.add(
        'frequency that goes back in time or has no headway: left out',
        `frequencies.txt:${line}`,
      );
      return;
    }
    frequencies.push({ trip, from, until, headway });
  });

  let timeZone = 'UTC';
  readTable(tables, 'agency.txt', path, ['agency_timezone'], (row) => {
    timeZone = row.agency_timezone || timeZone;
  });
  const network = buildGtfsNetwork({
    path,
    timeZone,
    stops,
    routes,
    trips: today,
    calls,
    frequencies,
    skips,
  });
  return {
    network,
    date,
    findings: skips.list(),
    counts: { calls: rows, trips: known.size, tripsOfDay: today.size },
  };
}

function chooseDate(
  path: string,
  days: ServiceDays,
  trips: ReadonlyMap<string, GtfsTrip>,
  asked: string | undefined,
): string {
  const perService = new Map<string, number>();
  for (const { service } of trips.values()) {
    perService.set(service, (perService.get(service) ?? 0) + 1);
  }
  const tripsOn = (date: string): number =>
    [...perService].reduce((sum, [service, n]) => sum + (days.runs(service, date) ? n : 0), 0);
  if (asked !== undefined) {
    if (Number.isNaN(dateMs(asked))) {
      throw new CityBuildError(`${path}: expected a date YYYYMMDD, got '${asked}'.`);
    }
    if (tripsOn(asked) > 0) return asked;
  }
  let best = { date: '', trips: 0 };
  for (const date of days.dates()) {
    const count = tripsOn(date);
    if (count > best.trips) best = { date, trips: count };
  }
  if (asked !== undefined || best.trips === 0) {
    const instead = best.trips === 0 ? 'no day of it has any' : `${best.date} has ${best.trips}`;
    throw new CityBuildError(`${path}: no trip runs on ${asked ?? 'any day'}; ${instead}.`);
  }
  return best.date;
}
