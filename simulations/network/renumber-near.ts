/** Nodes and links near some places, numbered anew: the largest piece that hangs together. */
import type { Point, StudyArea } from '#contracts';

export function isNear([x, y]: Point, { centres, radiusMetres }: StudyArea): boolean {
  return centres.some(([cx, cy]) => Math.hypot(cx - x, cy - y) <= radiusMetres);
}

export interface Renumbered {
  /** Old → new, −1 when left out. */
  readonly nodeAt: Int32Array;
  readonly linkAt: Int32Array;
  /** New → old. */
  readonly nodes: number[];
  readonly links: Uint32Array;
}

/** Links with both ends near, of the largest connected piece. */
export function renumberNear(
  points: readonly { readonly point: Point }[],
  ends: readonly { readonly from: number; readonly to: number }[],
  area: StudyArea,
): Renumbered {
  const near = points.map(({ point }) => isNear(point, area));
  const inside = ends.flatMap(({ from, to }, index) => (near[from] && near[to] ? [index] : []));
  const root = Int32Array.from(points, (_, node) => node);
  const find = (node: number): number => {
    let at = node;
    while (root[at] !== at) {
      root[at] = root[root[at] as number] as number;
      at = root[at] as number;
    }
    return at;
  };
  for (const index of inside) {
    const { from, to } = ends[index] as { from: number; to: number };
    root[find(from)] = find(to);
  }
  const size = new Map<number, number>();
  for (const index of inside) {
    const piece = find(ends[index]?.from ?? 0);
    size.set(piece, (size.get(piece) ?? 0) + 1);
  }
  const main = [...size].reduce((a, b) => (b[1] > a[1] ? b : a), [-1, 0] as [number, number])[0];
  const links = inside.filter((index) => find(ends[index]?.from ?? 0) === main);
  const linkAt = new Int32Array(ends.length).fill(-1);
  const nodeAt = new Int32Array(points.length).fill(-1);
  links.forEach((link, index) => {
    linkAt[link] = index;
    for (const node of [ends[link]?.from, ends[link]?.to]) if (node !== undefined) nodeAt[node] = 0;
  });
  const nodes: number[] = [];
  nodeAt.forEach((kept, node) => {
    if (kept < 0) return;
    nodeAt[node] = nodes.length;
    nodes.push(node);
  });
  return { nodeAt, linkAt, nodes, links: Uint32Array.from(links) };
}
