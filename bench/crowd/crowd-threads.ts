/**
 * Worker threads for crowd runs: `createCrowd(scenario, { threads: startCrowdThreads(2) })`. The
 * thread that steps the run does its share and sleeps until the others have done theirs.
 */
import { Worker } from 'node:worker_threads';
import type { CrowdThreads } from '#simulations';
import { createSignals, SIGNAL, signalsOf } from './thread-signals.ts';

/** Longer than any step of 200,000 people takes, ms. */
const PATIENCE_MS = 60_000;

export interface WorkerCrowdThreads extends CrowdThreads {
  /** Ends the threads of all runs. */
  close(): Promise<void>;
}

export function startCrowdThreads(count: number): WorkerCrowdThreads {
  const closers: (() => Promise<unknown>)[] = [];
  return {
    count,
    start: (job) => {
      const signals = createSignals(count);
      const { control, ends } = signalsOf(signals);
      const workers = Array.from({ length: count - 1 }, (_, k) => {
        const workerData = { job, thread: k + 1, signals };
        return new Worker(new URL('./crowd-thread.ts', import.meta.url), { workerData });
      });
      closers.push(() => {
        Atomics.store(control, SIGNAL.stop, 1);
        Atomics.add(control, SIGNAL.round, 1);
        Atomics.notify(control, SIGNAL.round);
        return Promise.all(workers.map((worker) => worker.terminate()));
      });
      return {
        move: (rangeEnds, moveOwn) => {
          ends.set(rangeEnds);
          Atomics.store(control, SIGNAL.busy, count - 1);
          Atomics.add(control, SIGNAL.round, 1);
          Atomics.notify(control, SIGNAL.round);
          moveOwn();
          for (;;) {
            const busy = Atomics.load(control, SIGNAL.busy);
            if (busy <= 0) break;
            if (Atomics.wait(control, SIGNAL.busy, busy, PATIENCE_MS) !== 'timed-out') continue;
            throw new Error(
              `crowd threads: expected all ${count} threads to end a step within ${PATIENCE_MS} ms, ${busy} did not; run with one thread`,
            );
          }
          if (Atomics.load(control, SIGNAL.failed) === 1) {
            throw new Error('crowd threads: a thread has died, its error is above');
          }
        },
      };
    },
    close: async () => {
      await Promise.all(closers.map((close) => close()));
    },
  };
}
