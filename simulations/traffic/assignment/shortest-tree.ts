/**
 * Shortest paths from one origin (Dijkstra 1959) over a binary heap with positions, so that every
 * node is in it once. Nodes below `firstThroughNode` are reached but not passed.
 */
import type { AssignmentNetwork } from './assignment-types.ts';

export interface ShortestTree {
  /** Infinity where the origin does not reach. */
  readonly cost: Float64Array;
  /** The last link of the path to the node; -1 at the origin and where there is none. */
  readonly link: Int32Array;
  build(origin: number, time: Float64Array): void;
}

export function createShortestTree(network: AssignmentNetwork): ShortestTree {
  const { nodeCount, firstThroughNode, linkFrom, linkTo } = network;
  const start = new Int32Array(nodeCount + 1);
  for (const from of linkFrom) start[from + 1] = (start[from + 1] as number) + 1;
  for (let node = 0; node < nodeCount; node += 1) {
    start[node + 1] = (start[node + 1] as number) + (start[node] as number);
  }
  const fill = start.slice();
  const out = new Int32Array(linkFrom.length);
  linkFrom.forEach((from, link) => {
    out[fill[from] as number] = link;
    fill[from] = (fill[from] as number) + 1;
  });
  const cost = new Float64Array(nodeCount);
  const link = new Int32Array(nodeCount);
  const heap = new Int32Array(nodeCount);
  const position = new Int32Array(nodeCount);

  const rise = (node: number, from: number): void => {
    const key = cost[node] as number;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent] as number;
      if ((cost[above] as number) <= key) break;
      heap[at] = above;
      position[above] = at;
      at = parent;
    }
    heap[at] = node;
    position[node] = at;
  };

  const sink = (node: number, size: number): void => {
    const key = cost[node] as number;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      const right = child + 1;
      if (right < size && costAt(right) < costAt(child)) child = right;
      const below = heap[child] as number;
      if ((cost[below] as number) >= key) break;
      heap[at] = below;
      position[below] = at;
      at = child;
    }
    heap[at] = node;
    position[node] = at;
  };
  const costAt = (at: number): number => cost[heap[at] as number] as number;

  return {
    cost,
    link,
    build: (origin, time) => {
      cost.fill(Number.POSITIVE_INFINITY);
      link.fill(-1);
      position.fill(-1);
      cost[origin] = 0;
      heap[0] = origin;
      position[origin] = 0;
      let size = 1;
      while (size > 0) {
        const node = heap[0] as number;
        size -= 1;
        if (size > 0) sink(heap[size] as number, size);
        if (node < firstThroughNode && node !== origin) continue;
        const last = start[node + 1] as number;
        for (let at = start[node] as number; at < last; at += 1) {
          const via = out[at] as number;
          const next = linkTo[via] as number;
          const reached = (cost[node] as number) + (time[via] as number);
          if (reached >= (cost[next] as number)) continue;
          const known = cost[next] !== Number.POSITIVE_INFINITY;
          cost[next] = reached;
          link[next] = via;
          rise(next, known ? (position[next] as number) : size);
          if (!known) size += 1;
        }
      }
    },
  };
}
