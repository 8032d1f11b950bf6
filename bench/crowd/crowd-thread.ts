/** One of the threads that share a crowd run's steps; started and called by crowd-threads.ts. */
import { workerData } from 'node:worker_threads';
import type { CrowdThreadJob } from '#simulations';
import { SIGNAL, signalsOf } from './thread-signals.ts';

const { job, thread, signals } = workerData as {
  readonly job: CrowdThreadJob;
  readonly thread: number;
  readonly signals: SharedArrayBuffer;
};
const { control, ends } = signalsOf(signals);
let round = 0;
try {
  const { joinCrowdStep } = await import('#simulations');
  const move = joinCrowdStep(job, thread);
  for (;;) {
    Atomics.wait(control, SIGNAL.round, round);
    round = Atomics.load(control, SIGNAL.round);
    if (Atomics.load(control, SIGNAL.stop) === 1) break;
    move(ends[thread - 1] ?? 0, ends[thread] ?? 0);
    if (Atomics.sub(control, SIGNAL.busy, 1) === 1) Atomics.notify(control, SIGNAL.busy);
  }
} catch (error) {
  // The thread that steps the run waits for this one: it must learn that nothing will come.
  Atomics.store(control, SIGNAL.failed, 1);
  Atomics.store(control, SIGNAL.busy, 0);
  Atomics.notify(control, SIGNAL.busy);
  throw error;
}
