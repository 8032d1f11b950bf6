/**
 * Worker thread of the simulation pool: builds the model of the district, or of its study area
 * where the district is large, once, then runs ensembles; frames leave with the district's places.
 * A run that loses or invents a person is a bug and must not become a forecast: it throws.
 */
import { constants, setPriority } from 'node:os';
import { workerData } from 'node:worker_threads';
import { type DistrictNetworks, encodeFrames, type Frames, placeInWhole } from '#contracts';
import {
  buildDistrictModel,
  cutNetworks,
  type DistrictModel,
  findStudyArea,
  type NetworkCut,
  runEnsemble,
} from '#simulations';
import type { EnsembleJob, EnsembleJobResult } from './ensemble-job.ts';

interface Prepared {
  readonly model: DistrictModel;
  readonly cut: NetworkCut | null;
}
let prepared: Prepared | undefined;

function prepare(networks: DistrictNetworks): Prepared {
  const area = findStudyArea(networks);
  const cut = area && cutNetworks(networks, area);
  return { model: buildDistrictModel(cut ? cut.networks : networks), cut };
}

function framesOfDistrict(frames: Frames, networks: DistrictNetworks, cut: NetworkCut): Frames {
  const { walkLinks, streetLinks, stations } = cut;
  return placeInWhole(frames, {
    walkLinkCount: networks.walk.links.length,
    streetLinkCount: networks.street.links.length,
    stationCount: networks.stations.length,
    study: { walkLinks, streetLinks, stations },
  });
}

// An alarm must not wait for a forecast. On Linux a priority belongs to the thread that asks for it;
// elsewhere it would slow the whole server.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

export function runEnsembleJob(job: EnsembleJob): EnsembleJobResult {
  const cpuBefore = process.threadCpuUsage();
  const signals = new Int32Array(job.signals);
  const networks = workerData as DistrictNetworks;
  prepared ??= prepare(networks);
  const { model, cut } = prepared;
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
    frames: encodeFrames(cut ? framesOfDistrict(result.frames, networks, cut) : result.frames),
    ...(cut ? { studyArea: cut.area } : {}),
    outcomes: result.outcomes,
    memberOutcomes: result.memberOutcomes,
    cpuSeconds: Math.round((cpu.user + cpu.system) / 1e4) / 100,
  };
}
