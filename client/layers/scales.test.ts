import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ALARM_HEX,
  DENSITY_BANDS,
  DIVERGING,
  densityBandIndex,
  densityHatch,
  densityRgb,
  differenceRgb,
  type Rgb,
  rgbFromHex,
  SINGLE_HUE,
  SPEED_STEPS,
  singleHueRgb,
  speedRgb,
} from './scales.ts';

/** WCAG 2.2 relative luminance. */
function luminance([r, g, b]: Rgb): number {
  const linear = (value: number): number => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

test.each([
  // Fruin (1971), walkway levels of service, persons/m²; the upper band begins at its limit.
  [0, 'A'],
  [0.3099, 'A'],
  [0.31, 'B'],
  [0.43, 'C'],
  [0.72, 'D'],
  [1.08, 'E'],
  [2.1699, 'E'],
  [2.17, 'F'],
  [9, 'F'],
])('%d persons/m² is level of service %s', (density, letter) => {
  expect(DENSITY_BANDS[densityBandIndex(density)]?.letter).toBe(letter);
});

test('denser is never darker, so the ramp reads in greyscale', () => {
  const density = fc.double({ min: 0, max: 10, noNaN: true });
  fc.assert(
    fc.property(density, density, (a, b) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      expect(luminance(densityRgb(high))).toBeGreaterThanOrEqual(luminance(densityRgb(low)));
      expect(densityHatch(high)).toBeGreaterThanOrEqual(densityHatch(low));
    }),
    { seed: 1 },
  );
});

test('slower is never darker, and the steps are the density ramp reversed', () => {
  const ratio = fc.double({ min: 0, max: 1.5, noNaN: true });
  fc.assert(
    fc.property(ratio, ratio, (a, b) => {
      const [slow, fast] = a < b ? [a, b] : [b, a];
      expect(luminance(speedRgb(slow))).toBeGreaterThanOrEqual(luminance(speedRgb(fast)));
    }),
    { seed: 1 },
  );
  expect(SPEED_STEPS.map((step) => step.hex)).toEqual(DENSITY_BANDS.map((band) => band.hex));
});

test('neighbouring bands can be told apart without colour: luminance contrast of at least 1.2', () => {
  for (let i = 1; i < DENSITY_BANDS.length; i += 1) {
    const a = luminance(rgbFromHex(DENSITY_BANDS[i - 1]?.hex ?? ''));
    const b = luminance(rgbFromHex(DENSITY_BANDS[i]?.hex ?? ''));
    expect((b + 0.05) / (a + 0.05)).toBeGreaterThan(1.2);
  }
});

test('the scales leave the warm hues to alarms: no ramp colour is redder than it is blue', () => {
  const ramps = [...DENSITY_BANDS.map((band) => band.hex), SINGLE_HUE.from, SINGLE_HUE.to];
  for (const hex of ramps) {
    const [red, , blue] = rgbFromHex(hex);
    expect(red).toBeLessThanOrEqual(blue);
  }
  expect(new Set(Object.values(ALARM_HEX)).size).toBe(4);
});

test('ends and middle of the continuous scales are the declared colours', () => {
  expect(singleHueRgb(-1)).toEqual(rgbFromHex(SINGLE_HUE.from));
  expect(singleHueRgb(1)).toEqual(rgbFromHex(SINGLE_HUE.to));
  expect(differenceRgb(-3)).toEqual(rgbFromHex(DIVERGING.fewer));
  expect(differenceRgb(0)).toEqual(rgbFromHex(DIVERGING.neutral));
  expect(differenceRgb(1)).toEqual(rgbFromHex(DIVERGING.more));
});

test('equal steps of a load are equal steps of lightness', () => {
  /** CIE 1976 L*, for luminances above 0.0089. */
  const lightness = (share: number): number => 116 * Math.cbrt(luminance(singleHueRgb(share))) - 16;
  const [dark, bright] = [lightness(0), lightness(1)];
  for (const share of [0.25, 0.5, 0.75]) {
    // A quarter of the scale spans 17: a fifth of that is no step of its own.
    expect(Math.abs(lightness(share) - (dark + (bright - dark) * share))).toBeLessThan(3.4);
  }
});
