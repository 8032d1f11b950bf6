import { expect, test } from 'vitest';
import { readTexts } from './read-texts.ts';

const bytes = new TextEncoder().encode('栋1a');
const offsets = (...values: number[]): Uint8Array =>
  new Uint8Array(Uint32Array.from(values).buffer);
const read = (values: Uint8Array, rows: Uint8Array, count: number): readonly string[] =>
  readTexts(
    'code',
    { values: 0, stringOffsets: 1, stringOffsetType: 'UINT32' },
    [values, rows],
    count,
  );

test('texts by their offsets, Chinese and empty ones too', () => {
  expect(read(bytes, offsets(0, 4, 4, 5), 3)).toEqual(['栋1', '', 'a']);
});

test.each([
  ['offsets of too few rows', offsets(0, 5), /expected 16 bytes of offsets for 3 rows, got 8/],
  ['an end before the column ends', offsets(0, 3, 4, 4), /expected texts from 0 to 5, got 0 to 4/],
  ['a row that ends before it begins', offsets(0, 4, 3, 5), /row 1 ends before it begins/],
  ['a row that cuts a letter', offsets(0, 2, 4, 5), /row 0 is not UTF-8/],
])('%s: refused', (_, rows, message) => {
  expect(() => read(bytes, rows, 3)).toThrow(message);
});
