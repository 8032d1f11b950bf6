/**
 * Worker thread of the simulation pool: builds the model of the district, or of its study area
 * where the district is large, once, then runs ensembles; frames leave with the district's places.
 * A run that loses or invents a person is a bug and must not become a forecast: it throws.
 */
import { constants, setPriority } from 'node:os';
import { workerData } from 'node:worker_threads';
import {
  type DistrictNetworks,
  encodeFrames,
  encodeTransitFrames,
  type Frames,
  placeInWhole,
} from '#contracts';
import {
  buildDistrictModel,
  cutNetworks,
  type DistrictLines,
  type DistrictModel,
  type EnsembleHooks,
  findStudyArea,
  type NetworkCut,
  prepareDistrictLines,
  RegionError,
  runCloseUp,
  runEnsemble,
} from '#simulations';
import type {
  CloseUpJobResult,
  CloseUpThreadJob,
  EnsembleJob,
  EnsembleJobResult,
  EnsemblePlace,
} from './ensemble-job.ts';

interface Prepared {
  readonly model: DistrictModel;
  readonly cut: NetworkCut | null;
  readonly lines: DistrictLines | null;
  readonly linesProblem: string | null;
}
let prepared: Prepared | undefined;

function prepare({ networks, transit }: EnsemblePlace): Prepared {
  const area = findStudyArea(networks);
  const cut = area && cutNetworks(networks, area);
  const model = buildDistrictModel(cut ? cut.networks : networks);
  try {
    const lines = transit && prepareDistrictLines(model, transit);
    return { model, cut, lines, linesProblem: null };
  } catch (error) {
    // Lines that do not fit the district's stations are told, and stations keep their rates.
    const linesProblem = error instanceof Error ? error.message : String(error);
    return { model, cut, lines: null, linesProblem };
  }
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
  const place = workerData as EnsemblePlace;
  const { networks } = place;
  prepared ??= prepare(place);
  const { model, cut, lines } = prepared;
  const result = runEnsemble(model, job.request, hooksOf(job.signals), { lines });
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
  return {
    state: 'done',
    frames: encodeFrames(cut ? framesOfDistrict(result.frames, networks, cut) : result.frames),
    linesProblem: prepared.linesProblem,
    transitFrames: result.transitFrames && encodeTransitFrames(result.transitFrames),
    ...(cut ? { studyArea: cut.area } : {}),
    outcomes: result.outcomes,
    memberOutcomes: result.memberOutcomes,
    cpuSeconds: cpuSecondsSince(cpuBefore),
  };
}

/** Places by their ids, so that a cut district's other positions do not matter. */
export function runCloseUpJob({ job, signals }: CloseUpThreadJob): CloseUpJobResult {
  const cpuBefore = process.threadCpuUsage();
  prepared ??= prepare(workerData as EnsemblePlace);
  try {
    const result = runCloseUp(prepared.model, job, hooksOf(signals), { lines: prepared.lines });
    if (result.state === 'cancelled') return result;
    return { ...result, cpuSeconds: cpuSecondsSince(cpuBefore) };
  } catch (error) {
    if (!(error instanceof RegionError)) throw error;
    return { state: 'refused', reason: error.problems.join('; ') };
  }
}

function hooksOf(shared: SharedArrayBuffer): EnsembleHooks {
  const signals = new Int32Array(shared);
  return {
    isCancelled: () => Atomics.load(signals, 0) === 1,
    onProgress: (fraction) => {
      Atomics.store(signals, 1, Math.round(1000 * fraction));
    },
  };
}

function cpuSecondsSince(before: NodeJS.CpuUsage): number {
  const cpu = process.threadCpuUsage(before);
  return Math.round((cpu.user + cpu.system) / 1e4) / 100;
}
