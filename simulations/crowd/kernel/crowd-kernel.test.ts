/** The compiled step against the plain one: the same bytes, whatever the people do. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { constantOf, parseCrowdScenario, rectangleShape, segmentShape } from '#contracts';
import { createCrowd } from '../create-crowd.ts';
import type { CrowdRun } from '../crowd-types.ts';
import { CROWD_KERNEL_BASE64 } from './crowd-kernel-bytes.ts';
import { compileKernel } from './load-kernel.ts';

function isSameState(one: CrowdRun, other: CrowdRun): boolean {
  const bytes = new Uint8Array(other.save().buffer);
  return new Uint8Array(one.save().buffer).every((byte, at) => byte === bytes[at]);
}

/**
 * Two floors joined by a stair, two crowds through the same 1.2 m door, which is closed for a while, a
 * gate, a slanting wall.
 */
function busyScenario(people: number, timeStepSeconds: number, parameters: string) {
  const outline: [number, number][] = [
    [0, 0],
    [8, 0],
    [8, 3.4],
    [8.4, 3.4],
    [8.4, 0],
    [16, 0],
    [16, 8],
    [8.4, 8],
    [8.4, 4.6],
    [8, 4.6],
    [8, 8],
    [2, 8],
    [0, 5.5],
  ];
  const group = (id: string, x: number, exit: string, companySize: number) => ({
    ...{ id, level: 'floor', area: rectangleShape(x, 0.5, x + 5, 7.5), count: people, companySize },
    journey: [{ type: 'exit', exits: [exit] }],
  });
  const parsed = parseCrowdScenario({
    format: 'gezi-crowd',
    version: 1,
    name: 'busy',
    durationSeconds: 60,
    timeStepSeconds,
    parameters,
    levels: [
      { id: 'floor', walkable: { type: 'Polygon', coordinates: [outline] } },
      { id: 'upstairs', walkable: rectangleShape(20, 0, 26, 8) },
    ],
    stairs: [
      {
        ...{ id: 'stair', kind: 'stair', area: rectangleShape(16, 2, 20, 4), riseMetres: 2 },
        lower: { level: 'floor', edge: segmentShape(16, 2, 16, 4) },
        upper: { level: 'upstairs', edge: segmentShape(20, 2, 20, 4) },
      },
    ],
    doors: [{ id: 'door', level: 'floor', line: segmentShape(8.2, 3.4, 8.2, 4.6) }],
    events: [
      { type: 'close-door', atSeconds: 2, door: 'door' },
      { type: 'open-door', atSeconds: 4.5, door: 'door' },
    ],
    exits: [
      { id: 'west', level: 'floor', area: rectangleShape(0, 2, 0.8, 5) },
      { id: 'up', level: 'upstairs', area: rectangleShape(25, 0, 26, 8) },
    ],
    gates: [
      {
        ...{ id: 'gate', level: 'upstairs', line: segmentShape(23, 0, 23, 8) },
        serviceSeconds: constantOf(0.5),
      },
    ],
    people: [group('east', 2.2, 'up', 1), group('west', 9.5, 'west', 3)],
  });
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  return parsed.scenario;
}

test('there is a kernel here, and it is small', () => {
  expect(compileKernel(false)).toBeDefined();
  expect(compileKernel(true)).toBeDefined();
  expect(CROWD_KERNEL_BASE64.length).toBeLessThan(24_576);
});

test('kernel and plain step give the same bytes', () => {
  fc.assert(
    fc.property(
      fc.record({
        seed: fc.nat(),
        people: fc.integer({ min: 1, max: 70 }),
        timeStep: fc.constantFrom(0.05, 0.1, 0.2, 0.25),
        parameters: fc.constantFrom('emergency', 'calibrated', 'stadium'),
      }),
      ({ seed, people, timeStep, parameters }) => {
        const scenario = busyScenario(people, timeStep, parameters);
        const plain = createCrowd(scenario, { seed, engine: 'plain' });
        const compiled = createCrowd(scenario, { seed, engine: 'compiled' });
        for (let k = 1; k <= 100; k += 1) {
          plain.step();
          compiled.step();
          // Once apart they stay apart, so not every step has to be compared.
          if (k % 10 === 0) expect(isSameState(plain, compiled), `step ${k}`).toBe(true);
        }
        expect(compiled.counts()).toEqual(plain.counts());
        const metres = (run: CrowdRun): readonly number[] =>
          Array.from({ length: run.people }, (_, person) => run.remainingMetres(person));
        expect(metres(compiled)).toEqual(metres(plain));
      },
    ),
    { numRuns: 10, seed: 3 },
  );
});
