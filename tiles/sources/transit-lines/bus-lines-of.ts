/**
 * Bus lines of a timetable that run in the city's streets: one line a direction, its headway the mean of
 * the day's departures. They leave the network of trains: no bus runs twice.
 */
import { createLocalFrame, type FrameOrigin, type Point, type TransitNetwork } from '#contracts';
import type { SourceBusLine, SourceBusStop } from '../source-city.ts';

/** [west, south, east, north] of the city's streets, metres. */
export type StreetExtent = readonly [number, number, number, number];

/** With fewer stops among the city's streets the line only passes by. */
const FEWEST_STOPS = 2;

export function busLinesOf(
  network: TransitNetwork,
  origin: FrameOrigin,
  [west, south, east, north]: StreetExtent,
): { readonly lines: readonly SourceBusLine[]; readonly rest: TransitNetwork } {
  const frame = createLocalFrame(origin);
  const stationPoint = network.stations.map(({ lonLat }) =>
    lonLat === null ? null : frame.pointFromLonLat(lonLat[0], lonLat[1]),
  );
  const isInside = ([x, y]: Point): boolean => x >= west && x <= east && y >= south && y <= north;
  const taken = new Set<number>();
  const lines = network.patterns.flatMap((pattern, index): SourceBusLine[] => {
    const line = network.lines[pattern.line];
    if (line?.mode !== 'bus') return [];
    const calls = pattern.loop ? [...pattern.stops, ...pattern.stops.slice(0, 1)] : pattern.stops;
    const stops = calls.flatMap((at): SourceBusStop[] => {
      const stop = network.stops[at];
      const station = network.stations[stop?.station ?? -1];
      const point = stationPoint[stop?.station ?? -1];
      return stop && station && point ? [{ id: stop.id, name: station.name, point }] : [];
    });
    const departures = departuresOf(network, index);
    const inside = stops.filter(({ point }) => isInside(point)).length;
    if (inside < FEWEST_STOPS || departures.length === 0) return [];
    taken.add(index);
    const [first, last] = [departures[0] as number, departures.at(-1) as number];
    const headway = departures.length > 1 ? (last - first) / (departures.length - 1) : 86_400;
    const { headsign } = pattern;
    return [
      {
        id: pattern.id.slice(0, 200),
        name: {
          zh: headsign === '' ? line.name.zh : `${line.name.zh} → ${headsign}`,
          en: headsign === '' ? line.name.en : `${line.name.en} → ${headsign}`,
        },
        stops,
        headwaySeconds: {
          value: Math.min(86_400, Math.max(30, Math.round(headway))),
          source: `GTFS, mean of ${departures.length} departures`,
        },
        firstSecond: Math.min(first, LATEST_SECOND),
        lastSecond: Math.min(last, LATEST_SECOND),
        capacityPersons: {
          value: line.vehicle.capacityPersons,
          source: 'GTFS route type: a 12 m bus',
        },
      },
    ];
  });
  const patterns = network.patterns.map((pattern, index) => (taken.has(index) ? null : pattern));
  return { lines, rest: withoutPatterns(network, patterns) };
}

/** As in the contract of bus lines. */
const LATEST_SECOND = 172_800;

/** In the order of time, of the service day. */
function departuresOf(network: TransitNetwork, pattern: number): readonly number[] {
  const isOurs = (profile: number): boolean => network.profiles[profile]?.pattern === pattern;
  const times = network.trips.flatMap(({ profile, startSecond }) =>
    isOurs(profile) ? [startSecond] : [],
  );
  for (const service of network.services) {
    if (!isOurs(service.profile)) continue;
    for (let at = service.fromSecond; at < service.untilSecond; at += service.headwaySeconds) {
      times.push(Math.round(at));
    }
  }
  return times.sort((a, b) => a - b);
}

function withoutPatterns(
  network: TransitNetwork,
  patterns: readonly (TransitNetwork['patterns'][number] | null)[],
): TransitNetwork {
  const numbers = new Map<number, number>();
  const kept = patterns.flatMap((pattern, index) => {
    if (!pattern) return [];
    numbers.set(index, numbers.size);
    return [pattern];
  });
  const profileNumbers = new Map<number, number>();
  const profiles = network.profiles.flatMap((profile, index) => {
    const pattern = numbers.get(profile.pattern);
    if (pattern === undefined) return [];
    profileNumbers.set(index, profileNumbers.size);
    return [{ ...profile, pattern }];
  });
  const moved = <T extends { readonly profile: number }>(record: T): readonly T[] => {
    const profile = profileNumbers.get(record.profile);
    return profile === undefined ? [] : [{ ...record, profile }];
  };
  return {
    ...network,
    patterns: kept,
    profiles,
    trips: network.trips.flatMap(moved),
    services: network.services.flatMap(moved),
  };
}
