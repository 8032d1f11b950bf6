/**
 * Metro stations at their published positions; entrances where the published exit lists say they
 * open (which road, or which corner of two), with a short way from each to the street. Departure
 * capacity is the smaller of gates and trains, and says how it was reckoned.
 */
import { createLocalFrame, type Point } from '#contracts';
import type { SourceCity, SourceFootway } from '../source-city.ts';
import { add, distance, meetSegments, pairsOf, roundPoint } from './plane-shapes.ts';
import type { ReferenceFacts, StationFact } from './read-reference-facts.ts';
import {
  addNode,
  findPlaceOnWay,
  HALF_WIDTH_METRES,
  joinWay,
  lineOf,
  pointOf,
  type StreetGraph,
  wayOf,
} from './street-graph.ts';
import { indexWays, type WayIndex } from './way-index.ts';

export interface StationLayout {
  readonly stations: SourceCity['stations'];
  readonly footways: readonly SourceFootway[];
}

/** Longer than a platform of 8 cars plus its halls; a corner farther away is not this exit's corner. */
const REACH_METRES = 320;
const STEP_METRES = 55;
const ENTRANCE_WAY_METRES = 6;
/** Exit 1 of the swimming centre's station opens on the stadium's ring: the walk that leads there. */
const RING_EXIT: Point = [-78, -205];

export function layStations(graph: StreetGraph, facts: ReferenceFacts): StationLayout {
  const frame = createLocalFrame(facts.district.origin);
  const index = indexWays(
    graph,
    [...graph.ways.values()].filter((way) => !way.elevated),
  );
  const footways: SourceFootway[] = [];
  const stations = facts.stations.stations.map((fact) => {
    const point = roundPoint(frame.pointFromLonLat(fact.lonDegrees, fact.latDegrees));
    const sides = new Map<string, number>();
    const taken: Point[] = [];
    const entrances = fact.exits.map((exit) => {
      const id = `ref/station-${fact.id}-${exit.label}`;
      const name = {
        zh: `${fact.name.zh}站${exit.label}号口`,
        en: `${fact.name.en} Exit ${exit.label}`,
      };
      const key = exit.roads.join('+');
      const turn = sides.get(key) ?? 0;
      sides.set(key, turn + 1);
      const first = exit.roads[0];
      const place =
        first === undefined ? null : placeExit(graph, index, point, exit.roads, turn, taken);
      const at = place?.at ?? RING_EXIT;
      taken.push(at);
      if (place) {
        const nodes = [addNode(graph, at), place.node];
        footways.push({
          id: `ref/f-${fact.id}-${exit.label}`,
          line: nodes.map((node) => pointOf(graph, node)),
          nodes,
          name,
          bridgeOrTunnel: false,
          facility: 'footway',
          widthMetres: ENTRANCE_WAY_METRES,
          oneWay: false,
        });
      }
      return { id, name, point: roundPoint(at) };
    });
    return {
      id: `ref/station-${fact.id}`,
      name: fact.name,
      lines: fact.lines.map((line) => line.line),
      point,
      entrances,
      departureCapacityPersonsPerMinute: departureCapacity(fact, facts.stations),
    };
  });
  return { stations, footways };
}

/** A spot beside the first road, towards the second when two are named, on alternating sides. */
function placeExit(
  graph: StreetGraph,
  index: WayIndex,
  station: Point,
  roads: readonly string[],
  turn: number,
  taken: readonly Point[],
): { at: Point; node: string } {
  const [first, second] = roads.map((road) => wayOf(graph, `ref/w-${road}`));
  if (!first) throw new Error(`station exit near ${station.join(',')}: no road named`);
  const corner = second ? cornerOf(graph, first.nodes, second.nodes, station) : null;
  const base = corner ?? findPlaceOnWay(graph, first, station).point;
  const offset = HALF_WIDTH_METRES[first.wayClass] - 1;
  const back = second ? HALF_WIDTH_METRES[second.wayClass] + 4 : 0;
  for (let round = 0; round < 24; round += 1) {
    const k = turn + round;
    const side = k % 2 === 0 ? 1 : -1;
    const along =
      (corner ? back + Math.floor(k / 4) * 30 : (Math.floor(k / 2) + 0.5) * STEP_METRES) *
      (k % 4 < 2 ? 1 : -1);
    const found = beside(lineOf(graph, first), base, along, side * offset);
    if (!found || taken.some((other) => distance(other, found.at) < 25)) continue;
    if (isOnAnotherRoad(graph, index, first.id, found.at)) continue;
    const node = joinWay(graph, first, found.foot, 12);
    if (crossesWay(graph, index, found.at, node)) continue;
    return { at: found.at, node };
  }
  throw new Error(
    `station exit near ${station.join(',')} on ${roads.join(', ')}: no free spot; check the road's points`,
  );
}

/** The widest half of a main road: no way farther off can hold the place. */
const WIDEST_METRES = 25;

function isOnAnotherRoad(graph: StreetGraph, index: WayIndex, own: string, at: Point): boolean {
  return index
    .near(at, WIDEST_METRES)
    .some(
      (way) =>
        way.id !== own &&
        way.wayClass !== 'lane' &&
        findPlaceOnWay(graph, way, at).metres < HALF_WIDTH_METRES[way.wayClass] - 2,
    );
}

/** A lane that comes out beside the entrance: its way to the street would run across it. */
function crossesWay(graph: StreetGraph, index: WayIndex, at: Point, node: string): boolean {
  const foot = pointOf(graph, node);
  return index
    .near(at, WIDEST_METRES)
    .some(
      (way) =>
        !way.nodes.includes(node) &&
        pairsOf(lineOf(graph, way), false).some(([a, b]) => meetSegments(at, foot, a, b) !== null),
    );
}

function cornerOf(
  graph: StreetGraph,
  one: readonly string[],
  two: readonly string[],
  station: Point,
): Point | null {
  const shared = one.filter((node) => two.includes(node)).map((node) => pointOf(graph, node));
  const near = shared.filter((p) => distance(p, station) < REACH_METRES);
  return near.sort((a, b) => distance(a, station) - distance(b, station))[0] ?? null;
}

/** Walks `along` metres from `base` on the line, then steps aside; null when the line ends first. */
function beside(
  line: readonly Point[],
  base: Point,
  along: number,
  aside: number,
): { at: Point; foot: Point } | null {
  let walked = 0;
  let start = Number.NaN;
  const lengths = line.slice(1).map((p, i) => distance(p, line[i] ?? p));
  for (let i = 0; i < lengths.length; i += 1) {
    const [a, b] = [line[i], line[i + 1]];
    if (!a || !b) continue;
    const length = lengths[i] ?? 0;
    if (Math.abs(distance(a, base) + distance(base, b) - length) < 0.05 && Number.isNaN(start))
      start = walked + distance(a, base);
    walked += length;
  }
  const target = start + along;
  if (!(target > 5 && target < walked - 5)) return null;
  let rest = target;
  for (let i = 0; i < lengths.length; i += 1) {
    const [a, b] = [line[i], line[i + 1]];
    const length = lengths[i] ?? 0;
    if (a && b && rest <= length) {
      const direction: Point = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
      const foot = add(a, [direction[0] * rest, direction[1] * rest]);
      return { foot, at: roundPoint(add(foot, [-direction[1] * aside, direction[0] * aside])) };
    }
    rest -= length;
  }
  return null;
}

export function departureCapacity(
  fact: StationFact,
  rules: ReferenceFacts['stations'],
): { readonly value: number; readonly source: string } {
  const perGate = rules.gatePersonsPerMinute.value;
  const gates = fact.entryGates * perGate;
  const trains = fact.lines.map(
    (line) => (2 * line.trainPersons * line.freeShare) / line.headwayMinutes,
  );
  const trainTotal = trains.reduce((sum, value) => sum + value, 0);
  const detail = fact.lines
    .map(
      (line) =>
        `Line ${line.line}: 2 directions × ${line.trainPersons} × ${line.freeShare} free / ${line.headwayMinutes} min`,
    )
    .join('; ');
  return {
    value: Math.round(Math.min(gates, trainTotal)),
    source: `smaller of gates ${fact.entryGates} × ${perGate} = ${Math.round(gates)}/min and trains ${Math.round(trainTotal)}/min (${detail}). Gates: ${rules.entryGatesSource}; rate: ${rules.gatePersonsPerMinute.source}; trains: ${rules.trainsSource}`,
  };
}
