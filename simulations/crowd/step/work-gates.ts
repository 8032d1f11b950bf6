/**
 * Turnstiles: a gate is a wall to everybody but its holder. When it is free, the nearest person who
 * wants through becomes the holder; the service time runs from the moment of passing.
 */
import { type CrowdScenario, createRandom } from '#contracts';
import { PERSON_STATE } from '../crowd-types.ts';
import { drawValue } from '../people/draw-value.ts';
import { distanceToSegment, turnOf, type Vertex } from '../space/plane-geometry.ts';
import type { CrowdState } from './crowd-state.ts';

/** Whoever stands nearer than this may be called, m. */
const CALL_METRES = 0.8;
/** A holder who has not passed after this is passed over, s. */
const PATIENCE_SECONDS = 5;

export interface GateContext {
  readonly scenario: CrowdScenario;
  readonly seed: number;
  readonly state: CrowdState;
}

/** `fromX`, `fromY`: positions before the step, to see who passed. */
export function createGateWork({
  scenario,
  seed,
  state,
}: GateContext): (seconds: number, fromX: Float64Array, fromY: Float64Array) => void {
  const gates = scenario.gates.map((gate, index) => {
    const [a, b] = gate.line.coordinates;
    const plane = scenario.levels.findIndex((level) => level.id === gate.level);
    return { index: scenario.doors.length + index, gate, a, b, plane };
  });

  return (seconds, fromX, fromY) => {
    for (const { index, gate, a, b, plane } of gates) {
      const holder = state.barrierHolder[index] ?? -1;
      if (holder >= 0) {
        const before = turnOf(a, b, fromX[holder] ?? 0, fromY[holder] ?? 0);
        const after = turnOf(a, b, state.x[holder] ?? 0, state.y[holder] ?? 0);
        const isWalking = state.state[holder] === PERSON_STATE.walking;
        if (before > 0 !== after > 0 || !isWalking) {
          const served = state.barrierServed[index] ?? 0;
          const random = createRandom(seed, `crowd gate ${gate.id} ${served}`);
          const event = scenario.events[state.barrierEvent[index] ?? -1];
          const service = event?.type === 'set-gate' ? event.serviceSeconds : gate.serviceSeconds;
          state.barrierServed[index] = served + 1;
          state.barrierFree[index] = seconds + Math.max(0, drawValue(service, random));
          state.barrierHolder[index] = -1;
        } else if (seconds - (state.barrierSince[index] ?? 0) > PATIENCE_SECONDS) {
          state.barrierHolder[index] = -1;
        }
      }
      if ((state.barrierHolder[index] ?? -1) >= 0 || (state.barrierFree[index] ?? 0) > seconds) {
        continue;
      }
      state.barrierHolder[index] = callNext(state, plane, a, b);
      state.barrierSince[index] = seconds;
    }
  };
}

function callNext(state: CrowdState, plane: number, a: Vertex, b: Vertex): number {
  let nearest = CALL_METRES;
  let called = -1;
  for (let person = 0; person < state.x.length; person += 1) {
    if (state.state[person] !== PERSON_STATE.walking || state.plane[person] !== plane) continue;
    const x = state.x[person] ?? 0;
    const y = state.y[person] ?? 0;
    const distance = distanceToSegment(a, b, x, y);
    if (distance >= nearest) continue;
    // The way must lead to the other side.
    const here = turnOf(a, b, x, y);
    const ahead = turnOf(
      a,
      b,
      x + (state.headingX[person] ?? 0),
      y + (state.headingY[person] ?? 0),
    );
    if (Math.abs(ahead) >= Math.abs(here) && here > 0 === ahead > 0) continue;
    nearest = distance;
    called = person;
  }
  return called;
}
