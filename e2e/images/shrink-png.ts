/**
 * A screenshot with at most 256 colours: a quarter of the bytes, and nobody sees the difference on
 * a dark interface of few hues. Reads 8-bit RGB or RGBA without interlace, which is what browsers
 * write (PNG, third edition, sections 9 to 11); the palette is Heckbert's median cut
 * (doi:10.1145/800064.801294) over colours rounded to five bits.
 */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 256;

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** [r, g, b, …], rows from the top. */
  readonly rgb: Uint8Array;
}

export function shrinkPng(png: Buffer): Buffer {
  return writeIndexedPng(readPng(png));
}

export function readPng(png: Buffer): Picture {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new Error('picture: expected a PNG');
  let header: Buffer | null = null;
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') header = body;
    if (type === 'IDAT') data.push(body);
    at += 12 + length;
  }
  if (header === null) throw new Error('picture: expected a header');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const channels = { 2: 3, 6: 4 }[header[9] ?? 0];
  if (header[8] !== 8 || channels === undefined || header[12] !== 0) {
    throw new Error(`picture: expected 8-bit RGB or RGBA, not interlaced; got ${[...header]}`);
  }
  const rows = undoFilters(inflateSync(Buffer.concat(data)), width * channels, height, channels);
  if (channels === 3) return { width, height, rgb: rows };
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    rgb.set(rows.subarray(pixel * 4, pixel * 4 + 3), pixel * 3);
  }
  return { width, height, rgb };
}

/** Section 9: each row begins with its filter and is told as differences from its neighbours. */
function undoFilters(raw: Buffer, stride: number, height: number, channels: number): Uint8Array {
  const out = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x < channels ? 0 : (out[at - channels] ?? 0);
      const above = y === 0 ? 0 : (out[at - stride] ?? 0);
      const corner = x < channels || y === 0 ? 0 : (out[at - stride - channels] ?? 0);
      const told = raw[y * (stride + 1) + 1 + x] ?? 0;
      out[at] = told + predict(filter, left, above, corner);
    }
  }
  return out;
}

function predict(filter: number, left: number, above: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return (left + above) >> 1;
    case 4: {
      const guess = left + above - corner;
      const [a, b, c] = [guess - left, guess - above, guess - corner].map(Math.abs);
      if (a === undefined || b === undefined || c === undefined) return 0;
      if (a <= b && a <= c) return left;
      return b <= c ? above : corner;
    }
    default:
      throw new Error(`picture: expected a filter from 0 to 4, got ${filter}`);
  }
}

/** A colour rounded to five bits a channel, with the sums of the true colours in it. */
interface Bin {
  readonly key: number;
  count: number;
  readonly sum: [number, number, number];
}

const keyOf = (r: number, g: number, b: number): number =>
  ((r >> 3) << 10) | ((g >> 3) << 5) | (b >> 3);

function writeIndexedPng({ width, height, rgb }: Picture): Buffer {
  const bins = new Map<number, Bin>();
  for (let at = 0; at < rgb.length; at += 3) {
    const [r, g, b] = [rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0];
    const key = keyOf(r, g, b);
    const bin = bins.get(key) ?? { key, count: 0, sum: [0, 0, 0] };
    bins.set(key, bin);
    bin.count += 1;
    bin.sum[0] += r;
    bin.sum[1] += g;
    bin.sum[2] += b;
  }
  const boxes = cutMedians([...bins.values()]);
  const palette = Buffer.alloc(boxes.length * 3);
  const indexOf = new Uint8Array(1 << 15);
  boxes.forEach((box, index) => {
    const count = box.reduce((sum, bin) => sum + bin.count, 0);
    for (let channel = 0; channel < 3; channel += 1) {
      const sum = box.reduce((total, bin) => total + (bin.sum[channel] ?? 0), 0);
      palette[index * 3 + channel] = Math.round(sum / count);
    }
    for (const bin of box) indexOf[bin.key] = index;
  });
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3;
      const key = keyOf(rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0);
      rows[y * (width + 1) + 1 + x] = indexOf[key] ?? 0;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Splits the box with the largest spread, weighted by its pixels, until there are enough. */
function cutMedians(bins: readonly Bin[]): readonly (readonly Bin[])[] {
  const boxes = [measure(bins)];
  while (boxes.length < COLOURS) {
    const widest = boxes.reduce((best, box) => (box.weight > best.weight ? box : best));
    if (widest.weight === 0) break;
    const sorted = widest.bins.toSorted((a, b) => level(a, widest.shift) - level(b, widest.shift));
    const half = sorted.reduce((sum, bin) => sum + bin.count, 0) / 2;
    let seen = 0;
    let cut = 0;
    while (cut < sorted.length - 1 && seen < half) {
      seen += sorted[cut]?.count ?? 0;
      cut += 1;
    }
    boxes.splice(
      boxes.indexOf(widest),
      1,
      measure(sorted.slice(0, cut)),
      measure(sorted.slice(cut)),
    );
  }
  return boxes.map((box) => box.bins);
}

const level = (bin: Bin, shift: number): number => (bin.key >> shift) & 31;

function measure(bins: readonly Bin[]) {
  const spans = [10, 5, 0].map((shift) => {
    const levels = bins.map((bin) => level(bin, shift));
    return { shift, span: Math.max(...levels) - Math.min(...levels) };
  });
  const longest = spans.reduce((best, one) => (one.span > best.span ? one : best));
  const count = bins.reduce((sum, bin) => sum + bin.count, 0);
  // The square root keeps rare accents, such as an alarm's red, from drowning in the dark.
  return { bins, shift: longest.shift, weight: longest.span * Math.sqrt(count) };
}

function chunk(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length, 0);
  head.write(type, 4, 'latin1');
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), body])), 0);
  return Buffer.concat([head, body, tail]);
}
