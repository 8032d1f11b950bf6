/**
 * Main roads of the facts → a street graph whose junctions are shared nodes, cut at the district's
 * border, plus the border chain that closes the outer blocks.
 */
import type { Point } from '#contracts';
import {
  add,
  distance,
  distanceToLine,
  isInside,
  meetSegments,
  mix,
  pairsOf,
  scale,
  subtract,
} from './plane-shapes.ts';
import type { ReferenceFacts, RoadFact } from './read-reference-facts.ts';
import {
  addNode,
  type GraphWay,
  pointOf,
  type StreetGraph,
  type WayClass,
} from './street-graph.ts';

/** Crossings nearer than this are one junction: half the width of two main roads. */
const JUNCTION_METRES = 25;
/** Axes are recalled, so an end that stops a little short still meets its road. */
const REACH_METRES = 40;

interface Chain {
  readonly fact: RoadFact | null;
  readonly points: readonly Point[];
  readonly closed: boolean;
  readonly cuts: { position: number; node: string }[];
}

export interface MainRoads {
  readonly graph: StreetGraph;
  /** Node ids around the district; the first is not repeated. */
  readonly border: readonly string[];
}

export function layMainRoads(facts: ReferenceFacts): MainRoads {
  const graph: StreetGraph = { points: new Map(), ways: new Map() };
  const boundary = facts.district.boundary.points;
  const chains: Chain[] = facts.roads.roads
    .filter((fact) => !fact.elevated)
    .map((fact) => ({ fact, points: reachOut(fact.points), closed: false, cuts: [] }));
  const borderChain: Chain = { fact: null, points: boundary, closed: true, cuts: [] };
  const all = [...chains, borderChain];
  for (let i = 0; i < all.length; i += 1) {
    for (let j = i + 1; j < all.length; j += 1) {
      const [one, two] = [all[i], all[j]];
      if (one && two) cutChains(graph, one, two, boundary);
    }
  }
  for (const chain of chains) {
    const way = wayFromChain(graph, chain, boundary);
    if (!way) continue;
    refuseOutside(graph, way, boundary);
    graph.ways.set(way.id, way);
  }
  const border = orderedNodes(graph, borderChain, () => true);
  addElevated(graph, facts, boundary);
  return { graph, border };
}

function reachOut(points: readonly Point[]): Point[] {
  const [first, second] = points;
  const [beforeLast, last] = points.slice(-2);
  if (!first || !second || !beforeLast || !last) return [...points];
  const extend = (from: Point, to: Point): Point =>
    add(to, scale(subtract(to, from), REACH_METRES / Math.max(1, distance(from, to))));
  return [extend(second, first), ...points, extend(beforeLast, last)];
}

function cutChains(graph: StreetGraph, one: Chain, two: Chain, boundary: readonly Point[]): void {
  const onePairs = pairsOf(one.points, one.closed);
  const twoPairs = pairsOf(two.points, two.closed);
  onePairs.forEach(([a, b], i) => {
    twoPairs.forEach(([c, d], j) => {
      const met = meetSegments(a, b, c, d);
      if (!met || (two.fact && !isInside(met.point, boundary))) return;
      const node = nodeNear(graph, met.point) ?? addNode(graph, met.point);
      if (!one.cuts.some((cut) => cut.node === node)) one.cuts.push({ position: i + met.t, node });
      if (!two.cuts.some((cut) => cut.node === node)) two.cuts.push({ position: j + met.u, node });
    });
  });
}

function nodeNear(graph: StreetGraph, point: Point): string | null {
  for (const [id, other] of graph.points) if (distance(point, other) < JUNCTION_METRES) return id;
  return null;
}

/** Cut nodes and, between them, the chain's own bends as nodes. */
function orderedNodes(graph: StreetGraph, chain: Chain, keepBend: (p: Point) => boolean): string[] {
  const cutPoints = chain.cuts.map((cut) => pointOf(graph, cut.node));
  // pairsOf puts the closing pair first, so a closed chain's bend k ends pair k.
  const bends = chain.points.map((point, k) => ({ point, position: k + (chain.closed ? 1 : 0) }));
  const entries: { position: number; node: string }[] = [...chain.cuts];
  for (const bend of bends) {
    if (!keepBend(bend.point) || cutPoints.some((p) => distance(p, bend.point) < JUNCTION_METRES))
      continue;
    entries.push({ position: bend.position, node: addNode(graph, bend.point) });
  }
  return entries.sort((a, b) => a.position - b.position).map((entry) => entry.node);
}

function wayFromChain(
  graph: StreetGraph,
  chain: Chain,
  boundary: readonly Point[],
): GraphWay | null {
  const { fact } = chain;
  const positions = chain.cuts.map((cut) => cut.position);
  if (!fact || positions.length < 2) return null;
  const first = Math.min(...positions);
  const last = Math.max(...positions);
  // Beyond its outermost junctions a road would be a dead end or outside the district.
  const inner = chain.points.filter((p, k) => k > first && k < last && isInside(p, boundary));
  const nodes = orderedNodes(graph, chain, (p) => inner.includes(p));
  return { ...describe(fact), nodes };
}

/** A road that leaves the district and comes back would enclose ground outside it. */
const OUTSIDE_METRES = 30;

function refuseOutside(graph: StreetGraph, way: GraphWay, boundary: readonly Point[]): void {
  const closed = [...boundary, ...boundary.slice(0, 1)];
  const points = way.nodes.map((node) => pointOf(graph, node));
  for (const [a, b] of pairsOf(points, false)) {
    const middle = mix(a, b, 0.5);
    if (isInside(middle, boundary) || distanceToLine(middle, closed) < OUTSIDE_METRES) continue;
    throw new Error(
      `roads.json: ${way.id} runs outside the district near ${middle.map(Math.round).join(',')}; expected its course inside, split it into two roads`,
    );
  }
}

function describe(fact: RoadFact): Omit<GraphWay, 'nodes'> {
  return {
    id: `ref/w-${fact.id}`,
    wayClass: classOf(fact),
    name: fact.name,
    lanes: fact.lanes,
    maxSpeedMetresPerSecond: Math.round((fact.maxSpeedKilometresPerHour / 3.6) * 100) / 100,
    elevated: fact.elevated,
  };
}

function classOf(fact: RoadFact): WayClass {
  switch (fact.roadClass) {
    case 'motorway':
    case 'primary':
    case 'secondary':
    case 'tertiary':
      return fact.roadClass;
    default:
      throw new Error(
        `roads.json: road ${fact.id} has class ${fact.roadClass}; main roads are motorway to tertiary`,
      );
  }
}

/** Elevated roads keep their own nodes: what they pass over is no junction. Equal bends are shared. */
function addElevated(graph: StreetGraph, facts: ReferenceFacts, boundary: readonly Point[]): void {
  const shared = new Map<string, string>();
  for (const fact of facts.roads.roads.filter((road) => road.elevated)) {
    const nodes: string[] = [];
    const push = (point: Point): void => {
      const key = point.join(',');
      const node = shared.get(key) ?? addNode(graph, point);
      shared.set(key, node);
      if (nodes.at(-1) !== node) nodes.push(node);
    };
    for (const [a, b] of pairsOf(fact.points, false)) {
      const edge = pairsOf(boundary, true)
        .map(([c, d]) => meetSegments(a, b, c, d))
        .find((met) => met !== null);
      if (isInside(a, boundary)) push(a);
      if (edge) push(edge.point);
      if (isInside(b, boundary)) push(b);
    }
    graph.ways.set(`ref/w-${fact.id}`, { ...describe(fact), nodes });
  }
}
