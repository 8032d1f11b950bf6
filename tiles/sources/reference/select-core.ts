/**
 * The core alone, cut out of the whole district's graph: the streets and lanes that touch a core
 * quarter, each main road one node farther, so that it leaves the core as a dead end (a way out).
 * What is left are the same nodes, ids and names as in the whole.
 */

import type { Point } from '#contracts';
import { isInside } from './plane-shapes.ts';
import { type GraphWay, pointOf, type StreetGraph } from './street-graph.ts';
import type { Block } from './trace-blocks.ts';

export interface CoreExtent {
  /** Blocks of the core. */
  readonly blocks: readonly Block[];
  /** Around the core: decides over elevated roads, which border no block. */
  readonly boundary: readonly Point[];
  /** Nodes that must stay: entrances, walks, gates. */
  readonly nodes: ReadonlySet<string>;
}

export function selectCore(graph: StreetGraph, core: CoreExtent): StreetGraph {
  const keptWays = new Map<string, Set<string>>();
  for (const block of core.blocks) {
    block.forEach((corner, i) => {
      const next = block[(i + 1) % block.length];
      if (corner.way === null || !next) return;
      const kept = keptWays.get(corner.way) ?? new Set<string>();
      kept.add(keyOf(corner.point)).add(keyOf(next.point));
      keptWays.set(corner.way, kept);
    });
  }
  const ways = new Map<string, GraphWay>();
  for (const way of graph.ways.values()) {
    const span = way.elevated
      ? spanOf(way, (node) => isInside(pointOf(graph, node), core.boundary))
      : spanOf(
          way,
          (node) =>
            keptWays.get(way.id)?.has(keyOf(pointOf(graph, node))) === true || core.nodes.has(node),
        );
    if (!span) continue;
    const reach = way.wayClass === 'lane' || way.wayClass === 'residential' ? 0 : 1;
    const nodes = way.nodes.slice(Math.max(0, span[0] - reach), span[1] + 1 + reach);
    if (nodes.length > 1) ways.set(way.id, { ...way, nodes });
  }
  return { points: graph.points, ways };
}

const keyOf = (p: Point): string => `${p[0]} ${p[1]}`;

/** From the first to the last node that counts. */
function spanOf(way: GraphWay, counts: (node: string) => boolean): [number, number] | null {
  const first = way.nodes.findIndex(counts);
  if (first < 0) return null;
  return [first, way.nodes.findLastIndex(counts)];
}
