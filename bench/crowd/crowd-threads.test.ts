/** A run's bytes do not depend on how many threads share its steps. */
import { afterAll, expect, test } from 'vitest';
import { createCrowd } from '#simulations';
import { startCrowdThreads } from './crowd-threads.ts';
import { roomScenario } from './room-scenario.ts';

/** Enough that threads are worth waking. */
const PEOPLE = 800;
const pair = startCrowdThreads(2);
afterAll(() => pair.close());

/** The state after each fifth step. */
function statesOf(options: Parameters<typeof createCrowd>[1]): readonly Buffer[] {
  const run = createCrowd(roomScenario(PEOPLE, 20), options);
  return Array.from({ length: 4 }, () => {
    for (let k = 0; k < 5; k += 1) run.step();
    return Buffer.from(run.save().buffer);
  });
}

test('one and two threads and the plain step give the same bytes', () => {
  const states = statesOf({});
  const isSame = (options: Parameters<typeof createCrowd>[1]): boolean =>
    statesOf(options).every((state, at) => states[at]?.equals(state));
  expect(states[3]?.equals(states[2] ?? Buffer.of())).toBe(false);
  expect(isSame({ threads: pair }), 'two threads').toBe(true);
  expect(isSame({ engine: 'plain' }), 'plain').toBe(true);
  // A thread has to load the whole part first, which takes seconds on a busy machine.
}, 60_000);

test('the threads take part', () => {
  const calls: number[] = [];
  const run = createCrowd(roomScenario(PEOPLE, 20), {
    threads: {
      count: 2,
      start: () => ({
        move: (ends, moveOwn) => {
          calls.push(...ends);
          moveOwn();
        },
      }),
    },
  });
  run.step();
  expect(calls).toEqual([PEOPLE / 2, PEOPLE]);
  // Nobody does the second half here, so the next positions of those people stay zero.
  expect([...run.arrays.x].filter((x) => x === 0).length).toBe(PEOPLE / 2);
});
