/**
 * Where the district's devices stand, by rule: around a venue dense, people counters on the walk
 * links that most shortest ways to stations and venues use and detectors on the largest roads;
 * farther away one people counter a station and a few detectors. A counter at every gate and
 * station, one weather station. Synthetic: no map knows the real devices.
 */
import type { Point, Sensor, Station, StreetNetwork, Venue, WalkNetwork } from '#contracts';
import { sensorIdSchema } from '#contracts';
import { polygonCentre } from '../../geometry/measure-polygon.ts';

const PEOPLE_COUNTERS = 40;
const ROAD_DETECTORS = 60;
/** As far as the study area reaches (docs/models/forecast.md); a city without a venue is all near. */
const VENUE_REACH_METRES = 1_700;
const FAR_ROAD_DETECTORS = 40;
/** Far detectors see one road section each. */
const FAR_SPACING_METRES = 600;
/** A station's one far counter stands this near. */
const STATION_REACH_METRES = 300;
/** Shortest ways longer than this are not walked to a station. */
const WALK_REACH_METRES = 1_500;
/** Two detectors nearer than this count the same vehicles. */
const DETECTOR_SPACING_METRES = 80;

export function placeSensors(
  walk: WalkNetwork,
  street: Pick<StreetNetwork, 'links'>,
  stations: readonly Station[],
  venues: readonly Venue[],
): Sensor[] {
  const id = (text: string) => sensorIdSchema.parse(text);
  const kind = 'synthetic' as const;
  const goals = [
    ...stations.flatMap((station) => station.entrances.map((entrance) => entrance.node)),
    ...venues.flatMap((venue) => venue.gates.map((gate) => gate.node)),
  ];
  const isNear = nearVenues(venues);
  const weather = venues[0]?.outline[0]?.[0] ?? stations[0]?.point ?? ([0, 0] as const);
  return [
    ...mostUsedLinks(walk, goals, stations, isNear).map((walkLink, i): Sensor => {
      return { type: 'people-counter', id: id(`people-${i + 1}`), walkLink, kind };
    }),
    ...venues.flatMap((venue) =>
      venue.gates.map((gate): Sensor => {
        return { type: 'gate-counter', id: id(`gate-${gate.id}`), gate: gate.id, kind };
      }),
    ),
    ...stations.map((station): Sensor => {
      return { type: 'station-gates', id: id(`station-${station.id}`), station: station.id, kind };
    }),
    ...largestRoads(street, isNear).map((streetLink, i): Sensor => {
      return { type: 'road-detector', id: id(`road-${i + 1}`), streetLink, kind };
    }),
    { type: 'weather-station', id: id('weather-1'), point: [weather[0], weather[1]], kind },
  ];
}

type IsNear = (point: Point) => boolean;

function nearVenues(venues: readonly Venue[]): IsNear {
  if (venues.length === 0) return () => true;
  const centres = venues.map((venue) => polygonCentre(venue.outline));
  return ([x, y]) => centres.some(([cx, cy]) => Math.hypot(cx - x, cy - y) < VENUE_REACH_METRES);
}

/** People per link if everyone walked to every goal within reach by the shortest way. */
function mostUsedLinks(
  walk: WalkNetwork,
  goals: readonly number[],
  stations: readonly Station[],
  isNear: IsNear,
): number[] {
  const adjacency: { link: number; other: number }[][] = walk.nodes.map(() => []);
  walk.links.forEach((link, index) => {
    adjacency[link.from]?.push({ link: index, other: link.to });
    if (!link.oneWay) adjacency[link.to]?.push({ link: index, other: link.from });
  });
  const load = new Float64Array(walk.links.length);
  for (const goal of new Set(goals)) addShortestWays(walk, adjacency, goal, load);
  const order = [...load.keys()]
    .filter((index) => (load[index] ?? 0) > 0 && isCountable(walk, index))
    .sort((a, b) => (load[b] ?? 0) - (load[a] ?? 0));
  const taken = new Set<number>();
  const chosen: number[] = [];
  const take = (most: number, accept: IsNear): void => {
    let left = most;
    for (const index of order) {
      if (left === 0) return;
      const link = walk.links[index];
      const middle = link?.line[link.line.length >> 1];
      if (!link || !middle || taken.has(link.from) || taken.has(link.to) || !accept(middle))
        continue;
      taken.add(link.from).add(link.to);
      chosen.push(index);
      left -= 1;
    }
  };
  take(PEOPLE_COUNTERS, isNear);
  for (const { point } of stations) {
    if (isNear(point)) continue;
    take(1, ([x, y]) => Math.hypot(point[0] - x, point[1] - y) < STATION_REACH_METRES);
  }
  return chosen;
}

function isCountable(walk: WalkNetwork, index: number): boolean {
  const link = walk.links[index];
  return (
    !!link &&
    link.facility !== 'gate' &&
    link.facility !== 'station-entrance' &&
    link.lengthMetres >= 5
  );
}

function addShortestWays(
  walk: WalkNetwork,
  adjacency: readonly (readonly { link: number; other: number }[])[],
  goal: number,
  load: Float64Array,
): void {
  const distance = new Map<number, number>([[goal, 0]]);
  const via = new Map<number, { link: number; next: number }>();
  const settled: number[] = [];
  const done = new Set<number>();
  const heap: [number, number][] = [[0, goal]];
  for (let top = popLeast(heap); top; top = popLeast(heap)) {
    const [far, node] = top;
    if (done.has(node)) continue;
    done.add(node);
    settled.push(node);
    for (const { link, other } of adjacency[node] ?? []) {
      const length = far + (walk.links[link]?.lengthMetres ?? 0);
      if (length > WALK_REACH_METRES || length >= (distance.get(other) ?? Number.POSITIVE_INFINITY))
        continue;
      distance.set(other, length);
      via.set(other, { link, next: node });
      pushHeap(heap, [length, other]);
    }
  }
  const people = new Map<number, number>();
  for (const node of settled.reverse()) {
    const here = walk.nodes[node];
    const total = (people.get(node) ?? 0) + 1 + (here?.residents ?? 0) + (here?.workers ?? 0);
    const step = via.get(node);
    if (!step) continue;
    load[step.link] = (load[step.link] ?? 0) + total;
    people.set(step.next, (people.get(step.next) ?? 0) + total);
  }
}

function pushHeap(heap: [number, number][], item: [number, number]): void {
  heap.push(item);
  let at = heap.length - 1;
  while (at > 0) {
    const up = (at - 1) >> 1;
    const parent = heap[up];
    if (!parent || parent[0] <= item[0]) break;
    heap[at] = parent;
    at = up;
  }
  heap[at] = item;
}

function popLeast(heap: [number, number][]): [number, number] | undefined {
  const top = heap[0];
  const item = heap.pop();
  if (!top || !item || heap.length === 0) return top;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    const left = heap[child];
    if (!left) break;
    const right = heap[child + 1];
    if (right && right[0] < left[0]) child += 1;
    const least = heap[child];
    if (!least || least[0] >= item[0]) break;
    heap[at] = least;
    at = child;
  }
  heap[at] = item;
  return top;
}

function largestRoads(street: Pick<StreetNetwork, 'links'>, isNear: IsNear): number[] {
  const order = [...street.links.keys()]
    .filter((index) => street.links[index]?.roadClass !== 'service')
    .sort((a, b) => {
      const left = street.links[a];
      const right = street.links[b];
      if (!left || !right) return 0;
      return (
        right.capacityVehiclesPerHour - left.capacityVehiclesPerHour ||
        right.lengthMetres - left.lengthMetres ||
        a - b
      );
    });
  const places: { x: number; y: number; from: number; to: number }[] = [];
  const chosen: number[] = [];
  const take = (most: number, spacingMetres: number, accept: IsNear): void => {
    let left = most;
    for (const index of order) {
      if (left === 0) return;
      const link = street.links[index];
      const middle = link?.line[link.line.length >> 1];
      if (!link || !middle || !accept([middle[0], middle[1]])) continue;
      const [x, y] = middle;
      // The other direction of the same road is another count.
      const crowded = places.some(
        (p) =>
          Math.hypot(p.x - x, p.y - y) < spacingMetres &&
          !(p.from === link.to && p.to === link.from),
      );
      if (crowded) continue;
      places.push({ x, y, from: link.from, to: link.to });
      chosen.push(index);
      left -= 1;
    }
  };
  take(ROAD_DETECTORS, DETECTOR_SPACING_METRES, isNear);
  take(FAR_ROAD_DETECTORS, FAR_SPACING_METRES, (point) => !isNear(point));
  return chosen;
}
