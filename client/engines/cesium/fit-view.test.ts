import { expect, test } from 'vitest';
import { boundsOnScreen, cornersOf, fitView } from './fit-view.ts';

/** Xuhui's long shape, a square, a long street; a phone, a desk, a wall. */
const EXTENTS = [
  [-4772, -8845, 3150, 4294],
  [-1000, -1000, 1000, 1000],
  [0, 0, 6000, 800],
] as const;
const ASPECTS = [0.46, 16 / 9, 32 / 9];

test.each(EXTENTS)('the whole box is in the picture and fills it, box from %d %d', (...extent) => {
  for (const aspect of ASPECTS) {
    for (const angles of [
      { headingRadians: 0.35, pitchRadians: 0.84 },
      { headingRadians: 0, pitchRadians: 1.5 },
    ]) {
      const corners = cornersOf(extent);
      const view = fitView(corners, angles, aspect);
      const [left, bottom, right, top] = boundsOnScreen(view, corners, aspect);
      expect(Math.max(-left, right, -bottom, top)).toBeLessThan(1);
      // One way across, the box fills what it may: 88 %.
      expect(Math.max(right - left, top - bottom) / 2).toBeGreaterThan(0.87);
    }
  }
});
