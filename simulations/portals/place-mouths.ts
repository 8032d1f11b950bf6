/**
 * Where a region opens to the network at each of its portals' nodes. A link that ends at the border
 * opens at its own end; at a node amid the floor a box leads out of it, towards the way that leads on,
 * as far as the floor goes. Behind the opening the niche of compile-region.ts must have room.
 */
import type { Point } from '#contracts';
import { boxMetres, type FloorBox, type Strip, stripMetres } from './floor-field.ts';

export interface WantedMouth {
  readonly node: number;
  readonly point: Point;
  readonly widthMetres: number;
  /** Unit vector out of the region; null: any side will do. */
  readonly outwards: Point | null;
}

export interface Mouth {
  readonly node: number;
  /** From the node to the opening. */
  readonly box: FloorBox;
}

export const NICHE_CLEARANCE_METRES = 3.3;
/** Between floor and niche. */
const APART_METRES = 0.3;
const ON_EDGE_METRES = 0.01;
const NARROWEST_METRES = 1.2;
const STEP_METRES = 0.5;
const DIRECTIONS = 24;
/** A turn away from the wanted side by a right angle costs as much as this longer a way. */
const METRES_PER_RADIAN = 6;

/** A mouth for every node that has room for one, the widest first; the others are left out. */
export function placeMouths(
  wanted: readonly WantedMouth[],
  strips: readonly Strip[],
  longestMetres: number,
): readonly Mouth[] {
  const placed: Mouth[] = [];
  const order = [...wanted].sort((a, b) => b.widthMetres - a.widthMetres || a.node - b.node);
  for (const one of order) {
    const mouth = placeOne(one, strips, placed, longestMetres);
    if (mouth) placed.push(mouth);
  }
  return placed;
}

function placeOne(
  { node, point, widthMetres, outwards }: WantedMouth,
  strips: readonly Strip[],
  placed: readonly Mouth[],
  longestMetres: number,
): Mouth | null {
  for (let width = widthMetres; ; width = Math.max(NARROWEST_METRES, 0.7 * width)) {
    let best: Mouth | null = null;
    let bestCost = Number.POSITIVE_INFINITY;
    for (let turn = 0; turn < DIRECTIONS; turn += 1) {
      // Nearest to the wanted side first: 0, +1, −1, +2 …
      const steps = turn % 2 === 1 ? (turn + 1) / 2 : -turn / 2;
      const angle = (steps * 2 * Math.PI) / DIRECTIONS;
      const start = outwards ?? [1, 0];
      const forward: Point = [
        start[0] * Math.cos(angle) - start[1] * Math.sin(angle),
        start[0] * Math.sin(angle) + start[1] * Math.cos(angle),
      ];
      const turned = outwards ? METRES_PER_RADIAN * Math.abs(angle) : 0;
      for (let reach = 0; reach <= longestMetres; reach += STEP_METRES) {
        if (turned + reach >= bestCost) break;
        const box: FloorBox = { from: point, forward, lengthMetres: reach, widthMetres: width };
        if (!hasRoom(box, strips, placed)) continue;
        best = { node, box };
        bestCost = turned + reach;
      }
    }
    if (best) return best;
    if (width <= NARROWEST_METRES) return null;
  }
}

/** Opening and niche lie off every strip and every other mouth, and the box off other niches. */
function hasRoom(box: FloorBox, strips: readonly Strip[], placed: readonly Mouth[]): boolean {
  const niche = nicheOf(box);
  const opening = { ...box, from: frontOf(box, 0), lengthMetres: 0 };
  // An open link's end is its own opening; any other stands clear of the walls beside it.
  const apart = box.lengthMetres === 0 ? -ON_EDGE_METRES : APART_METRES;
  for (const [x, y] of samplesOf(opening)) {
    if (strips.some((strip) => stripMetres(strip, x, y) < apart)) return false;
  }
  for (const [x, y] of samplesOf(niche)) {
    if (strips.some((strip) => stripMetres(strip, x, y) < APART_METRES)) return false;
    for (const other of placed) {
      if (boxMetres(other.box, x, y) < APART_METRES) return false;
      if (boxMetres(nicheOf(other.box), x, y) < APART_METRES) return false;
    }
  }
  for (const [x, y] of samplesOf(box)) {
    if (placed.some((other) => boxMetres(nicheOf(other.box), x, y) < APART_METRES)) return false;
  }
  return true;
}

/** Behind the opening, from just off it. */
const nicheOf = (box: FloorBox): FloorBox => ({
  ...box,
  from: frontOf(box, APART_METRES + ON_EDGE_METRES),
  lengthMetres: NICHE_CLEARANCE_METRES - APART_METRES,
});

const frontOf = ({ from, forward, lengthMetres }: FloorBox, beyond: number): Point => [
  from[0] + forward[0] * (lengthMetres + beyond),
  from[1] + forward[1] * (lengthMetres + beyond),
];

/** Points over the box, no farther apart than the clearance. */
function samplesOf(box: FloorBox): readonly Point[] {
  const along = Math.max(1, Math.ceil(box.lengthMetres / STEP_METRES));
  const aside = Math.max(1, Math.ceil(box.widthMetres / STEP_METRES));
  const points: Point[] = [];
  for (let i = 0; i <= along; i += 1) {
    for (let k = 0; k <= aside; k += 1) {
      const a = (i / along) * box.lengthMetres;
      const s = (k / aside - 0.5) * box.widthMetres;
      points.push([
        box.from[0] + box.forward[0] * a - box.forward[1] * s,
        box.from[1] + box.forward[1] * a + box.forward[0] * s,
      ]);
    }
  }
  return points;
}
