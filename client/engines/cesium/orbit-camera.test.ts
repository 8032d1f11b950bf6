import { describe, expect, it } from 'vitest';
import {
  limitView,
  metresPerPixel,
  mixViews,
  type OrbitView,
  panView,
  poseFromView,
  presetView,
  VERTICAL_FIELD_RADIANS,
} from './orbit-camera.ts';

const view: OrbitView = {
  eastMetres: 100,
  northMetres: -50,
  rangeMetres: 500,
  headingRadians: 0.7,
  pitchRadians: 0.6,
};
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);

describe('poseFromView', () => {
  it('looks at the point from the range, with an upright orthogonal frame', () => {
    const { eye, direction, up } = poseFromView(view);
    const hit = eye.map((value, i) => value + (direction[i] ?? 0) * 500);
    // Rounding of doubles only: 1e-9 m at 500 m.
    expect(hit[0]).toBeCloseTo(100, 9);
    expect(hit[1]).toBeCloseTo(-50, 9);
    expect(hit[2]).toBeCloseTo(0, 9);
    expect(dot(direction, direction)).toBeCloseTo(1, 12);
    expect(dot(direction, up)).toBeCloseTo(0, 12);
    expect(up[2]).toBeGreaterThan(0);
  });
  it('faces east when the heading is a quarter turn clockwise', () => {
    const { direction } = poseFromView({ ...view, headingRadians: Math.PI / 2, pitchRadians: 0.3 });
    expect(direction[0]).toBeCloseTo(Math.cos(0.3), 12);
    expect(direction[1]).toBeCloseTo(0, 12);
  });
});

describe('panView', () => {
  it('keeps the ground under the pointer: checked by projecting the old point anew', () => {
    const heightPixels = 900;
    const drag = { right: 40, down: -25 };
    const moved = panView(view, drag, heightPixels);
    const { eye, direction, up } = poseFromView(moved);
    const right = [
      direction[1] * up[2] - direction[2] * up[1],
      direction[2] * up[0] - direction[0] * up[2],
      direction[0] * up[1] - direction[1] * up[0],
    ];
    const from = [view.eastMetres - eye[0], view.northMetres - eye[1], -eye[2]];
    const depth = dot(from, direction);
    const focal = heightPixels / 2 / Math.tan(VERTICAL_FIELD_RADIANS / 2);
    // 2 px: panning is linear, perspective is not, over a drag of 47 px.
    expect(Math.abs((dot(from, right) / depth) * focal - drag.right)).toBeLessThan(2);
    expect(Math.abs(-(dot(from, up) / depth) * focal - drag.down)).toBeLessThan(2);
    expect(metresPerPixel(view, heightPixels)).toBeCloseTo(500 / focal, 9);
  });
});

describe('limits and easing', () => {
  it('never leaves the district or goes under the ground', () => {
    const wild = limitView(
      { eastMetres: 1e6, northMetres: -1e6, rangeMetres: 1, headingRadians: -1, pitchRadians: 9 },
      [-1000, -1000, 1000, 1000],
    );
    expect(wild.eastMetres).toBe(1300);
    expect(wild.northMetres).toBe(-1300);
    expect(wild.rangeMetres).toBe(60);
    expect(wild.pitchRadians).toBeLessThan(Math.PI / 2);
    expect(wild.headingRadians).toBeCloseTo(2 * Math.PI - 1, 12);
  });
  it('turns the short way over north', () => {
    const mixed = mixViews({ ...view, headingRadians: 6.2 }, { ...view, headingRadians: 0.1 }, 0.5);
    expect(Math.cos(mixed.headingRadians)).toBeGreaterThan(0.99);
  });
  it.each([3.56, 16 / 9, 0.46])('fits the district from above at aspect %f', (aspect) => {
    const extent = [-1000, -800, 1200, 900] as const;
    const top = presetView('top', { extent, venue: null }, aspect);
    const halfHeight = top.rangeMetres * Math.tan(VERTICAL_FIELD_RADIANS / 2);
    expect(halfHeight).toBeGreaterThanOrEqual(850 - 1e-6);
    expect(halfHeight * aspect).toBeGreaterThanOrEqual(1100 - 1e-6);
  });
});
