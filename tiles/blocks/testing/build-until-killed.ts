/**
 * A build that is killed outright when its tiles are written and its store is not: nothing of it can
 * clean up. Run by build-city.slow.test.ts as a process of its own; argument: the city's folder.
 */
import { buildCity } from '../../build-city.ts';
import { BUILD_STAGES } from '../../build-stages.ts';
import { SILENT_PROGRESS } from '../../progress.ts';
import { drawTown } from './draw-town.ts';

const [outDir = ''] = process.argv.slice(2);
await buildCity(drawTown(), {
  outDir,
  builtAtMs: 0,
  threads: 2,
  progress: {
    ...SILENT_PROGRESS,
    stage: (stage, work) => {
      if (stage === BUILD_STAGES.indexes) process.kill(process.pid, 'SIGKILL');
      return work().result;
    },
  },
});
