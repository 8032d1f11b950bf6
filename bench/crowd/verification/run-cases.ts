/** Runs cases over worker threads and judges them. The seeds fix every number, whatever the threads. */
import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import {
  type CaseFigure,
  type CaseSample,
  type CaseSamples,
  collectSamples,
  type VerificationCase,
} from './case-types.ts';
import type { CaseJob, CaseJobResult } from './case-worker.ts';

export interface CaseResult {
  readonly item: VerificationCase;
  readonly seeds: number;
  readonly samples: CaseSamples;
  readonly figures: readonly CaseFigure[];
  readonly cpuSeconds: number;
}

/** `mostSeeds`: fewer runs per variant, for a quick look. */
export async function runCases(
  cases: readonly VerificationCase[],
  mostSeeds = Infinity,
): Promise<readonly CaseResult[]> {
  const threads = Math.min(4, availableParallelism());
  const pool = new Piscina<CaseJob, CaseJobResult>({
    filename: new URL('./case-worker.ts', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
  });
  try {
    return await Promise.all(
      cases.map((item) => runCase(pool, item, Math.min(item.seeds, mostSeeds))),
    );
  } finally {
    await pool.destroy();
  }
}

async function runCase(
  pool: Piscina<CaseJob, CaseJobResult>,
  item: VerificationCase,
  seeds: number,
): Promise<CaseResult> {
  let cpuSeconds = 0;
  const perVariant = await Promise.all(
    item.variants.map(async (variant): Promise<readonly [string, readonly CaseSample[]]> => {
      const results = await Promise.all(
        Array.from({ length: seeds }, (_, k) =>
          pool.run({ key: item.key, variant, seed: k + 1 }, { name: 'runCaseJob' }),
        ),
      );
      for (const result of results) cpuSeconds += result.cpuSeconds;
      return [variant, results.map(({ sample }) => sample)];
    }),
  );
  const samples = collectSamples(new Map(perVariant));
  return { item, seeds, samples, figures: item.judge(samples), cpuSeconds };
}
