/** SourceCity → CityModel: facts, parts, storeys, units and the cell ids that tie them to tiles. */
import type {
  Building,
  BuildingId,
  BuildingUse,
  CellId,
  CityModel,
  LocalizedText,
  Polygon,
  Storey,
  Unit,
  ValueKind,
} from '#contracts';
import { buildingIdSchema, CELL_ID_LIMIT, cellIdSchema, polygonArea } from '#contracts';
import { CityBuildError } from '../city-build-error.ts';
import { hilbertKey } from '../geometry/hilbert-key.ts';
import { boundsOf, polygonCentre } from '../geometry/measure-polygon.ts';
import type { SourceBuilding, SourceCity } from '../sources/source-city.ts';
import { type BuildingFacts, inferFacts } from './infer-heights.ts';
import { planGivenStoreys } from './plan-given-storeys.ts';
import { planParts, planStoreys, type StoreyPlan } from './stack-storeys.ts';
import { cutIntoEqualCells } from './units/cut-polygon.ts';
import { planCountedDwellings } from './units/plan-counted-dwellings.ts';
import { planKnownUnits, type UnitPlan } from './units/plan-known-units.ts';
import type { KnownUnits } from './units/read-known-units.ts';
import { USE_RULES } from './use-rules.ts';

export interface CityModelBuild {
  readonly model: CityModel;
  /** First and one-past-last cell of each class. */
  readonly cellRanges: {
    readonly buildings: [number, number];
    readonly storeys: [number, number];
    readonly units: [number, number];
  };
}

type Skip = (reason: string, example: string) => void;

interface PlanContext {
  readonly stated: ValueKind;
  readonly derived: ValueKind;
  readonly known: KnownUnits | undefined;
  readonly skip: Skip;
}

interface BuildingPlan {
  readonly source: SourceBuilding;
  readonly facts: BuildingFacts;
  readonly storeys: readonly { readonly plan: StoreyPlan; readonly units: readonly UnitPlan[] }[];
}

/** Faults of given units are counted with `skip`; a city of rules only has none. */
export function buildCityModel(
  city: SourceCity,
  known?: KnownUnits,
  skip: Skip = () => undefined,
): CityModelBuild {
  const facts = inferFacts(city);
  const bounds = boundsOf(city.buildings.flatMap((building) => building.outline[0] ?? []));
  const order = city.buildings
    .map((building, index) => ({ index, key: hilbertKey(polygonCentre(building.outline), bounds) }))
    .sort((a, b) => a.key - b.key || a.index - b.index);
  const derived: ValueKind = city.statedKind === 'measured' ? 'inferred' : city.statedKind;
  known?.joinBuildings(city.buildings);
  const plans = order.flatMap(({ index }) => {
    const source = city.buildings[index];
    const fact = facts[index];
    return source && fact
      ? [planBuilding(source, fact, { stated: city.statedKind, derived, known, skip })]
      : [];
  });
  return numberCells(plans, derived);
}

function planBuilding(
  source: SourceBuilding,
  facts: BuildingFacts,
  { stated, derived, known, skip }: PlanContext,
): BuildingPlan {
  const drawn = planGivenStoreys(source, facts, stated, derived, skip);
  const given = new Map(drawn.map((storey) => [storey.plan, storey.units]));
  const storeys =
    drawn.length > 0
      ? drawn.map((storey) => storey.plan)
      : planStoreys(source, planParts(source, facts), facts);
  known?.refuseUnknownStoreys(
    source.id,
    storeys.map((plan) => plan.label),
  );
  const counted = planCountedDwellings(
    source,
    storeys.map((plan) => plan.footprint),
    facts.use.value,
    derived,
  );
  // Storeys with one footprint share one cut: towers are cut once, not forty times.
  const cuts = new Map<Polygon, readonly UnitPlan[]>();
  return {
    source,
    facts,
    storeys: storeys.map((plan, index) => {
      const listed = known?.unitsOf(source.id, plan.label) ?? [];
      if (listed.length > 0) return { plan, units: planKnownUnits(plan.footprint, listed) };
      const ownUnits = given.get(plan);
      if (ownUnits) return { plan, units: ownUnits };
      const dwellings = counted[index];
      if (dwellings) return { plan, units: dwellings };
      let units = cuts.get(plan.footprint);
      if (!units) {
        units = planUnitsByRule(plan.footprint, facts.use.value, derived);
        cuts.set(plan.footprint, units);
      }
      return { plan, units };
    }),
  };
}

export function planUnitsByRule(
  footprint: Polygon,
  use: BuildingUse,
  kind: ValueKind,
): readonly UnitPlan[] {
  const count = Math.max(1, Math.round(polygonArea(footprint) / USE_RULES[use].unitSquareMetres));
  const cells = count === 1 ? [footprint] : cutIntoEqualCells(footprint, count);
  return cells.map((outline, index) => ({
    number: String(index + 1).padStart(2, '0'),
    use,
    outline,
    areaSquareMetres: polygonArea(outline),
    kind,
  }));
}

function numberCells(plans: readonly BuildingPlan[], derived: ValueKind): CityModelBuild {
  const storeyCount = plans.reduce((sum, plan) => sum + plan.storeys.length, 0);
  const unitCount = plans.reduce(
    (sum, plan) => sum + plan.storeys.reduce((units, storey) => units + storey.units.length, 0),
    0,
  );
  const cellCount = plans.length + storeyCount + unitCount;
  if (cellCount > CELL_ID_LIMIT) {
    throw new CityBuildError(
      `city: expected at most ${CELL_ID_LIMIT} cells (buildings + storeys + units), got ${cellCount}; build a smaller district (--crop), or let a table's dwellings be counted by storey (--dwellings counts).`,
    );
  }
  let nextStorey = plans.length;
  let nextUnit = plans.length + storeyCount;
  const buildings = plans.map((plan, index): Building => {
    const id = buildingIdSchema.parse(plan.source.id);
    const storeys = plan.storeys.map(({ plan: storey, units }): Storey => {
      const cell = cellId(nextStorey);
      nextStorey += 1;
      const numbered = units.map((unit): Unit => {
        nextUnit += 1;
        return {
          cell: cellId(nextUnit - 1),
          code: unitCode(id, storey.label, unit.number),
          ...unit,
        };
      });
      return {
        cell,
        level: storey.level,
        label: storey.label,
        floorMetres: storey.floorMetres,
        heightMetres: storey.heightMetres,
        footprint: storey.footprint,
        kind: storey.kind ?? derived,
        units: numbered,
      };
    });
    const { source, facts } = plan;
    return {
      cell: cellId(index),
      id,
      name: textOrNull(source.name),
      address: textOrNull(source.address),
      use: facts.use,
      heightMetres: facts.height,
      storeysAboveGround: facts.storeys,
      footprint: source.outline,
      parts: planParts(source, facts),
      storeys,
    };
  });
  return {
    model: { buildings, cellCount },
    cellRanges: {
      buildings: [0, plans.length],
      storeys: [plans.length, plans.length + storeyCount],
      units: [plans.length + storeyCount, cellCount],
    },
  };
}

function cellId(value: number): CellId {
  return cellIdSchema.parse(value);
}

function unitCode(building: BuildingId, label: string, number: string): string {
  return `${building}-${label}-${number}`;
}

function textOrNull(text: LocalizedText | undefined): LocalizedText | null {
  return text ?? null;
}
