/** Metro, bus and other lines: trains that fill up, stations with gates and platforms. */
export { estimateTransitDemand, type StationCounts } from './demand/estimate-demand.ts';
export { buildTransitModel, type TransitModelOptions } from './network/build-transit-model.ts';
export type { TransitModel } from './network/transit-model.ts';
export { TransitProblem } from './network/transit-problem.ts';
export { type CompiledDemand, compileDemand, type TransitDemand } from './run/compile-demand.ts';
export {
  createTransitRun,
  type TransitLedger,
  type TransitRun,
  type TransitRunOptions,
} from './run/create-transit-run.ts';
export { dwellSeconds } from './run/dwell-time.ts';
export type { SavedTransit } from './run/save-transit.ts';
export * from './run/stop-log.ts';
export { TICKS_PER_SECOND, ticksFromSeconds } from './transit-clock.ts';
export { TRANSIT_PARAMETERS, type TransitParameters } from './transit-parameters.ts';
export { verifyTransitTheory } from './verification/verify-transit.ts';
