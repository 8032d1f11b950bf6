/**
 * The network as flat arrays, ticks instead of seconds. Elements of the run: entrances inwards
 * [0, N), entrances outwards [N, 2N), platforms' thresholds for those who come in [2N, 2N + P) and for
 * those who change [2N + P, 2N + 2P), which have walked longer, then the given elements.
 */
import type { TransitNetwork } from '#contracts';
import type { Repair } from '../../repairs/repair-log.ts';

export const NONE = -1;

/** Bits of `TransitModel.choice`. */
export const ALIGHTS = 1;
export const ACCEPTS = 2;
export const CROSSES_SEAM = 4;

export interface TransitModel {
  readonly network: TransitNetwork;
  readonly repairs: readonly Repair[];
  readonly stationCount: number;
  readonly platformCount: number;
  readonly stopCount: number;
  readonly entranceCount: number;
  readonly elementCount: number;
  readonly patternCount: number;
  /** Stations that people may go to: their classes 0 … classCount - 1. NONE: nobody goes there. */
  readonly classCount: number;
  readonly classOfStation: Int32Array;
  readonly stationOfClass: Int32Array;

  readonly stopStation: Int32Array;
  readonly stopPlatform: Int32Array;
  readonly stopBerths: Int32Array;
  readonly platformStation: Int32Array;
  /** Persons at which a platform takes no more in. */
  readonly platformRoom: Float64Array;
  readonly platformArea: Float64Array;
  readonly entranceStation: Int32Array;
  readonly entranceShare: Float64Array;
  /** Entrances of station s: stationEntrance[stationEntranceStart[s] …]. */
  readonly stationEntranceStart: Int32Array;
  readonly stationEntrance: Int32Array;
  /** Ticks a person takes to pass; 0: no limit, Infinity: held. */
  readonly elementTicks: Float64Array;
  readonly elementStorage: Float64Array;

  /** Elements of way w with the ticks before each is reached: [wayStart[w], wayStart[w + 1]). */
  readonly wayStart: Int32Array;
  readonly wayElement: Int32Array;
  readonly wayDelay: Int32Array;
  /** Platform in whose crowd people of the way stand before its first element; NONE for ways in. */
  readonly wayFrom: Int32Array;
  /** Place of a platform among its station's, and ways by it: inWay[entrance × slots + slot]. */
  readonly slots: number;
  readonly platformSlot: Int32Array;
  readonly inWay: Int32Array;
  readonly changeWay: Int32Array;
  readonly outStart: Int32Array;
  readonly outWay: Int32Array;
  readonly outEntrance: Int32Array;

  /** Stops of pattern p: [patternStart[p], patternStart[p + 1]). */
  readonly patternStart: Int32Array;
  readonly patternStop: Int32Array;
  readonly patternStation: Int32Array;
  readonly patternLine: Int32Array;
  readonly patternLoop: Uint8Array;
  readonly patternHeadway: Int32Array;
  readonly lineClearance: Int32Array;
  readonly lineTurnBack: Int32Array;
  readonly lineLongestDwell: Int32Array;
  readonly lineHolds: Uint8Array;
  readonly lineCapacity: Int32Array;
  readonly lineSeats: Int32Array;
  readonly lineDoors: Int32Array;
  readonly lineFrontDoor: Uint8Array;

  /** Ticks of profile q at position i: [profileStart[q] + i]; run from the stop before, stand, departure after the start. */
  readonly profilePattern: Int32Array;
  readonly profileStart: Int32Array;
  readonly profileRun: Int32Array;
  readonly profileStand: Int32Array;
  readonly profileDeparture: Int32Array;

  /** Trips in order of their start. After: the trip whose vehicle it takes; next: the one that takes its own. */
  readonly tripId: readonly string[];
  readonly tripProfile: Int32Array;
  readonly tripStart: Int32Array;
  readonly tripAfter: Int32Array;
  readonly tripNext: Int32Array;

  /** At station s for class c: the stop to wait at, [s × classCount + c]; NONE: no way. */
  readonly bestStop: Int32Array;
  /** Expected ticks from station s to class c, changes weighted; Infinity: no way. */
  readonly routeTicks: Float32Array;
  /** At pattern position i for class c: bits, [i × classCount + c]. */
  readonly choice: Uint8Array;
}
