/**
 * Planned blocks and their cell ids → tiles on disk and rows in city.sqlite, block by block. Threads
 * make the tiles; this one writes the rows meanwhile. A block whose tiles would come out the same to
 * the byte takes them from the city that stands, or from the build that was killed before.
 */
import { createHash } from 'node:crypto';
import { copyFile, link, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { allDone, forEachLimited } from '../for-each-limited.ts';
import { type CellRun, numberBuilding } from '../model/number-building.ts';
import type { SourceCity } from '../sources/source-city.ts';
import type { CityStoreWriter } from '../write/create-city-store.ts';
import type { TiledBlock } from './block-records.ts';
import type { BlockPool } from './create-block-pool.ts';
import { type Journal, spoolPath } from './open-journal.ts';
import { readSpool } from './plan-block.ts';
import type { PlannedCity } from './plan-city.ts';

export interface TileCityOptions {
  readonly dir: string;
  readonly pool: BlockPool;
  readonly journal: Journal;
  readonly store: CityStoreWriter;
  /** One per building of each block, in the blocks' order. */
  readonly runs: readonly (readonly CellRun[])[];
  /** The finished city of an earlier build. */
  readonly previous: { readonly dir: string; readonly blocks: ReadonlyMap<string, TiledBlock> };
  readonly onProgress: (done: number, total: number) => void;
}

export interface TiledCity {
  /** In the blocks' order. */
  readonly blocks: readonly TiledBlock[];
  /** Blocks whose tiles were made now. */
  readonly made: number;
}

export async function tileCity(
  city: SourceCity,
  planned: PlannedCity,
  options: TileCityOptions,
): Promise<TiledCity> {
  const { dir, pool, journal, runs, previous, onProgress } = options;
  await mkdir(join(dir, 'tiles'), { recursive: true });
  const tiled: TiledBlock[] = new Array(planned.blocks.length);
  let made = 0;
  let steps = 0;
  const step = (): void => {
    steps += 1;
    onProgress(steps, planned.blocks.length * 2);
  };
  let failed = false;
  const orStop = async (job: Promise<void>): Promise<void> => {
    try {
      await job;
    } catch (error) {
      failed = true;
      throw error;
    }
  };
  const tileOne = async (block: PlannedCity['blocks'][number], index: number): Promise<void> => {
    const blockRuns = runs[index] ?? [];
    const hash = createHash('sha256')
      .update(block.hash)
      .update(JSON.stringify(blockRuns))
      .digest('hex');
    const { key } = block;
    const before = [journal.tiled.get(key), previous.blocks.get(key)];
    const [here, there] = before.map((one) => (one?.hash === hash ? one : null));
    if (here) tiled[index] = here;
    else if (there && (await takeFiles(there, previous.dir, dir))) tiled[index] = there;
    else {
      const written = await pool.tile({
        spool: spoolPath(dir, key),
        outDir: dir,
        key,
        runs: blockRuns,
        derived: planned.derived,
      });
      const record = { key, hash, written };
      await journal.add({ type: 'tiles', ...record });
      tiled[index] = record;
      made += 1;
    }
    step();
  };
  const isStopped = (): boolean => failed;
  await allDone([
    orStop(forEachLimited(planned.blocks, pool.width, tileOne, isStopped)),
    orStop(storeRows(city, planned, options, step, isStopped)),
  ]);
  return { blocks: tiled, made };
}

async function storeRows(
  { buildings, occupantOf }: SourceCity,
  { blocks, derived }: PlannedCity,
  { dir, store, runs }: TileCityOptions,
  step: () => void,
  isStopped: () => boolean,
): Promise<void> {
  for (const [index, block] of blocks.entries()) {
    if (isStopped()) return;
    const plans = await readSpool(spoolPath(dir, block.key));
    plans.forEach((plan, at) => {
      const run = runs[index]?.[at];
      const source = buildings[block.members[at] ?? -1];
      if (!run || !source) return;
      store.addBuilding(
        numberBuilding(plan, run, derived),
        occupantOf && ((unit) => occupantOf(source, unit)),
      );
    });
    step();
    // The threads' answers wait for this turn.
    await nextTurn();
  }
}

/** By hard links where the disk has them: the old city keeps its files. False when one is gone. */
async function takeFiles(block: TiledBlock, from: string, to: string): Promise<boolean> {
  try {
    for (const { path } of block.written.files) {
      await rm(join(to, path), { force: true });
      await link(join(from, path), join(to, path)).catch(() =>
        copyFile(join(from, path), join(to, path)),
      );
    }
    return true;
  } catch {
    return false;
  }
}
