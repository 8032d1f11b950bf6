/** How often trains of a direction leave its first stop in a window now, by the city's timetable. */
import type { TransitNetwork, TransitPattern, ValueKind } from '#contracts';

const DAY_SECONDS = 86_400;

/** What of a city's lines says when trains begin. */
export interface Timetable extends Pick<TransitNetwork, 'trips' | 'services'> {
  readonly lines: readonly { readonly kind: ValueKind }[];
  readonly patterns: readonly Pick<TransitPattern, 'id' | 'line'>[];
  readonly profiles: readonly { readonly pattern: number }[];
}

export interface PresentHeadway {
  readonly departures: number;
  /** Shortest and longest gap; null with fewer than two departures. */
  readonly gapSeconds: readonly [low: number, high: number] | null;
  readonly kind: ValueKind;
}

/** Seconds of the day; a window past midnight ends above 86,400. */
export function presentHeadway(
  network: Timetable,
  patternId: string,
  fromSecond: number,
  untilSecond: number,
): PresentHeadway | null {
  const index = network.patterns.findIndex(({ id }) => id === patternId);
  const line = network.lines[network.patterns[index]?.line ?? -1];
  if (!line) return null;
  const isOf = (profile: number): boolean => network.profiles[profile]?.pattern === index;
  const starts = [
    ...network.trips.filter(({ profile }) => isOf(profile)).map(({ startSecond }) => startSecond),
    ...network.services.filter(({ profile }) => isOf(profile)).flatMap(startsOf),
  ];
  // The night's last trains belong to the service day before.
  const inWindow = [...starts, ...starts.map((second) => second - DAY_SECONDS)]
    .filter((second) => second >= fromSecond && second < untilSecond)
    .sort((a, b) => a - b);
  const gaps = inWindow.slice(1).map((second, at) => second - (inWindow[at] ?? second));
  return {
    departures: inWindow.length,
    gapSeconds: gaps.length === 0 ? null : [Math.min(...gaps), Math.max(...gaps)],
    kind: line.kind,
  };
}

const startsOf = ({
  fromSecond,
  untilSecond,
  headwaySeconds,
}: TransitNetwork['services'][number]): readonly number[] =>
  Array.from(
    { length: Math.ceil((untilSecond - fromSecond) / headwaySeconds) },
    (_, k) => fromSecond + k * headwaySeconds,
  );
