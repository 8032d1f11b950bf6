/**
 * Height, storeys and use of every building as facts: what the source states, else a rule.
 * Rules in their order: docs/models/city-model.md, "Heights".
 */

import Flatbush from 'flatbush';
import type { BuildingUse, Fact, Point, ValueKind } from '#contracts';
import { polygonArea } from '#contracts';
import { polygonCentre } from '../geometry/measure-polygon.ts';
import type { SourceBuilding, SourceCity, SourceSolid } from '../sources/source-city.ts';
import { USE_RULES } from './use-rules.ts';

export interface BuildingFacts {
  readonly use: Fact<BuildingUse>;
  readonly storeyHeightMetres: number;
  readonly storeys: Fact<number>;
  readonly height: Fact<number>;
  readonly roofHeightMetres: number;
}

const NEIGHBOUR_REACH_METRES = 150;
const LEAST_NEIGHBOURS = 3;
/** Below this a building without stated use is a shed or kiosk, above it no house. */
const DWELLING_SQUARE_METRES = [40, 3_000] as const;
const ROOF_STOREY_METRES = 2.5;

/** Kind of what a rule makes of the source's statements. */
export function derivedKind(stated: ValueKind): ValueKind {
  return stated === 'measured' ? 'inferred' : stated;
}

export function inferFacts(city: SourceCity): BuildingFacts[] {
  const stated = city.statedKind;
  const inferred = derivedKind(stated);
  const uses = city.buildings.map((building) => useOf(building, stated, inferred));
  const known = city.buildings.map((building, i) =>
    statedStoreys(building, uses[i]?.value ?? 'other'),
  );
  const medianNear = neighbourMedian(
    city.buildings.map((b) => polygonCentre(b.outline)),
    known,
  );
  return city.buildings.map((building, i) => {
    const use = uses[i] ?? { value: 'other', kind: inferred, source: 'rule:use' };
    const rule = USE_RULES[use.value];
    const storeyHeightMetres = building.storeyHeightMetres ?? rule.storeyHeightMetres;
    const storeys = storeysOf(
      building,
      known[i] ?? null,
      use.value,
      () => medianNear(i),
      stated,
      inferred,
    );
    const height = heightOf(building, storeys, storeyHeightMetres, use.value, stated, inferred);
    const room = Math.max(0, height.value - (building.minHeightMetres ?? 0));
    return {
      use,
      storeyHeightMetres,
      storeys,
      height,
      roofHeightMetres: Math.min(roofHeightOf(building), room * 0.9),
    };
  });
}

function useOf(
  building: SourceBuilding,
  stated: ValueKind,
  inferred: ValueKind,
): Fact<BuildingUse> {
  if (building.use) return { value: building.use, kind: stated, source: building.id };
  const area = polygonArea(building.outline);
  const [least, most] = DWELLING_SQUARE_METRES;
  return area >= least && area <= most
    ? {
        value: 'residential',
        kind: inferred,
        source: 'rule:use-by-footprint (40–3,000 m²: dwellings)',
      }
    : { value: 'other', kind: inferred, source: 'rule:use-by-footprint (outside 40–3,000 m²)' };
}

/** Of the building or the highest of its parts. */
function statedTop(building: SourceBuilding, key: 'heightMetres' | 'levels'): number | undefined {
  if (building[key] !== undefined) return building[key];
  const values = building.parts.flatMap((part) => part[key] ?? []);
  return values.length > 0 ? Math.max(...values) : undefined;
}

function statedStoreys(building: SourceBuilding, use: BuildingUse): number | null {
  const levels = statedTop(building, 'levels');
  if (levels !== undefined) return Math.max(1, Math.round(levels));
  const height = statedTop(building, 'heightMetres');
  if (height === undefined) return null;
  const storeyHeight = building.storeyHeightMetres ?? USE_RULES[use].storeyHeightMetres;
  return Math.max(1, Math.round((height - roofHeightOf(building)) / storeyHeight));
}

function storeysOf(
  building: SourceBuilding,
  known: number | null,
  use: BuildingUse,
  medianNear: () => number | null,
  stated: ValueKind,
  inferred: ValueKind,
): Fact<number> {
  if (known !== null) {
    return statedTop(building, 'levels') !== undefined
      ? { value: known, kind: stated, source: `${building.id} levels` }
      : { value: known, kind: inferred, source: `rule:height ÷ storey height of ${use}` };
  }
  const area = polygonArea(building.outline);
  const near = use === 'other' || area < DWELLING_SQUARE_METRES[0] ? null : medianNear();
  return near !== null
    ? {
        value: near,
        kind: inferred,
        source: `rule:median storeys of known buildings within ${NEIGHBOUR_REACH_METRES} m`,
      }
    : { value: USE_RULES[use].defaultStoreys, kind: inferred, source: `rule:storeys of ${use}` };
}

function heightOf(
  building: SourceBuilding,
  storeys: Fact<number>,
  storeyHeightMetres: number,
  use: BuildingUse,
  stated: ValueKind,
  inferred: ValueKind,
): Fact<number> {
  const height = statedTop(building, 'heightMetres');
  if (height !== undefined) return { value: height, kind: stated, source: `${building.id} height` };
  return {
    value: storeys.value * storeyHeightMetres + roofHeightOf(building),
    kind: inferred,
    source: `rule:storeys × ${storeyHeightMetres} m (${use}) + roof`,
  };
}

/** Stated, else by roof storeys, else a quarter of the width for pitched roofs. */
export function roofHeightOf(solid: SourceSolid): number {
  if (solid.roofHeightMetres !== undefined) return solid.roofHeightMetres;
  if ((solid.roofLevels ?? 0) > 0) return (solid.roofLevels ?? 0) * ROOF_STOREY_METRES;
  if (solid.roofShape === undefined || solid.roofShape === 'flat') return 0;
  return Math.min(6, Math.sqrt(polygonArea(solid.outline)) / 4);
}

function neighbourMedian(centres: readonly Point[], known: readonly (number | null)[]) {
  const places = centres.flatMap((centre, i) => {
    const storeys = known[i];
    return storeys === null || storeys === undefined ? [] : [{ centre, storeys }];
  });
  if (places.length === 0) return () => null;
  const index = new Flatbush(places.length);
  for (const { centre } of places) index.add(centre[0], centre[1], centre[0], centre[1]);
  index.finish();
  return (i: number): number | null => {
    const [x, y] = centres[i] ?? [0, 0];
    const storeys = index
      .neighbors(x, y, 25, NEIGHBOUR_REACH_METRES)
      .flatMap((hit) => places[hit]?.storeys ?? [])
      .sort((a, b) => a - b);
    return storeys.length >= LEAST_NEIGHBOURS ? (storeys[storeys.length >> 1] ?? null) : null;
  };
}
