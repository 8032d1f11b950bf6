/**
 * Of a network of lines what matters to a district: lines that call at one of its stations, whole, with
 * their stations. The rest never meets the district's people, and a country's timetable is large.
 */
import { stationsBehind, type TransitNetwork } from '#contracts';
import type { SourceCity } from '../source-city.ts';

export function keepCallingLines(
  network: TransitNetwork,
  stations: SourceCity['stations'],
): TransitNetwork {
  const ours = new Set(stations.flatMap((station) => stationsBehind(network, station)));
  const calling = new Set(
    network.patterns.flatMap(({ line, stops }) =>
      stops.some((stop) => ours.has(network.stops[stop]?.station ?? -1)) ? [line] : [],
    ),
  );
  const lines = renumber(network.lines, (_, at) => calling.has(at));
  const patterns = renumber(network.patterns, ({ line }) => calling.has(line));
  const profiles = renumber(network.profiles, ({ pattern }) => patterns.at(pattern) >= 0);
  const usedStops = new Set(patterns.kept.flatMap(({ stops }) => stops));
  const usedStations = new Set(
    [...usedStops].flatMap((stop) => network.stops[stop]?.station ?? []),
  );
  const isUsed = ({ station }: { readonly station: number }): boolean => usedStations.has(station);
  const stationList = renumber(network.stations, (_, at) => usedStations.has(at));
  const stops = renumber(network.stops, (_, at) => usedStops.has(at));
  const platforms = renumber(network.platforms, isUsed);
  const entrances = renumber(network.entrances, isUsed);
  const elements = renumber(network.elements, isUsed);
  const moved = <T extends { readonly station: number }>(record: T): T => ({
    ...record,
    station: stationList.at(record.station),
  });
  return {
    ...network,
    stations: stationList.kept,
    platforms: platforms.kept.map(moved),
    stops: stops.kept.map((stop) => ({ ...moved(stop), platform: platforms.at(stop.platform) })),
    entrances: entrances.kept.map(moved),
    elements: elements.kept.map(moved),
    ways: network.ways.flatMap((way): TransitNetwork['ways'] => {
      const kept = way.elements.map(elements.at);
      if (way.type === 'change') {
        const [from, to] = [platforms.at(way.from), platforms.at(way.to)];
        return from < 0 || to < 0 ? [] : [{ ...way, from, to, elements: kept }];
      }
      const [entrance, platform] = [entrances.at(way.entrance), platforms.at(way.platform)];
      return entrance < 0 || platform < 0 ? [] : [{ ...way, entrance, platform, elements: kept }];
    }),
    lines: lines.kept,
    patterns: patterns.kept.map((pattern) => ({
      ...pattern,
      line: lines.at(pattern.line),
      stops: pattern.stops.map(stops.at),
    })),
    profiles: profiles.kept.map((each) => ({ ...each, pattern: patterns.at(each.pattern) })),
    trips: network.trips.flatMap((trip) => {
      const profile = profiles.at(trip.profile);
      return profile < 0 ? [] : [{ ...trip, profile }];
    }),
    services: network.services.flatMap((service) => {
      const profile = profiles.at(service.profile);
      return profile < 0 ? [] : [{ ...service, profile }];
    }),
  };
}

function renumber<T>(
  records: readonly T[],
  isKept: (record: T, at: number) => boolean,
): { readonly kept: T[]; readonly at: (old: number) => number } {
  const kept: T[] = [];
  const places = records.map((record, at) => (isKept(record, at) ? kept.push(record) - 1 : -1));
  return { kept, at: (old) => places[old] ?? -1 };
}
