/** The eikonal solution against the equations themselves, solved by repetition until nothing changes. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCrowdScenario, rectangleShape, segmentShape } from '#contracts';
import { layOutMemory } from '../memory/lay-out-memory.ts';
import { CROWD_PARAMETERS } from '../parameters/crowd-parameters.ts';
import { buildSpace } from '../space/build-space.ts';
import type { Space } from '../space/space-types.ts';
import { allocateField } from './goal-field.ts';
import { createGridLinks } from './grid-links.ts';
import { allocateSolver, createFieldSolver } from './solve-field.ts';

/** Two floors with an inner wall each, joined by an escalator up and a stair; a door in the first. */
function twoFloors(): Space {
  const floor = (west: number): [number, number][] => [
    [west, 0],
    [west + 8, 0],
    [west + 8, 3],
    [west + 4, 3],
    [west + 4, 3.5],
    [west + 8, 3.5],
    [west + 8, 8],
    [west, 8],
  ];
  const stair = (id: string, y: number, kind: 'stair' | 'escalator', direction: 'both' | 'up') => {
    return {
      ...{ id, kind, direction, area: rectangleShape(8, y, 12, y + 1.5), riseMetres: 3 },
      lower: { level: 'low', edge: segmentShape(8, y, 8, y + 1.5) },
      upper: { level: 'high', edge: segmentShape(12, y, 12, y + 1.5) },
    };
  };
  const parsed = parseCrowdScenario({
    format: 'gezi-crowd',
    version: 1,
    name: 'two floors',
    durationSeconds: 1,
    levels: [
      { id: 'low', walkable: { type: 'Polygon', coordinates: [floor(0)] } },
      { id: 'high', walkable: { type: 'Polygon', coordinates: [floor(12)] } },
    ],
    stairs: [stair('up', 0.5, 'escalator', 'up'), stair('both', 5, 'stair', 'both')],
    doors: [{ id: 'door', level: 'low', line: segmentShape(3, 0, 3, 8) }],
    people: [
      { id: 'none', level: 'low', positions: [], journey: [{ type: 'exit', exits: ['x'] }] },
    ],
  });
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  return buildSpace(parsed.scenario, CROWD_PARAMETERS.calibrated);
}

const space = twoFloors();
const links = createGridLinks(space);
const { field, memory } = layOutMemory(
  (allocate) => ({
    field: allocateField(allocate, space.gridColumns * space.gridRows),
    memory: allocateSolver(allocate, space, links),
  }),
  (bytes) => new ArrayBuffer(bytes),
).arrays;
const solver = createFieldSolver(space, links, memory);

/** By cell: what solving from one goal gives. */
function costsFrom(goal: number, slowness: Float32Array, isClosed: boolean): readonly number[] {
  slowness.forEach((slow, cell) => {
    memory.slowness[space.cellGrid[cell] ?? 0] = slow;
  });
  memory.closed[0] = isClosed ? 1 : 0;
  solver.solve(field, Int32Array.of(goal));
  return Array.from(space.cellGrid, (position) => field.costs[2 * position] ?? 0);
}

/** Gauss–Seidel: every cell from its links, over and over. */
function solveByRepetition(goal: number, slowness: Float32Array, isClosed: boolean): Float64Array {
  const cost = new Float64Array(space.cellCount).fill(Infinity);
  const behind = (link: number): number => {
    const next = space.cellNext[link] ?? -1;
    if (next < 0 || (isClosed && (space.cellBarrier[link] ?? -1) >= 0)) return Infinity;
    return cost[next] ?? Infinity;
  };
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false;
    for (let cell = 0; cell < space.cellCount; cell += 1) {
      const a = Math.min(behind(cell * 4), behind(cell * 4 + 2));
      const b = Math.min(behind(cell * 4 + 1), behind(cell * 4 + 3));
      const pace = (slowness[cell] ?? 1) * space.cellMetres;
      const value =
        cell === goal
          ? 0
          : Math.abs(a - b) < pace
            ? (a + b + Math.sqrt(2 * pace * pace - (a - b) ** 2)) / 2
            : Math.min(a, b) + pace;
      if (!(value < (cost[cell] ?? 0) - 1e-12)) continue;
      cost[cell] = value;
      hasChanged = true;
    }
  }
  return cost;
}

test('the costs solve the upwind equations, with walls, doors and one-way stairs', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: space.cellCount - 1 }),
      fc.array(fc.double({ min: 1, max: 30, noNaN: true }), { minLength: 7, maxLength: 40 }),
      fc.boolean(),
      (goal, paces, isClosed) => {
        const slowness = Float32Array.from({ length: space.cellCount }, (_, cell) => {
          return paces[((cell >> 3) * 7) % paces.length] ?? 1;
        });
        const costs = costsFrom(goal, slowness, isClosed);
        const exact = solveByRepetition(goal, slowness, isClosed);
        for (let cell = 0; cell < space.cellCount; cell += 1) {
          const [got, asked] = [costs[cell] ?? 0, exact[cell] ?? 0];
          if (asked === Infinity) expect(got).toBe(Infinity);
          // 32-bit rounding at each of up to some hundred cells of the way.
          else expect(Math.abs(got - asked)).toBeLessThanOrEqual(1e-5 * (1 + asked));
        }
      },
    ),
    { numRuns: 20, seed: 11 },
  );
});

test('the way up the escalator is no way down', () => {
  const slowness = new Float32Array(space.cellCount).fill(1);
  // No stair that runs both ways: only the escalator joins the floors.
  space.cellPlane.forEach((plane, cell) => {
    if (plane === 3) slowness[cell] = Infinity;
  });
  const costFrom = (from: number, to: number): number => {
    const costs = costsFrom(space.cellPlane.indexOf(to), slowness, false);
    return costs[space.cellPlane.indexOf(from)] ?? 0;
  };
  expect(costFrom(0, 1)).toBeLessThan(100);
  expect(costFrom(1, 0)).toBe(Infinity);
});
