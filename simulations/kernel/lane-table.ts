/**
 * Lanes of a spatial queue: one directed link each. Struct of arrays, one entry a lane.
 * A walk link has two lanes that share its area; a street link has one lane for all its traffic
 * lanes; an origin is a lane without length where people or vehicles wait to come in.
 */
export interface LaneTable {
  readonly count: number;
  /** The lane that shares this lane's area and width, or -1. */
  readonly opposite: Int32Array;
  /** Entities that fit, both lanes together. Infinity for origins. */
  readonly storage: Float64Array;
  /** Places of the shared storage left to the opposite lane while it is empty. */
  readonly reserve: Float64Array;
  /** The same while somebody is on the opposite lane. */
  readonly sharedReserve: Float64Array;
  /** Entities per second over a cross-section, both lanes together. Changed by measures. */
  readonly flowPerSecond: Float64Array;
  /** Part of the flow that is lost while both directions are walked (conflicts). */
  readonly counterflowLoss: Float64Array;
  /** Seconds until a place left at the exit is free at the entry (backward wave). */
  readonly holeSeconds: Int32Array;
  /** 1: heads may leave (signals). */
  readonly exitOpen: Uint8Array;
  /** 1: entities may enter (closures). */
  readonly entryOpen: Uint8Array;
}

/** Finite, so that credit arithmetic never meets ∞ · 0. */
export const UNLIMITED_FLOW = 1e6;

export function createLaneTable(count: number): LaneTable {
  return {
    count,
    opposite: new Int32Array(count).fill(-1),
    storage: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
    reserve: new Float64Array(count),
    sharedReserve: new Float64Array(count),
    flowPerSecond: new Float64Array(count).fill(UNLIMITED_FLOW),
    counterflowLoss: new Float64Array(count),
    holeSeconds: new Int32Array(count),
    exitOpen: new Uint8Array(count).fill(1),
    entryOpen: new Uint8Array(count).fill(1),
  };
}

/** A run changes flows and openings; the rest stays shared with the model. */
export function copyLaneTable(lanes: LaneTable): LaneTable {
  return {
    ...lanes,
    flowPerSecond: lanes.flowPerSecond.slice(),
    exitOpen: lanes.exitOpen.slice(),
    entryOpen: lanes.entryOpen.slice(),
  };
}

/**
 * Storage and wave of a lane that holds n at jam density and passes q (1/s), T seconds long at
 * capacity. Without a wave speed of its own the triangular diagram gives it: a place left at the
 * exit is free at the entry after n/q − T. Short lanes get the places that whole-second steps need.
 */
export function storageFor(lane: {
  readonly jamCount: number;
  readonly flowPerSecond: number;
  readonly crossingSecondsAtCapacity: number;
  readonly waveSeconds?: number;
}): { readonly storage: number; readonly holeSeconds: number } {
  const { jamCount, flowPerSecond, crossingSecondsAtCapacity: crossing } = lane;
  const wave = lane.waveSeconds ?? jamCount / flowPerSecond - crossing;
  const holeSeconds = Math.min(MAX_HOLE_SECONDS, Math.max(0, Math.floor(wave)));
  // A place is in use for a whole number of seconds, and the next head looks a second later.
  const inSteps = Math.ceil(flowPerSecond * (Math.ceil(crossing) + holeSeconds + 1));
  return { storage: Math.max(jamCount, inSteps), holeSeconds };
}

/** One less than the kernel's wheel. */
export const MAX_HOLE_SECONDS = 4095;
