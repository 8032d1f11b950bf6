/**
 * Where everybody who decides in this step wants to: the goal, the metres that still lead to it and
 * the way there. People without a way to their goal stand until there is one.
 */
import { PERSON_STATE } from '../crowd-types.ts';
import type { Allocator } from '../memory/lay-out-memory.ts';
import { type GoalField, NO_CELL, wayX, wayY } from '../navigation/goal-field.ts';
import type { Journeys } from '../people/compile-journeys.ts';
import { edgesOf, nearestShare } from '../space/plane-geometry.ts';
import type { Space, SpacePlane } from '../space/space-types.ts';
import { CLOCK, type CrowdState } from './crowd-state.ts';
import { decisionStepsOf, TASK } from './decision-turns.ts';

export interface Aims {
  /** What each person does in this step, as TASK. */
  readonly tasks: Uint8Array;
  /** The goals of all stages; a group's first stage is at firstStage[group]. */
  readonly stageGoals: Int32Array;
  readonly firstStage: Int32Array;
}

export interface AimFinder {
  /** Renews the goals, ways and headings of those who decide. */
  update(): void;
  /** Who stands in a cell of the goal but not in the goal itself heads to its nearest point. */
  headIntoGoal(person: number): void;
}

export function allocateAims(
  { bytes, integers }: Allocator,
  { stages }: Journeys,
  people: number,
): Aims {
  return {
    tasks: bytes(people),
    stageGoals: integers(stages.flat().length),
    firstStage: integers(stages.length),
  };
}

export function createAimFinder(
  space: Space,
  journeys: Journeys,
  fields: readonly GoalField[],
  state: CrowdState,
  timeStep: number,
  { tasks, stageGoals, firstStage }: Aims,
): AimFinder {
  const people = state.x.length;
  const { planes, cellMetres, gridColumns } = space;
  const perCell = 1 / cellMetres;
  const { goal, way } = state;
  stageGoals.set(journeys.stages.flat().map((stage) => stage.goal));
  let stages = 0;
  journeys.stages.forEach((list, group) => {
    firstStage[group] = stages;
    stages += list.length;
  });

  const turns = decisionStepsOf(timeStep);
  const update = (): void => {
    const { x, y, plane, stage, heldBack } = state;
    const step = state.clock[CLOCK.step] as number;
    for (let person = 0; person < people; person += 1) {
      const life = state.state[person];
      if (life !== PERSON_STATE.walking && life !== PERSON_STATE.stranded) {
        goal[person] = -1;
        tasks[person] = life === PERSON_STATE.leaving ? TASK.leaves : TASK.stands;
        continue;
      }
      const isTurn = (person + step) % turns === 0;
      if (!isTurn && (goal[person] as number) >= 0 && heldBack[person] === 0) {
        tasks[person] = life === PERSON_STATE.walking ? TASK.goesOn : TASK.stands;
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
      const at = positionNear(field, on, px, py);
      goal[person] = own;
      // Without a cell a body goes on as it was heading, with the right of way.
      const left = at < 0 ? 0 : (field.costs[2 * at] as number);
      way[person] = left;
      const canGo = left < Infinity;
      tasks[person] = canGo ? TASK.decides : TASK.stands;
      if (canGo !== (life === PERSON_STATE.walking)) {
        state.state[person] = canGo ? PERSON_STATE.walking : PERSON_STATE.stranded;
      }
      if (at >= 0 && canGo) head(person, field, at, px * perCell, py * perCell);
    }
  };
  /** Where in the grid the point lies; beside a wall, next to it; −1: nobody can walk there. */
  const positionNear = (field: GoalField, on: SpacePlane, px: number, py: number): number => {
    const at = positionOf(field, on, px, py);
    if (at >= 0) return at;
    const step = cellMetres / 2;
    const east = positionOf(field, on, px + step, py);
    if (east >= 0) return east;
    const north = positionOf(field, on, px, py + step);
    if (north >= 0) return north;
    const west = positionOf(field, on, px - step, py);
    return west >= 0 ? west : positionOf(field, on, px, py - step);
  };
  const positionOf = (field: GoalField, on: SpacePlane, px: number, py: number): number => {
    const column = Math.floor(px * perCell) - on.firstColumn;
    const row = Math.floor(py * perCell) - on.firstRow;
    if (column < 0 || row < 0 || column >= on.cellColumns || row >= on.cellRows) return -1;
    const at = (on.firstGridRow + row) * gridColumns + column;
    return field.costs[2 * at] === NO_CELL ? -1 : at;
  };
  /** Bilinear over the cells that can be reached from the one underfoot. */
  const head = (person: number, field: GoalField, at: number, px: number, py: number): void => {
    const { ways } = field;
    const shareX = px - Math.floor(px) - 0.5;
    const shareY = py - Math.floor(py) - 0.5;
    const isWest = shareX < 0;
    const isSouth = shareY < 0;
    const bitX = isWest ? 4 : 1;
    const bitY = isSouth ? 8 : 2;
    const offsetX = isWest ? -1 : 1;
    const offsetY = isSouth ? -gridColumns : gridColumns;
    const wx = isWest ? -shareX : shareX;
    const wy = isSouth ? -shareY : shareY;
    const here = (1 - wx) * (1 - wy);
    const way = ways[2 * at + 1] as number;
    let sumX = here * wayX(way);
    let sumY = here * wayY(way);
    if ((way & bitX) !== 0) {
      const side = ways[2 * (at + offsetX) + 1] as number;
      sumX += wx * (1 - wy) * wayX(side);
      sumY += wx * (1 - wy) * wayY(side);
      if ((side & bitY) !== 0) {
        const corner = ways[2 * (at + offsetX + offsetY) + 1] as number;
        sumX += wx * wy * wayX(corner);
        sumY += wx * wy * wayY(corner);
      }
    }
    if ((way & bitY) !== 0) {
      const side = ways[2 * (at + offsetY) + 1] as number;
      sumX += (1 - wx) * wy * wayX(side);
      sumY += (1 - wx) * wy * wayY(side);
    }
    const length = Math.sqrt(sumX * sumX + sumY * sumY);
    if (length === 0) {
      headIntoGoal(person);
      return;
    }
    const scale = 1 / length;
    state.headingX[person] = sumX * scale;
    state.headingY[person] = sumY * scale;
  };
  const headIntoGoal = (person: number): void => {
    const px = state.x[person] as number;
    const py = state.y[person] as number;
    const { area, exits } = journeys.goals[goal[person] as number] ?? {
      area: undefined,
      exits: [],
    };
    let least = Infinity;
    for (const target of [area, ...exits.map((exit) => journeys.exitAreas[exit])]) {
      if (target === undefined || target.plane !== state.plane[person]) continue;
      for (const [a, b] of edgesOf(target.rings)) {
        const share = nearestShare(a, b, px, py);
        const dx = a[0] + share * (b[0] - a[0]) - px;
        const dy = a[1] + share * (b[1] - a[1]) - py;
        const distance = Math.sqrt(dx * dx + dy * dy);
        if (distance >= least || distance === 0) continue;
        least = distance;
        state.headingX[person] = dx / distance;
        state.headingY[person] = dy / distance;
      }
    }
  };
  return { update, headIntoGoal };
}
