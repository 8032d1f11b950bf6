import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type CrowdScenario,
  type CrowdScenarioInput,
  constantOf,
  parseCrowdScenario,
  rectangleShape,
  segmentShape,
} from '#contracts';
import { createCrowd } from './create-crowd.ts';
import { type CrowdRun, CrowdScenarioError, PERSON_STATE } from './crowd-types.ts';
import { decodeFrames, encodeFrame, encodeFramesHeader } from './results/crowd-frames.ts';
import { distanceToSegment, edgesOf, isInside, ringsOf } from './space/plane-geometry.ts';

/** Rounding at contact may add up to this, m; a body is 300 times as large at least. */
const CONTACT_METRES = 0.001;

/** A 12 × 10 m room, a wall with an opening of this width at x = 8, the exit at the east side. */
function roomScenario(opening: number, count: number, change: Partial<CrowdScenarioInput> = {}) {
  const low = 5 - opening / 2;
  const high = 5 + opening / 2;
  const outline: [number, number][] = [
    ...([
      [0, 0],
      [8, 0],
      [8, low],
      [8.3, low],
      [8.3, 0],
      [12, 0],
    ] as [number, number][]),
    ...([
      [12, 10],
      [8.3, 10],
      [8.3, high],
      [8, high],
      [8, 10],
      [0, 10],
    ] as [number, number][]),
  ];
  return scenarioOf({
    levels: [{ id: 'floor', walkable: { type: 'Polygon', coordinates: [outline] } }],
    exits: [{ id: 'east', level: 'floor', area: rectangleShape(11, 0, 12, 10) }],
    people: [
      {
        id: 'guests',
        level: 'floor',
        area: rectangleShape(0.5, 0.5, 7.5, 9.5),
        count,
        journey: [{ type: 'exit', exits: ['east'] }],
      },
    ],
    measuringLines: [{ id: 'door', level: 'floor', line: segmentShape(8.15, 0, 8.15, 10) }],
    ...change,
  });
}

function scenarioOf(input: Partial<CrowdScenarioInput>): CrowdScenario {
  const parsed = parseCrowdScenario({
    format: 'gezi-crowd',
    version: 1,
    name: 'test',
    durationSeconds: 300,
    ...input,
  });
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  return parsed.scenario;
}

/** The whole state and the crossings; as text, because array buffers always compare as equal. */
function bytesOf(run: CrowdRun): string {
  const { buffer, crossings } = run.save();
  return `${new Uint8Array(buffer).join(' ')} ${JSON.stringify(crossings)}`;
}

function expectSound(run: CrowdRun, scenario: CrowdScenario): void {
  const { x, y, radius, state } = run.arrays;
  const rings = ringsOf(scenario.levels[0]?.walkable ?? rectangleShape(0, 0, 1, 1));
  const bodies: number[] = [];
  for (let k = 0; k < run.people; k += 1) {
    const life = state[k] ?? 0;
    if (life >= PERSON_STATE.resting && life <= PERSON_STATE.waiting) bodies.push(k);
  }
  for (const i of bodies) {
    const [xi, yi, ri] = [x[i] ?? 0, y[i] ?? 0, radius[i] ?? 0];
    expect(isInside(rings, xi, yi), `person ${i} at ${xi}, ${yi}`).toBe(true);
    for (const [a, b] of edgesOf(rings)) {
      expect(distanceToSegment(a, b, xi, yi)).toBeGreaterThan(ri - CONTACT_METRES);
    }
    for (const j of bodies) {
      if (j <= i) continue;
      const gap = Math.hypot(xi - (x[j] ?? 0), yi - (y[j] ?? 0)) - ri - (radius[j] ?? 0);
      expect(gap, `persons ${i} and ${j}`).toBeGreaterThan(-CONTACT_METRES);
    }
  }
  const counts = run.counts();
  expect(counts.outside + counts.underWay + counts.arrived).toBe(counts.people);
}

test('one person keeps the free speed over 40 m (RiMEA 1: 26 to 34 s at 1.33 m/s)', () => {
  const run = createCrowd(
    scenarioOf({
      levels: [{ id: 'floor', walkable: rectangleShape(0, 0, 44, 2) }],
      exits: [{ id: 'end', level: 'floor', area: rectangleShape(41, 0, 42, 2) }],
      people: [
        {
          id: 'one',
          level: 'floor',
          positions: [[1, 1]],
          freeSpeed: constantOf(1.33),
          journey: [{ type: 'exit', exits: ['end'] }],
        },
      ],
    }),
  );
  run.run(60);
  // 30.08 s at that speed, and at most two steps of 0.2 s to gain it.
  expect(run.arrays.arrivedSeconds[0]).toBeGreaterThan(30);
  expect(run.arrays.arrivedSeconds[0]).toBeLessThan(30.6);
});

test('nobody is lost, in a wall or in another body on the way through a door', () => {
  const scenario = roomScenario(1.2, 60);
  const run = createCrowd(scenario);
  run.run(200, () => expectSound(run, scenario));
  expect(run.counts()).toMatchObject({ arrived: 60, underWay: 0, arrivedPerExit: [60] });
  expect(run.crossings().length).toBe(60);
});

test('who starts in a cell of the goal, but beside the goal itself, gets into it', () => {
  const run = createCrowd(
    scenarioOf({
      levels: [{ id: 'floor', walkable: rectangleShape(0, 0, 6, 4) }],
      exits: [{ id: 'end', level: 'floor', area: rectangleShape(3.15, 0, 6, 4) }],
      people: [
        {
          id: 'one',
          level: 'floor',
          positions: [[3.14, 2]],
          journey: [{ type: 'exit', exits: ['end'] }],
        },
      ],
    }),
  );
  run.run(5);
  expect(run.counts().arrived).toBe(1);
});

test('the same seed gives the same bytes, another seed others', () => {
  const bytesAfter = (seed: number): string => {
    const run = createCrowd(roomScenario(1, 50), { seed });
    run.run(20);
    return bytesOf(run);
  };
  expect(bytesAfter(7)).toBe(bytesAfter(7));
  expect(bytesAfter(7)).not.toBe(bytesAfter(8));
});

test('a run restored from a copy goes on to the last bit, in another run too', () => {
  const scenario = roomScenario(1, 50);
  const run = createCrowd(scenario);
  run.run(13);
  const snapshot = run.save();
  run.run(40);
  const straight = bytesOf(run);
  run.restore(snapshot);
  run.run(40);
  expect(bytesOf(run)).toBe(straight);
  const other = createCrowd(scenario);
  other.restore(snapshot);
  other.run(40);
  expect(bytesOf(other)).toBe(straight);
});

test('a closed door strands people, who are counted, and opening it lets them go', () => {
  const run = createCrowd(
    roomScenario(1, 10, {
      doors: [{ id: 'd', level: 'floor', line: segmentShape(8.15, 4.5, 8.15, 5.5), open: false }],
      events: [{ atSeconds: 20, type: 'open-door', door: 'd' }],
    }),
  );
  run.run(19);
  expect(run.counts()).toMatchObject({ stranded: 10, arrived: 0, underWay: 10 });
  run.run(120);
  expect(run.counts()).toMatchObject({ stranded: 0, arrived: 10 });
});

test('a gate lets one person per service time through', () => {
  const run = createCrowd(
    roomScenario(1, 20, {
      gates: [
        {
          id: 'g',
          level: 'floor',
          line: segmentShape(8.15, 4.5, 8.15, 5.5),
          serviceSeconds: constantOf(2),
        },
      ],
    }),
  );
  run.run(200);
  const times = run.crossings().map(({ seconds }) => seconds);
  expect(times.length).toBe(20);
  for (let k = 1; k < times.length; k += 1) {
    expect((times[k] ?? 0) - (times[k - 1] ?? 0)).toBeGreaterThan(2 - 0.2);
  }
});

test('frames survive writing and reading', () => {
  const run = createCrowd(roomScenario(1, 5));
  run.run(2);
  const parts = [encodeFramesHeader(run.people), encodeFrame(run), encodeFrame(run)];
  const file = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => {
    file.set(part, at);
    return at + part.length;
  }, 0);
  const frames = decodeFrames(file);
  expect(frames.length).toBe(2);
  expect([...(frames[1]?.x ?? [])]).toEqual([...run.arrays.x].map(Math.fround));
  expect(() => decodeFrames(file.subarray(0, file.length - 8))).toThrow('ends inside frame 1');
});

test('random rooms: nobody in a wall, in a body or lost', () => {
  fc.assert(
    fc.property(
      fc.record({
        seed: fc.nat(),
        opening: fc.double({ min: 0.7, max: 6, noNaN: true }),
        count: fc.integer({ min: 0, max: 60 }),
        timeStepSeconds: fc.constantFrom(0.05, 0.1, 0.2, 0.25),
        parameters: fc.constantFrom('emergency', 'calibrated', 'stadium'),
      }),
      ({ seed, opening, count, ...change }) => {
        const scenario = roomScenario(opening, count, { ...change, frameSeconds: 3 });
        const run = createCrowd(scenario, { seed });
        run.run(15, () => expectSound(run, scenario));
      },
    ),
    { numRuns: 15, seed: 4 },
  );
});

test.each<[string, Partial<CrowdScenarioInput>, string]>([
  [
    'a ring that crosses itself',
    {
      levels: [
        {
          id: 'floor',
          walkable: {
            type: 'Polygon',
            coordinates: [
              [
                [0, 0],
                [5, 5],
                [5, 0],
                [0, 5],
              ],
            ],
          },
        },
      ],
    },
    'levels.floor.walkable: ring 0 crosses itself',
  ],
  [
    'an exit outside',
    { exits: [{ id: 'east', level: 'floor', area: rectangleShape(20, 0, 21, 1) }] },
    'exits.east.area: expected a place inside',
  ],
  [
    'a person in a wall',
    {
      people: [
        {
          id: 'p',
          level: 'floor',
          positions: [[0.05, 5]],
          journey: [{ type: 'exit', exits: ['east'] }],
        },
      ],
    },
    'people.p: position 0',
  ],
  [
    'an unknown exit',
    {
      people: [
        { id: 'p', level: 'floor', positions: [[1, 1]], journey: [{ type: 'exit', exits: ['x'] }] },
      ],
    },
    "expected one of the exits (east), got 'x'",
  ],
  [
    'events out of order',
    {
      events: [
        { atSeconds: 9, type: 'close-exit', exit: 'east' },
        { atSeconds: 5, type: 'open-exit', exit: 'east' },
      ],
    },
    'events.1.atSeconds: expected times in order',
  ],
])('%s is refused with its place', (_what, change, problem) => {
  expect(() => createCrowd(roomScenario(1, 5, change))).toThrow(CrowdScenarioError);
  expect(() => createCrowd(roomScenario(1, 5, change))).toThrow(problem);
});

test('a plane too wide for 32-bit positions is refused', () => {
  const wide = { id: 'floor', walkable: rectangleShape(0, 0, 4001, 4) };
  expect(() => createCrowd(roomScenario(1, 5, { levels: [wide], measuringLines: [] }))).toThrow(
    'expected at most 4000 m',
  );
});

test('a newer version and numbers that are none are refused at the edge', () => {
  const newer = parseCrowdScenario({ format: 'gezi-crowd', version: 2 });
  expect(newer).toMatchObject({ ok: false });
  const scenario = roomScenario(1, 5);
  expect(parseCrowdScenario({ ...scenario, durationSeconds: Number.NaN }).ok).toBe(false);
});
