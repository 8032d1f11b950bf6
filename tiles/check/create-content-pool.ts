/** The threads of the check; few tiles are checked in this one. */
import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { ContentTask } from './check-content.ts';
import { answerContent, type ContentAnswer } from './content-worker.ts';

export interface ContentPool {
  /** Tiles worth having under way at once. */
  readonly width: number;
  check(task: ContentTask): Promise<ContentAnswer>;
  close(): Promise<void>;
}

/** Below this many tiles, threads do not pay. */
const ALONE_BELOW_TILES = 40;
const HEAP_MEGABYTES = 512;

export function createContentPool(tiles: number): ContentPool {
  if (tiles < ALONE_BELOW_TILES) {
    return { width: 1, check: answerContent, close: () => Promise.resolve() };
  }
  const threads = Math.max(1, availableParallelism());
  const pool = new Piscina<ContentTask, ContentAnswer>({
    filename: new URL('./content-worker.ts', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
  });
  return {
    width: threads * 2,
    check: (task) => pool.run(task, { name: 'answerContent' }),
    close: () => pool.destroy(),
  };
}
