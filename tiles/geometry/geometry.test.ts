import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hilbertKey } from './hilbert-key.ts';
import { ringCentre } from './measure-polygon.ts';
import { randomPolygon } from './random-polygon.ts';
import { smallestRectangle } from './smallest-rectangle.ts';

test('the smallest rectangle of a turned 40 × 10 rectangle is that rectangle', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: Math.PI, noNaN: true }), (angle) => {
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      const corners = [
        [0, 0],
        [40, 0],
        [40, 10],
        [0, 10],
      ] as const;
      const found = smallestRectangle(corners.map(([x, y]) => [x * c - y * s, x * s + y * c]));
      expect(found.longMetres).toBeCloseTo(40, 6);
      expect(found.shortMetres).toBeCloseTo(10, 6);
      expect(Math.abs(found.axis[0] * c + found.axis[1] * s)).toBeCloseTo(1, 6);
    }),
    { seed: 3 },
  );
});

test('no rectangle of a brute-force search over half degrees is smaller', () => {
  for (let seed = 0; seed < 40; seed += 1) {
    const ring = randomPolygon(seed).polygon[0] ?? [];
    const found = smallestRectangle(ring);
    let least = Number.POSITIVE_INFINITY;
    for (let degrees = 0; degrees < 90; degrees += 0.5) {
      const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
      const u = ring.map(([x, y]) => x * c + y * s);
      const v = ring.map(([x, y]) => y * c - x * s);
      least = Math.min(
        least,
        (Math.max(...u) - Math.min(...u)) * (Math.max(...v) - Math.min(...v)),
      );
    }
    expect(found.longMetres * found.shortMetres).toBeLessThanOrEqual(least + 1e-6);
  }
});

test('the centre of an L is the mean of its two rectangles weighted by area', () => {
  // 20×10 at (10, 5) and 10×10 at (5, 15), far from the zero point.
  const l = [
    [0, 0],
    [20, 0],
    [20, 10],
    [10, 10],
    [10, 20],
    [0, 20],
  ] as const;
  const [x, y] = ringCentre(l.map(([a, b]) => [a + 5e5, b - 4e6]));
  expect(x - 5e5).toBeCloseTo((10 * 200 + 5 * 100) / 300, 6);
  expect(y + 4e6).toBeCloseTo((5 * 200 + 15 * 100) / 300, 6);
});

test('the curve visits every cell of a 4 × 4 grid once and steps to neighbours only', () => {
  const bounds = [0, 0, 4, 4] as const;
  const cells = Array.from(
    { length: 16 },
    (_, i) => [(i % 4) + 0.5, Math.floor(i / 4) + 0.5] as const,
  );
  const order = [...cells].sort((a, b) => hilbertKey(a, bounds) - hilbertKey(b, bounds));
  expect(new Set(cells.map((cell) => hilbertKey(cell, bounds))).size).toBe(16);
  for (let i = 1; i < order.length; i += 1) {
    const [a, b] = [order[i - 1] ?? [0, 0], order[i] ?? [0, 0]];
    expect(Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1])).toBe(1);
  }
});
