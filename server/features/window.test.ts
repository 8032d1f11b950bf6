import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLocalFrame } from '#contracts';
import { readDatetime } from './read-datetime.ts';
import { type DegreeBox, geometryMeets, readBbox, windowOf } from './window.ts';

const ORIGIN = { lonDegrees: 121.4375, latDegrees: 31.1836, heightMetres: 4 };
const frame = createLocalFrame(ORIGIN);

test('every point of the inner box is in the box asked for, none of it is outside the outer', () => {
  const near = fc.double({ min: -0.09, max: 0.09, noNaN: true });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const corner = fc.tuple(near, near, near, near);
  fc.assert(
    fc.property(corner, share, share, ([a, b, c, d], u, v) => {
      const box: DegreeBox = [
        ORIGIN.lonDegrees + Math.min(a, b),
        ORIGIN.latDegrees + Math.min(c, d),
        ORIGIN.lonDegrees + Math.max(a, b),
        ORIGIN.latDegrees + Math.max(c, d),
      ];
      const { outer, inner } = windowOf(box, ORIGIN);
      const [x, y] = frame.pointFromLonLat(
        box[0] + u * (box[2] - box[0]),
        box[1] + v * (box[3] - box[1]),
      );
      // A parallel between its ends and its middle bulges by less than a tenth of its sagitta: 10 cm.
      expect(x).toBeGreaterThanOrEqual(outer[0] - 0.1);
      expect(x).toBeLessThanOrEqual(outer[2] + 0.1);
      expect(y).toBeGreaterThanOrEqual(outer[1] - 0.1);
      expect(y).toBeLessThanOrEqual(outer[3] + 0.1);
      if (inner[2] <= inner[0] || inner[3] <= inner[1]) return;
      const east = inner[0] + u * (inner[2] - inner[0]);
      const north = inner[1] + v * (inner[3] - inner[1]);
      const [lon, lat] = frame.lonLatFromPoint([east, north]);
      const metre = 1e-5;
      expect(lon).toBeGreaterThanOrEqual(box[0] - 0.1 * metre);
      expect(lon).toBeLessThanOrEqual(box[2] + 0.1 * metre);
      expect(lat).toBeGreaterThanOrEqual(box[1] - 0.1 * metre);
      expect(lat).toBeLessThanOrEqual(box[3] + 0.1 * metre);
    }),
    { seed: 5 },
  );
});

const unit = fc.integer({ min: 0, max: 10 });
test('a triangle meets a box when a fine grid of points says so', () => {
  fc.assert(
    fc.property(
      fc.tuple(unit, unit, unit, unit, unit, unit),
      fc.tuple(unit, unit, unit, unit),
      (t, b) => {
        const box: DegreeBox = [
          Math.min(b[0], b[1]),
          Math.min(b[2], b[3]),
          Math.max(b[0], b[1]),
          Math.max(b[2], b[3]),
        ];
        const [ax, ay, bx, by, cx, cy] = t;
        const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
        fc.pre(area !== 0);
        let expected = false;
        // Barycentric: the triangle's own points, a hundred along each side.
        for (let i = 0; i <= 100 && !expected; i += 1) {
          for (let j = 0; i + j <= 100 && !expected; j += 1) {
            const x = ax + ((bx - ax) * i + (cx - ax) * j) / 100;
            const y = ay + ((by - ay) * i + (cy - ay) * j) / 100;
            expected = x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];
          }
        }
        const coordinates = [
          [
            [ax, ay],
            [bx, by],
            [cx, cy],
            [ax, ay],
          ],
        ];
        const got = geometryMeets(JSON.stringify({ type: 'Polygon', coordinates }), box);
        // The grid may miss what only just touches; what it finds is there.
        if (expected) expect(got).toBe(true);
        const wider: DegreeBox = [box[0] - 0.2, box[1] - 0.2, box[2] + 0.2, box[3] + 0.2];
        if (!geometryMeets(JSON.stringify({ type: 'Polygon', coordinates }), wider))
          expect(expected).toBe(false);
      },
    ),
    { seed: 6 },
  );
});

test('a box in a courtyard meets nothing, a line that passes through does', () => {
  const ring = (size: number) => [
    [-size, -size],
    [size, -size],
    [size, size],
    [-size, size],
    [-size, -size],
  ];
  const courtyard = JSON.stringify({ type: 'Polygon', coordinates: [ring(10), ring(5)] });
  expect(geometryMeets(courtyard, [-1, -1, 1, 1])).toBe(false);
  expect(geometryMeets(courtyard, [-6, -1, 1, 1])).toBe(true);
  expect(geometryMeets(courtyard, [6, 6, 7, 7])).toBe(true);
  const line = JSON.stringify({
    type: 'LineString',
    coordinates: [
      [-10, 0],
      [10, 1],
    ],
  });
  expect(geometryMeets(line, [-1, -1, 1, 1])).toBe(true);
  expect(geometryMeets(line, [-1, 2, 1, 3])).toBe(false);
});

test.each(['', '1,2,3', '1,2,3,x', '1,2,3,4,5', '181,0,182,1', '0,5,1,4', '0,-95,1,4'])(
  'bbox=%s is refused in words',
  (text) => {
    expect(readBbox(text)).toMatch(/^bbox: expected/);
  },
);

test('six numbers leave heights out; a box over the antimeridian is two', () => {
  expect(readBbox('1,2,-5,3,4,100')).toEqual([[1, 2, 3, 4]]);
  expect(readBbox('170,-10,-170,10')).toEqual([
    [170, -10, 180, 10],
    [-180, -10, -170, 10],
  ]);
});

test('datetime: instants, intervals, open ends', () => {
  const at = Date.parse('2026-11-22T08:00:00Z');
  expect(readDatetime('2026-11-22T08:00:00Z')).toEqual({ fromMs: at, untilMs: at });
  expect(readDatetime('2026-11-22T08:00:00Z/..')).toEqual({ fromMs: at, untilMs: Infinity });
  expect(readDatetime('../2026-11-22T16:00:00+08:00')).toEqual({ fromMs: -Infinity, untilMs: at });
  for (const text of [
    '',
    '..',
    '../..',
    'yesterday',
    '2026-11-22T08:00:00Z/2025-01-01',
    'a/b/c',
    '08:00',
  ]) {
    expect(readDatetime(text)).toMatch(/^datetime: expected/);
  }
});
