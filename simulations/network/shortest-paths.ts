/**
 * Shortest paths from everywhere to one place (Dijkstra 1959, binary heap, lazy deletion), on a
 * graph stored by what comes in. Walkers: vertices are nodes, edges are lanes. Vehicles: vertices
 * are lanes and edges are allowed turns, so forbidden turns hold.
 */
export interface ReverseGraph {
  readonly vertexCount: number;
  /** Edges into vertex v are [inStart[v], inStart[v + 1]). */
  readonly inStart: Int32Array;
  readonly inVertex: Int32Array;
  /** Whose cost the edge has; also what `next` records. */
  readonly inLane: Int32Array;
  /** What the edge itself costs on top: turns. Absent: nothing. */
  readonly inSeconds?: Float64Array;
}

export interface PathTable {
  /** First lane on the way, -1 at the goal or where no way leads there. */
  readonly next: Int32Array;
  /** Seconds to the goal; Infinity where no way leads there. */
  readonly seconds: Float32Array;
}

export interface PathScratch {
  keys: Float64Array;
  vertices: Int32Array;
}

export const createPathScratch = (): PathScratch => ({
  keys: new Float64Array(4096),
  vertices: new Int32Array(4096),
});

export const createPathTable = (vertexCount: number): PathTable => ({
  next: new Int32Array(vertexCount),
  seconds: new Float32Array(vertexCount),
});

export function findPathsTo(
  graph: ReverseGraph,
  goals: readonly number[],
  laneSeconds: Float64Array,
  table: PathTable,
  scratch: PathScratch,
): void {
  const { inStart, inVertex, inLane, inSeconds } = graph;
  const { next, seconds } = table;
  let { keys, vertices } = scratch;
  let size = 0;
  next.fill(-1);
  seconds.fill(Number.POSITIVE_INFINITY);

  const push = (key: number, vertex: number): void => {
    if (size === keys.length) {
      const moreKeys = new Float64Array(size * 2);
      moreKeys.set(keys);
      keys = moreKeys;
      scratch.keys = keys;
      const moreVertices = new Int32Array(size * 2);
      moreVertices.set(vertices);
      vertices = moreVertices;
      scratch.vertices = vertices;
    }
    let at = size;
    size += 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const parentKey = keys[parent] as number;
      if (parentKey <= key) break;
      keys[at] = parentKey;
      vertices[at] = vertices[parent] as number;
      at = parent;
    }
    keys[at] = key;
    vertices[at] = vertex;
  };

  const dropTop = (): void => {
    size -= 1;
    const key = keys[size] as number;
    const vertex = vertices[size] as number;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && (keys[child + 1] as number) < (keys[child] as number)) child += 1;
      const childKey = keys[child] as number;
      if (childKey >= key) break;
      keys[at] = childKey;
      vertices[at] = vertices[child] as number;
      at = child;
    }
    keys[at] = key;
    vertices[at] = vertex;
  };

  for (const goal of goals) {
    seconds[goal] = 0;
    push(0, goal);
  }
  while (size > 0) {
    const key = keys[0] as number;
    const vertex = vertices[0] as number;
    dropTop();
    const known = seconds[vertex] as number;
    // `seconds` is 32-bit: compare with the slack of its rounding.
    if (key > known * (1 + 1e-6)) continue;
    const end = inStart[vertex + 1] as number;
    for (let edge = inStart[vertex] as number; edge < end; edge += 1) {
      const lane = inLane[edge] as number;
      const turn = inSeconds === undefined ? 0 : (inSeconds[edge] as number);
      const total = key + (laneSeconds[lane] as number) + turn;
      const from = inVertex[edge] as number;
      if (total < (seconds[from] as number) * (1 - 1e-7)) {
        seconds[from] = total;
        next[from] = lane;
        push(total, from);
      }
    }
  }
}

/** Compressed rows of (vertex → edges), in edge order. */
export function groupByVertex(
  vertexCount: number,
  vertexOfEdge: ArrayLike<number>,
): { readonly start: Int32Array; readonly edges: Int32Array } {
  const start = new Int32Array(vertexCount + 1);
  for (let edge = 0; edge < vertexOfEdge.length; edge += 1) {
    const vertex = vertexOfEdge[edge] as number;
    start[vertex + 1] = (start[vertex + 1] as number) + 1;
  }
  for (let vertex = 0; vertex < vertexCount; vertex += 1) {
    start[vertex + 1] = (start[vertex + 1] as number) + (start[vertex] as number);
  }
  const filled = start.slice();
  const edges = new Int32Array(vertexOfEdge.length);
  for (let edge = 0; edge < vertexOfEdge.length; edge += 1) {
    const vertex = vertexOfEdge[edge] as number;
    const at = filled[vertex] as number;
    edges[at] = edge;
    filled[vertex] = at + 1;
  }
  return { start, edges };
}
