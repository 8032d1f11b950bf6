/**
 * Where everybody wants to: the goal, the metres that still lead to it and the way there. People
 * without a way to their goal stand until there is one.
 */
import { PERSON_STATE } from '../crowd-types.ts';
import { FIELD, type GoalField } from '../navigation/solve-field.ts';
import type { Journeys } from '../people/compile-journeys.ts';
import { cellNear, type Space } from '../space/space-types.ts';
import type { CrowdState } from './crowd-state.ts';

/** One entry per person; current after `update`. */
export interface Aims {
  /** Index of the goal; −1: nobody who walks or wants to. */
  readonly goal: Int32Array;
  readonly way: Float64Array;
  update(): void;
}

export function createAims(
  space: Space,
  journeys: Journeys,
  fields: readonly GoalField[],
  state: CrowdState,
): Aims {
  const people = state.x.length;
  const goal = new Int32Array(people).fill(-1);
  const way = new Float64Array(people);
  const { planes, cellMetres, cellNext } = space;
  const { stride, towardsX, towardsY } = FIELD;
  // The goals of all stages in one table; a group's first stage is at firstStage[group].
  const stageGoals = Int32Array.from(journeys.stages.flat(), (stage) => stage.goal);
  const firstStage = new Int32Array(journeys.stages.length);
  let stages = 0;
  journeys.stages.forEach((list, group) => {
    firstStage[group] = stages;
    stages += list.length;
  });

  const update = (): void => {
    const { x, y, plane, stage } = state;
    for (let person = 0; person < people; person += 1) {
      const life = state.state[person];
      if (life !== PERSON_STATE.walking && life !== PERSON_STATE.stranded) {
        goal[person] = -1;
        continue;
      }
      const own = stageGoals[
        (firstStage[state.people[person] as number] as number) + (stage[person] as number)
      ] as number;
      const planeIndex = plane[person] as number;
      const on = planes[planeIndex];
      const field = fields[own];
      if (on === undefined || field === undefined) continue;
      const px = x[person] as number;
      const py = y[person] as number;
      const column = Math.floor(px / cellMetres) - on.firstColumn;
      const row = Math.floor(py / cellMetres) - on.firstRow;
      const isInWindow = column >= 0 && row >= 0 && column < on.cellColumns && row < on.cellRows;
      let under = isInWindow ? (on.cellAt[row * on.cellColumns + column] as number) : -1;
      if (under < 0) under = cellNear(space, planeIndex, px, py);
      goal[person] = own;
      // Without a cell a body goes on as it was heading, with the right of way.
      const left = under < 0 ? 0 : (field[under * stride] as number);
      way[person] = left;
      const canGo = left < Infinity;
      if (canGo !== (life === PERSON_STATE.walking)) {
        state.state[person] = canGo ? PERSON_STATE.walking : PERSON_STATE.stranded;
      }
      if (under >= 0 && canGo) head(person, field, under, px / cellMetres, py / cellMetres);
    }
  };
  /** Bilinear over the cells that can be reached from the one underfoot. */
  const head = (person: number, field: GoalField, cell: number, px: number, py: number): void => {
    const shareX = px - Math.floor(px) - 0.5;
    const shareY = py - Math.floor(py) - 0.5;
    const turnY = shareY < 0 ? 3 : 1;
    const sideX = cellNext[cell * 4 + (shareX < 0 ? 2 : 0)] as number;
    const sideY = cellNext[cell * 4 + turnY] as number;
    const corner = sideX < 0 ? -1 : (cellNext[sideX * 4 + turnY] as number);
    const wx = shareX < 0 ? -shareX : shareX;
    const wy = shareY < 0 ? -shareY : shareY;
    const here = (1 - wx) * (1 - wy);
    let sumX = here * (field[cell * stride + towardsX] as number);
    let sumY = here * (field[cell * stride + towardsY] as number);
    if (sideX >= 0) {
      sumX += wx * (1 - wy) * (field[sideX * stride + towardsX] as number);
      sumY += wx * (1 - wy) * (field[sideX * stride + towardsY] as number);
    }
    if (sideY >= 0) {
      sumX += (1 - wx) * wy * (field[sideY * stride + towardsX] as number);
      sumY += (1 - wx) * wy * (field[sideY * stride + towardsY] as number);
    }
    if (corner >= 0) {
      sumX += wx * wy * (field[corner * stride + towardsX] as number);
      sumY += wx * wy * (field[corner * stride + towardsY] as number);
    }
    const length = Math.sqrt(sumX * sumX + sumY * sumY);
    if (length <= 1e-9) return;
    state.headingX[person] = sumX / length;
    state.headingY[person] = sumY / length;
  };
  return { goal, way, update };
}
