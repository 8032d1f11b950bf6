import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readPng, shrinkPng } from './shrink-png.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

/** Rows as they stand in the file: a filter, then bytes. */
function rgbPng(width: number, rows: readonly (readonly number[])[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(rows.length, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from(SIGNATURE),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test('every filter of the format is undone', () => {
  // Two pixels a row, worked out by hand from section 9.2; each row is (10,20,30) (40,50,60).
  const png = rgbPng(2, [
    [0, 10, 20, 30, 40, 50, 60],
    [1, 10, 20, 30, 30, 30, 30],
    [2, 0, 0, 0, 0, 0, 0],
    // Average of left and above: (0+10)>>1 = 5, (10+40)>>1 = 25, and so on.
    [3, 5, 10, 15, 15, 15, 15],
    // Paeth: the first pixel's best guess is above; the second's too, 40 being nearest to 40.
    [4, 0, 0, 0, 0, 0, 0],
  ]);
  const row = [10, 20, 30, 40, 50, 60];
  expect([...readPng(png).rgb]).toEqual([row, row, row, row, row].flat());
});

test('few colours stay exactly as they are', () => {
  const colours = [
    [14, 17, 22],
    [255, 77, 79],
    [230, 234, 240],
  ];
  const pixels = Array.from({ length: 90 }, (_, at) => colours[at % 7 === 0 ? 1 : (at % 2) * 2]);
  const rows = Array.from({ length: 9 }, (_, y) => [
    0,
    ...pixels.slice(y * 10, y * 10 + 10).flat(),
  ]);
  const small = shrinkPng(
    rgbPng(
      10,
      rows.map((row) => row.map(Number)),
    ),
  );
  expect([small[24], small[25]], 'eight bits, indexed').toEqual([8, 3]);
  const palette = partOf(small, 'PLTE');
  const indices = inflateSync(partOf(small, 'IDAT'));
  const shown = pixels.map((_, at) => {
    const index = indices[Math.floor(at / 10) * 11 + 1 + (at % 10)] ?? 0;
    return [...palette.subarray(index * 3, index * 3 + 3)];
  });
  expect(shown).toEqual(pixels);
});

test('a thousand greys and one alarm: 256 colours, and the alarm keeps its red', () => {
  const grey = (at: number): number[] => [at % 200, at % 190, at % 180];
  const pixels = Array.from({ length: 4096 }, (_, at) => (at === 77 ? [255, 77, 79] : grey(at)));
  const rows = Array.from({ length: 64 }, (_, y) => [
    0,
    ...pixels.slice(y * 64, y * 64 + 64).flat(),
  ]);
  const small = shrinkPng(rgbPng(64, rows));
  const palette = partOf(small, 'PLTE');
  expect(palette.length / 3).toBeLessThanOrEqual(256);
  const index = inflateSync(partOf(small, 'IDAT'))[65 + 1 + 13] ?? 0;
  expect([...palette.subarray(index * 3, index * 3 + 3)]).toEqual([255, 77, 79]);
});

test('what is no picture is refused', () => {
  expect(() => readPng(Buffer.from('GIF89a, not a PNG'))).toThrow('expected a PNG');
});

function partOf(png: Buffer, wanted: string): Buffer {
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === wanted)
      return png.subarray(at + 8, at + 8 + length);
    at += 12 + length;
  }
  throw new Error(`no ${wanted}`);
}
