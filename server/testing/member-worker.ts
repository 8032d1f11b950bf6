/** A thread that runs single members of an ensemble, for the test that threads change no byte. */
import { parentPort, workerData } from 'node:worker_threads';
import { buildDistrictModel, type EnsembleRequest, runEnsembleMember } from '#simulations';

export interface MemberJob {
  readonly networks: Parameters<typeof buildDistrictModel>[0];
  readonly request: EnsembleRequest;
  readonly members: readonly number[];
}

const { networks, request, members } = workerData as MemberJob;
const model = buildDistrictModel(networks);
parentPort?.postMessage(
  members.map((member) => ({ member, result: runEnsembleMember(model, request, member) })),
);
