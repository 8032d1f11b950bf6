/**
 * One block as a building site: which ground is free, and what has been put up. A footprint is
 * accepted only inside the block, clear of its streets and away from its neighbours.
 */
import type { BuildingUse, LocalizedText, Point, Ring, RoofShape } from '#contracts';
import type { Fabric } from './place-facts.ts';
import {
  areBoxesApart,
  type Box,
  boxOf,
  centreOf,
  distanceOfRings,
  distanceOfSegments,
  fitBox,
  isInside,
  pairsOf,
  placeRing,
} from './plane-shapes.ts';
import { HALF_WIDTH_METRES, type StreetGraph, wayOf } from './street-graph.ts';
import { type Block, ringOfBlock } from './trace-blocks.ts';

export interface PlannedSolid {
  readonly ring: Ring;
  readonly minLevel: number;
  readonly levels: number;
  readonly minHeightMetres: number;
  readonly heightMetres: number;
}

export interface PlannedBuilding {
  readonly ring: Ring;
  readonly box: Box;
  readonly use: BuildingUse;
  readonly levels: number;
  readonly storeyHeightMetres: number;
  readonly heightMetres: number;
  readonly roofShape: RoofShape;
  readonly roofHeightMetres: number;
  readonly parts: readonly PlannedSolid[];
  readonly name: LocalizedText | null;
  /** In a walled compound, addressed by lane; else straight on its street. */
  readonly compound: boolean;
  /** Floor area that one unit aims at. */
  readonly unitSquareMetres: number;
  /** Landmarks keep an id and an address of their own. */
  readonly id?: string;
  readonly address?: LocalizedText;
}

export interface BuildingSite {
  readonly block: Block;
  readonly ring: Ring;
  readonly box: Box;
  readonly fabric: Fabric;
  readonly name: LocalizedText | null;
  /** The rows' direction: the block's own, folded to within 45° of east–west so that fronts face south. */
  readonly rowRadians: number;
  readonly edges: readonly {
    readonly a: Point;
    readonly b: Point;
    readonly box: Box;
    readonly clearMetres: number;
    readonly main: boolean;
  }[];
  /** Ground kept free: promenades, squares, car parks. */
  readonly keptFree: readonly Ring[];
  readonly buildings: PlannedBuilding[];
}

const SETBACK_METRES = 3;
const BORDER_METRES = 6;

export function openSite(
  graph: StreetGraph,
  block: Block,
  fabric: Fabric,
  name: LocalizedText | null,
  keptFree: readonly Ring[] = [],
): BuildingSite {
  const ring = ringOfBlock(block);
  const edges = block.map((corner, i) => {
    const next = block[(i + 1) % block.length] ?? corner;
    const wayClass = corner.way === null ? null : wayOf(graph, corner.way).wayClass;
    return {
      a: corner.point,
      b: next.point,
      box: boxOf([corner.point, next.point]),
      clearMetres: wayClass === null ? BORDER_METRES : HALF_WIDTH_METRES[wayClass] + SETBACK_METRES,
      main: wayClass !== null && wayClass !== 'residential' && wayClass !== 'lane',
    };
  });
  const quarter = Math.PI / 2;
  const box = fitBox(ring).angleRadians;
  const rowRadians = box - quarter * Math.round(box / quarter);
  return {
    block,
    ring,
    box: boxOf(ring),
    fabric,
    name,
    rowRadians,
    edges,
    keptFree,
    buildings: [],
  };
}

export function hasRoom(site: BuildingSite, ring: Ring, gapMetres: number): boolean {
  for (const p of ring) if (!isInside(p, site.ring)) return false;
  const sides = pairsOf(ring, true);
  const box = boxOf(ring);
  for (const edge of site.edges) {
    if (areBoxesApart(box, edge.box, edge.clearMetres)) continue;
    for (const [p, q] of sides) {
      if (distanceOfSegments(p, q, edge.a, edge.b) < edge.clearMetres) return false;
    }
  }
  const isNearFree = site.keptFree.some(
    (free) =>
      !areBoxesApart(box, boxOf(free), SETBACK_METRES) &&
      distanceOfRings(ring, free) < SETBACK_METRES,
  );
  if (isNearFree) return false;
  return site.buildings.every(
    (other) =>
      areBoxesApart(box, other.box, gapMetres) || distanceOfRings(ring, other.ring) >= gapMetres,
  );
}

export interface Sketch extends Omit<PlannedBuilding, 'ring' | 'box' | 'parts' | 'heightMetres'> {
  readonly shape: Ring;
  readonly gapMetres: number;
  /** A tower on a podium: the tower's own outline, height and storeys above the podium. */
  readonly tower?: {
    readonly shape: Ring;
    readonly levels: number;
    readonly storeyHeightMetres: number;
  };
}

const round = (metres: number): number => Math.round(metres * 100) / 100;

/** Puts the building up when there is room; says whether it did. */
export function putUp(
  site: BuildingSite,
  sketch: Sketch,
  centre: Point,
  angleRadians: number,
): boolean {
  const ring = placeRing(sketch.shape, centre, angleRadians);
  if (!hasRoom(site, ring, sketch.gapMetres)) return false;
  const { shape, gapMetres, tower, ...facts } = sketch;
  const podium = round(sketch.levels * sketch.storeyHeightMetres);
  const top = round(
    podium + (tower ? tower.levels * tower.storeyHeightMetres : sketch.roofHeightMetres),
  );
  const levels = sketch.levels + (tower?.levels ?? 0);
  const parts: PlannedSolid[] = tower
    ? [
        { ring, minLevel: 0, levels: sketch.levels, minHeightMetres: 0, heightMetres: podium },
        {
          ring: placeRing(tower.shape, centre, angleRadians),
          minLevel: sketch.levels,
          levels,
          minHeightMetres: podium,
          heightMetres: top,
        },
      ]
    : [];
  site.buildings.push({ ...facts, levels, ring, box: boxOf(ring), heightMetres: top, parts });
  return true;
}

/** The site's extent along and across its rows, about its centre. */
export function extentOfSite(site: BuildingSite): {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
  at(along: number, across: number): Point;
} {
  const centre = centreOf(site.ring);
  const cos = Math.cos(site.rowRadians);
  const sin = Math.sin(site.rowRadians);
  const xs = site.ring.map(([x, y]) => (x - centre[0]) * cos + (y - centre[1]) * sin);
  const ys = site.ring.map(([x, y]) => (y - centre[1]) * cos - (x - centre[0]) * sin);
  return {
    west: Math.min(...xs),
    east: Math.max(...xs),
    south: Math.min(...ys),
    north: Math.max(...ys),
    at: (along, across) => [
      centre[0] + along * cos - across * sin,
      centre[1] + along * sin + across * cos,
    ],
  };
}
