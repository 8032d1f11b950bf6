/**
 * Trains and platforms of a forecast or run, minute by minute: what stands beside its Frames. Platforms,
 * stops and entrances are those of the district's stations only; trains are all of the city's lines,
 * of one member, for medians of positions are no trains.
 */
import { z } from 'zod';
import { timeMsSchema } from '../kinds.ts';

const count = z.number().int().min(0).max(100_000);

/** The record's beginning, as JSON. */
const headerSchema = z.object({
  startMs: timeMsSchema,
  frameCount: count,
  /** The member whose trains these are: the middle one by people left behind. 0 is the first. */
  member: count,
  members: count,
  /** Ids in `transit.json`; entrances in `networks.json`. */
  platforms: z.array(z.string()),
  stops: z.array(z.string()),
  entrances: z.array(z.string()),
  patterns: z.array(z.string()),
  trains: z.number().int().min(0).max(10_000_000),
});

/** Row-major [frame][place], medians over members unless named otherwise (high 90 %). */
export interface TransitFrames extends Readonly<Omit<z.infer<typeof headerSchema>, 'trains'>> {
  /** People who wait on the platform or are not off it yet. */
  readonly platformPersons: Uint32Array;
  readonly platformPersonsHigh: Uint32Array;
  /** Left behind at the stop by full trains since frame 0, cumulated; a person left twice counts twice. */
  readonly stopLeftBehind: Uint32Array;
  readonly stopLeftBehindHigh: Uint32Array;
  /** In front of the entrance, on the street's side. */
  readonly entranceQueue: Uint32Array;
  /** Trains of frame f: [trainStart[f], trainStart[f + 1]). */
  readonly trainStart: Uint32Array;
  /** The same number is the same train, from frame to frame. */
  readonly trainNumber: Uint16Array;
  /** Position in `patterns`. */
  readonly trainPattern: Uint16Array;
  /** Stop of the pattern × 256 + part of the way to the next, in 256ths. */
  readonly trainPosition: Uint16Array;
  readonly trainAboard: Uint16Array;
  /** Left behind at the stop that it left last. */
  readonly trainLeftBehind: Uint16Array;
}

export const POSITION_PARTS = 256;

/** A platform takes nobody in at 4 persons/m² (simulations/transit), so that full is just below it. */
export const PLATFORM_FULL_PERSONS_PER_SQUARE_METRE = 3.9;

const MAGIC = 0x475a5431; // "GZT1"
const FIXED_BYTES = 8;
const MINUTE_WORDS = [
  ['platformPersons', 'platforms'],
  ['platformPersonsHigh', 'platforms'],
  ['stopLeftBehind', 'stops'],
  ['stopLeftBehindHigh', 'stops'],
  ['entranceQueue', 'entrances'],
] as const;
const TRAIN_HALVES = [
  'trainNumber',
  'trainPattern',
  'trainPosition',
  'trainAboard',
  'trainLeftBehind',
] as const;

/** Other letters become JSON's own escapes: this part knows no text encoder. */
const asciiOf = (json: string): Uint8Array =>
  Uint8Array.from(
    json.replace(
      /[^\x20-\x7e]/g,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
    (letter) => letter.charCodeAt(0),
  );

const headerBytes = (length: number): number => Math.ceil(length / 4) * 4;

/** Little-endian: magic, length of the header, the header as JSON in ASCII padded to 4 bytes, the arrays. */
export function encodeTransitFrames(frames: TransitFrames): Uint8Array {
  const { startMs, frameCount, member, members, platforms, stops, entrances, patterns } = frames;
  const header: z.infer<typeof headerSchema> = {
    ...{ startMs, frameCount, member, members, platforms, stops, entrances, patterns },
    trains: frames.trainNumber.length,
  };
  const text = asciiOf(JSON.stringify(header));
  const parts = [
    ...MINUTE_WORDS.map(([field]) => frames[field]),
    frames.trainStart,
    ...TRAIN_HALVES.map((field) => frames[field]),
  ];
  const begin = FIXED_BYTES + headerBytes(text.length);
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, begin));
  const view = new DataView(out.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, text.length, true);
  out.set(text, FIXED_BYTES);
  let offset = begin;
  for (const part of parts) {
    out.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), offset);
    offset += part.byteLength;
  }
  return out;
}

/** Views into `buffer`. Throws on a foreign, cut or inconsistent buffer, and says what is wrong. */
export function decodeTransitFrames(buffer: ArrayBuffer): TransitFrames {
  if (buffer.byteLength < FIXED_BYTES) {
    throw new Error(
      `transit frames: expected at least ${FIXED_BYTES} bytes, got ${buffer.byteLength}`,
    );
  }
  const view = new DataView(buffer);
  const magic = view.getUint32(0, true);
  if (magic !== MAGIC) {
    throw new Error(
      `transit frames: expected magic ${MAGIC.toString(16)}, got ${magic.toString(16)}`,
    );
  }
  const length = view.getUint32(4, true);
  if (FIXED_BYTES + length > buffer.byteLength) {
    throw new Error(`transit frames: header of ${length} bytes in ${buffer.byteLength}`);
  }
  const header = readHeader(new Uint8Array(buffer, FIXED_BYTES, length));
  const { trains, ...rest } = header;
  const { frameCount } = rest;
  let offset = FIXED_BYTES + headerBytes(length);
  const words = MINUTE_WORDS.reduce((sum, [, places]) => sum + frameCount * rest[places].length, 0);
  const expected = offset + 4 * (words + frameCount + 1) + 2 * TRAIN_HALVES.length * trains;
  if (buffer.byteLength !== expected) {
    throw new Error(`transit frames: expected ${expected} bytes, got ${buffer.byteLength}`);
  }
  const take32 = (size: number): Uint32Array => {
    const part = new Uint32Array(buffer, offset, size);
    offset += part.byteLength;
    return part;
  };
  const take16 = (): Uint16Array => {
    const part = new Uint16Array(buffer, offset, trains);
    offset += part.byteLength;
    return part;
  };
  const frames: TransitFrames = {
    ...rest,
    platformPersons: take32(frameCount * rest.platforms.length),
    platformPersonsHigh: take32(frameCount * rest.platforms.length),
    stopLeftBehind: take32(frameCount * rest.stops.length),
    stopLeftBehindHigh: take32(frameCount * rest.stops.length),
    entranceQueue: take32(frameCount * rest.entrances.length),
    trainStart: take32(frameCount + 1),
    trainNumber: take16(),
    trainPattern: take16(),
    trainPosition: take16(),
    trainAboard: take16(),
    trainLeftBehind: take16(),
  };
  frames.trainStart.forEach((start, frame) => {
    if (start < (frames.trainStart[frame - 1] ?? 0) || start > trains) {
      throw new Error(`transit frames: trains of frame ${frame} begin at ${start} of ${trains}`);
    }
  });
  if (frames.trainPattern.some((pattern) => pattern >= rest.patterns.length)) {
    throw new Error('transit frames: a train of a direction that is not listed');
  }
  return frames;
}

function readHeader(bytes: Uint8Array): z.infer<typeof headerSchema> {
  let json: unknown;
  try {
    json = JSON.parse(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  } catch {
    throw new Error('transit frames: expected JSON in the header');
  }
  const parsed = headerSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`transit frames: header ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}
