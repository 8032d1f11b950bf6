/** A building's plan and its first cell of each class → the building of the city model. */
import type { Building, BuildingId, CellId, Storey, Unit, ValueKind } from '#contracts';
import { buildingIdSchema } from '#contracts';
import type { BuildingPlan } from './plan-building.ts';

/** Storeys and units of one building have unbroken runs of cells, in their order. */
export interface CellRun {
  readonly building: number;
  readonly firstStorey: number;
  readonly firstUnit: number;
}

export function numberBuilding(plan: BuildingPlan, run: CellRun, derived: ValueKind): Building {
  const { source, facts } = plan;
  const id = buildingIdSchema.parse(source.id);
  let nextUnit = run.firstUnit;
  const storeys = plan.storeys.map(({ plan: storey, units }, index): Storey => {
    const numbered = units.map((unit): Unit => {
      nextUnit += 1;
      const code = unitCode(id, storey.label, unit.number);
      return { cell: (nextUnit - 1) as CellId, code, ...unit };
    });
    return {
      cell: (run.firstStorey + index) as CellId,
      level: storey.level,
      label: storey.label,
      floorMetres: storey.floorMetres,
      heightMetres: storey.heightMetres,
      footprint: storey.footprint,
      kind: storey.kind ?? derived,
      units: numbered,
    };
  });
  return {
    cell: run.building as CellId,
    id,
    name: source.name ?? null,
    address: source.address ?? null,
    ...(source.area === undefined ? {} : { area: source.area }),
    use: facts.use,
    heightMetres: facts.height,
    storeysAboveGround: facts.storeys,
    footprint: source.outline,
    parts: plan.parts,
    storeys,
  };
}

function unitCode(building: BuildingId, label: string, number: string): string {
  return `${building}-${label}-${number}`;
}
