/** The parts of a step by the compiled kernel; the last by all threads that the host lends. */
import type { CrowdThreadJob, CrowdThreads } from '../crowd-types.ts';
import type { SolveByKernel } from '../navigation/solve-field.ts';
import type { MoveRange } from '../step/move-people.ts';
import { fillTables, type KernelTables, type TablesContext } from './kernel-tables.ts';
import {
  type CrowdKernel,
  type KernelMemory,
  type KernelModule,
  startKernel,
} from './load-kernel.ts';

/** Fewer entries than this a thread are not worth waking it. */
const LEAST_ENTRIES = 256;

export interface KernelStep {
  /** People whose heading is left over, for `headIntoGoal`. */
  findAims(): Int32Array;
  /** Only where there are no landings. */
  sortPeople(): number;
  readonly move: MoveRange;
  readonly solveField: SolveByKernel;
  /** Answers with the people in marked buckets. */
  advancePeople(seconds: number): Int32Array;
}

export function createKernelStep(
  context: TablesContext,
  tables: KernelTables,
  module: KernelModule,
  memory: KernelMemory,
  threads: CrowdThreads | undefined,
): KernelStep {
  fillTables(tables, context);
  const job: CrowdThreadJob = {
    module,
    memory,
    tables: tables.addresses.byteOffset,
    scratch: tables.scratch.map(({ byteOffset }) => byteOffset),
  };
  const kernel = bindKernel(job, 0);
  const people = context.state.x.length;
  return {
    findAims: () => tables.leftovers.subarray(0, kernel.findAims(people)),
    sortPeople: () => kernel.sortPeople(people),
    advancePeople: (seconds) => tables.leftovers.subarray(0, kernel.advancePeople(people, seconds)),
    move: shareMove(kernel.moveRange, job, threads),
    solveField: kernel.solveField,
  };
}

function shareMove(
  move: MoveRange,
  job: CrowdThreadJob,
  threads: CrowdThreads | undefined,
): MoveRange {
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
  return bindKernel(job, thread).moveRange;
}

function bindKernel(job: CrowdThreadJob, thread: number): CrowdKernel {
  const scratch = job.scratch[thread];
  if (scratch === undefined) {
    throw new Error(
      `crowd threads: expected thread 0 to ${job.scratch.length - 1}, got ${thread}; start as many as \`count\` says`,
    );
  }
  const kernel = startKernel(job.module, job.memory as KernelMemory);
  kernel.bind(job.tables, scratch);
  return kernel;
}
