/**
 * The threads of the build. Small cities are built in this one: starting threads costs more than
 * such a build.
 */
import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { WrittenBlock } from '../tiling/write-block.ts';
import { createBlockWriter } from '../tiling/write-block.ts';
import { type Answer, unwrapAnswer } from './block-answer.ts';
import { type PlanBlockTask, type PlannedBlock, planBlock } from './plan-block.ts';
import { type TileBlockTask, tileBlock } from './tile-block.ts';

export interface BlockPool {
  /** Blocks worth having under way at once. */
  readonly width: number;
  plan(task: PlanBlockTask): Promise<PlannedBlock>;
  tile(task: TileBlockTask): Promise<WrittenBlock>;
  close(): Promise<void>;
}

/** Below this many buildings, threads do not pay. */
const ALONE_BELOW_BUILDINGS = 400;
/**
 * Of one thread's heap. A block is 640 m wide and takes some 20 MB; the bound keeps the heap from
 * growing lazily on machines with much memory, where V8 would allow itself 4 GB.
 */
const HEAP_MEGABYTES = 512;

export function threadsFor(buildings: number): number {
  return buildings < ALONE_BELOW_BUILDINGS ? 0 : Math.max(1, availableParallelism());
}

/** `threads` 0: everything in this thread. */
export function createBlockPool(threads: number): BlockPool {
  if (threads === 0) {
    const writer = createBlockWriter();
    return {
      width: 1,
      plan: planBlock,
      tile: (task) => tileBlock(task, writer),
      close: () => Promise.resolve(),
    };
  }
  const pool = new Piscina<unknown, unknown>({
    filename: new URL('./block-worker.ts', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
  });
  const run = async <T>(name: string, task: unknown): Promise<T> =>
    unwrapAnswer((await pool.run(task, { name })) as Answer<T>);
  return {
    // One more than are worked on, so that no thread waits for this one to copy its next task.
    width: threads + 1,
    plan: (task) => run('plan', task),
    tile: (task) => run('tile', task),
    close: () => pool.destroy(),
  };
}
