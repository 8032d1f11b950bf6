/**
 * The whole changing state of a run in one stretch of memory, so that saving and restoring is one
 * copy.
 */
import type { CrowdArrays } from '../crowd-types.ts';
import type { Allocator } from '../memory/lay-out-memory.ts';

export interface CrowdState extends CrowdArrays {
  /** All of the arrays, as bytes. */
  readonly all: Uint8Array;
  /** Where the person wants to go, unit vector. */
  readonly headingX: Float64Array;
  readonly headingY: Float64Array;
  /** Metres that still lead to the goal, when the person last decided. */
  readonly way: Float64Array;
  /** The velocity last decided on, m/s. */
  readonly intentX: Float64Array;
  readonly intentY: Float64Array;
  /** Index of the goal; −1: none, or it has to be decided at once. */
  readonly goal: Int32Array;
  /** 1: held back, so that the person decides again at the next step. */
  readonly heldBack: Uint8Array;
  /** When waiting ends, s; Infinity until an event. */
  readonly waitUntil: Float64Array;
  /** When the person began to wait, s. */
  readonly waitSince: Float64Array;
  /** Metres that a leaving body has gone behind the door. */
  readonly leftMetres: Float64Array;
  /** Where and when the person last was 0.1 m away from. */
  readonly anchorX: Float64Array;
  readonly anchorY: Float64Array;
  readonly anchorSeconds: Float64Array;
  /** Persons/m² per bucket, smoothed over space and time, that the present routes react to. */
  readonly congestion: Float64Array;
  readonly stage: Int32Array;
  /** From when a barrier (doors first, then gates) lets the next person pass, s; gates only. */
  readonly barrierFree: Float64Array;
  /** Since when the holder has the gate, s. */
  readonly barrierSince: Float64Array;
  /** The person whom a gate lets pass; −1: nobody. */
  readonly barrierHolder: Int32Array;
  readonly barrierServed: Int32Array;
  /** Index of the event that last set the gate's service time; −1: the scenario's own. */
  readonly barrierEvent: Int32Array;
  /** 1: a wall for bodies. Gates are walls to everybody but their holder. */
  readonly barrierClosed: Uint8Array;
  /** 1: people who reach the exit stand in it; routes still lead there. */
  readonly exitHeld: Uint8Array;
  readonly exitOpen: Uint8Array;
  /** [step, next event, step of the last route renewal]. */
  readonly clock: Int32Array;
}

export const CLOCK = { step: 0, nextEvent: 1, renewStep: 2 } as const;

type StateArrays = Omit<CrowdState, 'all'>;

/** The arrays in the order of the memory; numbers that mean "none" until `startState`. */
export function allocateState(
  { floats, integers, bytes }: Allocator,
  people: number,
  buckets: number,
  barriers: number,
  exits: number,
): StateArrays {
  return {
    x: floats(people),
    y: floats(people),
    velocityX: floats(people),
    velocityY: floats(people),
    headingX: floats(people),
    headingY: floats(people),
    radius: floats(people),
    freeSpeed: floats(people),
    setOffSeconds: floats(people),
    arrivedSeconds: floats(people),
    way: floats(people),
    intentX: floats(people),
    intentY: floats(people),
    waitUntil: floats(people),
    waitSince: floats(people),
    leftMetres: floats(people),
    anchorX: floats(people),
    anchorY: floats(people),
    anchorSeconds: floats(people),
    congestion: floats(buckets),
    barrierFree: floats(barriers),
    barrierSince: floats(barriers),
    plane: integers(people),
    people: integers(people),
    company: integers(people),
    exit: integers(people),
    stage: integers(people),
    goal: integers(people),
    barrierHolder: integers(barriers),
    barrierServed: integers(barriers),
    barrierEvent: integers(barriers),
    clock: integers(3),
    state: bytes(people),
    heldBack: bytes(people),
    barrierClosed: bytes(barriers),
    exitHeld: bytes(exits),
    exitOpen: bytes(exits),
  };
}

/** Call once the memory is there. */
export function startState(arrays: StateArrays): CrowdState {
  const { x, exitOpen } = arrays;
  arrays.arrivedSeconds.fill(Number.NaN);
  arrays.exit.fill(-1);
  arrays.goal.fill(-1);
  arrays.barrierHolder.fill(-1);
  arrays.barrierEvent.fill(-1);
  const end = exitOpen.byteOffset + exitOpen.byteLength;
  return { ...arrays, all: new Uint8Array(x.buffer, x.byteOffset, end - x.byteOffset) };
}
