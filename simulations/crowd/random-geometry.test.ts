/**
 * Whatever the floor and whoever walks on it: nobody is in a wall, in another body, outside or lost,
 * at any step. Bodies and walls are checked one by one, not through the model's own grids.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCrowdScenario, rectangleShape } from '#contracts';
import { createCrowd } from './create-crowd.ts';
import { type CrowdRun, CrowdScenarioError, PERSON_STATE } from './crowd-types.ts';
import { distanceToSegment, edgesOf, isInside, type OpenRing } from './space/plane-geometry.ts';

/** Two bodies may overlap by twice 2⁻²⁰ m and what 32-bit positions round, a wall by half of that. */
const CONTACT_METRES = 1e-5;

/** A star-shaped room around (0, 0): corners at these distances, in as many directions. */
function roomOf(distances: readonly number[]): OpenRing {
  return distances.map((distance, k) => {
    const angle = (2 * Math.PI * k) / distances.length;
    return [distance * Math.cos(angle), distance * Math.sin(angle)] as const;
  });
}

/** A pillar: a turned polygon with `corners` corners. */
function pillarOf(x: number, y: number, size: number, corners: number, turn: number): OpenRing {
  return Array.from({ length: corners }, (_, k) => {
    const angle = turn + (2 * Math.PI * k) / corners;
    return [x + size * Math.cos(angle), y + size * Math.sin(angle)] as const;
  });
}

function expectSound(run: CrowdRun, rings: readonly OpenRing[]): void {
  const { x, y, radius, state } = run.arrays;
  const bodies = [...state.keys()].filter((k) => {
    const life = state[k] ?? 0;
    return life === PERSON_STATE.resting || life === PERSON_STATE.walking;
  });
  const edges = edgesOf(rings);
  for (const [n, i] of bodies.entries()) {
    const [xi, yi, ri] = [x[i] ?? NaN, y[i] ?? NaN, radius[i] ?? NaN];
    expect(isInside(rings, xi, yi), `person ${i} at ${xi}, ${yi}`).toBe(true);
    const wall = edges.reduce(
      (least, [a, b]) => Math.min(least, distanceToSegment(a, b, xi, yi)),
      99,
    );
    expect(wall - ri, `person ${i} and a wall`).toBeGreaterThan(-CONTACT_METRES);
    for (const j of bodies.slice(n + 1)) {
      const gap = Math.hypot(xi - (x[j] ?? NaN), yi - (y[j] ?? NaN)) - ri - (radius[j] ?? NaN);
      if (!(gap > -CONTACT_METRES)) expect(gap, `persons ${i} and ${j}`).toBeGreaterThan(0);
    }
  }
  const { outside, underWay, arrived, people } = run.counts();
  expect(outside + underWay + arrived).toBe(people);
}

const distance = fc.double({ min: 6, max: 11, noNaN: true });
const pillar = fc.record({
  x: fc.double({ min: -4, max: 4, noNaN: true }),
  y: fc.double({ min: -4, max: 4, noNaN: true }),
  size: fc.double({ min: 0.2, max: 0.9, noNaN: true }),
  corners: fc.integer({ min: 3, max: 6 }),
  turn: fc.double({ min: 0, max: 6, noNaN: true }),
});

test('random floors with pillars and two crowds that cross: nobody in a wall, in a body or lost', () => {
  let ran = 0;
  fc.assert(
    fc.property(
      fc.record({
        seed: fc.nat(),
        distances: fc.array(distance, { minLength: 5, maxLength: 9 }),
        pillars: fc.array(pillar, { maxLength: 3 }),
        people: fc.integer({ min: 1, max: 45 }),
        timeStepSeconds: fc.constantFrom(0.05, 0.2, 0.25),
        parameters: fc.constantFrom('emergency', 'calibrated', 'stadium'),
        freeSpeed: fc.double({ min: 0.4, max: 2.2, noNaN: true }),
        companySize: fc.constantFrom(1, 3),
      }),
      ({ seed, distances, pillars, people, freeSpeed, companySize, ...rest }) => {
        const holes = pillars.map((p) => pillarOf(p.x, p.y, p.size, p.corners, p.turn));
        const rings = [roomOf(distances), ...holes];
        const closed = rings.map((ring) => [...ring, ring[0]].map((p) => [p?.[0], p?.[1]]));
        const group = (id: string, x: number, exit: string) => ({
          ...{ id, level: 'floor', area: rectangleShape(x, -3, x + 2.5, 3), count: people },
          ...{ journey: [{ type: 'exit', exits: [exit] }], companySize },
          freeSpeed: { type: 'uniform', min: 0.9 * freeSpeed, max: freeSpeed },
        });
        const parsed = parseCrowdScenario({
          ...{ format: 'gezi-crowd', version: 1, name: 'random', durationSeconds: 12, ...rest },
          levels: [{ id: 'floor', walkable: { type: 'Polygon', coordinates: closed } }],
          exits: [
            { id: 'west', level: 'floor', area: rectangleShape(-4, -1, -3.4, 1) },
            { id: 'east', level: 'floor', area: rectangleShape(3.4, -1, 4, 1) },
          ],
          people: [group('from west', -3.2, 'east'), group('from east', 0.7, 'west')],
        });
        if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
        try {
          const run = createCrowd(parsed.scenario, { seed });
          ran += 1;
          while (run.seconds() < 12) {
            for (let k = 0; k < 4; k += 1) run.step();
            expectSound(run, rings);
          }
        } catch (error) {
          // Pillars that meet, or cover an exit or the place of the people: refused with the reason.
          if (!(error instanceof CrowdScenarioError)) throw error;
        }
      },
    ),
    { numRuns: 25, seed: 17 },
  );
  expect(ran).toBeGreaterThan(8);
});
