/**
 * The calls of a bus line on the street network: of the links near each stop those with which the whole
 * line is driven most directly (dynamic programming over stops).
 */
import type { Point, StreetNetwork } from '#contracts';
import type { SourceBusLine, SourceBusStop } from '../../sources/source-city.ts';
import { REACH_METRES, type StopPlace } from './bus-candidates.ts';
import type { LinkPaths } from './link-paths.ts';

/** From stop to stop a bus drives no farther than so many times the straight line, and this much more. */
const DETOUR = 4;
const DETOUR_METRES = 2_000;

type Skip = (reason: string, example: string) => void;
type Streets = Pick<StreetNetwork, 'links'>;

export interface PlacedCall {
  readonly stop: SourceBusStop;
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
  line: SourceBusLine,
  placesOf: (point: Point) => readonly StopPlace[],
  paths: LinkPaths,
  street: Streets,
  skip: Skip,
): PlacedLine {
  const options = line.stops.map((stop) => placesOf(stop.point));
  const [first, end] = longestRun(options);
  const inside = line.stops.slice(first, end);
  const before = line.stops[first - 1]?.point ?? (line.comesFromOutside ? 'unknown' : null);
  const after = line.stops[end]?.point ?? (line.goesOutside ? 'unknown' : null);
  const placed = driveBest(inside, options.slice(first, end), paths, street);
  const called = new Set(placed.map(({ stop }) => stop));
  inside.forEach((stop, k) => {
    if (called.has(stop)) return;
    const isNear = (options[first + k]?.length ?? 0) > 0;
    const reason = isNear ? 'no way from the stop before it' : `no street within ${REACH_METRES} m`;
    skip(`bus stop: ${reason}`, `${stop.id} of ${line.id}`);
  });
  return { calls: placed, from: before, to: after };
}

/** [first, end) of the longest stretch with a street at every stop but single ones. */
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
  readonly stop: SourceBusStop;
  readonly place: StopPlace;
  readonly metres: number;
  readonly before: Step | null;
}

function driveBest(
  stops: readonly SourceBusStop[],
  options: readonly (readonly StopPlace[])[],
  paths: LinkPaths,
  { links }: Streets,
): readonly PlacedCall[] {
  let steps: readonly Step[] = [];
  stops.forEach((stop, k) => {
    const places = options[k] ?? [];
    if (places.length === 0) return;
    if (steps.length === 0) {
      steps = places.map((place) => ({ stop, place, metres: place.costMetres, before: null }));
      return;
    }
    const reached = places.map(() => null as Step | null);
    for (const step of steps) {
      const straight = distance(step.stop.point, stop.point);
      const most = DETOUR * straight + DETOUR_METRES;
      const rest = (links[step.place.link]?.lengthMetres ?? 0) - step.place.alongMetres;
      const found = paths.after(step.place.link, most);
      places.forEach((place, at) => {
        const isOn = place.link === step.place.link && place.alongMetres >= step.place.alongMetres;
        const onward = found.get(place.link);
        if (!isOn && onward === undefined) return;
        const drive = isOn
          ? place.alongMetres - step.place.alongMetres
          : rest + (onward ?? 0) + place.alongMetres;
        const metres = step.metres + drive + place.costMetres;
        if (metres < (reached[at]?.metres ?? Number.POSITIVE_INFINITY)) {
          reached[at] = { stop, place, metres, before: step };
        }
      });
    }
    const next = reached.flatMap((step) => step ?? []);
    // A stop that cannot be driven to is passed by.
    if (next.length > 0) steps = next;
  });
  let at: Step | null = steps.reduce<Step | null>(
    (best, step) => (best === null || step.metres < best.metres ? step : best),
    null,
  );
  const calls: PlacedCall[] = [];
  for (; at !== null; at = at.before) calls.unshift({ stop: at.stop, link: at.place.link });
  return calls;
}

const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
