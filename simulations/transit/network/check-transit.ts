/**
 * A network that refers to what is not there, or whose time runs backwards, is refused: it comes from
 * our own readers, which repair sources and list what they repaired; here it would be a fault.
 */
import type { TransitNetwork, TransitProfile } from '#contracts';
import { TransitProblem } from './transit-problem.ts';

export function checkTransit(network: TransitNetwork): void {
  const { stations, platforms, stops, entrances, elements, ways, lines, patterns } = network;
  const refuse = (place: string, problem: string): never => {
    throw new TransitProblem(`${place}: ${problem}`);
  };
  const refer = (place: string, what: string, index: number, count: number): void => {
    if (index >= count) refuse(place, `${what} ${index} is not there; there are ${count}`);
  };
  uniqueIds('station', stations, refuse);
  uniqueIds('stop', stops, refuse);
  uniqueIds('entrance', entrances, refuse);
  uniqueIds('element', elements, refuse);
  uniqueIds('line', lines, refuse);
  uniqueIds('pattern', patterns, refuse);
  for (const platform of platforms) {
    refer(`platform '${platform.id}'`, 'station', platform.station, stations.length);
  }
  for (const stop of stops) {
    const place = `stop '${stop.id}'`;
    refer(place, 'station', stop.station, stations.length);
    refer(place, 'platform', stop.platform, platforms.length);
    if (platforms[stop.platform]?.station !== stop.station) {
      refuse(place, 'its platform belongs to another station');
    }
  }
  for (const { id, station } of [...entrances, ...elements]) {
    refer(`'${id}'`, 'station', station, stations.length);
  }
  ways.forEach((way, at) => {
    const place = `way ${at}`;
    for (const element of way.elements) refer(place, 'element', element, elements.length);
    const ends = way.type === 'change' ? [way.from, way.to] : [way.platform];
    for (const platform of ends) refer(place, 'platform', platform, platforms.length);
    if (way.type !== 'change') refer(place, 'entrance', way.entrance, entrances.length);
    const of = new Set(ends.map((platform) => platforms[platform]?.station));
    for (const element of way.elements) of.add(elements[element]?.station);
    if (way.type !== 'change') of.add(entrances[way.entrance]?.station);
    if (of.size > 1) refuse(place, 'it joins places of different stations');
  });
  for (const pattern of patterns) {
    const place = `pattern '${pattern.id}'`;
    refer(place, 'line', pattern.line, lines.length);
    for (const stop of pattern.stops) refer(place, 'stop', stop, stops.length);
  }
  network.profiles.forEach((profile, at) => {
    checkProfile(network, profile, at, refuse);
  });
  for (const trip of network.trips) {
    refer(`trip '${trip.id}'`, 'profile', trip.profile, network.profiles.length);
  }
  network.services.forEach((service, at) => {
    refer(`service ${at}`, 'profile', service.profile, network.profiles.length);
  });
}

function checkProfile(
  network: TransitNetwork,
  profile: TransitProfile,
  at: number,
  refuse: (place: string, problem: string) => never,
): void {
  const place = `profile ${at}`;
  const pattern = network.patterns[profile.pattern];
  if (pattern === undefined) {
    refuse(place, `pattern ${profile.pattern} is not there`);
    return;
  }
  const { arrivalSeconds, departureSeconds } = profile;
  const stops = pattern.stops.length;
  const arrivals = pattern.loop ? stops + 1 : stops;
  if (arrivalSeconds.length !== arrivals || departureSeconds.length !== stops) {
    refuse(
      place,
      `expected ${arrivals} arrivals and ${stops} departures, got ${arrivalSeconds.length} and ${departureSeconds.length}`,
    );
  }
  for (let stop = 0; stop < arrivals; stop += 1) {
    const arrival = arrivalSeconds[stop] as number;
    const before = departureSeconds[stop - 1];
    if (before !== undefined && arrival < before) {
      refuse(
        place,
        `arrives at stop ${stop} at ${arrival} s, before it left the one before at ${before} s`,
      );
    }
    const departure = departureSeconds[stop];
    if (departure !== undefined && departure < arrival) {
      refuse(place, `leaves stop ${stop} at ${departure} s, before it arrives at ${arrival} s`);
    }
  }
}

function uniqueIds(
  what: string,
  records: readonly { readonly id: string }[],
  refuse: (place: string, problem: string) => never,
): void {
  const seen = new Set<string>();
  for (const { id } of records) {
    if (seen.has(id)) refuse(`${what} '${id}'`, 'is there twice; ids must differ');
    seen.add(id);
  }
}
