/**
 * Dwellings that a source counts and does not draw → cells on its storeys: exactly as many as are
 * counted, spread evenly, the upper storeys first when they do not divide. In buildings of five
 * storeys and more the ground storey has none (void deck, shops, lobby): it is one cell of its own.
 */
import type { BuildingUse, Polygon, ValueKind } from '#contracts';
import { polygonArea } from '#contracts';
import type { SourceBuilding } from '../../sources/source-city.ts';
import { cutByWeights, cutIntoEqualCells } from './cut-polygon.ts';
import type { UnitPlan } from './plan-known-units.ts';

const FREE_GROUND_STOREYS = 5;
/** The shape is drawn by rule or coarse: narrow flats are better than a wrong count. */
const ANY_WIDTH = { leastWidthRatio: 0, leastWidthMetres: 0 };

/** Dwellings on each of the storeys, lowest first. */
export function spreadDwellings(dwellings: number, storeys: number): number[] {
  const counts = new Array<number>(storeys).fill(0);
  const first = storeys >= FREE_GROUND_STOREYS ? 1 : 0;
  const used = Math.max(1, storeys - first);
  const each = Math.floor(dwellings / used);
  const extra = dwellings - each * used;
  for (let index = first; index < storeys; index += 1) {
    counts[index] = each + (index >= storeys - extra ? 1 : 0);
  }
  return counts;
}

/** One list of units per footprint, lowest storey first; empty where the source counts none. */
export function planCountedDwellings(
  source: Pick<SourceBuilding, 'dwellings' | 'dwellingsAsCounts'>,
  footprints: readonly Polygon[],
  use: BuildingUse,
  kind: ValueKind,
): (readonly UnitPlan[])[] {
  const dwellings = source.dwellings ?? 0;
  const asCounts = source.dwellingsAsCounts === true;
  if (dwellings === 0 && !asCounts) return [];
  const counts = spreadDwellings(dwellings, footprints.length);
  // Storeys with one footprint and one count share one cut.
  const cuts = new Map<Polygon, Map<number, readonly UnitPlan[]>>();
  return footprints.map((footprint, index) => {
    const count = counts[index] ?? 0;
    const known = cuts.get(footprint) ?? new Map<number, readonly UnitPlan[]>();
    cuts.set(footprint, known);
    const units =
      known.get(count) ?? planStorey(footprint, count, asCounts, { use, kind, dwellings });
    known.set(count, units);
    return units;
  });
}

function planStorey(
  footprint: Polygon,
  count: number,
  asCounts: boolean,
  { use, kind, dwellings }: { use: BuildingUse; kind: ValueKind; dwellings: number },
): UnitPlan[] {
  const plan = (outline: Polygon, number: string, unitUse: BuildingUse = use): UnitPlan => ({
    number,
    use: unitUse,
    outline,
    areaSquareMetres: polygonArea(outline),
    kind,
  });
  const number = (index: number) => String(index + 1).padStart(2, '0');
  // Among dwellings a storey without any is no dwelling; without any the building keeps its use.
  if (count === 0) return [plan(footprint, 'C1', dwellings > 0 ? 'other' : use)];
  const asOne = [plan(footprint, count === 1 ? '01' : `01–${number(count - 1)}`)];
  if (count === 1 || asCounts) return asOne;
  const equal = cutIntoEqualCells(footprint, count, ANY_WIDTH);
  const cells =
    equal.length === count ? equal : cutByWeights(footprint, new Array<number>(count).fill(1));
  // A shape that refuses every cut stays one cell that names its dwellings.
  return cells ? cells.map((outline, index) => plan(outline, number(index))) : asOne;
}
