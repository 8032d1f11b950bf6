/**
 * After the bodies have moved: who changed planes, crossed a measuring line, reached a goal or left.
 * One pass in the order of the people, over those in buckets with something in them.
 */
import type { CrowdScenario } from '#contracts';
import { createRandom } from '#contracts';
import { type CrowdCrossing, PERSON_STATE } from '../crowd-types.ts';
import { isInGoal } from '../navigation/goal-cells.ts';
import type { Journeys } from '../people/compile-journeys.ts';
import { drawValue } from '../people/draw-value.ts';
import { nearestShare, turnOf, type Vertex } from '../space/plane-geometry.ts';
import { bucketAt, type Space } from '../space/space-types.ts';
import type { CrowdState } from './crowd-state.ts';
import { MARK } from './mark-buckets.ts';

/** A landing is crossed by coming to its other side, at most this far in one step, m. */
const LANDING_DEPTH_METRES = 1;

export interface SettleContext {
  readonly scenario: CrowdScenario;
  readonly seed: number;
  readonly space: Space;
  readonly journeys: Journeys;
  readonly state: CrowdState;
  /** Per bucket: what may happen there, as MARK. */
  readonly marks: Uint8Array;
  /** Positions before the step. */
  readonly fromX: Float64Array;
  readonly fromY: Float64Array;
  readonly crossings: CrowdCrossing[];
}

/** `marked`: who is where something may happen; `seconds`: the time at the end of the step. */
export function createSettler(
  context: SettleContext,
): (marked: Int32Array, seconds: number) => void {
  const { scenario, seed, space, journeys, state, marks, fromX, fromY, crossings } = context;
  const timeStep = scenario.timeStepSeconds;
  const levelOf = (id: string): number => scenario.levels.findIndex((level) => level.id === id);
  const lines = scenario.measuringLines.map(({ level, line }) => {
    return { plane: levelOf(level), a: line.coordinates[0], b: line.coordinates[1] };
  });

  return (marked, seconds) => {
    for (const person of marked) {
      const life = state.state[person];
      const plane = space.planes[state.plane[person] ?? 0];
      if (plane === undefined) continue;
      const x = state.x[person] ?? 0;
      const y = state.y[person] ?? 0;
      const mark = marks[bucketAt(plane, x, y)] ?? 0;
      if ((mark & MARK.line) !== 0) {
        recordCrossings(person, fromX[person] ?? 0, fromY[person] ?? 0, x, y, seconds);
      }
      const isInScene = life !== PERSON_STATE.leaving && life !== PERSON_STATE.arrived;
      if ((mark & MARK.landing) !== 0 && isInScene) changePlane(person);
      if ((mark & MARK.goal) !== 0 && life === PERSON_STATE.walking) reachGoal(person, seconds);
    }
  };

  function recordCrossings(
    person: number,
    fromX: number,
    fromY: number,
    toX: number,
    toY: number,
    seconds: number,
  ): void {
    lines.forEach(({ plane, a, b }, line) => {
      if (plane !== state.plane[person]) return;
      const before = turnOf(a, b, fromX, fromY);
      const after = turnOf(a, b, toX, toY);
      if (before > 0 === after > 0) return;
      const share = before / (before - after);
      const from: Vertex = [fromX, fromY];
      const to: Vertex = [toX, toY];
      if (turnOf(from, to, a[0], a[1]) > 0 === turnOf(from, to, b[0], b[1]) > 0) return;
      const direction = after > 0 ? 1 : -1;
      crossings.push({ line, person, seconds: seconds - timeStep * (1 - share), direction });
    });
  }

  function changePlane(person: number): void {
    const x = state.x[person] ?? 0;
    const y = state.y[person] ?? 0;
    const plane = state.plane[person];
    for (const { level, stair, a, b } of space.landings) {
      if (plane !== level && plane !== stair) continue;
      const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
      const depth = turnOf(a, b, x, y) / length;
      const isBeyond = plane === level ? depth > 0 : depth <= 0;
      if (!isBeyond || Math.abs(depth) > LANDING_DEPTH_METRES) continue;
      const share = nearestShare(a, b, x, y);
      if (share <= 0 || share >= 1) continue;
      state.plane[person] = plane === level ? stair : level;
      return;
    }
  }

  function reachGoal(person: number, seconds: number): void {
    const people = state.people[person] ?? 0;
    const stages = journeys.stages[people];
    const stage = stages?.[state.stage[person] ?? 0];
    const goal = stage === undefined ? undefined : journeys.goals[stage.goal];
    if (stages === undefined || stage === undefined || goal === undefined) return;
    const plane = state.plane[person] ?? 0;
    const x = state.x[person] ?? 0;
    const y = state.y[person] ?? 0;
    for (const exit of goal.exits) {
      const area = journeys.exitAreas[exit];
      if (state.exitOpen[exit] === 0 || state.exitHeld[exit] === 1) continue;
      if (area === undefined) continue;
      if (!isInGoal(area, plane, x, y)) continue;
      state.exit[person] = exit;
      state.arrivedSeconds[person] = seconds;
      state.state[person] = PERSON_STATE.leaving;
      return;
    }
    if (goal.area === undefined || !isInGoal(goal.area, plane, x, y)) return;
    if (stage.type === 'wait') {
      const random = createRandom(seed, `crowd wait ${person} ${state.stage[person] ?? 0}`);
      state.state[person] = PERSON_STATE.waiting;
      state.waitSince[person] = seconds;
      state.waitUntil[person] =
        stage.waitSeconds === undefined ? Infinity : seconds + drawValue(stage.waitSeconds, random);
      return;
    }
    advanceStage(state, person, stages.length, scenario.people[people]?.repeat === true);
  }
}

/** To the next stage; after the last one from the first again, or rest for good. */
export function advanceStage(
  state: CrowdState,
  person: number,
  stages: number,
  repeats: boolean,
): void {
  state.goal[person] = -1;
  const next = (state.stage[person] ?? 0) + 1;
  if (next < stages) state.stage[person] = next;
  else if (repeats) state.stage[person] = 0;
  else {
    state.state[person] = PERSON_STATE.resting;
    state.setOffSeconds[person] = Infinity;
  }
}
