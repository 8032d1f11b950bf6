/**
 * One source building and its facts → its plan: parts, storeys, units, without cell ids. Pure and
 * on its own, so that any thread can plan any building. Faults of the owner's unit list are
 * collected, not thrown: the build refuses the list whole and names all of them.
 */
import type { BuildingPart, BuildingUse, Polygon, ValueKind } from '#contracts';
import { polygonArea } from '#contracts';
import { CityBuildError } from '../city-build-error.ts';
import type { SourceBuilding } from '../sources/source-city.ts';
import type { BuildingFacts } from './infer-heights.ts';
import { planGivenStoreys } from './plan-given-storeys.ts';
import { planParts, planStoreys, type StoreyPlan } from './stack-storeys.ts';
import { cutIntoEqualCells } from './units/cut-polygon.ts';
import { planCountedDwellings } from './units/plan-counted-dwellings.ts';
import {
  type KnownStoreys,
  type KnownUnit,
  planKnownUnits,
  type UnitPlan,
} from './units/plan-known-units.ts';
import { USE_RULES } from './use-rules.ts';

export interface BuildingPlan {
  readonly source: SourceBuilding;
  readonly facts: BuildingFacts;
  readonly parts: readonly BuildingPart[];
  readonly storeys: readonly { readonly plan: StoreyPlan; readonly units: readonly UnitPlan[] }[];
}

export interface PlanContext {
  readonly stated: ValueKind;
  readonly derived: ValueKind;
  readonly skip: (reason: string, example: string) => void;
  /** A fault of the unit list, with its line. */
  readonly fault: (kind: UnitFault, message: string) => void;
}

export const UNIT_FAULTS = {
  building: 'name a building that the city does not have',
  storey: 'name a storey that the building does not have',
  area: 'have more area than their storey, or areas that it cannot be cut into',
} as const;
export type UnitFault = keyof typeof UNIT_FAULTS;

export function planBuilding(
  source: SourceBuilding,
  facts: BuildingFacts,
  known: KnownStoreys | undefined,
  { stated, derived, skip, fault }: PlanContext,
): BuildingPlan {
  const parts = planParts(source, facts);
  const drawn = planGivenStoreys(source, facts, stated, derived, skip);
  const given = new Map(drawn.map((storey) => [storey.plan, storey.units]));
  const storeys =
    drawn.length > 0 ? drawn.map((storey) => storey.plan) : planStoreys(source, parts, facts);
  for (const message of unknownStoreys(source, known, storeys)) fault('storey', message);
  const counted = planCountedDwellings(
    source,
    storeys.map((plan) => plan.footprint),
    facts.use.value,
    derived,
  );
  // Storeys with one footprint share one cut: towers are cut once, not forty times.
  const cuts = new Map<Polygon, readonly UnitPlan[]>();
  const unitsOf = (plan: StoreyPlan, index: number): readonly UnitPlan[] => {
    const listed = known?.get(plan.label) ?? [];
    const ownUnits = (listed.length > 0 ? tryKnown(plan, listed, fault) : null) ?? given.get(plan);
    const units = ownUnits ?? counted[index] ?? cuts.get(plan.footprint);
    if (units) return units;
    const cut = planUnitsByRule(plan.footprint, facts.use.value, derived, source.unitSquareMetres);
    cuts.set(plan.footprint, cut);
    return cut;
  };
  return {
    source,
    facts,
    parts,
    storeys: storeys.map((plan, index) => ({ plan, units: unitsOf(plan, index) })),
  };
}

function tryKnown(
  plan: StoreyPlan,
  listed: readonly KnownUnit[],
  fault: PlanContext['fault'],
): readonly UnitPlan[] | null {
  try {
    return planKnownUnits(plan.footprint, listed);
  } catch (error) {
    if (!(error instanceof CityBuildError)) throw error;
    fault('area', error.message);
    return null;
  }
}

function unknownStoreys(
  source: SourceBuilding,
  known: KnownStoreys | undefined,
  storeys: readonly StoreyPlan[],
): string[] {
  const labels = storeys.map((plan) => plan.label);
  return [...(known ?? [])].flatMap(([label, units]) =>
    labels.includes(label)
      ? []
      : [
          `${units[0]?.place ?? 'units'}: expected a storey of ${source.id}, it has ${labels[0] ?? 'none'} to ${labels.at(-1) ?? 'none'}, got "${label}".`,
        ],
  );
}

function planUnitsByRule(
  footprint: Polygon,
  use: BuildingUse,
  kind: ValueKind,
  unitSquareMetres = USE_RULES[use].unitSquareMetres,
): readonly UnitPlan[] {
  const count = Math.max(1, Math.round(polygonArea(footprint) / unitSquareMetres));
  const cells = count === 1 ? [footprint] : cutIntoEqualCells(footprint, count);
  return cells.map((outline, index) => ({
    number: String(index + 1).padStart(2, '0'),
    use,
    outline,
    areaSquareMetres: polygonArea(outline),
    kind,
  }));
}
