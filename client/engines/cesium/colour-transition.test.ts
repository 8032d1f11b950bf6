import { expect, test } from 'vitest';
import { createColourTransition } from './colour-transition.ts';

test('runs from 0 to 1, never back, smooth at both ends, and rests when it has arrived', () => {
  const transition = createColourTransition();
  expect(transition.shareAt(0)).toBe(1);
  transition.begin(1000, 400);
  const shares = Array.from({ length: 41 }, (_, i) => transition.shareAt(1000 + i * 10));
  expect(shares[0]).toBe(0);
  expect(shares[20]).toBeCloseTo(0.5, 12);
  expect(shares[40]).toBe(1);
  for (let i = 1; i < shares.length; i += 1) {
    expect(shares[i]).toBeGreaterThan(shares[i - 1] ?? Number.NaN);
  }
  // A tenth of the way in time is less than a twentieth in colour.
  expect(shares[4]).toBeLessThan(0.05);
  expect(transition.isRunning()).toBe(false);
});

test('without motion the new colours stand at once', () => {
  const transition = createColourTransition();
  transition.begin(1000, 0);
  expect(transition.isRunning()).toBe(false);
  expect(transition.shareAt(1000)).toBe(1);
});
