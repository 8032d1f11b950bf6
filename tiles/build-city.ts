/**
 * The whole build after the source: plans, networks, tiles, store, manifest, then one swap. The
 * district goes through block by block (tiles/blocks): memory holds the source's outlines, a few
 * figures a building and the blocks under way, never the units.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CityManifest } from '#contracts';
import { districtNetworksSchema } from '#contracts';
import { createBlockPool, threadsFor } from './blocks/create-block-pool.ts';
import { finishCity } from './blocks/finish-city.ts';
import { JOURNAL_FILE, openJournal, WORK_FOLDER } from './blocks/open-journal.ts';
import { type PlannedCity, planCity } from './blocks/plan-city.ts';
import { type PreviousCity, readPreviousCity } from './blocks/read-previous-city.ts';
import { stampCode } from './blocks/stamp-code.ts';
import { tileCity } from './blocks/tile-city.ts';
import { BUILD_STAGES } from './build-stages.ts';
import { CityBuildError } from './city-build-error.ts';
import { type AssignedCells, assignCells, type CellCounts } from './model/assign-cells.ts';
import { buildNetworks } from './model/networks/build-networks.ts';
import { partNeighbours } from './model/part-neighbours.ts';
import type { KnownUnits } from './model/units/read-known-units.ts';
import type { Progress } from './progress.ts';
import { createSkipList } from './skip-list.ts';
import type { SourceCity } from './sources/source-city.ts';
import { createCityStore } from './write/create-city-store.ts';
import { explainFullDisk } from './write/explain-full-disk.ts';
import { refuseForeignFolder, replaceFolder } from './write/replace-folder.ts';
import { roundedNetworks } from './write/rounded-networks.ts';

export interface BuildCityOptions {
  readonly outDir: string;
  readonly knownUnits?: KnownUnits;
  readonly builtAtMs: number;
  readonly progress: Progress;
  /** Threads beside this one; 0: all in this one. Default: one a core, none for a small city. */
  readonly threads?: number;
  /** One more than the highest cell id; default: what clients colour (CELL_ID_LIMIT). */
  readonly cellLimit?: number;
}

export async function buildCity(
  given: SourceCity,
  options: BuildCityOptions,
): Promise<CityManifest> {
  refuseRepeatedIds(given);
  const skips = createSkipList();
  skips.addAll(given.skipped);
  const buildings = partNeighbours(given.buildings, skips.add);
  const source = { ...given, buildings, skipped: skips.list() };
  if (source.buildings.length === 0) {
    throw new CityBuildError('expected buildings in the source, found none; nothing was built.');
  }
  await refuseForeignFolder(options.outDir);
  const previous = await readPreviousCity(options.outDir);
  let manifest: CityManifest | null = null;
  const fill = async (dir: string): Promise<void> => {
    manifest = await fillCity(dir, source, previous, options);
  };
  try {
    await replaceFolder(options.outDir, fill, { resumeMark: join(WORK_FOLDER, JOURNAL_FILE) });
  } catch (error) {
    throw explainFullDisk(error, options.outDir);
  }
  if (!manifest) throw new Error('replaceFolder returned without filling the folder');
  return manifest;
}

async function fillCity(
  dir: string,
  source: SourceCity,
  previous: PreviousCity | null,
  options: BuildCityOptions,
): Promise<CityManifest> {
  const { progress } = options;
  const skips = createSkipList();
  skips.addAll(source.skipped);
  const closing: (() => void | Promise<void>)[] = [];
  try {
    const journal = await openJournal(dir);
    closing.push(journal.close);
    // Rows are written anew from the plans: a store that was cut off is of no use.
    await rm(join(dir, 'city.sqlite'), { force: true });
    const store = createCityStore(join(dir, 'city.sqlite'));
    closing.push(store.close);
    const pool = createBlockPool(options.threads ?? threadsFor(source.buildings.length));
    closing.push(pool.close);
    const planned = await progress.stageAsync(BUILD_STAGES.plan, async (report) => {
      const stamp = await stampCode();
      const known = options.knownUnits;
      const result = await planCity(source, {
        dir,
        known,
        pool,
        journal,
        stamp,
        onProgress: report,
      });
      return {
        result,
        note: `${source.buildings.length} buildings, ${result.blocks.length} blocks`,
      };
    });
    skips.addAll(planned.skipped);
    const networks = progress.stage(BUILD_STAGES.networks, () => {
      const result = districtNetworksSchema.parse(
        roundedNetworks(buildNetworks(source, planned.people, skips.add)),
      );
      const note = `${result.street.links.length} street links, ${result.walk.links.length} walk links`;
      return { result, note };
    });
    const counts = countCells(source, planned);
    const limit = options.cellLimit === undefined ? {} : { limit: options.cellLimit };
    const cells = assignCells(counts, limit, previous?.cells ?? null);
    store.addAreas(source.areas ?? []);
    const tiled = await progress.stageAsync(BUILD_STAGES.tiles, async (report) => {
      const result = await tileCity(source, planned, {
        ...{ dir, pool, journal, store, onProgress: report },
        runs: runsByBlock(planned, cells),
        previous: previous ?? { dir, blocks: new Map() },
      });
      const { blocks, made } = result;
      const files = blocks.flatMap(({ written }) => written.files);
      const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
      const note = `${files.length} tiles, ${megabytes(bytes)}, ${made} of ${blocks.length} blocks anew`;
      return { result, note };
    });
    progress.stage(BUILD_STAGES.indexes, () => {
      store.finish();
      return { result: undefined, note: 'city.sqlite' };
    });
    return await progress.stageAsync(BUILD_STAGES.manifest, async () => {
      const result = await finishCity(dir, {
        ...{ source, planned, networks, counts, cells, tiled },
        skipped: skips.list(),
        builtAtMs: options.builtAtMs,
      });
      return { result, note: `${result.files.length} files` };
    });
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

/** Readers leave such buildings out; a source that is made otherwise must not slip through. */
function refuseRepeatedIds({ buildings }: SourceCity): void {
  const seen = new Set<string>();
  for (const { id } of buildings) {
    if (seen.has(id)) {
      throw new CityBuildError(`expected every building once, the source has "${id}" twice.`);
    }
    seen.add(id);
  }
}

/** In the blocks' order. */
function countCells(source: SourceCity, { blocks }: PlannedCity): CellCounts[] {
  return blocks.flatMap(({ members, planned }) =>
    planned.counts.map(({ storeys, units }, index) => ({
      id: source.buildings[members[index] ?? -1]?.id ?? '',
      storeys,
      units,
    })),
  );
}

function runsByBlock({ blocks }: PlannedCity, { runs }: AssignedCells) {
  let at = 0;
  return blocks.map(({ planned }) => {
    at += planned.counts.length;
    return runs.slice(at - planned.counts.length, at);
  });
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
