/** Roads, walkers and metro in one clock. */
export { type CoupledLedger, coupledLedger, ledgerGaps } from './coupled-ledger.ts';
export {
  createTransitStations,
  type HandedPeople,
  type TransitStations,
  type TransitStationsOptions,
} from './create-transit-stations.ts';
export type { StationMatch } from './match-stations.ts';
