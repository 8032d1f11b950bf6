/**
 * The faces of the planar street graph: walk each directed edge, at every node taking the next edge
 * clockwise, and keep the rings that turn counter-clockwise (the classic half-edge traversal).
 */
import { type Point, ringArea } from '#contracts';
import { pointOf, type StreetGraph } from './street-graph.ts';

export interface BlockCorner {
  readonly point: Point;
  /** Way of the edge from this corner to the next; null on the district's border. */
  readonly way: string | null;
}
/** Corners counter-clockwise. */
export type Block = readonly BlockCorner[];

export const ringOfBlock = (block: Block): Point[] => block.map((corner) => corner.point);

export function traceBlocks(graph: StreetGraph, border: readonly string[]): Block[] {
  const next = new Map<string, Map<string, string | null>>();
  const link = (a: string, b: string, way: string | null): void => {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const out = next.get(from) ?? new Map<string, string | null>();
      if (!out.has(to)) out.set(to, way);
      next.set(from, out);
    }
  };
  for (const way of graph.ways.values()) {
    if (way.elevated) continue;
    for (let i = 1; i < way.nodes.length; i += 1)
      link(way.nodes[i - 1] ?? '', way.nodes[i] ?? '', way.id);
  }
  border.forEach((node, i) => {
    link(node, border[(i + 1) % border.length] ?? node, null);
  });
  const angle = (from: string, to: string): number => {
    const [a, b] = [pointOf(graph, from), pointOf(graph, to)];
    return Math.atan2(b[1] - a[1], b[0] - a[0]);
  };
  const sorted = new Map<string, string[]>();
  for (const [node, out] of next) {
    sorted.set(
      node,
      [...out.keys()].sort((p, q) => angle(node, p) - angle(node, q)),
    );
  }
  const seen = new Set<string>();
  const blocks: Block[] = [];
  for (const [start, outs] of sorted) {
    for (const first of outs) {
      if (seen.has(`${start} ${first}`)) continue;
      const corners: BlockCorner[] = [];
      let [from, to] = [start, first];
      while (!seen.has(`${from} ${to}`)) {
        seen.add(`${from} ${to}`);
        corners.push({ point: pointOf(graph, from), way: next.get(from)?.get(to) ?? null });
        const around = sorted.get(to) ?? [];
        const back = around.indexOf(from);
        const turn = around[(back - 1 + around.length) % around.length] ?? from;
        [from, to] = [to, turn];
      }
      if (ringArea(corners.map((c) => c.point)) > 1) blocks.push(corners);
    }
  }
  return blocks;
}
