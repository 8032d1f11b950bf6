/** One run of one case in a worker thread. */
import { findCase } from './all-cases.ts';
import type { CaseSample } from './case-types.ts';

export interface CaseJob {
  readonly key: string;
  readonly variant: string;
  readonly seed: number;
}

export interface CaseJobResult {
  readonly sample: CaseSample;
  readonly cpuSeconds: number;
}

export function runCaseJob({ key, variant, seed }: CaseJob): CaseJobResult {
  const before = process.threadCpuUsage();
  const sample = findCase(key).measure(variant, seed);
  const { user, system } = process.threadCpuUsage(before);
  return { sample, cpuSeconds: (user + system) / 1e6 };
}
