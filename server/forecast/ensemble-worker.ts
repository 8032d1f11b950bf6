/**
 * Worker thread of the simulation pool: builds the district's model once, then runs ensembles.
 * A run that loses or invents a person is a bug and must not become a forecast: it throws.
 */
import { constants, setPriority } from 'node:os';
import { workerData } from 'node:worker_threads';
import { type DistrictNetworks, encodeFrames } from '#contracts';
import { buildDistrictModel, type DistrictModel, runEnsemble } from '#simulations';
import type { EnsembleJob, EnsembleJobResult } from './ensemble-job.ts';

let model: DistrictModel | undefined;

// An alarm must not wait for a forecast. On Linux a priority belongs to the thread that asks for it;
// elsewhere it would slow the whole server.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

export function runEnsembleJob(job: EnsembleJob): EnsembleJobResult {
  const cpuBefore = process.threadCpuUsage();
  const signals = new Int32Array(job.signals);
  model ??= buildDistrictModel(workerData as DistrictNetworks);
  const result = runEnsemble(model, job.request, {
    isCancelled: () => Atomics.load(signals, 0) === 1,
    onProgress: (fraction) => {
      Atomics.store(signals, 1, Math.round(1000 * fraction));
    },
  });
  if (result.state === 'cancelled') return result;
  for (const member of result.ledgers) {
    for (const { people, vehicles } of member) {
      for (const line of [people, vehicles]) {
        if (line.released !== line.arrived + line.underWay) {
          throw new Error(
            `ensemble: ${line.released} released, but ${line.arrived} arrived and ${line.underWay} under way`,
          );
        }
      }
    }
  }
  const cpu = process.threadCpuUsage(cpuBefore);
  return {
    state: 'done',
    frames: encodeFrames(result.frames),
    outcomes: result.outcomes,
    memberOutcomes: result.memberOutcomes,
    cpuSeconds: Math.round((cpu.user + cpu.system) / 1e4) / 100,
  };
}
