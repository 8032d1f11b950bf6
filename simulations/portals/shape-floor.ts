/** Strips, openings and buildings → the floor of a region as rings, and the edge of each portal. */
import { type Point, type Polygon, ringArea } from '#contracts';
import { isInside } from '../crowd/space/plane-geometry.ts';
import {
  addBox,
  addStrip,
  boxCorners,
  coreOf,
  createFloorField,
  type FloorBox,
  type Strip,
  takeBuilding,
} from './floor-field.ts';
import { type Mouth, NICHE_CLEARANCE_METRES } from './place-mouths.ts';
import { RegionError, type RegionPortal } from './region-types.ts';
import { simplifyRing, traceOutline } from './trace-outline.ts';

/** Grid of the outline, and how far a corner may move when it is simplified. */
const CELL_METRES = 0.25;
const TOLERANCE_METRES = 0.04;
const SMALLEST_HOLE_SQUARE_METRES = 0.5;

/** Throws a `RegionError` for openings that no floor connects with the place. */
export function shapeFloor(
  name: string,
  centre: Point,
  strips: readonly Strip[],
  mouths: readonly Mouth[],
  buildings: readonly Polygon[],
): { readonly floor: Polygon; readonly portals: readonly RegionPortal[] } {
  const corners = strips.flatMap(({ line, halfWidthMetres: half }) =>
    line.flatMap(([x, y]): Point[] => [
      [x - half, y - half],
      [x + half, y + half],
    ]),
  );
  const field = createFloorField(
    [...corners, ...mouths.flatMap((mouth) => boxCorners(mouth.box))],
    CELL_METRES,
  );
  for (const strip of strips) addStrip(field, strip);
  for (const building of buildings) takeBuilding(field, building);
  if (buildings.length > 0) for (const strip of strips) addStrip(field, coreOf(strip));
  for (const { box } of mouths) addBox(field, reachBack(box));

  const openings = mouths.map(({ node, box }) => {
    const [, right, left] = boxCorners(box);
    return { node, from: right, to: left };
  });
  const edges = new Map<number, { readonly ring: readonly Point[]; readonly corner: Point }>();
  const rings = traceOutline(field).map((ring) => {
    const { points, isFixed } = setOpenings(ring, openings);
    const kept = simplifyRing(points, TOLERANCE_METRES, (index) => isFixed.has(index));
    const simple: Point[] = kept.map((index) => points[index] as Point);
    for (const { node, from } of openings) {
      if (simple.includes(from)) edges.set(node, { ring: simple, corner: from });
    }
    return simple;
  });
  const outer = rings.filter((ring) => ringArea(ring) > 0);
  const home = outer.find((ring) => isOrNear(ring, centre)) ?? outer[0] ?? [];
  const holes = rings.filter(
    (ring) =>
      -ringArea(ring) > SMALLEST_HOLE_SQUARE_METRES && isInside([home], ...(ring[0] as Point)),
  );
  const floor: Polygon = [home, ...holes];
  const problems: string[] = [];
  const portals = mouths.flatMap(({ node }): RegionPortal[] => {
    const edge = edges.get(node);
    const ring = edge ? floor.indexOf(edge.ring) : -1;
    if (!edge || ring < 0) {
      problems.push(
        `node ${node}: its opening is not on the floor around the place; buildings or a gap part them`,
      );
      return [];
    }
    return [{ node, ring, edge: edge.ring.indexOf(edge.corner) }];
  });
  if (problems.length > 0) throw new RegionError(name, problems);
  return { floor, portals };
}

/** Overlaps the strip that it begins at, so that no seam parts them. */
const reachBack = ({ from, forward, lengthMetres, widthMetres }: FloorBox): FloorBox => ({
  from: [from[0] - forward[0] * CELL_METRES, from[1] - forward[1] * CELL_METRES],
  forward,
  lengthMetres: lengthMetres + CELL_METRES,
  widthMetres,
});

/** The place lies on the floor, or its node just behind an opening. */
const isOrNear = (ring: readonly Point[], [x, y]: Point): boolean =>
  isInside([ring], x, y) ||
  ring.some(([px, py]) => Math.hypot(px - x, py - y) < NICHE_CLEARANCE_METRES);

/** The points of a traced ring along each opening become its two corners, exactly. */
function setOpenings(
  ring: readonly Point[],
  openings: readonly { readonly from: Point; readonly to: Point }[],
): { readonly points: Point[]; readonly isFixed: ReadonlySet<number> } {
  const reach = 0.75 * CELL_METRES;
  const near = ring.map((point) =>
    openings.findIndex(({ from, to }) => segmentMetres(from, to, point) < reach),
  );
  // Begin where no opening is, so that none is split by the ring's seam.
  const start = Math.max(0, near.indexOf(-1));
  const runs: { readonly opening: number; readonly first: number; readonly count: number }[] = [];
  for (let i = 0; i < ring.length; ) {
    const opening = near[(start + i) % ring.length] as number;
    let count = 1;
    while (i + count < ring.length && near[(start + i + count) % ring.length] === opening) {
      count += 1;
    }
    runs.push({ opening, first: i, count });
    i += count;
  }
  const points: Point[] = [];
  const isFixed = new Set<number>();
  for (const run of runs) {
    // A wall that passes close to a corner comes near the opening, too; the opening is the longest.
    const isOpening =
      run.opening >= 0 &&
      runs.every((other) => other.opening !== run.opening || other.count <= run.count);
    if (isOpening) {
      const { from, to } = openings[run.opening] as (typeof openings)[number];
      isFixed.add(points.length).add(points.length + 1);
      points.push(from, to);
    } else {
      for (let i = 0; i < run.count; i += 1) {
        points.push(ring[(start + run.first + i) % ring.length] as Point);
      }
    }
  }
  return { points, isFixed };
}

function segmentMetres(a: Point, b: Point, [x, y]: Point): number {
  const square = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2;
  const share =
    square === 0 ? 0 : ((x - a[0]) * (b[0] - a[0]) + (y - a[1]) * (b[1] - a[1])) / square;
  const on = Math.min(1, Math.max(0, share));
  return Math.hypot(x - a[0] - on * (b[0] - a[0]), y - a[1] - on * (b[1] - a[1]));
}
