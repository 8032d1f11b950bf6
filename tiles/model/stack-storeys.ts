/**
 * Parts and storeys of one building. Storeys stand on each other from the underside to the eaves, so
 * that their heights add up exactly; a storey's footprint is the union of the
 * parts that reach through its middle. Where that union falls apart (two towers on one podium) the
 * level has one storey record per piece, labelled `12F-A`, `12F-B`.
 */

import { union } from 'polyclip-ts';
import type { BuildingPart, Polygon, Ring, ValueKind } from '#contracts';
import { polygonArea, ringArea } from '#contracts';
import { cleanRing } from '../geometry/clean-ring.ts';
import type { SourceBuilding, SourceSolid } from '../sources/source-city.ts';
import { planFloorHeights } from './floor-heights.ts';
import { type BuildingFacts, roofHeightOf } from './infer-heights.ts';

export interface StoreyPlan {
  readonly level: number;
  readonly label: string;
  readonly floorMetres: number;
  readonly heightMetres: number;
  readonly footprint: Polygon;
  /** Absent: a rule stacked it. */
  readonly kind?: ValueKind;
}

/** A solid thinner than this cannot be seen or meshed. */
const LEAST_HEIGHT_METRES = 0.5;
/** Pieces of a union below this are gaps between badly fitting parts, not floors. */
const LEAST_FLOOR_SQUARE_METRES = 4;

export function planParts(building: SourceBuilding, facts: BuildingFacts): BuildingPart[] {
  if (building.parts.length === 0) return [partFrom(building, facts, facts.height.value)];
  // A part that says nothing of its height is as high as the building.
  return building.parts.map((part) => partFrom(part, facts, undefined));
}

function partFrom(solid: SourceSolid, facts: BuildingFacts, top: number | undefined): BuildingPart {
  const roofHeight = roofHeightOf(solid);
  const baseMetres = solid.minHeightMetres ?? (solid.minLevel ?? 0) * facts.storeyHeightMetres;
  const stated =
    top ??
    solid.heightMetres ??
    (solid.levels !== undefined
      ? solid.levels * facts.storeyHeightMetres + roofHeight
      : undefined) ??
    facts.height.value;
  const topMetres = Math.max(stated, baseMetres + LEAST_HEIGHT_METRES);
  const heightMetres = Math.min(roofHeight, (topMetres - baseMetres) * 0.9);
  const shape = heightMetres > 0 ? (solid.roofShape ?? 'flat') : 'flat';
  return {
    footprint: solid.outline,
    baseMetres,
    topMetres,
    roof: { shape, heightMetres: shape === 'flat' ? 0 : heightMetres },
  };
}

export function planStoreys(
  building: SourceBuilding,
  parts: readonly BuildingPart[],
  facts: BuildingFacts,
): StoreyPlan[] {
  const base = Math.min(...parts.map((part) => part.baseMetres));
  const eaves = Math.max(...parts.map((part) => part.topMetres - part.roof.heightMetres));
  const firstLevel = building.minLevel ?? Math.round(base / facts.storeyHeightMetres);
  const count = Math.max(1, facts.storeys.value - firstLevel);
  const floors = planFloorHeights(building, {
    firstLevel,
    storeys: count,
    baseMetres: base,
    eavesMetres: eaves,
  });
  const unions = new Map<string, readonly Polygon[]>();
  const plans: StoreyPlan[] = [];
  for (let step = 0; step < count; step += 1) {
    const floorMetres = floors[step] ?? base;
    const heightMetres = (floors[step + 1] ?? eaves) - floorMetres;
    const label = levelLabel(firstLevel + step);
    const pieces = footprintsAt(floorMetres + heightMetres / 2, building, parts, unions);
    pieces.forEach((footprint, index) => {
      const suffix = pieces.length > 1 ? `-${letter(index)}` : '';
      plans.push({
        level: firstLevel + step,
        label: label + suffix,
        floorMetres,
        heightMetres,
        footprint,
      });
    });
  }
  return plans;
}

/** Level 0 is `1F`, as counted in China; below ground `B1`, `B2`. */
export function levelLabel(level: number): string {
  return level >= 0 ? `${level + 1}F` : `B${-level}`;
}

function letter(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : String(index + 1);
}

function footprintsAt(
  heightMetres: number,
  building: SourceBuilding,
  parts: readonly BuildingPart[],
  unions: Map<string, readonly Polygon[]>,
): readonly Polygon[] {
  if (building.parts.length === 0) return [building.outline];
  const reached = parts.flatMap((part, index) =>
    part.baseMetres <= heightMetres && heightMetres < part.topMetres ? [index] : [],
  );
  const key = reached.join();
  const known = unions.get(key);
  if (known) return known;
  const made = uniteFootprints(
    reached.flatMap((index) => (parts[index] ? [parts[index].footprint] : [])),
  );
  unions.set(key, made);
  return made;
}

function uniteFootprints(polygons: readonly Polygon[]): readonly Polygon[] {
  const [first, ...rest] = polygons.map((polygon) => polygon.map((ring) => ring.map(millimetres)));
  if (!first) return [];
  if (rest.length === 0) return polygons.slice(0, 1);
  return union(first, ...rest)
    .map(cleanPolygon)
    .filter((polygon) => polygon.length > 0 && polygonArea(polygon) >= LEAST_FLOOR_SQUARE_METRES)
    .sort((a, b) => polygonArea(b) - polygonArea(a));
}

/** The union is exact only when coordinates that should be equal are equal. */
function millimetres([x, y]: readonly [number, number]): [number, number] {
  return [Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000];
}

function cleanPolygon(rings: readonly (readonly (readonly [number, number])[])[]): Polygon {
  const cleaned: Ring[] = [];
  rings.forEach((ring, index) => {
    const result = cleanRing(ring);
    if (!('ring' in result)) return;
    if (index > 0 && cleaned.length === 0) return;
    const outer = cleaned.length === 0;
    cleaned.push(outer === ringArea(result.ring) > 0 ? result.ring : [...result.ring].reverse());
  });
  return cleaned;
}
