/**
 * Reserve trains stand near where they are needed: for every direction and every station of the
 * district a direction of its own that begins there, without departures until a measure gives it some.
 */
import type { TransitNetwork, TransitProfile } from '#contracts';

export interface LinesWithStarts {
  readonly network: TransitNetwork;
  /** By pattern: the given one that it is a part of, and how many of its stops lie before. */
  readonly basePattern: readonly number[];
  readonly stopsBefore: readonly number[];
}

export const startPatternId = (pattern: string, station: number): string =>
  `${pattern} @${station}`;

export function beginAlongLines(network: TransitNetwork, at: ReadonlySet<number>): LinesWithStarts {
  const patterns = [...network.patterns];
  const profiles: TransitProfile[] = [...network.profiles];
  const basePattern = patterns.map((_, index) => index);
  const stopsBefore = patterns.map(() => 0);
  network.patterns.forEach((pattern, base) => {
    const profile = network.profiles.find((candidate) => candidate.pattern === base);
    if (!profile) return;
    pattern.stops.forEach((stop, index) => {
      const station = network.stops[stop]?.station ?? -1;
      const rest = pattern.loop
        ? [...pattern.stops.slice(index), ...pattern.stops.slice(0, index)]
        : pattern.stops.slice(index);
      if (index === 0 || !at.has(station) || rest.length < 2) return;
      profiles.push(cutProfile(profile, patterns.length, index, pattern.loop));
      patterns.push({
        ...pattern,
        id: startPatternId(pattern.id, station),
        stops: rest,
        // Once round: the vehicle goes back to where reserve trains stand.
        loop: false,
      });
      basePattern.push(base);
      stopsBefore.push(index);
    });
  });
  return { network: { ...network, patterns, profiles }, basePattern, stopsBefore };
}

function cutProfile(
  { arrivalSeconds, departureSeconds }: TransitProfile,
  pattern: number,
  from: number,
  loop: boolean,
): TransitProfile {
  const lap = arrivalSeconds.at(-1) ?? 0;
  const stops = loop ? arrivalSeconds.length - 1 : arrivalSeconds.length;
  const order = Array.from({ length: loop ? stops : stops - from }, (_, k) => {
    const index = from + k;
    return index < stops ? { index, added: 0 } : { index: index - stops, added: lap };
  });
  const begin = departureSeconds[from] ?? 0;
  return {
    pattern,
    arrivalSeconds: order.map(({ index, added }, k) =>
      k === 0 ? 0 : (arrivalSeconds[index] ?? 0) + added - begin,
    ),
    departureSeconds: order.map(
      ({ index, added }) => (departureSeconds[index] ?? arrivalSeconds[index] ?? 0) + added - begin,
    ),
  };
}
