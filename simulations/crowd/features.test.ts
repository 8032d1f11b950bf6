/** What planners turn, each against arithmetic: escalators, waves, metering, doors, arrivals, loads. */
import { expect, test } from 'vitest';
import {
  type CrowdScenarioInput,
  constantOf,
  parseCrowdScenario,
  rectangleShape,
  segmentShape,
} from '#contracts';
import { createCrowd } from './create-crowd.ts';
import { type CrowdRun, PERSON_STATE } from './crowd-types.ts';
import { findNetCrossings } from './measure/net-crossings.ts';

const STEP = 0.2;

function runOf(input: Partial<CrowdScenarioInput>): CrowdRun {
  const parsed = parseCrowdScenario({
    format: 'gezi-crowd',
    version: 1,
    name: 'feature',
    durationSeconds: 600,
    levels: [{ id: 'floor', walkable: rectangleShape(0, 0, 20, 4) }],
    exits: [{ id: 'east', level: 'floor', area: rectangleShape(19, 0, 20, 4) }],
    ...input,
  });
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  return createCrowd(parsed.scenario);
}
const guests = {
  id: 'guests',
  level: 'floor',
  area: rectangleShape(0, 0, 4, 4),
  count: 8,
  journey: [{ type: 'exit' as const, exits: ['east'] }],
};
const countOf = (run: CrowdRun, state: number): number =>
  [...run.arrays.state].filter((life) => life === state).length;

test('people stand on an escalator: its belt gives the time, whoever walks how fast', () => {
  const run = runOf({
    levels: [
      { id: 'low', walkable: rectangleShape(0, 0, 4, 2) },
      { id: 'high', walkable: rectangleShape(10, 0, 14, 2) },
    ],
    stairs: [
      {
        id: 'belt',
        kind: 'escalator',
        area: rectangleShape(4, 0, 10, 2),
        riseMetres: 3,
        direction: 'up',
        beltSpeedMetresPerSecond: 0.5,
        lower: { level: 'low', edge: segmentShape(4, 0, 4, 2) },
        upper: { level: 'high', edge: segmentShape(10, 0, 10, 2) },
      },
    ],
    exits: [{ id: 'east', level: 'high', area: rectangleShape(13, 0, 14, 2) }],
    people: [
      {
        id: 'one',
        level: 'low',
        positions: [[2, 1]],
        freeSpeed: constantOf(1.6),
        journey: guests.journey,
      },
    ],
  });
  let seconds = 0;
  while (!run.isOver() && run.seconds() < 100) {
    run.step();
    if (run.arrays.plane[0] === 2) seconds += STEP;
  }
  // √(6² + 3²) m at 0.5 m/s; the first step still goes at walking speed, at most 0.32 m of the 6 m.
  const planSpeed = (0.5 * 6) / Math.hypot(6, 3);
  expect(seconds).toBeLessThan(6 / planSpeed + 2 * STEP);
  expect(seconds).toBeGreaterThan((6 - 1.6 * STEP) / planSpeed - 2 * STEP);
});

test('a waiting area lets waves go, the longest waiting first', () => {
  const run = runOf({
    areas: [{ id: 'hold', level: 'floor', area: rectangleShape(6, 0, 12, 4) }],
    people: [
      {
        ...guests,
        journey: [{ type: 'wait', area: 'hold' }, ...guests.journey],
      },
    ],
    events: [
      { atSeconds: 40, type: 'release-area', area: 'hold', persons: 3 },
      { atSeconds: 80, type: 'release-area', area: 'hold' },
    ],
  });
  run.run(39);
  expect(countOf(run, PERSON_STATE.waiting)).toBe(8);
  run.run(79);
  expect(run.counts().arrived).toBe(3);
  expect(countOf(run, PERSON_STATE.waiting)).toBe(5);
  run.run(140);
  expect(run.counts().arrived).toBe(8);
});

test('a gate serves at its rate, and an event changes the rate', () => {
  const line = segmentShape(10, 1.5, 10, 2.5);
  const run = runOf({
    levels: [
      {
        id: 'floor',
        walkable: {
          type: 'Polygon',
          coordinates: [
            [
              [0, 0],
              [9.9, 0],
              [9.9, 1.5],
              [10.1, 1.5],
              [10.1, 0],
              [20, 0],
              [20, 4],
              [10.1, 4],
              [10.1, 2.5],
              [9.9, 2.5],
              [9.9, 4],
              [0, 4],
            ],
          ],
        },
      },
    ],
    gates: [{ id: 'gate', level: 'floor', line, serviceSeconds: constantOf(4) }],
    measuringLines: [{ id: 'gate', level: 'floor', line }],
    people: [{ ...guests, area: rectangleShape(5, 0, 9, 4), count: 20 }],
    events: [{ atSeconds: 60, type: 'set-gate', gate: 'gate', serviceSeconds: constantOf(2) }],
  });
  run.run(300);
  const times = findNetCrossings(run.crossings(), 0).map(({ seconds }) => seconds);
  expect(times.length).toBe(20);
  const gaps = times.slice(1).map((seconds, k) => [seconds, seconds - (times[k] ?? 0)] as const);
  for (const [seconds, gap] of gaps) {
    // The service begins with the passing, so a gap is never shorter; the walk up to the gate adds.
    expect(gap).toBeGreaterThan((seconds < 62 ? 4 : 2) - STEP - 1e-9);
    expect(gap).toBeLessThan((seconds < 62 ? 4 : seconds < 68 ? 6 : 2) + 2.5);
  }
});

test('doors that open and close during the run: nobody passes a closed one', () => {
  const door = segmentShape(10, 0, 10, 4);
  const run = runOf({
    doors: [{ id: 'door', level: 'floor', line: door, open: false }],
    measuringLines: [{ id: 'door', level: 'floor', line: door }],
    people: [{ ...guests, count: 30 }],
    events: [
      { atSeconds: 20, type: 'open-door', door: 'door' },
      { atSeconds: 27, type: 'close-door', door: 'door' },
      { atSeconds: 50, type: 'open-door', door: 'door' },
    ],
  });
  run.run(45);
  const passed = findNetCrossings(run.crossings(), 0).map(({ seconds }) => seconds);
  expect(passed.length).toBeGreaterThan(0);
  expect(passed.length).toBeLessThan(30);
  expect(passed.every((seconds) => seconds >= 20 && seconds <= 27 + STEP)).toBe(true);
  expect(run.counts().stranded).toBe(30 - passed.length);
  run.run(200);
  expect(run.counts().arrived).toBe(30);
});

test('arrivals over time: one person per second comes in while there is room', () => {
  const run = runOf({
    people: [{ ...guests, count: 15, arrivalsPerSecond: 1, startSeconds: 5 }],
  });
  run.run(4.9);
  expect(run.counts().outside).toBe(15);
  run.run(10.1);
  // At 5, 6, 7, 8, 9 and 10 s.
  expect(run.counts().outside).toBe(9);
  run.run(60);
  expect(run.counts().arrived).toBe(15);
});

test('one way: over a stair that leads up only nobody comes down', () => {
  const stair = {
    kind: 'stair' as const,
    lower: { level: 'low', edge: segmentShape(4, 0, 4, 2) },
    upper: { level: 'high', edge: segmentShape(8, 0, 8, 2) },
    area: rectangleShape(4, 0, 8, 2),
  };
  const other = {
    kind: 'stair' as const,
    lower: { level: 'low', edge: segmentShape(4, 6, 4, 8) },
    upper: { level: 'high', edge: segmentShape(8, 6, 8, 8) },
    area: rectangleShape(4, 6, 8, 8),
  };
  const run = runOf({
    levels: [
      { id: 'low', walkable: rectangleShape(0, 0, 4, 8) },
      { id: 'high', walkable: rectangleShape(8, 0, 12, 8) },
    ],
    stairs: [
      { ...stair, id: 'up only', direction: 'up' },
      { ...other, id: 'down', direction: 'down' },
    ],
    exits: [{ id: 'west', level: 'low', area: rectangleShape(0, 0, 1, 2) }],
    people: [
      {
        id: 'above',
        level: 'high',
        area: rectangleShape(9, 0, 12, 2),
        count: 10,
        journey: [{ type: 'exit', exits: ['west'] }],
      },
    ],
  });
  let onWrong = 0;
  while (!run.isOver() && run.seconds() < 120) {
    run.step();
    onWrong += [...run.arrays.plane].filter((plane) => plane === 2).length;
  }
  expect(onWrong).toBe(0);
  expect(run.counts().arrived).toBe(10);
});

test('luggage and umbrellas make bodies wider and walking slower', () => {
  const sizes = (carrying: 'nothing' | 'umbrella' | 'luggage'): readonly [number, number] => {
    const { arrays } = runOf({
      people: [{ ...guests, carrying, radius: constantOf(0.16), freeSpeed: constantOf(1) }],
    });
    return [arrays.radius[0] ?? 0, arrays.freeSpeed[0] ?? 0];
  };
  expect(sizes('nothing')).toEqual([0.16, 1]);
  expect(sizes('umbrella')[0]).toBeCloseTo(0.184, 10);
  // The floor of a body and a trolley of the same size.
  expect(sizes('luggage')[0] ** 2).toBeCloseTo(2 * 0.16 ** 2, 10);
});
