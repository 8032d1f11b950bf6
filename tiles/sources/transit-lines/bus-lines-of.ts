/**
 * Bus lines of a timetable that run in the city's streets: one line a direction, its headway the mean of
 * the day's departures. They leave the network of trains: no bus runs twice.
 */
import { createLocalFrame, type FrameOrigin, type Point, type TransitNetwork } from '#contracts';
import { createLineIndex } from '../../geometry/line-index.ts';
import type { SourceBusFact, SourceBusLine, SourceBusStop, SourceCity } from '../source-city.ts';

export interface BusLinesOptions {
  readonly origin: FrameOrigin;
  readonly streets: readonly Pick<SourceCity['streets'][number], 'line'>[];
  /** GTFS says nothing of a vehicle but its mode; a lines file states what it carries. */
  readonly from: 'gtfs' | 'lines';
}

/** With fewer stops at the city's streets the line only passes by. */
const FEWEST_STOPS = 2;
/** As far from a street as stops are placed on it. */
const REACH_METRES = 35;

export function busLinesOf(
  network: TransitNetwork,
  { origin, streets, from }: BusLinesOptions,
): { readonly lines: readonly SourceBusLine[]; readonly rest: TransitNetwork } {
  const frame = createLocalFrame(origin);
  const near = createLineIndex(streets.map(({ line }) => line));
  const stationPoint = network.stations.map(({ lonLat }): Point | null =>
    lonLat === null ? null : frame.pointFromLonLat(lonLat[0], lonLat[1]),
  );
  const isAtStreet = stationPoint.map(
    (point) => point !== null && near(point, REACH_METRES).length > 0,
  );
  const taken = new Set<number>();
  const lines = network.patterns.flatMap((pattern, index): SourceBusLine[] => {
    const line = network.lines[pattern.line];
    if (line?.mode !== 'bus') return [];
    const stations = pattern.stops.map((at) => network.stops[at]?.station ?? -1);
    const departures = departuresOf(network, index);
    const calls = new Set(stations.filter((station) => isAtStreet[station]));
    if (calls.size < FEWEST_STOPS || departures.length === 0) return [];
    taken.add(index);
    const stops = pattern.stops.map((at, order): SourceBusStop => {
      const station = stations[order] ?? -1;
      const name = network.stations[station]?.name ?? { zh: '公交站', en: 'Bus stop' };
      return { id: network.stops[at]?.id ?? '', name, point: stationPoint[station] ?? null };
    });
    const { headsign } = pattern;
    const capacity = line.vehicle.capacityPersons;
    return [
      {
        id: pattern.id.slice(0, 200),
        number: line.name.zh,
        name: {
          zh: headsign === '' ? line.name.zh : `${line.name.zh} → ${headsign}`,
          en: headsign === '' ? line.name.en : `${line.name.en} → ${headsign}`,
        },
        stops: pattern.loop ? [...stops, ...stops.slice(0, 1)] : stops,
        headwaySeconds: meanHeadway(departures, from === 'gtfs' ? 'GTFS' : 'lines file'),
        firstSecond: Math.min(departures[0] ?? 0, LATEST_SECOND),
        lastSecond: Math.min(departures.at(-1) ?? 0, LATEST_SECOND),
        capacityPersons:
          from === 'gtfs'
            ? { value: capacity, kind: 'inferred', source: 'GTFS route type: a 12 m bus' }
            : { value: capacity, source: 'lines file' },
        kind: from === 'gtfs' ? 'measured' : line.kind,
      },
    ];
  });
  const patterns = network.patterns.map((pattern, index) => (taken.has(index) ? null : pattern));
  return { lines, rest: withoutPatterns(network, patterns) };
}

function meanHeadway(departures: readonly number[], source: string): SourceBusFact {
  const [first = 0, last = 0] = [departures[0], departures.at(-1)];
  const mean = departures.length > 1 ? (last - first) / (departures.length - 1) : 86_400;
  const value = Math.min(86_400, Math.max(30, Math.round(mean)));
  return { value, source: `${source}, mean of ${departures.length} departures` };
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
