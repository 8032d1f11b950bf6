/**
 * What happens before anybody moves: events of the scenario, people who come in, set
 * off or have waited long enough.
 */
import { type CrowdEvent, type CrowdPeople, type CrowdScenario, createRandom } from '#contracts';
import { PERSON_STATE } from '../crowd-types.ts';
import type { Journeys } from '../people/compile-journeys.ts';
import { createPlacer } from '../people/place-people.ts';
import { boundsOf, ringsOf } from '../space/plane-geometry.ts';
import type { Space } from '../space/space-types.ts';
import { CLOCK, type CrowdState } from './crowd-state.ts';
import { advanceStage } from './settle-people.ts';

export interface BeginContext {
  readonly scenario: CrowdScenario;
  readonly seed: number;
  readonly space: Space;
  readonly journeys: Journeys;
  readonly state: CrowdState;
}

/** Applies the events that are due; true when routes must be solved again. */
export function applyEvents({ scenario, state }: BeginContext, seconds: number): boolean {
  let changesRoutes = false;
  for (;;) {
    const index = state.clock[CLOCK.nextEvent] ?? 0;
    const event = scenario.events[index];
    if (event === undefined || event.atSeconds > seconds) return changesRoutes;
    state.clock[CLOCK.nextEvent] = index + 1;
    changesRoutes = applyEvent(event, index, scenario, state, seconds) || changesRoutes;
  }
}

function applyEvent(
  event: CrowdEvent,
  index: number,
  scenario: CrowdScenario,
  state: CrowdState,
  seconds: number,
): boolean {
  switch (event.type) {
    case 'open-door':
    case 'close-door': {
      const door = scenario.doors.findIndex(({ id }) => id === event.door);
      state.barrierClosed[door] = event.type === 'close-door' ? 1 : 0;
      return true;
    }
    case 'open-exit':
    case 'close-exit': {
      const exit = scenario.exits.findIndex(({ id }) => id === event.exit);
      state.exitOpen[exit] = event.type === 'open-exit' ? 1 : 0;
      return true;
    }
    case 'set-gate': {
      const gate = scenario.gates.findIndex(({ id }) => id === event.gate);
      state.barrierEvent[scenario.doors.length + gate] = index;
      return false;
    }
    case 'release-area': {
      const area = scenario.areas.findIndex(({ id }) => id === event.area);
      release(area, event.persons ?? Infinity, scenario, state, seconds);
      return false;
    }
  }
}

function release(
  area: number,
  most: number,
  scenario: CrowdScenario,
  state: CrowdState,
  seconds: number,
): void {
  const waiting: number[] = [];
  for (let person = 0; person < state.x.length; person += 1) {
    if (state.state[person] !== PERSON_STATE.waiting) continue;
    const stage = scenario.people[state.people[person] ?? 0]?.journey[state.stage[person] ?? 0];
    const isHere = stage?.type === 'wait' && stage.area === scenario.areas[area]?.id;
    if (isHere) waiting.push(person);
  }
  const since = state.waitSince;
  waiting.sort((a, b) => (since[a] ?? 0) - (since[b] ?? 0) || a - b);
  for (const person of waiting.slice(0, most)) state.waitUntil[person] = seconds;
}

/** Resting people set off, waiting people go on when their time has come. */
export function wakePeople({ scenario, journeys, state }: BeginContext, seconds: number): void {
  // Looking for bytes takes a tenth of the loop.
  const lives = state.state;
  if (!lives.includes(PERSON_STATE.resting) && !lives.includes(PERSON_STATE.waiting)) return;
  for (let person = 0; person < state.x.length; person += 1) {
    const life = state.state[person];
    if (life === PERSON_STATE.resting) {
      if ((state.setOffSeconds[person] ?? 0) > seconds) continue;
      state.state[person] = PERSON_STATE.walking;
      state.anchorSeconds[person] = seconds;
    } else if (life === PERSON_STATE.waiting && (state.waitUntil[person] ?? 0) <= seconds) {
      const people = state.people[person] ?? 0;
      state.state[person] = PERSON_STATE.walking;
      state.anchorSeconds[person] = seconds;
      const stages = journeys.stages[people]?.length ?? 0;
      advanceStage(state, person, stages, scenario.people[people]?.repeat === true);
    }
  }
}

/** Brings in the people whose time has come, as long as their area has room. */
export function admitPeople(context: BeginContext, seconds: number): void {
  const { scenario, seed, state } = context;
  if (!state.state.includes(PERSON_STATE.outside)) return;
  let first = 0;
  for (const people of scenario.people) {
    const count = people.positions?.length ?? people.count ?? 0;
    const end = first + count;
    if (people.fromPortal) {
      first = end;
      continue;
    }
    let placer: ReturnType<typeof createPlacer> | undefined;
    for (let person = first; person < end; person += 1) {
      if (state.state[person] !== PERSON_STATE.outside) continue;
      // Until the person comes in, `waitUntil` holds the time of coming.
      if ((state.waitUntil[person] ?? 0) > seconds) break;
      const shape = people.area;
      const radius = state.radius[person] ?? 0;
      const plane = state.plane[person] ?? 0;
      placer ??= placerAround(context, people, plane);
      const step = state.clock[CLOCK.step] ?? 0;
      const random = createRandom(seed, `crowd entry ${person} ${step}`);
      const fixed = people.positions?.[person - first];
      const place = shape
        ? placer.findOne(ringsOf(shape), plane, radius, random)
        : fixed && placer.fits(plane, fixed[0], fixed[1], radius)
          ? { x: fixed[0], y: fixed[1], radius, plane }
          : undefined;
      if (place === undefined) {
        if (shape) break;
        continue;
      }
      placer.add(place);
      state.x[person] = place.x;
      state.y[person] = place.y;
      state.anchorX[person] = place.x;
      state.anchorY[person] = place.y;
      state.anchorSeconds[person] = seconds;
      state.state[person] = PERSON_STATE.resting;
    }
    first = end;
  }
}

/** A placer that knows everybody near the area of these people. */
export function placerAround(
  { space, state }: BeginContext,
  people: CrowdPeople,
  plane: number,
): ReturnType<typeof createPlacer> {
  const placer = createPlacer(space, state.barrierClosed);
  const rings = people.area ? ringsOf(people.area) : [people.positions ?? []];
  const { minX, minY, maxX, maxY } = boundsOf(rings);
  for (let other = 0; other < state.x.length; other += 1) {
    const life = state.state[other] ?? 0;
    if (life === PERSON_STATE.outside || life === PERSON_STATE.arrived) continue;
    const x = state.x[other] ?? 0;
    const y = state.y[other] ?? 0;
    if (state.plane[other] !== plane) continue;
    if (x < minX - 1 || x > maxX + 1 || y < minY - 1 || y > maxY + 1) continue;
    placer.add({ x, y, plane, radius: state.radius[other] ?? 0 });
  }
  return placer;
}
