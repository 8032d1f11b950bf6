import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Point } from '#contracts';
import { createRandom, polygonArea } from '#contracts';
import { isPointInPolygon } from '../geometry/point-in-polygon.ts';
import type { SourceBuilding } from '../sources/source-city.ts';
import { partNeighbours } from './part-neighbours.ts';
import { box, rectangle } from './testing/plain-city.ts';

function part(buildings: readonly SourceBuilding[]) {
  const skipped: string[] = [];
  const parted = partNeighbours(buildings, (reason, example) =>
    skipped.push(`${reason}: ${example}`),
  );
  return {
    parted,
    skipped,
    areas: parted.map((one) => [one.id, Math.round(polygonArea(one.outline))]),
  };
}

test('neighbours with a wall in common, and a bridge over a lane, stay the same objects', () => {
  const row = [box('a', [0, 0, 10, 10]), box('b', [10, 0, 10, 10]), box('c', [0, 10, 20, 8])];
  const bridge = box('d', [5, 2, 3, 4], { minHeightMetres: 12, heightMetres: 15 });
  const low = row.map((one) => ({ ...one, heightMetres: 9 }));
  const { parted, skipped } = part([...low, bridge]);
  expect(parted).toEqual([...low, bridge]);
  expect(parted[0]).toBe(low[0]);
  expect(skipped).toEqual([]);
});

test('a shed in a yard leaves a hole in the block around it', () => {
  const { parted, areas, skipped } = part([
    box('block', [0, 0, 30, 20]),
    box('shed', [10, 5, 5, 4]),
  ]);
  expect(areas).toEqual([
    ['block', 580],
    ['shed', 20],
  ]);
  expect(parted[0]?.outline).toHaveLength(2);
  expect(skipped).toEqual(['repaired: building cut where another stands: block (shed)']);
});

test('a building drawn twice stands once', () => {
  const { areas, skipped } = part([box('a', [0, 0, 12, 10]), box('b', [0, 0, 12, 10.1])]);
  expect(areas).toEqual([['a', 120]]);
  expect(skipped).toEqual(['building: others stand on most of its ground: b (a)']);
});

test('two counted blocks at one address live on half of the ground each', () => {
  const block = (id: string) => box(id, [0, 0, 20, 10], { dwellings: 40 });
  const { areas, skipped } = part([block('a'), block('b')]);
  expect(areas).toEqual([
    ['a', 100],
    ['b', 100],
  ]);
  expect(skipped).toEqual(['repaired: two counted blocks at one place share its ground: b (a)']);
});

test('what is drawn in parts keeps its ground', () => {
  const tower = box('tower', [0, 0, 30, 20], {
    parts: [{ outline: rectangle(0, 0, 30, 20), heightMetres: 50 }],
  });
  const { areas, skipped } = part([
    box('kiosk', [5, 5, 4, 4]),
    tower,
    box('hall', [20, 0, 40, 20]),
  ]);
  expect(areas).toEqual([
    ['tower', 600],
    ['hall', 600],
  ]);
  expect(skipped).toEqual([
    'building: others stand on most of its ground: kiosk (tower)',
    'repaired: building cut where another stands: hall (tower)',
  ]);
});

test('whatever boxes overlap, no point is in two buildings, and ground is lost only where it is said', () => {
  const side = fc.integer({ min: 3, max: 40 });
  const place = fc.integer({ min: 0, max: 60 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(place, place, side, side), { minLength: 2, maxLength: 7 }),
      fc.integer({ min: 0, max: 1e9 }),
      (boxes, seed) => {
        const random = createRandom(seed, 'points');
        const before = boxes.map((at, index) => box(`b${index}`, at));
        const { parted, skipped } = part(before);
        const kept = new Set(parted.map((one) => one.id));
        for (let i = 0; i < 60; i += 1) {
          // Boxes have whole coordinates, so a half is never on a wall.
          const point: Point = [random.nextInteger(100) + 0.5, random.nextInteger(100) + 0.5];
          const now = parted.filter((one) => isPointInPolygon(point, one.outline));
          expect(now.length).toBeLessThanOrEqual(1);
          const was = before.filter((one) => isPointInPolygon(point, one.outline));
          if (was.length === 1 && now.length === 0 && was[0] && kept.has(was[0].id)) {
            // A building that fell apart keeps its largest piece.
            expect(skipped.join()).toContain(
              `repaired: building cut where another stands: ${was[0].id}`,
            );
          }
        }
      },
    ),
    { seed: 20261122, numRuns: 200 },
  );
});
