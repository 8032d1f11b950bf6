/** Roads as the mesoscopic model reads them: what a reader of any file format answers with. */
import type { Repair } from '../../repairs/repair-log.ts';

export interface RoadLinkInput {
  readonly id: string;
  readonly lengthMetres: number;
  readonly freeSpeedMetresPerSecond: number;
  readonly lanes: number;
}

/** One way through a junction, from a lane to a lane. Lanes count from the right, from 0. */
export interface MovementInput {
  readonly fromLink: string;
  readonly fromLane: number;
  readonly toLink: string;
  readonly toLane: number;
  /** Path inside the junction, m, and the speed that its curve allows. */
  readonly lengthMetres: number;
  readonly speedMetresPerSecond: number;
  /** Vehicles that may wait inside the junction for a gap without blocking their lane. */
  readonly waitingPlaces: number;
  readonly signal: { readonly id: string; readonly index: number } | undefined;
  /** Indices in `movements` of those that go first where both want the junction. */
  readonly yieldsTo: readonly number[];
  /** Part of a merge that this movement gets while others wait too; 1 is a zipper. */
  readonly mergeWeight: number;
}

/** One letter a signal index: r red, y yellow, g green that yields, G green. */
export interface SignalPhaseInput {
  readonly seconds: number;
  readonly state: string;
}

/**
 * How long greens last. `fixed`: as the phases say. `actuated`: a green is kept while vehicles come
 * within the gap, from the least to the most (HCM 2000, 16-II). `max-pressure`: after each least green
 * the phase whose queues exceed those downstream most (Varaiya 2013), for the most at a time.
 */
export type SignalControl =
  | { readonly type: 'fixed' }
  | {
      readonly type: 'actuated';
      readonly leastGreenSeconds: number;
      readonly mostGreenSeconds: number;
      readonly gapSeconds: number;
    }
  | {
      readonly type: 'max-pressure';
      readonly leastGreenSeconds: number;
      readonly mostGreenSeconds: number;
    };

export interface SignalInput {
  readonly id: string;
  /** Absent: fixed. */
  readonly control?: SignalControl;
  readonly offsetSeconds: number;
  readonly phases: readonly SignalPhaseInput[];
}

export interface RoadInput {
  readonly links: readonly RoadLinkInput[];
  readonly movements: readonly MovementInput[];
  readonly signals: readonly SignalInput[];
}

/**
 * Struct of arrays. A model lane stands for one lane with an exit and those beside it without one,
 * which lend it their places (`laneWidth` lanes in all).
 */
export interface RoadNetwork {
  readonly linkIds: readonly string[];
  readonly linkCount: number;
  readonly laneCount: number;
  readonly movementCount: number;
  readonly linkLength: Float64Array;
  readonly linkSpeed: Float64Array;
  /** Model lanes of link k are [linkLane[k], linkLane[k + 1]). */
  readonly linkLane: Int32Array;
  readonly laneLink: Int32Array;
  readonly laneWidth: Int32Array;
  /** Movements leaving link k are [linkMovement[k], linkMovement[k + 1]). */
  readonly linkMovement: Int32Array;
  readonly movementFrom: Int32Array;
  readonly movementTo: Int32Array;
  readonly movementToLink: Int32Array;
  readonly movementLength: Float64Array;
  readonly movementSpeed: Float64Array;
  readonly movementWeight: Float64Array;
  /** Index of the signal group or -1; groups of signal s are [signalGroup[s], signalGroup[s + 1]). */
  readonly movementGroup: Int32Array;
  /** The junction place of the movement, or -1. */
  readonly movementPocket: Int32Array;
  readonly pocketMovement: Int32Array;
  readonly pocketPlaces: Int32Array;
  /** Foes of movement m: lanes `foeLane[i]`, and of these the movements in the bit set `foeMask`. */
  readonly foeStart: Int32Array;
  readonly foeLane: Int32Array;
  readonly foeMask: Uint32Array;
  /** Place of the movement in its lane's bit set. */
  readonly movementBit: Uint8Array;
  readonly signals: readonly SignalInput[];
  readonly signalGroup: Int32Array;
  /** Lanes that group g lets out are groupLane[groupStart[g] … groupStart[g + 1]). */
  readonly groupStart: Int32Array;
  readonly groupLane: Int32Array;
  readonly repairs: readonly Repair[];
}
