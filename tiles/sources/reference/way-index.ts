/** Which of many ways lies nearest a point: an R-tree of their segments, for questions by the thousand. */
import Flatbush from 'flatbush';
import type { Point } from '#contracts';
import { projectOnSegment } from './plane-shapes.ts';
import { type GraphWay, pointOf, type StreetGraph } from './street-graph.ts';

export interface WayIndex {
  /** The nearest way, whatever the distance. */
  nearest(at: Point): GraphWay;
  /** Ways with a segment whose box comes within the reach. */
  near(at: Point, reachMetres: number): readonly GraphWay[];
}

/** First reach; doubled until something is found. */
const FIRST_REACH_METRES = 120;

export function indexWays(graph: StreetGraph, ways: readonly GraphWay[]): WayIndex {
  const segments = ways.flatMap((way) =>
    way.nodes.slice(1).map((node, i) => ({
      way,
      a: pointOf(graph, way.nodes[i] ?? node),
      b: pointOf(graph, node),
    })),
  );
  if (segments.length === 0) throw new Error('way index: expected at least one way, got none');
  const tree = new Flatbush(segments.length);
  for (const { a, b } of segments) {
    tree.add(
      Math.min(a[0], b[0]),
      Math.min(a[1], b[1]),
      Math.max(a[0], b[0]),
      Math.max(a[1], b[1]),
    );
  }
  tree.finish();
  const hits = ([x, y]: Point, reach: number): number[] =>
    tree.search(x - reach, y - reach, x + reach, y + reach).sort((p, q) => p - q);
  return {
    nearest: (at) => {
      for (let reach = FIRST_REACH_METRES; ; reach *= 2) {
        let best: { way: GraphWay; metres: number } | null = null;
        for (const hit of hits(at, reach)) {
          const segment = segments[hit];
          if (!segment) continue;
          const { metres } = projectOnSegment(at, segment.a, segment.b);
          if (!best || metres < best.metres) best = { way: segment.way, metres };
        }
        if (best && best.metres <= reach) return best.way;
        if (reach > 1e6)
          throw new Error(`way index: no way anywhere near ${at.join(',')}; is it a number?`);
      }
    },
    near: (at, reach) => [...new Set(hits(at, reach).flatMap((hit) => segments[hit]?.way ?? []))],
  };
}
