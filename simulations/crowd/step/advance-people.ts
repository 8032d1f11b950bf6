/**
 * Everybody to the next position: the plain form of the kernel's `advancePeople`. Answers with those
 * who have come where something may happen (a line, a landing, a goal), for settle-people.ts.
 */
import { PERSON_STATE } from '../crowd-types.ts';
import { bucketAt, type Space } from '../space/space-types.ts';
import type { CrowdState } from './crowd-state.ts';

/** A body behind a door has cleared it after this way, m. */
const CLEARED_METRES = 1.2;
const STILL_METRES = 0.1;

export interface AdvanceContext {
  readonly space: Space;
  readonly state: CrowdState;
  readonly timeStep: number;
  readonly nextX: Float64Array;
  readonly nextY: Float64Array;
  /** Per bucket: what may happen there, as MARK. */
  readonly marks: Uint8Array;
}

/** `seconds`: the time at the end of the step. */
export function createAdvancer(context: AdvanceContext): (seconds: number) => Int32Array {
  const { space, state, timeStep, nextX, nextY, marks } = context;
  const marked = new Int32Array(state.x.length);
  return (seconds) => {
    let count = 0;
    for (let person = 0; person < state.x.length; person += 1) {
      const life = state.state[person];
      if (life === PERSON_STATE.outside || life === PERSON_STATE.arrived) continue;
      const toX = nextX[person] as number;
      const toY = nextY[person] as number;
      const dx = toX - (state.x[person] as number);
      const dy = toY - (state.y[person] as number);
      state.x[person] = toX;
      state.y[person] = toY;
      state.velocityX[person] = dx / timeStep;
      state.velocityY[person] = dy / timeStep;
      if (life === PERSON_STATE.leaving) {
        const left = (state.leftMetres[person] as number) + Math.sqrt(dx * dx + dy * dy);
        state.leftMetres[person] = left;
        if (left >= CLEARED_METRES) state.state[person] = PERSON_STATE.arrived;
      }
      const ax = toX - (state.anchorX[person] as number);
      const ay = toY - (state.anchorY[person] as number);
      if (ax * ax + ay * ay > STILL_METRES * STILL_METRES) {
        state.anchorX[person] = toX;
        state.anchorY[person] = toY;
        state.anchorSeconds[person] = seconds;
      }
      const plane = space.planes[state.plane[person] as number];
      if (plane === undefined || marks[bucketAt(plane, toX, toY)] === 0) continue;
      marked[count] = person;
      count += 1;
    }
    return marked.subarray(0, count);
  };
}
