/** Cuts ways where they meet: a node used twice, an end, or a node that must stay (a signal). */
import type { Line, Point } from '#contracts';

export interface WayLike {
  readonly id: string;
  readonly line: Line;
  readonly nodes: readonly string[];
}

export interface WaySegment<W extends WayLike> {
  readonly way: W;
  readonly from: string;
  readonly to: string;
  /** All node ids on the way, ends included. */
  readonly nodes: readonly string[];
  readonly line: Line;
}

export function splitWays<W extends WayLike>(
  ways: readonly W[],
  mustSplit: ReadonlySet<string>,
): WaySegment<W>[] {
  const uses = new Map<string, number>();
  for (const way of ways) {
    way.nodes.forEach((node, index) => {
      // Ends count double: a way that ends on another splits it.
      const weight = index === 0 || index === way.nodes.length - 1 ? 2 : 1;
      uses.set(node, (uses.get(node) ?? 0) + weight);
    });
  }
  const segments: WaySegment<W>[] = [];
  for (const way of ways) {
    let start = 0;
    for (let i = 1; i < way.nodes.length; i += 1) {
      const node = way.nodes[i] ?? '';
      const isEnd = i === way.nodes.length - 1;
      if (!isEnd && (uses.get(node) ?? 0) < 2 && !mustSplit.has(node)) continue;
      segments.push(...withoutLoops(way, start, i));
      start = i;
    }
  }
  return segments;
}

/** A run that returns to its own start becomes two, so that no link begins where it ends. */
function withoutLoops<W extends WayLike>(way: W, start: number, end: number): WaySegment<W>[] {
  if (way.nodes[start] !== way.nodes[end] || end - start < 2) return slice(way, start, end);
  const middle = (start + end) >> 1;
  return [...slice(way, start, middle), ...slice(way, middle, end)];
}

function slice<W extends WayLike>(way: W, start: number, end: number): WaySegment<W>[] {
  const nodes = way.nodes.slice(start, end + 1);
  const line: Point[] = way.line.slice(start, end + 1);
  const from = nodes[0];
  const to = nodes.at(-1);
  if (from === undefined || to === undefined || from === to || line.length < 2) return [];
  return [{ way, from, to, nodes, line }];
}
