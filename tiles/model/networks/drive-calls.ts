/**
 * The calls of a bus line on the street network: of the links near each stop those with which the whole
 * line is driven most directly (dynamic programming over stops).
 */
import type { Point, StreetNetwork } from '#contracts';
import type { SourceBusLine, SourceBusStop } from '../../sources/source-city.ts';
import { REACH_METRES, type StopPlace, type StopPlaces } from './bus-candidates.ts';
import type { LinkPaths } from './link-paths.ts';

/** From stop to stop a bus drives no farther than so many times the straight line, and this much more. */
const DETOUR = 4;
const DETOUR_METRES = 2_000;
/** A stop is passed by rather than called at for more driving than this. */
const PASS_METRES = 5_000;
/** No more stops in a row are passed by. */
const MOST_PASSED = 2;

type Skip = (reason: string, example: string) => void;
type Streets = Pick<StreetNetwork, 'links'>;

type PlacedStop = SourceBusStop & { readonly point: Point };
export interface PlacedCall {
  readonly stop: PlacedStop;
  readonly link: number;
}
/** Where a line comes from or goes to outside the network; `null`: it begins or ends inside. */
export type Outside = Point | 'unknown' | null;
export interface PlacedLine {
  readonly calls: readonly PlacedCall[];
  readonly from: Outside;
  readonly to: Outside;
}

/** The longest stretch of the line's stops that lie on the network, each on the link that fits the drive. */
export function placeCalls(
  { id, stops }: SourceBusLine,
  places: StopPlaces,
  paths: LinkPaths,
  street: Streets,
  skip: Skip,
): PlacedLine {
  const options = stops.map(({ point }) => (point ? places.of(point) : []));
  const [first, end] = longestRun(options);
  const isOnMap = ({ point }: SourceBusStop): boolean => point !== null && places.isOnMap(point);
  const outside = (beyond: readonly SourceBusStop[]): Outside => {
    const stop = beyond.find((each) => !isOnMap(each));
    return stop ? (stop.point ?? 'unknown') : null;
  };
  const calls = driveBest(stops.slice(first, end), options.slice(first, end), paths, street);
  const called = new Set<SourceBusStop>(calls.map(({ stop }) => stop));
  stops.forEach((stop, at) => {
    if (called.has(stop)) return;
    const isInside = at >= first && at < end;
    const hasStreet = (options[at] ?? []).length > 0;
    if (!isInside && !hasStreet && !isOnMap(stop)) return;
    let reason = isInside ? 'no way to or from it' : 'its line has left the map before';
    if (!hasStreet)
      reason = stop.point ? `no street within ${REACH_METRES} m` : 'not in the source';
    skip(`bus stop: ${reason}`, `${stop.id} of ${id}`);
  });
  return {
    calls,
    from: outside(stops.slice(0, first).reverse()),
    to: outside(stops.slice(end)),
  };
}

/** [first, end) of the longest stretch with a street at every stop but single ones; the first of equals. */
function longestRun(options: readonly (readonly StopPlace[])[]): readonly [number, number] {
  let best: readonly [number, number] = [0, 0];
  let first = 0;
  const has = (at: number): boolean => (options[at]?.length ?? 0) > 0;
  for (let at = 0; at <= options.length; at += 1) {
    if (at < options.length && (has(at) || (at > first && has(at + 1)))) continue;
    if (at - first > best[1] - best[0]) best = [first, at];
    first = at + 1;
  }
  return best;
}

interface Step {
  readonly stop: PlacedStop;
  /** Of the stop among those with a street. */
  readonly order: number;
  readonly place: StopPlace;
  /** Driven and lost so far; passed stops count `PASS_METRES` each. */
  readonly metres: number;
  readonly before: Step | null;
}

function driveBest(
  stops: readonly SourceBusStop[],
  options: readonly (readonly StopPlace[])[],
  paths: LinkPaths,
  street: Streets,
): readonly PlacedCall[] {
  const callable = stops.flatMap((stop, at) => {
    const places = options[at] ?? [];
    return places.length > 0 && isPlaced(stop) ? [{ stop, places }] : [];
  });
  const levels: Step[][] = [];
  callable.forEach(({ stop, places }, order) => {
    const reached = places.map((place): Step => {
      const metres = place.costMetres + PASS_METRES * order;
      return { stop, order, place, metres, before: null };
    });
    for (const step of levels
      .slice(-1 - MOST_PASSED)
      .reverse()
      .flat()) {
      const lost = step.metres + PASS_METRES * (order - 1 - step.order);
      if (reached.every(({ metres }) => metres <= lost)) continue;
      const driven = driveTo(step, stop.point, places, paths, street);
      places.forEach((place, at) => {
        const metres =
          lost + (driven.get(place.link) ?? Number.POSITIVE_INFINITY) + place.costMetres;
        if (metres >= (reached[at] as Step).metres) return;
        reached[at] = { stop, order, place, metres, before: step };
      });
    }
    levels.push(reached);
  });
  let best: Step | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const step of levels.flat()) {
    const metres = step.metres + PASS_METRES * (callable.length - 1 - step.order);
    if (metres >= least) continue;
    [best, least] = [step, metres];
  }
  const calls: PlacedCall[] = [];
  for (let at: Step | null = best; at !== null; at = at.before) {
    calls.unshift({ stop: at.stop, link: at.place.link });
  }
  return calls;
}

/** Metres from a call to each of the places of a later stop, by link; absent where none is short enough. */
function driveTo(
  { stop, place }: Step,
  point: Point,
  places: readonly StopPlace[],
  paths: LinkPaths,
  { links }: Streets,
): ReadonlyMap<number, number> {
  const most = DETOUR * distance(stop.point, point) + DETOUR_METRES;
  const found = paths.after(place.link, most, new Set(places.map(({ link }) => link)));
  const rest = (links[place.link]?.lengthMetres ?? 0) - place.alongMetres;
  return new Map(
    places.flatMap(({ link, alongMetres }): [number, number][] => {
      if (link === place.link && alongMetres >= place.alongMetres) {
        return [[link, alongMetres - place.alongMetres]];
      }
      const onward = found.get(link);
      return onward === undefined ? [] : [[link, rest + onward + alongMetres]];
    }),
  );
}

const isPlaced = (stop: SourceBusStop): stop is PlacedStop => stop.point !== null;
const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
