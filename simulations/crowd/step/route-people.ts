/**
 * Keeps the goal fields up to date: solved at the start, again when a door or exit changes, and at
 * intervals with the crowd's density, smoothed over space and time. That density is part of the
 * state, so a restored run solves the same fields again.
 */
import type { CrowdScenario } from '#contracts';
import { type CrowdParameters, PERSON_STATE } from '../crowd-types.ts';
import { createBaseSlowness, setSlowness } from '../navigation/cell-slowness.ts';
import type { GoalField } from '../navigation/goal-field.ts';
import type { FieldSolver, SolverMemory } from '../navigation/solve-field.ts';
import type { Journeys } from '../people/compile-journeys.ts';
import { BUCKET_METRES, bucketAt, type Space } from '../space/space-types.ts';
import { CLOCK, type CrowdState } from './crowd-state.ts';

/**
 * A renewal takes over this share of the present density. Queues stay, chance dips do not: people
 * who followed each dip would weave, and an even crowd would walk at half its speed.
 */
const MEMORY_SHARE = 0.25;
/** Persons in a bucket to persons/m². */
const PER_BUCKET = 1 / (BUCKET_METRES * BUCKET_METRES);

export interface Router {
  /** Takes the present crowd as the one that routes react to, and solves. */
  renew(): void;
  /** Solves again for the state's renewal, unless these are its fields already. */
  catchUp(): void;
}

export function createRouter(
  scenario: CrowdScenario,
  space: Space,
  journeys: Journeys,
  parameters: CrowdParameters,
  state: CrowdState,
  fields: readonly GoalField[],
  solver: FieldSolver,
  { slowness, closed }: SolverMemory,
): Router {
  const base = createBaseSlowness(space);
  const noStairs = base.map((slow, cell) => {
    const kind = space.planes[space.cellPlane[cell] ?? 0]?.kind;
    return kind === 'stair' || kind === 'escalator' ? Infinity : slow;
  });
  const raw = new Float64Array(space.bucketCount);
  const density = new Float64Array(space.bucketCount);
  const pace = new Float64Array(space.bucketCount);
  const doors = scenario.doors.length;
  let solvedStep = -1;

  const countPeople = (): void => {
    raw.fill(0);
    for (let person = 0; person < state.x.length; person += 1) {
      const life = state.state[person] ?? 0;
      if (life === PERSON_STATE.outside || life >= PERSON_STATE.leaving) continue;
      const plane = space.planes[state.plane[person] ?? 0];
      if (plane === undefined) continue;
      const bucket = bucketAt(plane, state.x[person] ?? 0, state.y[person] ?? 0);
      raw[bucket] = (raw[bucket] ?? 0) + 1;
    }
    for (const plane of space.planes) smooth(raw, density, plane, PER_BUCKET);
    raw.set(density);
    for (const plane of space.planes) smooth(raw, density, plane, 1);
    const { congestion } = state;
    for (let bucket = 0; bucket < congestion.length; bucket += 1) {
      const before = congestion[bucket] as number;
      congestion[bucket] = before + MEMORY_SHARE * ((density[bucket] as number) - before);
    }
  };
  const solve = (): void => {
    const { congestion } = state;
    // Gates make people wait, they do not send them away.
    for (let door = 0; door < doors; door += 1) closed[door] = state.barrierClosed[door] ?? 0;
    journeys.goals.forEach((goal, index) => {
      const field = fields[index];
      if (field === undefined) return;
      setSlowness(slowness, goal.usesStairs ? base : noStairs, space, congestion, pace, parameters);
      const cells = goal.area
        ? goal.area.cells
        : Int32Array.from(
            goal.exits.flatMap((exit) =>
              state.exitOpen[exit] === 1 ? [...(journeys.exitAreas[exit]?.cells ?? [])] : [],
            ),
          );
      solver.solve(field, cells);
    });
    solvedStep = state.clock[CLOCK.renewStep] ?? 0;
  };
  return {
    renew: () => {
      countPeople();
      state.clock[CLOCK.renewStep] = state.clock[CLOCK.step] ?? 0;
      solve();
    },
    catchUp: () => {
      if (solvedStep !== state.clock[CLOCK.renewStep]) solve();
    },
  };
}

/** 1-2-1 in both directions, over about 2 m; twice makes about 3 m. */
function smooth(
  raw: Float64Array,
  density: Float64Array,
  plane: Space['planes'][number],
  factor: number,
): void {
  const { bucketColumns, bucketRows, firstBucket } = plane;
  const scale = factor / 16;
  for (let row = 1; row < bucketRows - 1; row += 1) {
    for (let column = 1; column < bucketColumns - 1; column += 1) {
      const at = firstBucket + row * bucketColumns + column;
      let sum = 0;
      for (let r = -1; r <= 1; r += 1) {
        const line = at + r * bucketColumns;
        const across = (raw[line - 1] ?? 0) + 2 * (raw[line] ?? 0) + (raw[line + 1] ?? 0);
        sum += r === 0 ? 2 * across : across;
      }
      density[at] = sum * scale;
    }
  }
}
