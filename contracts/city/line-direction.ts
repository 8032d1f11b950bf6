/** A direction of a line by what tells it from the line's others: its end, for a loop which way round, and its start where two end there. */
import type { LocalizedText } from '../kinds.ts';
import type { TransitLine, TransitPattern, TransitStation, TransitStop } from './transit.ts';

export type LineDirection =
  | { readonly type: 'to'; readonly line: LocalizedText; readonly to: LocalizedText }
  | {
      readonly type: 'from-to';
      readonly line: LocalizedText;
      readonly from: LocalizedText;
      readonly to: LocalizedText;
    }
  | { readonly type: 'via'; readonly line: LocalizedText; readonly via: LocalizedText };

/** Of a `TransitNetwork`, what names its directions. */
export interface NamedLines {
  readonly lines: readonly Pick<TransitLine, 'name'>[];
  readonly patterns: readonly TransitPattern[];
  readonly stops: readonly Pick<TransitStop, 'station'>[];
  readonly stations: readonly Pick<TransitStation, 'name'>[];
}

/** null when there is no such pattern. */
export function lineDirection(network: NamedLines, pattern: number): LineDirection | null {
  const given = network.patterns[pattern];
  const line = network.lines[given?.line ?? -1];
  if (!given || !line) return null;
  const stationOf = (stop: number | undefined): number => network.stops[stop ?? -1]?.station ?? -1;
  // A headsign has one language, a station's name both.
  const nameOf = (stop: number | undefined): LocalizedText =>
    network.stations[stationOf(stop)]?.name ?? { zh: given.headsign, en: given.headsign };
  if (given.loop) return { type: 'via', line: line.name, via: nameOf(given.stops[1]) };
  const last = stationOf(given.stops.at(-1));
  const twins = network.patterns.filter(
    (other) => other.line === given.line && !other.loop && stationOf(other.stops.at(-1)) === last,
  );
  const to = nameOf(given.stops.at(-1));
  return twins.length < 2
    ? { type: 'to', line: line.name, to }
    : { type: 'from-to', line: line.name, from: nameOf(given.stops[0]), to };
}
