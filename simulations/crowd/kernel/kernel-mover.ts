/** The step of everybody by the compiled kernel, by one thread or by all that the host lends. */
import type { CrowdThreadJob, CrowdThreads } from '../crowd-types.ts';
import type { MoveRange } from '../step/move-people.ts';
import { fillTables, type KernelTables, type TablesContext } from './kernel-tables.ts';
import { type KernelMemory, type KernelModule, startKernel } from './load-kernel.ts';

/** Fewer entries than this a thread are not worth waking it. */
const LEAST_ENTRIES = 256;

export function createKernelMover(
  context: TablesContext,
  tables: KernelTables,
  module: KernelModule,
  memory: KernelMemory,
  threads: CrowdThreads | undefined,
): MoveRange {
  fillTables(tables, context);
  const job: CrowdThreadJob = {
    module,
    memory,
    tables: tables.addresses.byteOffset,
    scratch: tables.scratch.map(({ byteOffset }) => byteOffset),
  };
  const move = joinCrowdStep(job, 0);
  const team = threads === undefined || threads.count === 1 ? undefined : threads.start(job);
  if (team === undefined) return move;
  const count = job.scratch.length;
  return (from, to) => {
    if (to - from < LEAST_ENTRIES * count) {
      move(from, to);
      return;
    }
    const ends = Array.from({ length: count }, (_, thread) => {
      return from + Math.round(((to - from) * (thread + 1)) / count);
    });
    team.move(ends, () => move(from, ends[0] ?? to));
  };
}

/** For a thread of the host: its part of a run's steps. */
export function joinCrowdStep(job: CrowdThreadJob, thread: number): MoveRange {
  const scratch = job.scratch[thread];
  if (scratch === undefined) {
    throw new Error(
      `crowd threads: expected thread 0 to ${job.scratch.length - 1}, got ${thread}; start as many as \`count\` says`,
    );
  }
  const kernel = startKernel(job.module, job.memory as KernelMemory);
  kernel.bind(job.tables, scratch);
  return kernel.moveRange;
}
