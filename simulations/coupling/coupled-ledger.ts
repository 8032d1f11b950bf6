/**
 * District and lines in one ledger of whole people, each in exactly one place. Its parts come from
 * three counts that know nothing of each other: the district's ledger, the people handed over, and the
 * lines' ledger, which counts lists, stops and trains anew.
 */
import type { DistrictRun } from '../district/run-types.ts';
import type { TransitStations } from './create-transit-stations.ts';

export interface CoupledLedger {
  /** Out of gates, homes, gateways, vehicles and stations' own exits of the district's demand. */
  readonly released: number;
  /** On foot, by vehicle, or by a station without lines. */
  readonly arrivedElsewhere: number;
  /** On ways, in vehicles, at kerbs, in front of entrances, in stations without lines. */
  readonly underWay: number;
  /** Gone in at entrances with lines, in all. */
  readonly handed: number;
  /** Of these, back in front of the entrance because no train came: under way again, and on the lines' side on their way out or left. */
  readonly walkedOut: number;
  readonly others: number;
  readonly inStations: number;
  readonly waiting: number;
  readonly aboard: number;
  readonly left: number;
}

export function coupledLedger(district: DistrictRun, metro: TransitStations): CoupledLedger {
  const { people } = district.ledger();
  const { handed, inside, byTrain, walkedOut, others, leftOnDaysOver } = metro.count();
  const { inStations, waiting, aboard, left } = metro.run.ledger();
  return {
    released: people.released,
    arrivedElsewhere: people.arrived - byTrain,
    underWay: people.underWay - inside,
    handed,
    walkedOut,
    others,
    inStations,
    waiting,
    aboard,
    left: left + leftOnDaysOver,
  };
}

/** People too many (or too few) in the district, and in the lines; both are 0 in every state. */
export const ledgerGaps = (ledger: CoupledLedger): readonly [number, number] => [
  ledger.released - ledger.arrivedElsewhere - ledger.underWay - (ledger.handed - ledger.walkedOut),
  ledger.handed + ledger.others - ledger.inStations - ledger.waiting - ledger.aboard - ledger.left,
];
