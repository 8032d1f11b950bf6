/** Roads, walkers and metro in one clock. */

export { type CoupledLedger, coupledLedger, ledgerGaps } from './coupled-ledger.ts';
export { createLinedRun, type LinedRun } from './create-lined-run.ts';
export {
  createTransitStations,
  type HandedPeople,
  type TransitStations,
  type TransitStationsOptions,
} from './create-transit-stations.ts';
export type { StationMatch } from './match-stations.ts';
export { type DistrictLines, prepareDistrictLines, serviceSecondAt } from './prepare-lines.ts';
