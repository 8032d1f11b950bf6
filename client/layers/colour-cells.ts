/** The colour of each byte of a cell quantity: 256 RGBA entries, so colouring a cell is a look-up. */
import { CELL_QUANTITIES, type CellQuantityId, valueFromByte } from '#contracts';
import { ALARM_RGB_BY_RANK, densityRgb, type Rgb, singleHueRgb } from './scales.ts';

/** Cells without a value or without an alarm keep the quiet grey of the city. */
export const QUIET_CELL_RGB: Rgb = [58, 68, 82];

/** The colour of a value's byte (1…255). */
export function cellRgb(quantity: CellQuantityId, byte: number): Rgb {
  const { palette } = CELL_QUANTITIES[quantity];
  switch (palette) {
    case 'alarm':
      return ALARM_RGB_BY_RANK[Math.min(byte, ALARM_RGB_BY_RANK.length - 1)] ?? QUIET_CELL_RGB;
    case 'density':
      return densityRgb(valueFromByte(CELL_QUANTITIES[quantity], byte) ?? 0);
    case 'single-hue':
      return singleHueRgb((byte - 1) / 254);
    default:
      return palette satisfies never;
  }
}

/** [r, g, b, a] × 256; a = 255 where the cell has a value (or an alarm), else 0. */
export function cellPalette(quantity: CellQuantityId): Uint8Array {
  const palette = new Uint8Array(256 * 4);
  palette.set([...QUIET_CELL_RGB, 0]);
  for (let byte = 1; byte < 256; byte += 1) {
    palette.set([...cellRgb(quantity, byte), 255], byte * 4);
  }
  return palette;
}

/** Values to write under a ramp from left to right, at even distances on the ramp. */
export function rampValues(quantity: CellQuantityId): readonly number[] {
  const { domain, scale } = CELL_QUANTITIES[quantity];
  const [low, high] = domain;
  if (scale === 'linear') return [low, high];
  // ln(1 + v) rises almost evenly over the powers of ten.
  const powers = Math.round(Math.log10(high));
  return [low, ...Array.from({ length: powers }, (_, i) => 10 ** (i + 1))];
}
