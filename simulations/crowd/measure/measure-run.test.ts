import { expect, test } from 'vitest';
import { constantOf, parseCrowdScenario, rectangleShape, segmentShape } from '#contracts';
import { createCrowd } from '../create-crowd.ts';
import { levelOfService } from './level-of-service.ts';
import {
  type AreaMeasure,
  createRunMeter,
  measureLineFlows,
  summarizeArea,
  summarizeTimes,
} from './measure-run.ts';

test('one walker: travel time, no standing, one passage, the density of one over the area', () => {
  const parsed = parseCrowdScenario({
    format: 'gezi-crowd',
    version: 1,
    name: 'one',
    durationSeconds: 60,
    levels: [{ id: 'floor', walkable: rectangleShape(0, 0, 30, 4) }],
    exits: [{ id: 'end', level: 'floor', area: rectangleShape(29, 0, 30, 4) }],
    people: [
      {
        id: 'one',
        level: 'floor',
        positions: [[1, 2]],
        freeSpeed: constantOf(1),
        preMovementSeconds: constantOf(5),
        journey: [{ type: 'exit', exits: ['end'] }],
      },
    ],
    measuringAreas: [{ id: 'all', level: 'floor', area: rectangleShape(0, 0, 30, 4) }],
    measuringLines: [{ id: 'middle', level: 'floor', line: segmentShape(15, 0, 15, 4) }],
  });
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  const run = createCrowd(parsed.scenario);
  const meter = createRunMeter(parsed.scenario);
  run.run(60, () => meter.takeFrame(run));
  const times = summarizeTimes(run, meter.measures);
  // 28 m at 1 m/s, and at most two steps to gain speed and one to notice the exit.
  expect(times.medianTravelSeconds).toBeGreaterThan(27.9);
  expect(times.medianTravelSeconds).toBeLessThan(28.7);
  expect(times.longestStandingSeconds).toBe(0);
  expect(measureLineFlows(parsed.scenario, run)[0]?.crossings).toBe(1);
  expect(meter.measures.areas[0]?.personsPerSquareMetre[10]).toBeCloseTo(1 / 120, 10);
});

test('seconds above the limits and at each level of service add up', () => {
  const area: AreaMeasure = {
    id: 'a',
    squareMetres: 10,
    service: 'queue',
    personsPerSquareMetre: [0, 2, 5, 6],
    voronoiPersonsPerSquareMetre: [0.5, 2.5, 4.5, 5.5],
    pressure: [0, 0.01, 0.03, 0.02],
    metresPerSecond: [Number.NaN, 0.8, 0.2, 0.1],
  };
  const summary = summarizeArea(area, 2);
  expect(summary).toMatchObject({
    greatestPersonsPerSquareMetre: 5.5,
    greatestClassicalPersonsPerSquareMetre: 6,
    secondsAboveTwo: 6,
    secondsAboveFour: 4,
    secondsAboveFive: 2,
    greatestPressure: 0.03,
    greatestSpecificFlow: 2,
    // Fruin's queue: 1/0.5 = 2 m² is A; 0.4 and 0.22 m² are D and E; 0.18 m² is F.
    secondsAtLevel: { A: 2, B: 0, C: 0, D: 2, E: 2, F: 2 },
    worstLevelOfService: 'F',
  });
});

test.each([
  ['walkway', 1 / 3.25, 'A'],
  ['walkway', 1 / 0.5, 'E'],
  ['stair', 1 / 1.86, 'A'],
  ['stair', 1 / 0.36, 'F'],
  ['queue', 1 / 0.2, 'E'],
] as const)('Fruin: %s at %s persons/m² is %s', (kind, density, level) => {
  expect(levelOfService(density * 0.9999, kind)).toBe(level);
});
