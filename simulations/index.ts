/** Public entry of the simulations: pure models, no I/O and no clock. */

export * from './district/run-types.ts';
export * from './ensemble/ensemble-types.ts';
export * from './parameters/parameters.ts';

import type { DistrictNetworks, Effect, EventPlan } from '#contracts';
import type { DistrictRun, RunInput } from './district/run-types.ts';
import type {
  ClearingBound,
  EnsembleHooks,
  EnsembleRequest,
  EnsembleResult,
  MemberOutcomes,
} from './ensemble/ensemble-types.ts';
import type { SimulationParameters } from './parameters/parameters.ts';

/** Static part of a run, shared by all runs of a city. Opaque outside simulations. */
export interface DistrictModel {
  readonly networks: DistrictNetworks;
}
const notYet = (): never => {
  throw new Error('simulations: being written');
};
export const buildDistrictModel = (_networks: DistrictNetworks): DistrictModel => notYet();
export const createDistrictRun = (_model: DistrictModel, _input: RunInput): DistrictRun => notYet();
export const runEnsemble = (
  _model: DistrictModel,
  _request: EnsembleRequest,
  _hooks?: EnsembleHooks,
): EnsembleResult => notYet();
export const pairedEffect = (
  _base: readonly MemberOutcomes[],
  _withMeasure: readonly MemberOutcomes[],
): Effect => notYet();
export const clearingBound = (
  _networks: DistrictNetworks,
  _event: EventPlan,
  _parameters: SimulationParameters,
): ClearingBound => notYet();
