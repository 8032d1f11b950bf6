/** `npm run bench -- transit`: what an evening of Lines 1, 4 and 11 costs, cold and among many. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Figure, judgeFigure } from '../report/figure.ts';
import type { EveningProcess } from './run-evening-process.ts';

const run = promisify(execFile);
const REPEATS = 5;
const WARM_RUNS = 5;
/** So that the garbage of reading and estimating is gone before the clock starts. */
const FLAGS = ['--max-semi-space-size=16', '--expose-gc'];

export async function benchTransit(): Promise<readonly Figure[]> {
  const measure = async (warm: number): Promise<readonly EveningProcess[]> => {
    const runs: EveningProcess[] = [];
    for (let repeat = 0; repeat < REPEATS; repeat += 1) {
      const program = join(import.meta.dirname, 'run-evening-process.ts');
      const { stdout } = await run(process.execPath, [...FLAGS, program, String(warm)]);
      runs.push(JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as EveningProcess);
    }
    return runs.sort((a, b) => a.cpuSeconds - b.cpuSeconds);
  };
  const cold = await measure(0);
  const warm = await measure(WARM_RUNS);
  // The least: whatever else the machine does only adds to CPU time.
  const [first] = cold;
  const [among] = warm;
  if (first === undefined || among === undefined) throw new Error('no run');
  const spread = (runs: readonly EveningProcess[]): string =>
    `least of ${REPEATS}, up to ${runs.at(-1)?.cpuSeconds.toFixed(2)}`;
  const what = `${first.people.toLocaleString('en-US')} people, ${first.trips} trips, 86 stations`;
  return [
    judgeFigure({
      name: 'evening of Lines 1, 4 and 11: CPU, one of many in a process',
      value: among.cpuSeconds,
      unit: 's',
      asked: { atMost: 0.2 },
      note: `${spread(warm)}; ${what}; after ${WARM_RUNS} others, as in an ensemble`,
    }),
    judgeFigure({
      name: 'evening of Lines 1, 4 and 11: CPU, first in a fresh process',
      value: first.cpuSeconds,
      unit: 's',
      asked: { atMost: 0.2 },
      note: `${spread(cold)}; with compilation and collection on all threads`,
    }),
    judgeFigure({
      name: 'save at 18:30',
      value: among.saveMs,
      unit: 'ms',
      asked: { atMost: 10 },
      note: `middle of 21; ${(among.savedBytes / 1e6).toFixed(1)} MB`,
    }),
    judgeFigure({
      name: 'restore at 18:30',
      value: among.restoreMs,
      unit: 'ms',
      asked: { atMost: 10 },
    }),
    judgeFigure({
      name: 'peak memory of the process',
      value: among.peakBytes / 1e6,
      unit: 'MB',
      asked: { atMost: 300 },
    }),
  ];
}
