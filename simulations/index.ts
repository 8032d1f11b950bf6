/** Public entry of the simulations: pure models, no I/O and no clock. */
export * from './close-up/index.ts';
export * from './coupling/index.ts';
export * from './crowd/index.ts';
export * from './demand/day-profiles.ts';
export { drawPoisson } from './demand/draw-poisson.ts';
export { createDistrictRun } from './district/create-district-run.ts';
export type { CrossedRoad } from './district/crossings.ts';
export type { DistrictPorts } from './district/run-ports.ts';
export * from './district/run-types.ts';
export type { Stations } from './district/stations.ts';
export { clearingBound } from './ensemble/clearing-bound.ts';
export * from './ensemble/ensemble-types.ts';
export { pairedEffect } from './ensemble/paired-effect.ts';
export { middleIndexBy } from './ensemble/quantiles.ts';
export { combineMembers, runEnsemble, runEnsembleMember } from './ensemble/run-ensemble.ts';
export type { MemberResult } from './ensemble/run-member.ts';
export { weidmannFactor } from './kernel/walking-speed.ts';
export { buildDistrictModel } from './network/build-district-model.ts';
export { cutNetworks, findStudyArea, type NetworkCut } from './network/cut-networks.ts';
export type { DistrictModel } from './network/model-types.ts';
export * from './parameters/parameters.ts';
export * from './portals/index.ts';
export * from './traffic/index.ts';
export * from './transit/index.ts';
export {
  allowedSeconds,
  CORRIDOR,
  corridorSeconds,
  traceCorridor,
} from './verification/corridor-region.ts';
export type { VerifiedFigure } from './verification/figure-input.ts';
export { createGridDistrict } from './verification/grid-district.ts';
export { type DiagramPoint, sampleDiagram } from './verification/sample-diagram.ts';
export { verifySimulations } from './verification/verify-simulations.ts';
