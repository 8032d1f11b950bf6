/**
 * First half of a block's build, on any thread: its buildings are planned (storeys, units) and the
 * plans laid aside on disk, so that no thread holds the units of the district. What stays in memory
 * are a few figures a building. The second half (`tile-block.ts`) needs the cell ids, and those need
 * the figures of all blocks.
 */
import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import type { CityManifest, ValueKind } from '#contracts';
import { countPeople } from '../model/count-people.ts';
import type { BuildingFacts } from '../model/infer-heights.ts';
import { type BuildingPlan, planBuilding, type UnitFault } from '../model/plan-building.ts';
import type { KnownStoreys } from '../model/units/plan-known-units.ts';
import { createSkipList } from '../skip-list.ts';
import type { SourceBuilding } from '../sources/source-city.ts';

export interface PlanBlockTask {
  /** File that takes the plans. */
  readonly spool: string;
  readonly buildings: readonly SourceBuilding[];
  readonly facts: readonly BuildingFacts[];
  readonly known: readonly (KnownStoreys | undefined)[];
  readonly stated: ValueKind;
  readonly derived: ValueKind;
}

/** Of one building, in the block's order. */
export interface PlannedCounts {
  readonly storeys: number;
  readonly units: number;
  readonly residents: number;
  readonly workers: number;
}

export interface PlannedBlock {
  readonly counts: readonly PlannedCounts[];
  readonly skipped: CityManifest['skipped'];
  readonly faults: readonly { readonly kind: UnitFault; readonly message: string }[];
  readonly spoolSha256: string;
}

export async function planBlock(task: PlanBlockTask): Promise<PlannedBlock> {
  const skips = createSkipList();
  const faults: { kind: UnitFault; message: string }[] = [];
  const context = {
    stated: task.stated,
    derived: task.derived,
    skip: skips.add,
    fault: (kind: UnitFault, message: string) => faults.push({ kind, message }),
  };
  const plans: BuildingPlan[] = [];
  const counts = task.buildings.flatMap((source, index): PlannedCounts[] => {
    const facts = task.facts[index];
    if (!facts) return [];
    const plan = planBuilding(source, facts, task.known[index], context);
    plans.push(plan);
    const { residents, workers } = countPeople({
      footprint: source.outline,
      storeys: plan.storeys,
    });
    const units = plan.storeys.reduce((sum, storey) => sum + storey.units.length, 0);
    return [{ storeys: plan.storeys.length, units, residents, workers }];
  });
  const bytes = serialize(plans);
  await writeFile(`${task.spool}.part`, bytes);
  await rename(`${task.spool}.part`, task.spool);
  const spoolSha256 = createHash('sha256').update(bytes).digest('hex');
  return { counts, skipped: skips.list(), faults, spoolSha256 };
}

/** Written by `planBlock` of this very build, or checked by its checksum: trusted. */
export async function readSpool(path: string): Promise<readonly BuildingPlan[]> {
  return deserialize(await readFile(path));
}
