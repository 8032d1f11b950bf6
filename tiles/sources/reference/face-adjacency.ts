/**
 * The quarters as faces of one plane graph: each face's border as short edges that its neighbours
 * share, so that faces can be joined exactly (a border edge met in both directions cancels out).
 */
import type { Point, Polygon, Ring } from '#contracts';
import { ringArea } from '#contracts';
import { pairsOf } from './plane-shapes.ts';
import { pointOf, type StreetGraph, wayOf } from './street-graph.ts';
import type { Block } from './trace-blocks.ts';

export interface Faces {
  readonly rings: readonly Ring[];
  /** For each face its neighbours across an edge, and the metres that they share. */
  readonly neighbours: readonly ReadonlyMap<number, number>[];
  /** The outline of a set of faces that hang together: outer ring first, then holes. */
  outlineOf(faces: readonly number[]): Polygon;
}

const keyOf = (p: Point): string => `${p[0]} ${p[1]}`;
const edgeKey = (a: Point, b: Point): string => `${keyOf(a)}>${keyOf(b)}`;

export function findFaces(graph: StreetGraph, blocks: readonly Block[]): Faces {
  const places = new Map<string, ReadonlyMap<string, number>>();
  const placesOn = (way: string): ReadonlyMap<string, number> => {
    const known = places.get(way);
    if (known) return known;
    const made = new Map(
      wayOf(graph, way).nodes.map((node, i) => [keyOf(pointOf(graph, node)), i]),
    );
    places.set(way, made);
    return made;
  };
  const rings = blocks.map((block) =>
    block.flatMap((corner, i): Point[] => {
      const next = block[(i + 1) % block.length];
      if (corner.way === null || !next) return [corner.point];
      return [
        corner.point,
        ...pointsBetween(graph, corner.way, placesOn(corner.way), corner.point, next.point),
      ];
    }),
  );
  const owner = new Map<string, number>();
  rings.forEach((ring, face) => {
    for (const [a, b] of pairsOf(ring, true)) owner.set(edgeKey(a, b), face);
  });
  const neighbours = rings.map((ring, face) => {
    const found = new Map<number, number>();
    for (const [a, b] of pairsOf(ring, true)) {
      const other = owner.get(edgeKey(b, a));
      if (other === undefined || other === face) continue;
      found.set(other, (found.get(other) ?? 0) + Math.hypot(a[0] - b[0], a[1] - b[1]));
    }
    return found;
  });
  return { rings, neighbours, outlineOf: (faces) => joinRings(faces.map((f) => rings[f] ?? [])) };
}

/** Nodes that other streets put into a way after this block was cut, in the block's direction. */
function pointsBetween(
  graph: StreetGraph,
  way: string,
  placeOf: ReadonlyMap<string, number>,
  from: Point,
  to: Point,
): Point[] {
  const [i, j] = [placeOf.get(keyOf(from)), placeOf.get(keyOf(to))];
  if (i === undefined || j === undefined) return [];
  const { nodes } = wayOf(graph, way);
  const between = i < j ? nodes.slice(i + 1, j) : nodes.slice(j + 1, i).reverse();
  return between.map((node) => pointOf(graph, node));
}

/** Edges that no second ring runs back along, chained into rings. */
function joinRings(rings: readonly Ring[]): Polygon {
  const edges = new Map<string, readonly [Point, Point]>();
  for (const ring of rings) {
    for (const [a, b] of pairsOf(ring, true)) {
      if (!edges.delete(edgeKey(b, a))) edges.set(edgeKey(a, b), [a, b]);
    }
  }
  const starting = new Map<string, (readonly [Point, Point])[]>();
  for (const edge of edges.values()) {
    const key = keyOf(edge[0]);
    starting.set(key, [...(starting.get(key) ?? []), edge]);
  }
  const outlines: Point[][] = [];
  while (edges.size > 0) {
    const [first] = edges.values();
    if (!first) break;
    outlines.push(chainFrom(first, edges, starting));
  }
  return outlines.sort((p, q) => ringArea(q) - ringArea(p));
}

function chainFrom(
  first: readonly [Point, Point],
  edges: Map<string, readonly [Point, Point]>,
  starting: ReadonlyMap<string, readonly (readonly [Point, Point])[]>,
): Point[] {
  const ring: Point[] = [];
  let edge = first;
  for (;;) {
    ring.push(edge[0]);
    edges.delete(edgeKey(edge[0], edge[1]));
    if (keyOf(edge[1]) === keyOf(first[0])) return ring;
    const open = (starting.get(keyOf(edge[1])) ?? []).filter((e) => edges.has(edgeKey(e[0], e[1])));
    const [next] = open.sort((p, q) => turnOf(edge, p) - turnOf(edge, q));
    if (!next)
      throw new Error(`areas: the border breaks off at ${edge[1].join(',')}; faces must be closed`);
    edge = next;
  }
}

/** Clockwise from the way back: the first edge met keeps the same ground on the left. */
function turnOf([a, b]: readonly [Point, Point], [, c]: readonly [Point, Point]): number {
  const back = Math.atan2(a[1] - b[1], a[0] - b[0]);
  const out = Math.atan2(c[1] - b[1], c[0] - b[0]);
  const turn = back - out;
  return turn > 1e-9 ? turn : turn + 2 * Math.PI;
}
