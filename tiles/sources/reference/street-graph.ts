/**
 * The generator's growing street graph: nodes with ids and ways that share them. Ways only ever gain
 * nodes, so a junction found from either side of a street is the same node.
 */
import type { LocalizedText, Point } from '#contracts';
import { distance, mix, projectOnSegment, roundPoint } from './plane-shapes.ts';

export type WayClass = 'motorway' | 'primary' | 'secondary' | 'tertiary' | 'residential' | 'lane';

export interface GraphWay {
  readonly id: string;
  readonly wayClass: WayClass;
  readonly name: LocalizedText | null;
  readonly lanes: number;
  readonly maxSpeedMetresPerSecond: number;
  readonly elevated: boolean;
  readonly nodes: string[];
}

export interface StreetGraph {
  readonly points: Map<string, Point>;
  readonly ways: Map<string, GraphWay>;
}

/**
 * From the axis to the building line's near side: carriageway, pavement and verge. Lanes are 3.25–3.5 m
 * (CJJ 37), pavements 3–5 m on main roads; `lane` is the way inside a compound.
 */
export const HALF_WIDTH_METRES: { readonly [key in WayClass]: number } = {
  motorway: 20,
  primary: 22,
  secondary: 15,
  tertiary: 12,
  residential: 7,
  lane: 3,
};

export function addNode(graph: StreetGraph, point: Point): string {
  const id = `ref/n${String(graph.points.size + 1).padStart(5, '0')}`;
  graph.points.set(id, roundPoint(point));
  return id;
}

export function pointOf(graph: StreetGraph, node: string): Point {
  const point = graph.points.get(node);
  if (!point) throw new Error(`street graph: node ${node} has no point`);
  return point;
}

export function wayOf(graph: StreetGraph, id: string): GraphWay {
  const way = graph.ways.get(id);
  if (!way)
    throw new Error(
      `street graph: no way ${id}; known ways start with ${[...graph.ways.keys()].slice(0, 5).join(', ')}`,
    );
  return way;
}

export interface WayPlace {
  readonly way: GraphWay;
  /** The place lies between nodes[segment] and nodes[segment + 1]. */
  readonly segment: number;
  readonly point: Point;
  readonly metres: number;
}

export function findPlaceOnWay(graph: StreetGraph, way: GraphWay, near: Point): WayPlace {
  let best: WayPlace = { way, segment: 0, point: near, metres: Number.POSITIVE_INFINITY };
  for (let i = 0; i + 1 < way.nodes.length; i += 1) {
    const a = pointOf(graph, way.nodes[i] ?? '');
    const b = pointOf(graph, way.nodes[i + 1] ?? '');
    const { t, metres } = projectOnSegment(near, a, b);
    if (metres < best.metres) best = { way, segment: i, point: mix(a, b, t), metres };
  }
  return best;
}

/** The node of a way at a place: an existing one within `snapMetres`, else a new one put into the way. */
export function joinWay(
  graph: StreetGraph,
  way: GraphWay,
  near: Point,
  snapMetres: number,
): string {
  const place = findPlaceOnWay(graph, way, near);
  let nearest = { node: '', metres: Number.POSITIVE_INFINITY };
  for (const node of way.nodes) {
    const metres = distance(pointOf(graph, node), place.point);
    if (metres < nearest.metres) nearest = { node, metres };
  }
  if (nearest.metres <= snapMetres) return nearest.node;
  const node = addNode(graph, place.point);
  way.nodes.splice(place.segment + 1, 0, node);
  return node;
}

/** Metres along the way from its first node to the place nearest a point. */
export function chainageAt(graph: StreetGraph, way: GraphWay, near: Point): number {
  const place = findPlaceOnWay(graph, way, near);
  let metres = 0;
  for (let i = 0; i < place.segment; i += 1) {
    metres += distance(pointOf(graph, way.nodes[i] ?? ''), pointOf(graph, way.nodes[i + 1] ?? ''));
  }
  return metres + distance(pointOf(graph, way.nodes[place.segment] ?? ''), place.point);
}

export function lineOf(graph: StreetGraph, way: GraphWay): Point[] {
  return way.nodes.map((node) => pointOf(graph, node));
}
