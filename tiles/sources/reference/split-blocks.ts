/**
 * Large blocks → streets and lanes. A block is cut across its long side by a slightly bent street
 * that joins the streets at both ends (shared nodes), again until it is small enough; then once more
 * by walking lanes. The cut wanders and the pieces differ, as plots that grew over a century do.
 * Idea of cutting oriented boxes: Vanegas et al. 2012, "Procedural generation of parcels".
 */
import { type Point, ringArea, type SeededRandom } from '#contracts';
import {
  add,
  distance,
  distanceToLine,
  fitBox,
  isInside,
  meetSegments,
  mix,
  roundPoint,
} from './plane-shapes.ts';
import {
  addNode,
  joinWay,
  pointOf,
  type StreetGraph,
  type WayClass,
  wayOf,
} from './street-graph.ts';
import { type Block, type BlockCorner, ringOfBlock } from './trace-blocks.ts';

export interface SplitOptions {
  readonly wayClass: Extract<WayClass, 'residential' | 'lane'>;
  /** A block below this is left whole. */
  readonly areaSquareMetres: number;
  /** A block at least this long is cut even when small. */
  readonly longMetres: number;
  /** Ground that no cut may touch: parks, campuses, large halls. */
  readonly avoid?: readonly Circle[];
}

export interface Circle {
  readonly point: Point;
  readonly radiusMetres: number;
}

const CORNER_METRES = 32;
const SNAP_METRES = 24;
const TRIES = 28;
/** From this try on also along the block: wedges and hooks refuse every cut across. */
const TRIES_ACROSS = 14;

export function splitBlocks(
  graph: StreetGraph,
  blocks: readonly Block[],
  random: SeededRandom,
  options: SplitOptions,
): Block[] {
  const done: Block[] = [];
  const queue = [...blocks];
  for (let block = queue.pop(); block; block = queue.pop()) {
    const area = ringArea(ringOfBlock(block));
    const box = fitBox(ringOfBlock(block));
    const small = area < options.areaSquareMetres && box.long < options.longMetres;
    const pieces =
      small || area < options.areaSquareMetres / 2 ? null : cutBlock(graph, block, random, options);
    if (pieces) queue.push(...pieces);
    else done.push(block);
  }
  return done;
}

interface Hit {
  readonly edge: number;
  readonly point: Point;
}

function cutBlock(
  graph: StreetGraph,
  block: Block,
  random: SeededRandom,
  options: SplitOptions,
): readonly [Block, Block] | null {
  const ring = ringOfBlock(block);
  const box = fitBox(ring);
  const avoid = (options.avoid ?? []).filter(
    ({ point, radiusMetres }) => distance(point, box.centre) < box.long + radiusMetres,
  );
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const across = attempt < TRIES_ACROSS;
    const off = (random.next() - 0.5) * (across ? 0.32 * box.long : 0.5 * box.wide);
    const tilt = (random.next() - 0.5) * 0.22;
    const axis = across ? box.angleRadians : box.angleRadians + Math.PI / 2;
    const through = add(box.centre, [off * Math.cos(axis), off * Math.sin(axis)]);
    if (!isInside(through, ring)) continue;
    const angle = axis + Math.PI / 2 + tilt;
    const reach: Point = [Math.cos(angle) * 2000, Math.sin(angle) * 2000];
    const ahead = firstHit(block, through, add(through, reach));
    const behind = firstHit(block, through, add(through, [-reach[0], -reach[1]]));
    if (!ahead || !behind || ahead.edge === behind.edge) continue;
    const start = settle(graph, block, behind);
    const end = settle(graph, block, ahead);
    if (!start || !end) continue;
    // From border to border it would join no other way.
    if (start.way === null && end.way === null) continue;
    const bend = bendOf(start.point, end.point, random);
    if (crossesRing(block, [start.point, bend, end.point], [behind.edge, ahead.edge])) continue;
    const path = [start.point, bend, end.point];
    if (avoid.some(({ point, radiusMetres }) => distanceToLine(point, path) < radiusMetres))
      continue;
    return commit(graph, block, { start, bend, end, behind, ahead }, options.wayClass);
  }
  return null;
}

function firstHit(block: Block, from: Point, to: Point): Hit | null {
  let best: (Hit & { t: number }) | null = null;
  block.forEach((corner, edge) => {
    const next = block[(edge + 1) % block.length];
    const met = next ? meetSegments(from, to, corner.point, next.point) : null;
    if (met && (!best || met.t < best.t)) best = { edge, point: met.point, t: met.t };
  });
  return best;
}

interface Settled {
  readonly way: string | null;
  readonly point: Point;
}

/** Refuses cuts near corners; moves the end to a junction that the far side already made. */
function settle(graph: StreetGraph, block: Block, hit: Hit): Settled | null {
  const a = block[hit.edge];
  const b = block[(hit.edge + 1) % block.length];
  if (!a || !b) return null;
  if (distance(hit.point, a.point) < CORNER_METRES || distance(hit.point, b.point) < CORNER_METRES)
    return null;
  if (a.way === null) return { way: null, point: roundPoint(hit.point) };
  for (const node of wayOf(graph, a.way).nodes) {
    const point = pointOf(graph, node);
    const away = distance(point, hit.point);
    if (away > CORNER_METRES) continue;
    const onEdge =
      distance(point, a.point) >= CORNER_METRES && distance(point, b.point) >= CORNER_METRES;
    return away <= SNAP_METRES && onEdge ? { way: a.way, point } : null;
  }
  return { way: a.way, point: roundPoint(hit.point) };
}

function bendOf(a: Point, b: Point, random: SeededRandom): Point {
  const length = distance(a, b);
  const offset = (random.next() - 0.5) * 0.09 * length;
  const middle = mix(a, b, 0.35 + 0.3 * random.next());
  const across: Point = [-(b[1] - a[1]) / length, (b[0] - a[0]) / length];
  return roundPoint(add(middle, [across[0] * offset, across[1] * offset]));
}

function crossesRing(
  block: Block,
  path: readonly [Point, Point, Point],
  skip: readonly number[],
): boolean {
  const ring = ringOfBlock(block);
  if (!isInside(path[1], ring)) return true;
  return block.some((corner, edge) => {
    const next = block[(edge + 1) % block.length];
    if (!next || skip.includes(edge)) return false;
    return (
      meetSegments(path[0], path[1], corner.point, next.point) !== null ||
      meetSegments(path[1], path[2], corner.point, next.point) !== null
    );
  });
}

function commit(
  graph: StreetGraph,
  block: Block,
  cut: { start: Settled; bend: Point; end: Settled; behind: Hit; ahead: Hit },
  wayClass: SplitOptions['wayClass'],
): readonly [Block, Block] {
  const nodeFor = (end: Settled): string =>
    end.way === null
      ? addNode(graph, end.point)
      : joinWay(graph, wayOf(graph, end.way), end.point, 1);
  const nodes = [nodeFor(cut.start), addNode(graph, cut.bend), nodeFor(cut.end)];
  const id = `ref/${wayClass === 'lane' ? 'l' : 's'}${String(graph.ways.size + 1).padStart(4, '0')}`;
  graph.ways.set(id, {
    id,
    wayClass,
    name: null,
    lanes: wayClass === 'lane' ? 1 : 2,
    maxSpeedMetresPerSecond: 8.33,
    elevated: false,
    nodes,
  });
  const [start, bend, end] = nodes.map((node) => pointOf(graph, node));
  if (!start || !bend || !end) throw new Error(`street ${id}: lost its nodes`);
  const corner = (index: number): BlockCorner => {
    const found = block[index % block.length];
    if (!found) throw new Error(`street ${id}: block has no corner ${index}`);
    return found;
  };
  const walk = (from: number, to: number): BlockCorner[] => {
    const corners: BlockCorner[] = [];
    for (let i = (from + 1) % block.length; ; i = (i + 1) % block.length) {
      corners.push(corner(i));
      if (i === to) return corners;
    }
  };
  // Left of the cut: from its end around the ring to its start, then back along the cut.
  const left: Block = [
    { point: end, way: corner(cut.ahead.edge).way },
    ...walk(cut.ahead.edge, cut.behind.edge),
    { point: start, way: id },
    { point: bend, way: id },
  ];
  const right: Block = [
    { point: start, way: corner(cut.behind.edge).way },
    ...walk(cut.behind.edge, cut.ahead.edge),
    { point: end, way: id },
    { point: bend, way: id },
  ];
  return [left, right];
}
