/** The tables of one day as a network: stations, stops, patterns of equal stops, times once each. */
import {
  entranceIdSchema,
  stationIdSchema,
  type TransitEntrance,
  type TransitNetwork,
  type TransitStation,
} from '#contracts';
import type { SkipList } from '../../skip-list.ts';
import { countBerths } from './count-berths.ts';
import { defaultsOfRouteType } from './mode-defaults.ts';
import type { Calls } from './read-stop-times.ts';

export interface GtfsStop {
  readonly id: string;
  readonly name: string;
  /** location_type: 0 stop, 1 station, 2 entrance, 4 boarding area. */
  readonly type: number;
  readonly parent: string | null;
  readonly lonLat: [number, number] | null;
}
export interface GtfsRoute {
  readonly id: string;
  readonly name: string;
  readonly type: number;
}
export interface GtfsTrip {
  readonly id: string;
  readonly route: string;
  readonly service: string;
  readonly direction: string;
  readonly headsign: string;
  readonly block: string | null;
}

/** From the street to the vehicle where nothing is known; assumption. */
const WALK_SECONDS = { station: 60, stop: 0 };
const ENTRANCE = 2;

export function buildGtfsNetwork(feed: {
  readonly path: string;
  readonly timeZone: string;
  readonly stops: ReadonlyMap<string, GtfsStop>;
  readonly routes: ReadonlyMap<string, GtfsRoute>;
  readonly trips: ReadonlyMap<string, GtfsTrip>;
  readonly calls: ReadonlyMap<string, Calls>;
  readonly frequencies: readonly {
    readonly trip: string;
    readonly from: number;
    readonly until: number;
    readonly headway: number;
  }[];
  readonly skips: SkipList;
}): TransitNetwork {
  const stations: TransitStation[] = [];
  const stationAt = new Map<string, number>();
  const stopAt = new Map<string, number>();
  const usedStops: GtfsStop[] = [];
  const stationOf = (stop: GtfsStop): string => rootOf(stop, feed.stops, feed.skips);
  const placeStop = (id: string): number => {
    const known = stopAt.get(id);
    if (known !== undefined) return known;
    const stop = feed.stops.get(id) ?? { id, name: id, type: 0, parent: null, lonLat: null };
    const station = stationOf(stop);
    if (!stationAt.has(station)) {
      const named = feed.stops.get(station) ?? stop;
      stationAt.set(station, stations.length);
      stations.push({
        id: stationIdSchema.parse(station),
        name: { zh: named.name, en: named.name },
        lonLat: named.lonLat,
      });
    }
    stopAt.set(id, usedStops.length);
    usedStops.push(stop);
    return usedStops.length - 1;
  };

  const lineAt = new Map<string, number>();
  const lines: TransitNetwork['lines'] = [];
  const placeLine = (id: string): number => {
    const known = lineAt.get(id);
    if (known !== undefined) return known;
    const route = feed.routes.get(id) ?? { id, name: id, type: 3 };
    const { mode, vehicle, clearanceSeconds, maximumDwellSeconds } = defaultsOfRouteType(
      route.type,
    );
    lineAt.set(id, lines.length);
    lines.push({
      id,
      name: { zh: route.name, en: route.name },
      mode,
      vehicle,
      clearanceSeconds,
      turnBackSeconds: null,
      maximumDwellSeconds,
      holdsToTimetable: true,
      kind: 'inferred',
    });
    return lines.length - 1;
  };

  const patterns: TransitNetwork['patterns'] = [];
  const patternAt = new Map<string, number>();
  const profiles: TransitNetwork['profiles'] = [];
  const profileAt = new Map<string, number>();
  const placeProfile = (trip: GtfsTrip, calls: Calls): number => {
    const stops = calls.stops.map(placeStop);
    const patternKey = `${trip.route} ${stops.join(' ')}`;
    let pattern = patternAt.get(patternKey);
    if (pattern === undefined) {
      pattern = patterns.length;
      patternAt.set(patternKey, pattern);
      const id = `${trip.route}/${trip.direction || '-'}/${pattern}`;
      patterns.push({
        id,
        line: placeLine(trip.route),
        headsign: trip.headsign,
        stops,
        loop: false,
      });
    }
    const start = calls.departures[0] ?? 0;
    const arrivalSeconds = calls.arrivals.map((second, at) => (at === 0 ? 0 : second - start));
    const departureSeconds = calls.departures.map((second) => second - start);
    // Where a trip ends it does not stand on.
    departureSeconds[departureSeconds.length - 1] = arrivalSeconds.at(-1) ?? 0;
    const key = `${pattern}:${arrivalSeconds.join()}:${departureSeconds.join()}`;
    const known = profileAt.get(key);
    if (known !== undefined) return known;
    profileAt.set(key, profiles.length);
    profiles.push({ pattern, arrivalSeconds, departureSeconds });
    return profiles.length - 1;
  };

  const repeated = new Set(feed.frequencies.map(({ trip }) => trip));
  const trips: TransitNetwork['trips'] = [];
  const services: TransitNetwork['services'] = [];
  for (const [id, calls] of feed.calls) {
    const trip = feed.trips.get(id);
    if (trip === undefined || repeated.has(id)) continue;
    const profile = placeProfile(trip, calls);
    trips.push({ id, profile, startSecond: calls.departures[0] ?? 0, block: trip.block });
  }
  for (const { trip: id, from, until, headway } of feed.frequencies) {
    const trip = feed.trips.get(id);
    const calls = feed.calls.get(id);
    if (trip === undefined || calls === undefined) continue;
    const profile = placeProfile(trip, calls);
    services.push({ profile, fromSecond: from, untilSecond: until, headwaySeconds: headway });
  }
  const berths = countBerths(usedStops.length, patterns, profiles, trips, services);
  return {
    version: 1,
    name: feed.path,
    timeZone: feed.timeZone,
    stations,
    platforms: usedStops.map((stop) => ({
      id: stop.id,
      station: stationAt.get(stationOf(stop)) ?? 0,
      areaSquareMetres: null,
    })),
    stops: usedStops.map((stop, at) => ({
      id: stop.id,
      station: stationAt.get(stationOf(stop)) ?? 0,
      platform: at,
      berths: berths[at] ?? 1,
    })),
    entrances: placeEntrances(feed.stops, stations, stationAt, stationOf),
    elements: [],
    ways: [],
    lines,
    patterns,
    profiles,
    trips,
    services,
  };
}

/** The station that a stop belongs to; parents that are not there leave it on its own. */
function rootOf(stop: GtfsStop, stops: ReadonlyMap<string, GtfsStop>, skips: SkipList): string {
  let at = stop;
  // Boarding area → platform → station: two steps at most; more would be a circle.
  for (let step = 0; step < 3 && at.parent !== null; step += 1) {
    const parent = stops.get(at.parent);
    if (parent === undefined) {
      skips.add('stop of a station that is not there: its own station', `stop '${at.id}'`);
      return at.id;
    }
    at = parent;
  }
  return at.id;
}

function placeEntrances(
  stops: ReadonlyMap<string, GtfsStop>,
  stations: readonly TransitStation[],
  stationAt: ReadonlyMap<string, number>,
  stationOf: (stop: GtfsStop) => string,
): TransitEntrance[] {
  const entrances: TransitEntrance[] = [];
  const add = (id: string, station: number, name: string, walkSeconds: number): void => {
    entrances.push({
      id: entranceIdSchema.parse(id),
      name: { zh: name, en: name },
      station,
      personsPerMinute: null,
      walkSeconds,
      share: 1,
    });
  };
  const served = new Set<number>();
  for (const stop of stops.values()) {
    const station = stop.type === ENTRANCE ? stationAt.get(stationOf(stop)) : undefined;
    if (station === undefined) continue;
    served.add(station);
    add(stop.id, station, stop.name, WALK_SECONDS.station);
  }
  stations.forEach(({ id, name }, station) => {
    if (served.has(station)) return;
    const isStation = stops.get(id)?.type === 1;
    add(`${id}/street`, station, name.zh, isStation ? WALK_SECONDS.station : WALK_SECONDS.stop);
  });
  return entrances;
}
