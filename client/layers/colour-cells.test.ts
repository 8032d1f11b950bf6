import { expect, test } from 'vitest';
import { byteFromValue, CELL_QUANTITIES, CELL_QUANTITY_IDS } from '#contracts';
import { cellPalette, cellRgb, QUIET_CELL_RGB, rampValues } from './colour-cells.ts';
import { DENSITY_BANDS, rgbFromHex } from './scales.ts';

/** WCAG 2.2 relative luminance. */
function luminance(rgb: readonly number[]): number {
  const [r = 0, g = 0, b = 0] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

test('every quantity: no value is the quiet grey, and only values are opaque', () => {
  for (const id of CELL_QUANTITY_IDS) {
    const palette = cellPalette(id);
    expect([...palette.subarray(0, 4)]).toEqual([...QUIET_CELL_RGB, 0]);
    for (let byte = 1; byte < 256; byte += 1) expect(palette[byte * 4 + 3]).toBe(255);
  }
});

test('every scale but the alarms rises in luminance, so that it reads without hue', () => {
  for (const id of CELL_QUANTITY_IDS) {
    if (CELL_QUANTITIES[id].palette === 'alarm') continue;
    let before = -1;
    for (let byte = 1; byte < 256; byte += 1) {
      const now = luminance(cellRgb(id, byte));
      // Rounding to 8 bits may stand still, never fall by more than one step of one channel.
      expect(now).toBeGreaterThanOrEqual(before - 0.002);
      before = Math.max(before, now);
    }
  }
});

test('forecast risk has the colours of the street it comes from', () => {
  let lower = 0;
  for (const band of DENSITY_BANDS) {
    const upper = Math.min(5, band.belowPersonsPerSquareMetre);
    const byte = byteFromValue(CELL_QUANTITIES.risk, (lower + upper) / 2);
    expect(cellRgb('risk', byte)).toEqual(rgbFromHex(band.hex));
    lower = upper;
  }
});

test('a logarithmic ramp is labelled by powers of ten', () => {
  expect(rampValues('people')).toEqual([0, 10, 100, 1000, 10_000]);
  expect(rampValues('inspection')).toEqual([-30, 97]);
});
