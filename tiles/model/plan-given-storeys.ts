/**
 * Storeys and units that the source draws itself → plans, in place of the stacking and cutting
 * rules. Units keep their outlines; where two overlap the later gives way, where one leaves its
 * storey it is cut at the wall; what all of them leave (stairs, shafts, walls) becomes cells of its
 * own, so that units partition the storey. A storey without units is cut by the rule.
 */
import { difference, intersection } from 'polyclip-ts';
import type { Polygon, Ring, ValueKind } from '#contracts';
import { polygonArea, ringArea } from '#contracts';
import { cleanRing } from '../geometry/clean-ring.ts';
import type { SourceBuilding, SourceStorey, SourceUnit } from '../sources/source-city.ts';
import type { BuildingFacts } from './infer-heights.ts';
import { levelLabel, type StoreyPlan } from './stack-storeys.ts';
import type { UnitPlan } from './units/plan-known-units.ts';

export interface GivenStoreyPlan {
  readonly plan: StoreyPlan;
  /** null: none given, the rule cuts. */
  readonly units: readonly UnitPlan[] | null;
}

type Skip = (reason: string, example: string) => void;

/** Slivers between badly fitting outlines are forgotten as long as together they stay below this share. */
const FORGOTTEN_SHARE = 0.003;
const SLIVER_SQUARE_METRES = 1;
/** A unit that keeps less of its outline is not drawn at all. */
const LEAST_SHARE_KEPT = 0.5;
/** An outline cut by less than this is the same outline drawn twice. */
const SAME_SHARE = 0.999;

export function planGivenStoreys(
  building: SourceBuilding,
  facts: BuildingFacts,
  stated: ValueKind,
  derived: ValueKind,
  skip: Skip,
): GivenStoreyPlan[] {
  const given = building.storeys ?? [];
  const perLevel = new Map<number, number>();
  for (const storey of given) perLevel.set(storey.level, (perLevel.get(storey.level) ?? 0) + 1);
  const used = new Map<number, number>();
  return given.map((storey) => {
    const index = used.get(storey.level) ?? 0;
    used.set(storey.level, index + 1);
    const isSplit = (perLevel.get(storey.level) ?? 0) > 1;
    const label = levelLabel(storey.level) + (isSplit ? `-${index + 1}` : '');
    const { level, floorMetres, heightMetres, outline } = storey;
    const plan = { level, label, floorMetres, heightMetres, footprint: outline, kind: stated };
    const place = `${building.id} ${label}`;
    const units =
      storey.units.length > 0 ? fillStorey(storey, facts, stated, derived, place, skip) : null;
    return { plan, units };
  });
}

function fillStorey(
  storey: SourceStorey,
  facts: BuildingFacts,
  stated: ValueKind,
  derived: ValueKind,
  place: string,
  skip: Skip,
): UnitPlan[] {
  const units: UnitPlan[] = [];
  let rest: Polygon[] = [rounded(storey.outline)];
  const numbers = new Set<string>();
  for (const unit of storey.units) {
    if (numbers.has(unit.number)) {
      skip('unit: listed twice on its storey', `${place} ${unit.number}`);
      continue;
    }
    const outline = keepFree(unit, rest, place, skip);
    if (!outline) continue;
    numbers.add(unit.number);
    rest = difference(asMulti(rest), asGeom(outline)).flatMap(cleaned);
    units.push({
      number: unit.number,
      use: unit.use ?? facts.use.value,
      outline,
      areaSquareMetres: unit.areaSquareMetres ?? polygonArea(outline),
      kind: stated,
    });
  }
  let common = 0;
  for (const outline of worthDrawing(rest, polygonArea(storey.outline))) {
    do common += 1;
    while (numbers.has(`C${common}`));
    units.push({
      number: `C${common}`,
      use: 'other',
      outline,
      areaSquareMetres: polygonArea(outline),
      kind: derived,
    });
  }
  return units;
}

/** All but the slivers, or all where the slivers add up to something. */
function worthDrawing(rest: readonly Polygon[], storeyArea: number): readonly Polygon[] {
  const slivers = rest.filter((outline) => polygonArea(outline) < SLIVER_SQUARE_METRES);
  const lost = slivers.reduce((sum, outline) => sum + polygonArea(outline), 0);
  return lost > storeyArea * FORGOTTEN_SHARE
    ? rest
    : rest.filter((outline) => !slivers.includes(outline));
}

/** The unit's outline where the storey is still free; null, with the reason, when little is left. */
function keepFree(
  unit: SourceUnit,
  rest: readonly Polygon[],
  place: string,
  skip: Skip,
): Polygon | null {
  const own = rounded(unit.outline);
  const free = intersection(asMulti(rest), asGeom(own))
    .flatMap(cleaned)
    .sort((a, b) => polygonArea(b) - polygonArea(a));
  const [largest] = free;
  const share = largest ? polygonArea(largest) / polygonArea(own) : 0;
  if (!largest || share < LEAST_SHARE_KEPT) {
    skip('unit: overlaps another or lies outside its storey', `${place} ${unit.number}`);
    return null;
  }
  if (share < SAME_SHARE) {
    skip(
      'repaired: unit cut where it overlaps another or leaves its storey',
      `${place} ${unit.number}`,
    );
  }
  return largest;
}

type Pair = [number, number];

function asGeom(polygon: Polygon): Pair[][] {
  return polygon.map((ring) => ring.map(([x, y]): Pair => [x, y]));
}

function asMulti(polygons: readonly Polygon[]): Pair[][][] {
  return polygons.map(asGeom);
}

/** Set operations are exact only when coordinates that should be equal are equal. */
function rounded(polygon: Polygon): Polygon {
  return polygon.map((ring) =>
    ring.map(([x, y]): Pair => [Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000]),
  );
}

function cleaned(rings: readonly (readonly Pair[])[]): Polygon[] {
  const kept: Ring[] = [];
  for (const [index, ring] of rings.entries()) {
    const simple = cleanedRing(ring);
    if (!simple && index === 0) return [];
    if (!simple) continue;
    kept.push((index === 0) === ringArea(simple) > 0 ? simple : [...simple].reverse());
  }
  return kept.length > 0 ? [kept] : [];
}

/** The set operations return simple rings: below cleanRing's least area they are taken as they are. */
function cleanedRing(ring: readonly Pair[]): Ring | null {
  if (Math.abs(ringArea(ring)) < SLIVER_SQUARE_METRES) return ring.slice(0, -1);
  const result = cleanRing(ring);
  return 'ring' in result ? result.ring : null;
}
