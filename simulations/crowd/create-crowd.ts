/**
 * The composition of a crowd run: checks the scenario, builds the floor plan, draws the people, and
 * steps through events → entries → routes → sorting → moving → settling → gates.
 */
import type { CrowdScenario } from '#contracts';
import { checkReach } from './check/check-reach.ts';
import { checkScenario } from './check/check-scenario.ts';
import {
  type CrowdCounts,
  type CrowdCrossing,
  type CrowdOptions,
  type CrowdRun,
  CrowdScenarioError,
  PERSON_STATE,
} from './crowd-types.ts';
import { createKernelStep } from './kernel/kernel-mover.ts';
import { allocateTables } from './kernel/kernel-tables.ts';
import {
  compileKernel,
  createKernelMemory,
  KERNEL_FIRST_BYTE,
  type KernelMemory,
} from './kernel/load-kernel.ts';
import { layOutMemory } from './memory/lay-out-memory.ts';
import { allocateField } from './navigation/goal-field.ts';
import { createGridLinks } from './navigation/grid-links.ts';
import { allocateSolver, createFieldSolver } from './navigation/solve-field.ts';
import { CROWD_PARAMETERS } from './parameters/crowd-parameters.ts';
import { compileJourneys } from './people/compile-journeys.ts';
import { countPeople, createPeople } from './people/create-people.ts';
import { buildSpace } from './space/build-space.ts';
import { createAdvancer } from './step/advance-people.ts';
import { admitPeople, applyEvents, wakePeople } from './step/begin-step.ts';
import { allocateState, CLOCK, startState } from './step/crowd-state.ts';
import { allocateAims, createAimFinder } from './step/find-goals.ts';
import { createPatience } from './step/keep-company.ts';
import { markBuckets } from './step/mark-buckets.ts';
import { createMover } from './step/move-people.ts';
import { createPortalPeople } from './step/portal-people.ts';
import { createRouter } from './step/route-people.ts';
import { createSettler } from './step/settle-people.ts';
import { allocateSorted, createPeopleSorter } from './step/sort-people.ts';
import { createGateWork } from './step/work-gates.ts';

/** Who has not moved for this long although walking is stuck, s. */
const STUCK_SECONDS = 10;

/** Throws CrowdScenarioError when the scenario cannot be run. */
export function createCrowd(scenario: CrowdScenario, options: CrowdOptions = {}): CrowdRun {
  const problems = checkScenario(scenario);
  if (problems.length > 0) throw new CrowdScenarioError(problems);
  const seed = options.seed ?? scenario.seed;
  const parameters = { ...CROWD_PARAMETERS[scenario.parameters], ...options.parameters };
  const timeStep = scenario.timeStepSeconds;
  const space = buildSpace(scenario, parameters);
  const journeys = compileJourneys(scenario, space);
  const unreachable = checkReach(scenario, space, journeys);
  if (unreachable.length > 0) throw new CrowdScenarioError(unreachable);
  const people = countPeople(scenario);
  const links = createGridLinks(space);
  const threads = options.threads?.count ?? 1;
  const module = options.engine === 'plain' ? undefined : compileKernel(threads > 1);
  let memory: KernelMemory | undefined;
  const { arrays } = layOutMemory(
    (allocate) => ({
      state: allocateState(
        allocate,
        people,
        space.bucketCount,
        space.barrierCount,
        scenario.exits.length,
      ),
      sorted: allocateSorted(allocate, space, people),
      fields: journeys.goals.map(() => allocateField(allocate, space.gridColumns * space.gridRows)),
      solver: allocateSolver(allocate, space, links),
      aims: allocateAims(allocate, journeys, people),
      tables: allocateTables(allocate, space, journeys.goals.length, people, threads),
      patience: allocate.floats(people),
      marks: allocate.bytes(space.bucketCount),
      nextX: allocate.floats(people),
      nextY: allocate.floats(people),
    }),
    (bytes) => {
      memory = module && createKernelMemory(bytes, threads > 1);
      return memory?.buffer ?? new ArrayBuffer(bytes);
    },
    KERNEL_FIRST_BYTE,
  );
  const { fields, sorted, aims, patience, marks, nextX, nextY } = arrays;
  const state = startState(arrays.state);
  scenario.doors.forEach((door, index) => {
    state.barrierClosed[index] = door.open ? 0 : 1;
  });
  state.barrierClosed.fill(1, scenario.doors.length);
  scenario.exits.forEach((exit, index) => {
    state.exitOpen[index] = exit.open ? 1 : 0;
  });
  const misplaced = createPeople(scenario, seed, space, parameters, state);
  if (misplaced.length > 0) throw new CrowdScenarioError(misplaced);

  const crossings: CrowdCrossing[] = [];
  const fromX = new Float64Array(people);
  const fromY = new Float64Array(people);
  const context = { scenario, seed, space, journeys, state };
  const aimFinder = createAimFinder(space, journeys, fields, state, timeStep, aims);
  const sorter = createPeopleSorter(space, state, sorted, patience);
  const renewPatience = createPatience(context, state.way, patience);
  marks.set(markBuckets(scenario, space, journeys));
  const mover = { space, state, sorted, parameters, timeStep, patience, nextX, nextY };
  const kernel =
    module &&
    memory &&
    createKernelStep(
      { ...mover, aims, fields, marks, solver: arrays.solver },
      arrays.tables,
      module,
      memory,
      options.threads,
    );
  const solver = createFieldSolver(space, links, arrays.solver, kernel?.solveField);
  const router = createRouter(
    scenario,
    space,
    journeys,
    parameters,
    state,
    fields,
    solver,
    arrays.solver,
  );
  const move = kernel?.move ?? createMover(mover);
  const findAims = (): void => {
    if (kernel === undefined) aimFinder.update();
    else for (const person of kernel.findAims()) aimFinder.headIntoGoal(person);
  };
  const sortPeople =
    kernel && space.landings.length === 0 ? kernel.sortPeople : () => sorter.sort(aims);
  const advance =
    kernel?.advancePeople ?? createAdvancer({ space, state, timeStep, nextX, nextY, marks });
  const settle = createSettler({ ...context, marks, fromX, fromY, crossings });
  const workGates = createGateWork(context);
  router.renew();

  const seconds = (): number => (state.clock[CLOCK.step] ?? 0) * timeStep;
  const portalPeople = createPortalPeople(context, seconds);

  const step = (): void => {
    const now = seconds();
    const isChanged = applyEvents(context, now);
    admitPeople(context, now);
    portalPeople.bringIn(now);
    wakePeople(context, now);
    const sinceRenewal = (state.clock[CLOCK.step] ?? 0) - (state.clock[CLOCK.renewStep] ?? 0);
    const isDue =
      scenario.rerouteSeconds > 0 && sinceRenewal * timeStep >= scenario.rerouteSeconds - 1e-9;
    if (isChanged || isDue) router.renew();
    findAims();
    renewPatience();
    const entries = sortPeople();
    fromX.set(state.x);
    fromY.set(state.y);
    move(0, entries);
    state.clock[CLOCK.step] = (state.clock[CLOCK.step] ?? 0) + 1;
    settle(advance(seconds()), seconds());
    workGates(seconds(), fromX, fromY);
  };
  const counts = (): CrowdCounts => {
    const perState = [0, 0, 0, 0, 0, 0, 0];
    const arrivedPerExit = scenario.exits.map(() => 0);
    let stuck = 0;
    for (let person = 0; person < people; person += 1) {
      const life = state.state[person] ?? 0;
      perState[life] = (perState[life] ?? 0) + 1;
      const exit = state.exit[person] ?? -1;
      if (exit >= 0) arrivedPerExit[exit] = (arrivedPerExit[exit] ?? 0) + 1;
      const isStill = seconds() - (state.anchorSeconds[person] ?? 0) >= STUCK_SECONDS;
      if (life === PERSON_STATE.walking && isStill) stuck += 1;
    }
    const outside = perState[PERSON_STATE.outside] ?? 0;
    const arrived = (perState[PERSON_STATE.leaving] ?? 0) + (perState[PERSON_STATE.arrived] ?? 0);
    const stranded = perState[PERSON_STATE.stranded] ?? 0;
    const underWay = people - outside - arrived;
    return { people, outside, underWay, stranded, stuck, arrived, arrivedPerExit };
  };
  const isOver = (): boolean => {
    for (let person = 0; person < people; person += 1) {
      if (state.state[person] !== PERSON_STATE.arrived) return false;
    }
    return true;
  };
  const run: CrowdRun = {
    planes: space.planes.map(({ id, kind }) => ({ id, kind })),
    people,
    arrays: state,
    timeStepSeconds: timeStep,
    seconds,
    step,
    run: (untilSeconds, onFrame) => {
      while (seconds() < untilSeconds - 1e-9 && !isOver()) {
        const frame = Math.floor(seconds() / scenario.frameSeconds + 1e-9);
        step();
        const isFrame = Math.floor(seconds() / scenario.frameSeconds + 1e-9) > frame;
        if (isFrame) onFrame?.(run);
      }
    },
    isOver,
    counts,
    crossings: () => crossings,
    save: () => ({
      step: state.clock[CLOCK.step] ?? 0,
      buffer: copyOf(state.all),
      crossings: [...crossings],
    }),
    restore: (snapshot) => {
      state.all.set(new Uint8Array(snapshot.buffer));
      crossings.splice(0, crossings.length, ...snapshot.crossings);
      router.catchUp();
    },
    admit: portalPeople.admit,
    takeArrived: portalPeople.takeArrived,
    holdExit: (exit, isHeld) => {
      state.exitHeld[exit] = isHeld ? 1 : 0;
    },
    remainingMetres: (person) => state.way[person] ?? Infinity,
  };
  return run;
}

/** Also of memory that threads share, whose bytes cannot leave as they are. */
function copyOf(bytes: Uint8Array): ArrayBuffer {
  const copy = new Uint8Array(bytes.length);
  copy.set(bytes);
  return copy.buffer;
}
