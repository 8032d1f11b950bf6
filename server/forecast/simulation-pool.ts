/**
 * Threads that run ensembles, with progress and cancel. Forecasts have a thread of their own, so
 * that a planner's what-if never delays them.
 */

import { Piscina } from 'piscina';
import type { CloseUpJob, EnsembleRequest } from '#simulations';
import type {
  CloseUpJobResult,
  CloseUpThreadJob,
  EnsembleJob,
  EnsembleJobResult,
  EnsemblePlace,
} from './ensemble-job.ts';

export interface RunOptions {
  readonly signal?: AbortSignal;
  /** Called at most a few times a second with a fraction in [0, 1]. */
  readonly onProgress?: (fraction: number) => void;
}

export interface SimulationPool {
  run(request: EnsembleRequest, options?: RunOptions): Promise<EnsembleJobResult>;
  close(): Promise<void>;
}

export interface CloseUpPool {
  runCloseUp(job: CloseUpJob, options?: RunOptions): Promise<CloseUpJobResult>;
}

const PROGRESS_INTERVAL_MS = 250;

export function createSimulationPool(
  place: EnsemblePlace,
  threads: number,
): SimulationPool & CloseUpPool {
  const { networks, transit } = place;
  const piscina = new Piscina<EnsembleJob | CloseUpThreadJob>({
    filename: new URL('./ensemble-worker.ts', import.meta.url).href,
    workerData: { networks, transit } satisfies EnsemblePlace,
    minThreads: 1,
    maxThreads: threads,
    // A thread keeps its model; building it again costs more than the thread's memory.
    idleTimeout: Number.POSITIVE_INFINITY,
  });
  return {
    run: (request, options) =>
      withSignals(options, (signals) =>
        piscina.run({ request, signals }, { name: 'runEnsembleJob' }),
      ),
    runCloseUp: (job, options) =>
      withSignals(options, (signals) => piscina.run({ job, signals }, { name: 'runCloseUpJob' })),
    close: () => piscina.close({ force: true }),
  };
}

async function withSignals<T>(
  options: RunOptions = {},
  run: (signals: SharedArrayBuffer) => Promise<T>,
): Promise<T | { readonly state: 'cancelled' }> {
  const signals = new SharedArrayBuffer(8);
  const view = new Int32Array(signals);
  const cancel = () => Atomics.store(view, 0, 1);
  if (options.signal?.aborted) return { state: 'cancelled' };
  options.signal?.addEventListener('abort', cancel, { once: true });
  let reported = -1;
  const timer = setInterval(() => {
    const thousandths = Atomics.load(view, 1);
    if (thousandths === reported) return;
    reported = thousandths;
    options.onProgress?.(thousandths / 1000);
  }, PROGRESS_INTERVAL_MS);
  try {
    return await run(signals);
  } finally {
    clearInterval(timer);
    options.signal?.removeEventListener('abort', cancel);
  }
}
