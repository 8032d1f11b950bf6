/**
 * Dwellings that a source counts and does not draw → how many cells each storey gets: as many as are
 * counted, evenly, the upper storeys first when they do not divide. In buildings of five storeys and
 * more the ground storey stays free (void decks, shops, lobbies) as long as the others can hold them.
 */
import type { BuildingUse, Polygon, ValueKind } from '#contracts';
import { polygonArea } from '#contracts';
import { cutByWeights, cutIntoEqualCells } from './cut-polygon.ts';
import type { UnitPlan } from './plan-known-units.ts';

const FREE_GROUND_STOREYS = 5;

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

/** Exactly `count` cells; as one cell that names them where the district has too many to draw. */
export function planCountedDwellings(
  footprint: Polygon,
  count: number,
  firstNumber: number,
  asCounts: boolean,
  use: BuildingUse,
  kind: ValueKind,
): UnitPlan[] {
  const number = (index: number) => String(firstNumber + index).padStart(2, '0');
  const plan = (outline: Polygon, name: string): UnitPlan => ({
    number: name,
    use,
    outline,
    areaSquareMetres: polygonArea(outline),
    kind,
  });
  if (count === 1) return [plan(footprint, number(0))];
  if (asCounts) return [plan(footprint, `${number(0)}–${number(count - 1)}`)];
  const equal = cutIntoEqualCells(footprint, count, { leastWidthRatio: 0, leastWidthMetres: 0 });
  const cells =
    equal.length === count ? equal : cutByWeights(footprint, new Array<number>(count).fill(1));
  // A shape that refuses every cut stays one cell that names its dwellings.
  if (!cells) return [plan(footprint, `${number(0)}–${number(count - 1)}`)];
  return cells.map((outline, index) => plan(outline, number(index)));
}
