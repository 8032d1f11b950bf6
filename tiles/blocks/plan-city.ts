/** All blocks of a source, planned: spools on disk, counts and people in memory, faults refused. */
import { createHash } from 'node:crypto';
import type { CityManifest, ValueKind } from '#contracts';
import { CityBuildError } from '../city-build-error.ts';
import { forEachLimited } from '../for-each-limited.ts';
import { polygonCentre } from '../geometry/measure-polygon.ts';
import type { BuildingPeople } from '../model/count-people.ts';
import { derivedKind, inferFacts } from '../model/infer-heights.ts';
import { UNIT_FAULTS, type UnitFault } from '../model/plan-building.ts';
import type { KnownUnits } from '../model/units/read-known-units.ts';
import type { SourceCity } from '../sources/source-city.ts';
import { BLOCK_DEFAULTS, type Block, boundsOfSolids, planBlocks } from '../tiling/plan-blocks.ts';
import type { BlockPool } from './create-block-pool.ts';
import { type Journal, spoolPath } from './open-journal.ts';
import type { PlanBlockTask, PlannedBlock } from './plan-block.ts';

export interface PlannedCity {
  readonly blocks: readonly (Block & {
    /** Of all that its plans depend on. */
    readonly hash: string;
    readonly planned: PlannedBlock;
  })[];
  readonly derived: ValueKind;
  readonly people: readonly BuildingPeople[];
  readonly skipped: CityManifest['skipped'];
}

export interface PlanCityOptions {
  readonly dir: string;
  readonly known: KnownUnits | undefined;
  readonly pool: BlockPool;
  readonly journal: Journal;
  /** Of the code: plans of another version are not taken over. */
  readonly stamp: string;
  /** Buildings done. */
  readonly onProgress: (done: number, total: number) => void;
}

export async function planCity(city: SourceCity, options: PlanCityOptions): Promise<PlannedCity> {
  const { dir, known, pool, journal, stamp, onProgress } = options;
  const unjoined = known?.joinBuildings(city.buildings) ?? [];
  const facts = inferFacts(city);
  const derived = derivedKind(city.statedKind);
  const blocks = planBlocks(
    city.buildings.map(({ outline, parts }) =>
      boundsOfSolids([outline, ...parts.map((part) => part.outline)]),
    ),
    BLOCK_DEFAULTS,
  );
  const done: PlannedCity['blocks'][number][] = new Array(blocks.length);
  let buildings = 0;
  await forEachLimited(blocks, pool.width, async (block, index) => {
    const sources = block.members.flatMap((member) => city.buildings[member] ?? []);
    const task: PlanBlockTask = {
      spool: spoolPath(dir, block.key),
      buildings: sources,
      facts: block.members.flatMap((member) => facts[member] ?? []),
      known: sources.map(({ id }) => known?.storeysOf(id)),
      stated: city.statedKind,
      derived,
    };
    const hash = hashOf([stamp, task]);
    const before = journal.planned.get(block.key);
    const planned = before?.hash === hash ? before.planned : await pool.plan(task);
    if (before?.hash !== hash) await journal.add({ type: 'plan', key: block.key, hash, planned });
    done[index] = { ...block, hash, planned };
    buildings += sources.length;
    onProgress(buildings, city.buildings.length);
  });
  refuseFaults([
    ...unjoined.map((message) => ({ kind: 'building', message }) as const),
    ...done.flatMap((block) => block.planned.faults),
  ]);
  return {
    blocks: done,
    derived,
    people: peopleOf(city, done),
    skipped: done.flatMap((block) => block.planned.skipped),
  };
}

/** JSON as the common form: the same values give the same text, whatever machine made them. */
function hashOf([stamp, { spool: _spool, ...task }]: readonly [string, PlanBlockTask]): string {
  const known = task.known.map((storeys) => (storeys ? [...storeys] : null));
  return createHash('sha256')
    .update(stamp)
    .update(JSON.stringify({ ...task, known }))
    .digest('hex');
}

/** In the order of the source's buildings. */
function peopleOf(city: SourceCity, blocks: PlannedCity['blocks']): BuildingPeople[] {
  const people: BuildingPeople[] = city.buildings.map(({ outline }) => ({
    centre: polygonCentre(outline),
    residents: 0,
    workers: 0,
  }));
  for (const { members, planned } of blocks) {
    members.forEach((member, index) => {
      const here = people[member];
      const counts = planned.counts[index];
      if (!here || !counts) return;
      people[member] = { ...here, residents: counts.residents, workers: counts.workers };
    });
  }
  return people;
}

const SHOWN_FAULTS = 5;

/** The list is refused whole, with what is wrong in it counted by reason. */
function refuseFaults(faults: PlannedBlock['faults']): void {
  if (faults.length === 0) return;
  const [first] = faults;
  if (first && faults.length === 1) throw new CityBuildError(first.message);
  const kinds = Object.keys(UNIT_FAULTS) as UnitFault[];
  const counts = kinds.flatMap((kind) => {
    const count = faults.filter((fault) => fault.kind === kind).length;
    return count > 0 ? [`${count} ${UNIT_FAULTS[kind]}`] : [];
  });
  const shown = faults.slice(0, SHOWN_FAULTS).map(({ message }) => `  ${message}`);
  const rest = faults.length > SHOWN_FAULTS ? [`  … and ${faults.length - SHOWN_FAULTS} more`] : [];
  throw new CityBuildError(
    [`the list of units is refused: ${counts.join('; ')}.`, ...shown, ...rest].join('\n'),
  );
}
