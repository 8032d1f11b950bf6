/** The colour of each byte of a cell quantity: 256 RGBA entries, so colouring a cell is a look-up. */
import { CELL_QUANTITIES, type CellQuantityId } from '#contracts';
import { ALARM_RGB_BY_RANK, type Rgb, singleHueRgb } from './scales.ts';

/** Cells without a value or without an alarm keep the quiet grey of the city. */
export const QUIET_CELL_RGB: Rgb = [58, 68, 82];

/** [r, g, b, a] × 256; a = 255 where the cell has a value (or an alarm), else 0. */
export function cellPalette(quantity: CellQuantityId): Uint8Array {
  const palette = new Uint8Array(256 * 4);
  const isAlarm = CELL_QUANTITIES[quantity].palette === 'alarm';
  for (let byte = 0; byte < 256; byte += 1) {
    const valued = byte > 0;
    const alarm = ALARM_RGB_BY_RANK[Math.min(byte, ALARM_RGB_BY_RANK.length - 1)];
    const coloured = isAlarm ? alarm : singleHueRgb((byte - 1) / 254);
    const [r, g, b] = valued && coloured ? coloured : QUIET_CELL_RGB;
    palette.set([r, g, b, valued ? 255 : 0], byte * 4);
  }
  return palette;
}
