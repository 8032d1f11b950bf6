/**
 * The binary frames of a close-up, a minute at a time, one frame a second. Little-endian: a header
 * (magic, version, bytes of the whole, frames, portals, 0; then the first frame's time as float64),
 * then each frame:
 *
 *   uint32 persons, uint32 inside; uint32 in[portals], uint32 out[portals];
 *   uint32 serial[persons]; int16 x[persons], int16 y[persons] (cm from the scene's origin);
 *   uint8 destination[persons], uint8 density[persons] (persons/m² × 25); zeros to a multiple of 4.
 */
import { CLOSE_UP_FRAME_MS } from './close-up.ts';

export const CLOSE_UP_FRAMES_VERSION = 1;
export const CLOSE_UP_DENSITY_STEPS = 25;
const MAGIC = 0x55435a47; // "GZCU"
const HEADER_BYTES = 32;
const CENTIMETRES = 100;
const FARTHEST_CENTIMETRES = 0x7fff;

/** Views into the chunk. */
export interface CloseUpFrame {
  /** In the area: on the floor, and at an opening waiting for room on it. */
  readonly inside: number;
  /** By portal, since the area was joined to the network. */
  readonly inTotal: Uint32Array;
  readonly outTotal: Uint32Array;
  /** Of those on the floor. The number of a person's stay is the same in all frames. */
  readonly serial: Uint32Array;
  readonly xCentimetres: Int16Array;
  readonly yCentimetres: Int16Array;
  /** Position in the scene's destinations. */
  readonly destination: Uint8Array;
  /** Persons/m² around the person × `CLOSE_UP_DENSITY_STEPS`, at most 255. */
  readonly density: Uint8Array;
}

export interface CloseUpMinute {
  readonly startMs: number;
  readonly portals: number;
  readonly frames: readonly CloseUpFrame[];
}

/** What a person's record is made of, before it is packed; metres from the scene's origin. */
export interface CloseUpPerson {
  readonly serial: number;
  readonly xMetres: number;
  readonly yMetres: number;
  readonly destination: number;
  readonly personsPerSquareMetre: number;
}

export function encodeCloseUpFrame(frame: {
  readonly inside: number;
  readonly inTotal: Uint32Array;
  readonly outTotal: Uint32Array;
  readonly people: readonly CloseUpPerson[];
}): Uint8Array {
  const portals = frame.inTotal.length;
  const bytes = new Uint8Array(frameBytes(frame.people.length, portals));
  const head = new Uint32Array(bytes.buffer, 0, 2);
  head[0] = frame.people.length;
  head[1] = frame.inside;
  const view = viewFrame(bytes.buffer, 0, portals);
  view.inTotal.set(frame.inTotal);
  view.outTotal.set(frame.outTotal);
  frame.people.forEach((person, index) => {
    const x = Math.round(person.xMetres * CENTIMETRES);
    const y = Math.round(person.yMetres * CENTIMETRES);
    if (Math.max(Math.abs(x), Math.abs(y)) > FARTHEST_CENTIMETRES) {
      throw new Error(
        `close-up frames: expected people within ${FARTHEST_CENTIMETRES / CENTIMETRES} m of the origin, got one at (${person.xMetres}, ${person.yMetres})`,
      );
    }
    view.serial[index] = person.serial;
    view.xCentimetres[index] = x;
    view.yCentimetres[index] = y;
    view.destination[index] = person.destination;
    view.density[index] = Math.min(
      255,
      Math.round(person.personsPerSquareMetre * CLOSE_UP_DENSITY_STEPS),
    );
  });
  return bytes;
}

/** Frames of `encodeCloseUpFrame`, a second apart from `startMs` on. */
export function encodeCloseUpMinute(
  startMs: number,
  portals: number,
  frames: readonly Uint8Array[],
): Uint8Array {
  const size = frames.reduce((sum, frame) => sum + frame.length, HEADER_BYTES);
  const bytes = new Uint8Array(size);
  new Uint32Array(bytes.buffer, 0, 6).set([
    MAGIC,
    CLOSE_UP_FRAMES_VERSION,
    size,
    frames.length,
    portals,
    0,
  ]);
  new Float64Array(bytes.buffer, 24, 1)[0] = startMs;
  let at = HEADER_BYTES;
  for (const frame of frames) {
    bytes.set(frame, at);
    at += frame.length;
  }
  return bytes;
}

/** Throws on a foreign, newer or cut chunk; `buffer` is kept and viewed. */
export function decodeCloseUpMinute(buffer: ArrayBuffer): CloseUpMinute {
  if (buffer.byteLength < HEADER_BYTES) {
    throw new Error(
      `close-up frames: expected at least ${HEADER_BYTES} bytes, got ${buffer.byteLength}`,
    );
  }
  const [magic, version, size, count = 0, portals = 0] = new Uint32Array(buffer, 0, 6);
  if (magic !== MAGIC) {
    throw new Error(
      `close-up frames: expected magic ${MAGIC.toString(16)}, got ${magic?.toString(16)}`,
    );
  }
  if (version !== CLOSE_UP_FRAMES_VERSION) {
    throw new Error(
      `close-up frames: expected version ${CLOSE_UP_FRAMES_VERSION}, got ${version}; ask for the close-up again`,
    );
  }
  if (size !== buffer.byteLength) {
    throw new Error(`close-up frames: expected ${size} bytes, got ${buffer.byteLength}`);
  }
  const startMs = new Float64Array(buffer, 24, 1)[0] as number;
  const frames: CloseUpFrame[] = [];
  let at = HEADER_BYTES;
  for (let frame = 0; frame < count; frame += 1) {
    const persons =
      at + 8 > size ? Number.POSITIVE_INFINITY : (new Uint32Array(buffer, at, 1)[0] as number);
    const length = frameBytes(persons, portals);
    if (at + length > size) {
      throw new Error(`close-up frames: the chunk ends inside frame ${frame} of ${count}`);
    }
    frames.push(viewFrame(buffer, at, portals));
    at += length;
  }
  if (at !== size) {
    throw new Error(`close-up frames: expected ${at} bytes for ${count} frames, got ${size}`);
  }
  return { startMs, portals, frames };
}

/** The time of the chunk's frame. */
export const closeUpFrameMs = (minute: CloseUpMinute, index: number): number =>
  minute.startMs + index * CLOSE_UP_FRAME_MS;

function frameBytes(persons: number, portals: number): number {
  return 8 + 8 * portals + 8 * persons + 4 * Math.ceil(persons / 2);
}

function viewFrame(buffer: ArrayBuffer, at: number, portals: number): CloseUpFrame {
  const [persons = 0, inside = 0] = new Uint32Array(buffer, at, 2);
  let offset = at + 8;
  const take = (bytes: number): number => {
    offset += bytes;
    return offset - bytes;
  };
  return {
    inside,
    inTotal: new Uint32Array(buffer, take(4 * portals), portals),
    outTotal: new Uint32Array(buffer, take(4 * portals), portals),
    serial: new Uint32Array(buffer, take(4 * persons), persons),
    xCentimetres: new Int16Array(buffer, take(2 * persons), persons),
    yCentimetres: new Int16Array(buffer, take(2 * persons), persons),
    destination: new Uint8Array(buffer, take(persons), persons),
    density: new Uint8Array(buffer, take(persons), persons),
  };
}
