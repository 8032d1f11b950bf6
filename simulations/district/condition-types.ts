/** What is in force in a second: the form in which measures and weather reach lanes and stations. */
import type { RainEffects } from '../parameters/rain-effects.ts';

/** A gate or crossing that opens for a part of every cycle, counted from `fromMs`. */
export interface Wave {
  /** Index of the gate or of the walk link. */
  readonly place: number;
  readonly fromMs: number;
  readonly openSeconds: number;
  readonly cycleSeconds: number;
}

/** Of those told, `share` act on it. */
export interface Message {
  readonly id: string;
  /** Index of the station to go to or of the walk link to avoid. */
  readonly place: number;
  readonly share: number;
}

export interface Conditions {
  readonly rain: RainEffects;
  readonly walkLinkClosed: Uint8Array;
  /** 0 both ways, 1 as drawn, 2 against the drawing. */
  readonly walkOneWay: Uint8Array;
  /** Clear width that a barrier leaves, Infinity without. */
  readonly openMetres: Float64Array;
  /** 1: a fence parts the directions. */
  readonly parted: Uint8Array;
  /** Stewards on each walk link. */
  readonly stewards: Float64Array;
  /** Carriageway given to each walk link, metres. */
  readonly addedWidthMetres: Float64Array;
  readonly streetClosed: Uint8Array;
  /** Persons per second out of each gate; 0 closed or held. */
  readonly gateFlow: Float64Array;
  readonly gateClosed: Uint8Array;
  readonly gateWaves: Wave[];
  readonly crossingWaves: Wave[];
  readonly entranceClosed: Uint8Array;
  /** Persons per second that a metered entrance lets in; Infinity where none is. */
  readonly entranceFlow: Float64Array;
  /** Persons per second. */
  readonly stationFlow: Float64Array;
  /** Persons per second through all doors of a station; Infinity where nobody is held. */
  readonly stationDoorFlow: Float64Array;
  readonly recommended: Message[];
  readonly warned: Message[];
  /** Seconds added to phase p of signal s, by `s:p`. */
  readonly greenShift: Map<string, number>;
  /** By signal. */
  readonly signalPlans: Map<
    number,
    { readonly greenSeconds: readonly number[]; readonly offsetSeconds: number }
  >;
  readonly bannedTurns: { readonly from: number; readonly to: number }[];
  /** Given to each street link, negative where taken. */
  readonly addedLanes: Int32Array;
  /** Vehicles that may stand at once, by kerb. */
  readonly kerbPlaces: Float64Array;
  /** Vehicles per hour, by car park. */
  readonly carParkIn: Float64Array;
  readonly carParkOut: Float64Array;
}
