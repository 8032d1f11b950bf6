import { expect, test } from 'vitest';
import { cleanRing } from './clean-ring.ts';

test.each([
  {
    name: 'closing and repeated points go, a clockwise ring is turned',
    points: [
      [0, 0],
      [0, 10],
      [0, 10.001],
      [10, 10],
      [10, 0],
      [0, 0],
    ],
    ring: [
      [10, 0],
      [10, 10],
      [0, 10],
      [0, 0],
    ],
  },
  {
    name: 'a spike out and back goes',
    points: [
      [0, 0],
      [10, 0],
      [20, 0],
      [10, 0],
      [10, 10],
      [0, 10],
    ],
    ring: [
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
    ],
  },
] as const)('$name', ({ points, ring }) => {
  expect(cleanRing(points)).toEqual({ ring });
});

test.each([
  [
    'a bow tie',
    [
      [0, 0],
      [10, 10],
      [10, 0],
      [0, 10],
    ],
    'outline crosses itself',
  ],
  [
    'a line',
    [
      [0, 0],
      [10, 0],
      [0, 0],
    ],
    'fewer than three distinct points',
  ],
  [
    'a pixel',
    [
      [0, 0],
      [0.5, 0],
      [0.5, 0.5],
      [0, 0.5],
    ],
    'area below 1 m²',
  ],
] as const)('%s is refused', (_name, points, fault) => {
  expect(cleanRing(points)).toEqual({ fault });
});
