import fc from 'fast-check';
import { expect, test } from 'vitest';
import { polygonArea } from '#contracts';
import { isPointInPolygon } from './point-in-polygon.ts';
import { randomPolygon } from './random-polygon.ts';
import { areaBehind, splitPolygon } from './split-polygon.ts';

test('a U cut across its arms falls into three pieces with the areas of the drawing', () => {
  const u = [
    [
      [0, 0],
      [30, 0],
      [30, 20],
      [20, 20],
      [20, 10],
      [10, 10],
      [10, 20],
      [0, 20],
    ],
  ] as const;
  const pieces = splitPolygon(u, { normal: [0, 1], offset: 15 });
  expect(pieces?.behind.map(polygonArea)).toEqual([400]);
  expect(pieces?.ahead.map((piece) => Math.round(polygonArea(piece)))).toEqual([50, 50]);
});

test('a line through a courtyard gives two C-shaped pieces, a line beside it keeps the hole', () => {
  const ring = [
    [
      [0, 0],
      [30, 0],
      [30, 30],
      [0, 30],
    ],
    [
      [10, 10],
      [10, 20],
      [20, 20],
      [20, 10],
    ],
  ] as const;
  const through = splitPolygon(ring, { normal: [1, 0], offset: 15 });
  expect(through?.behind.map((piece) => [piece.length, Math.round(polygonArea(piece))])).toEqual([
    [1, 400],
  ]);
  expect(through?.ahead.map((piece) => [piece.length, Math.round(polygonArea(piece))])).toEqual([
    [1, 400],
  ]);
  const beside = splitPolygon(ring, { normal: [1, 0], offset: 5 });
  expect(beside?.ahead.map((piece) => [piece.length, Math.round(polygonArea(piece))])).toEqual([
    [2, 650],
  ]);
});

test('pieces of random polygons with holes hold exactly the points of the whole', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e9 }),
      fc.double({ min: 0, max: Math.PI, noNaN: true }),
      fc.double({ min: 0.1, max: 0.9, noNaN: true }),
      (seed, angle, share) => {
        const { polygon, random } = randomPolygon(seed);
        const normal = [Math.cos(angle), Math.sin(angle)] as const;
        const along = (polygon[0] ?? []).map(([x, y]) => x * normal[0] + y * normal[1]);
        const low = Math.min(...along);
        const offset = low + (Math.max(...along) - low) * share;
        const pieces = splitPolygon(polygon, { normal, offset });
        expect(pieces).not.toBeNull();
        if (!pieces) return;
        const areas = [pieces.behind, pieces.ahead].map((side) =>
          side.reduce((sum, piece) => sum + polygonArea(piece), 0),
        );
        // The line may move by micrometres: 1e-4 m² over chords of some 100 m.
        expect(Math.abs((areas[0] ?? 0) - areaBehind(polygon, { normal, offset }))).toBeLessThan(
          1e-3,
        );
        expect(Math.abs((areas[0] ?? 0) + (areas[1] ?? 0) - polygonArea(polygon))).toBeLessThan(
          1e-3,
        );
        for (let i = 0; i < 60; i += 1) {
          const point = [random.next() * 120 - 60, random.next() * 120 - 60] as const;
          const height = point[0] * normal[0] + point[1] * normal[1] - offset;
          if (Math.abs(height) < 1e-4) continue;
          const side = height > 0 ? pieces.ahead : pieces.behind;
          const other = height > 0 ? pieces.behind : pieces.ahead;
          const inSide = side.filter((piece) => isPointInPolygon(point, piece)).length;
          expect(inSide).toBe(isPointInPolygon(point, polygon) ? 1 : 0);
          expect(other.some((piece) => isPointInPolygon(point, piece))).toBe(false);
        }
      },
    ),
    { seed: 20261122, numRuns: 300 },
  );
});
