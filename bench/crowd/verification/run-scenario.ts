/** Scenarios of the verification as short input, and what is read from their runs. */
import { type CrowdScenario, type CrowdScenarioInput, parseCrowdScenario } from '#contracts';
import { type CrowdRun, createCrowd, findNetCrossings, PERSON_STATE } from '#simulations';

export type ParameterSet = CrowdScenario['parameters'];
export const PARAMETER_SETS = ['emergency', 'calibrated', 'stadium'] as const;
export const STEP_SECONDS = 0.2;

type Point = readonly [number, number];

export function scenarioOf(input: Partial<CrowdScenarioInput>): CrowdScenario {
  const parsed = parseCrowdScenario({
    format: 'gezi-crowd',
    version: 1,
    name: 'verification',
    parameters: 'emergency',
    timeStepSeconds: STEP_SECONDS,
    durationSeconds: 1200,
    ...input,
  });
  if (!parsed.ok) throw new Error(`verification scenario: ${parsed.problems.join('; ')}`);
  return parsed.scenario;
}

export function outlineShape(points: readonly Point[]): {
  type: 'Polygon';
  coordinates: [number, number][][];
} {
  // Corners that fall together (an opening as wide as the room) are left out.
  const ring = points.filter((p, k) => {
    const before = points[(k + points.length - 1) % points.length];
    return before === undefined || p[0] !== before[0] || p[1] !== before[1];
  });
  return { type: 'Polygon', coordinates: [ring.map(([x, y]) => [x, y])] };
}

/** Runs to the end, at most to the scenario's duration; `watch` after each step. */
export function finish(
  scenario: CrowdScenario,
  seed: number,
  watch?: (run: CrowdRun) => void,
): CrowdRun {
  const run = createCrowd(scenario, { seed });
  while (run.seconds() < scenario.durationSeconds - 1e-9 && !run.isOver()) {
    run.step();
    watch?.(run);
  }
  return run;
}

/** The last arrival among persons [from, to), s; NaN while somebody has not arrived. */
export function lastArrival(run: CrowdRun, from = 0, to = run.people): number {
  let last = 0;
  for (let person = from; person < to; person += 1) {
    const seconds = run.arrays.arrivedSeconds[person] ?? Number.NaN;
    if (Number.isNaN(seconds)) return Number.NaN;
    last = Math.max(last, seconds);
  }
  return last;
}

/** When each person passed the line for good, sorted, s. */
export function passages(run: CrowdRun, line = 0): readonly number[] {
  return findNetCrossings(run.crossings(), line).map(({ seconds }) => seconds);
}

/** Persons/s between two shares of the persons who pass. */
export function steadyFlow(times: readonly number[], fromShare = 0.2, toShare = 0.85): number {
  const from = Math.floor(times.length * fromShare);
  const to = Math.floor(times.length * toShare);
  return (to - from) / ((times[to] ?? Number.NaN) - (times[from] ?? Number.NaN));
}

export function isPresent(run: CrowdRun, person: number): boolean {
  const life = run.arrays.state[person] ?? 0;
  return (
    life >= PERSON_STATE.resting && life !== PERSON_STATE.leaving && life !== PERSON_STATE.arrived
  );
}

/** Persons in the upright rectangle of a plane over its area, 1/m²: the classical grid density. */
export function densityIn(
  run: CrowdRun,
  [x0, y0, x1, y1]: readonly [number, number, number, number],
  plane = 0,
): number {
  const { x, y, plane: planes } = run.arrays;
  let persons = 0;
  for (let k = 0; k < run.people; k += 1) {
    if (planes[k] !== plane || !isPresent(run, k)) continue;
    const px = x[k] ?? 0;
    const py = y[k] ?? 0;
    if (px >= x0 && px < x1 && py >= y0 && py < y1) persons += 1;
  }
  return persons / ((x1 - x0) * (y1 - y0));
}
