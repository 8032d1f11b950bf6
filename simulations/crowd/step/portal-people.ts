/**
 * People who come into a running scene through a portal and leave it again: a pool of slots (the
 * people with `fromPortal`), each used again and again. Who is admitted waits outside, in the order
 * of admission, until the entry area of his or her journey has room.
 */
import { createRandom } from '#contracts';
import { PERSON_STATE } from '../crowd-types.ts';
import { ringsOf } from '../space/plane-geometry.ts';
import { type BeginContext, placerAround } from './begin-step.ts';
import { CLOCK } from './crowd-state.ts';

export interface PortalPeople {
  /** Slots of the pool. */
  readonly slots: number;
  /** See CrowdRun. */
  admit(people: number, freeSpeedMetresPerSecond: number): number;
  takeArrived(take: (person: number, exit: number) => void): void;
  /** Each step, before people set off: brings those in for whom there is room. */
  bringIn(seconds: number): void;
}

/** Marks, in `waitSince`, people whose arrival has been taken. */
const TAKEN = Number.POSITIVE_INFINITY;

export function createPortalPeople(context: BeginContext, seconds: () => number): PortalPeople {
  const { scenario, seed, state } = context;
  let first = 0;
  const pool: number[] = [];
  for (const people of scenario.people) {
    const count = people.positions?.length ?? people.count ?? 0;
    if (people.fromPortal) for (let k = 0; k < count; k += 1) pool.push(first + k);
    first += count;
  }
  const isFree = (person: number): boolean =>
    state.state[person] === PERSON_STATE.outside && state.waitUntil[person] === Infinity;
  const level = (id: string): number => scenario.levels.findIndex((one) => one.id === id);

  return {
    slots: pool.length,
    admit: (people, freeSpeed) => {
      const group = scenario.people[people];
      if (group?.area === undefined) {
        throw new Error(`crowd: admit expects people ${people} of the scenario to have an area`);
      }
      const person = pool.find(isFree) ?? -1;
      if (person < 0) return -1;
      state.people[person] = people;
      state.plane[person] = level(group.level);
      state.freeSpeed[person] = freeSpeed;
      state.waitUntil[person] = seconds();
      state.waitSince[person] = 0;
      state.setOffSeconds[person] = 0;
      state.stage[person] = 0;
      state.exit[person] = -1;
      state.arrivedSeconds[person] = Number.NaN;
      state.leftMetres[person] = 0;
      state.velocityX[person] = 0;
      state.velocityY[person] = 0;
      return person;
    },
    takeArrived: (take) => {
      for (const person of pool) {
        const life = state.state[person];
        if (life !== PERSON_STATE.leaving && life !== PERSON_STATE.arrived) continue;
        if (state.waitSince[person] !== TAKEN) {
          state.waitSince[person] = TAKEN;
          take(person, state.exit[person] ?? -1);
        }
        if (life !== PERSON_STATE.arrived) continue;
        // The body has cleared the door: the slot is free for somebody else.
        state.state[person] = PERSON_STATE.outside;
        state.waitUntil[person] = Infinity;
      }
    },
    bringIn: (now) => {
      const due = pool.filter(
        (person) =>
          state.state[person] === PERSON_STATE.outside && (state.waitUntil[person] ?? 0) <= now,
      );
      if (due.length === 0) return;
      due.sort((a, b) => (state.waitUntil[a] ?? 0) - (state.waitUntil[b] ?? 0) || a - b);
      const placers = new Map<string, ReturnType<typeof placerAround>>();
      const full = new Set<string>();
      for (const person of due) {
        const people = scenario.people[state.people[person] ?? 0];
        if (people?.area === undefined) continue;
        const entry = `${people.level}:${JSON.stringify(people.area.coordinates[0]?.[0])}`;
        if (full.has(entry)) continue;
        const plane = state.plane[person] ?? 0;
        const placer = placers.get(entry) ?? placerAround(context, people, plane);
        placers.set(entry, placer);
        const radius = state.radius[person] ?? 0;
        const random = createRandom(seed, `portal ${person} ${state.clock[CLOCK.step] ?? 0}`);
        const place = placer.findOne(ringsOf(people.area), plane, radius, random);
        if (place === undefined) {
          full.add(entry);
          continue;
        }
        placer.add(place);
        state.x[person] = place.x;
        state.y[person] = place.y;
        state.anchorX[person] = place.x;
        state.anchorY[person] = place.y;
        state.anchorSeconds[person] = now;
        state.state[person] = PERSON_STATE.resting;
      }
    },
  };
}
