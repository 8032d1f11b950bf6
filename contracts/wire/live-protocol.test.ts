import { expect, test } from 'vitest';
import { CELL_ID_LIMIT } from '../ids.ts';
import { byteFromValue, CELL_QUANTITIES, valueFromByte } from '../live/cell-quantities.ts';
import { ALARM_RANK } from '../respond/alarm.ts';
import { encodeCellChanges, forEachCellChange } from './live-protocol.ts';

test('cell changes carry every id of the space, the highest too', () => {
  const bytes = new Uint8Array(CELL_ID_LIMIT);
  const cells = [0, 1, 600_000, CELL_ID_LIMIT - 1];
  cells.forEach((cell, i) => {
    bytes[cell] = 250 + i;
  });
  const seen: [number, number][] = [];
  forEachCellChange(encodeCellChanges(cells, bytes), (cell, byte) => seen.push([cell, byte]));
  expect(seen).toEqual(cells.map((cell, i) => [cell, 250 + i]));
});

test('a cut delta is refused', () => {
  expect(() => forEachCellChange(new Uint8Array(6), () => {})).toThrow(/multiple of 4/);
});

test('values survive a byte within half a step; byte 0 is no value', () => {
  for (const quantity of Object.values(CELL_QUANTITIES)) {
    const [low, high] = quantity.domain;
    // Steps are equal on the scale: of the value, or of ln(1 + value − low).
    const onScale = (value: number): number =>
      quantity.scale === 'linear' ? value - low : Math.log(1 + value - low);
    const halfStep = onScale(high) / 254 / 2;
    for (let i = 0; i <= 100; i += 1) {
      const value = low + ((high - low) * i) / 100;
      const byte = byteFromValue(quantity, value);
      expect(byte).toBeGreaterThanOrEqual(1);
      const back = valueFromByte(quantity, byte) ?? Number.NaN;
      expect(Math.abs(onScale(back) - onScale(value))).toBeLessThanOrEqual(halfStep + 1e-9);
    }
    expect(valueFromByte(quantity, 0)).toBeNull();
  }
});

test('alarm ranks are their own bytes, so the maximum over cells is the worst alarm', () => {
  for (const rank of Object.values(ALARM_RANK)) {
    expect(byteFromValue(CELL_QUANTITIES.alarm, rank)).toBe(rank);
  }
});

test('whole days survive: the hatch of inspections starts exactly on the day that they are due', () => {
  const { inspection, people, risk } = CELL_QUANTITIES;
  expect(byteFromValue(inspection, 0)).toBe(inspection.hatchFromByte);
  expect(byteFromValue(inspection, -1)).toBeLessThan(inspection.hatchFromByte);
  for (let day = -30; day <= 97; day += 1) {
    expect(valueFromByte(inspection, byteFromValue(inspection, day))).toBe(day);
  }
  // One person and a full tower are both told from nobody.
  expect(byteFromValue(people, 1)).toBeGreaterThan(byteFromValue(people, 0));
  expect(byteFromValue(people, 1000)).toBe(people.hatchFromByte);
  expect(byteFromValue(risk, 1.08)).toBe(risk.hatchFromByte);
});
