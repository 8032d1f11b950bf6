/**
 * The whole changing state of a run in one buffer, so that saving and restoring is one copy. Views
 * in the order float64, int32, uint8, which keeps every view aligned.
 */
import type { CrowdArrays } from '../crowd-types.ts';

export interface CrowdState extends CrowdArrays {
  readonly buffer: ArrayBuffer;
  /** Where the person wants to go, unit vector. */
  readonly headingX: Float64Array;
  readonly headingY: Float64Array;
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
  /** Positions and states when the routes were last renewed; the routes follow from them. */
  readonly renewX: Float64Array;
  readonly renewY: Float64Array;
  readonly stage: Int32Array;
  readonly renewPlane: Int32Array;
  readonly renewState: Uint8Array;
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
  readonly exitOpen: Uint8Array;
  /** [step, next event, step of the last route renewal]. */
  readonly clock: Int32Array;
}

export const CLOCK = { step: 0, nextEvent: 1, renewStep: 2 } as const;

const FLOATS = 18;
const INTEGERS = 6;
const BYTES = 2;

export function createCrowdState(people: number, barriers: number, exits: number): CrowdState {
  const floatBytes = 8 * (FLOATS * people + 2 * barriers);
  const integerBytes = 4 * (INTEGERS * people + 3 * barriers + 3);
  const buffer = new ArrayBuffer(floatBytes + integerBytes + BYTES * people + barriers + exits);
  let at = 0;
  const floats = (count: number): Float64Array => {
    const view = new Float64Array(buffer, at, count);
    at += view.byteLength;
    return view;
  };
  const integers = (count: number): Int32Array => {
    const view = new Int32Array(buffer, at, count);
    at += view.byteLength;
    return view;
  };
  const bytes = (count: number): Uint8Array => {
    const view = new Uint8Array(buffer, at, count);
    at += view.byteLength;
    return view;
  };
  return {
    buffer,
    x: floats(people),
    y: floats(people),
    velocityX: floats(people),
    velocityY: floats(people),
    headingX: floats(people),
    headingY: floats(people),
    radius: floats(people),
    freeSpeed: floats(people),
    setOffSeconds: floats(people),
    arrivedSeconds: floats(people).fill(Number.NaN),
    waitUntil: floats(people),
    waitSince: floats(people),
    leftMetres: floats(people),
    anchorX: floats(people),
    anchorY: floats(people),
    anchorSeconds: floats(people),
    renewX: floats(people),
    renewY: floats(people),
    barrierFree: floats(barriers),
    barrierSince: floats(barriers),
    plane: integers(people),
    people: integers(people),
    company: integers(people),
    exit: integers(people).fill(-1),
    stage: integers(people),
    renewPlane: integers(people),
    barrierHolder: integers(barriers).fill(-1),
    barrierServed: integers(barriers),
    barrierEvent: integers(barriers).fill(-1),
    clock: integers(3),
    state: bytes(people),
    renewState: bytes(people),
    barrierClosed: bytes(barriers),
    exitOpen: bytes(exits),
  };
}
