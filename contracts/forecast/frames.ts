/** The binary frames of a forecast or run: what is on each street and at each station, minute by minute. */
import type { StudyPlaces } from './study-area.ts';

/**
 * Row-major [frame][place]; medians unless named otherwise (low 10 %, high 90 %). Places are those of
 * `networks.json`; outside the study area a value is 0 and means nothing: ask `isStudied` first.
 */
export interface Frames {
  readonly startMs: number;
  readonly frameCount: number;
  readonly walkLinkCount: number;
  readonly streetLinkCount: number;
  readonly stationCount: number;
  /** Places that are forecast; null: all. */
  readonly study: StudyPlaces | null;
  /** People on the link at the frame's time. */
  readonly walkPersons: Uint16Array;
  readonly walkPersonsHigh: Uint16Array;
  /** Vehicles that left the link in the minute before, per hour. */
  readonly streetFlowVehiclesPerHour: Uint16Array;
  readonly streetQueueVehicles: Uint16Array;
  /** Speed × 100. */
  readonly streetSpeedCentimetresPerSecond: Uint16Array;
  /** People waiting at the station. */
  readonly stationWaiting: Uint32Array;
  readonly stationWaitingLow: Uint32Array;
  readonly stationWaitingHigh: Uint32Array;
}

/** All places are forecast. */
const MAGIC_WHOLE = 0x475a4631; // "GZF1"
const WHOLE_HEADER_BYTES = 32;
/** Some are: their counts and positions follow the whole's counts. */
const MAGIC_STUDY = 0x475a4632; // "GZF2"
const STUDY_HEADER_BYTES = 48;

type FrameField = keyof Pick<
  Frames,
  | 'walkPersons'
  | 'walkPersonsHigh'
  | 'streetFlowVehiclesPerHour'
  | 'streetQueueVehicles'
  | 'streetSpeedCentimetresPerSecond'
  | 'stationWaiting'
  | 'stationWaitingLow'
  | 'stationWaitingHigh'
>;

export function createFrames(size: {
  readonly startMs: number;
  readonly frameCount: number;
  readonly walkLinkCount: number;
  readonly streetLinkCount: number;
  readonly stationCount: number;
  readonly study?: StudyPlaces | null;
}): Frames {
  const walk = size.frameCount * size.walkLinkCount;
  const street = size.frameCount * size.streetLinkCount;
  const station = size.frameCount * size.stationCount;
  return {
    ...size,
    study: size.study ?? null,
    walkPersons: new Uint16Array(walk),
    walkPersonsHigh: new Uint16Array(walk),
    streetFlowVehiclesPerHour: new Uint16Array(street),
    streetQueueVehicles: new Uint16Array(street),
    streetSpeedCentimetresPerSecond: new Uint16Array(street),
    stationWaiting: new Uint32Array(station),
    stationWaitingLow: new Uint32Array(station),
    stationWaitingHigh: new Uint32Array(station),
  };
}

/** 32-bit fields first, so that all are aligned. */
const FIELDS = [
  ['stationWaiting', 'stations'],
  ['stationWaitingLow', 'stations'],
  ['stationWaitingHigh', 'stations'],
  ['walkPersons', 'walkLinks'],
  ['walkPersonsHigh', 'walkLinks'],
  ['streetFlowVehiclesPerHour', 'streetLinks'],
  ['streetQueueVehicles', 'streetLinks'],
  ['streetSpeedCentimetresPerSecond', 'streetLinks'],
] as const satisfies readonly (readonly [FrameField, keyof StudyPlaces])[];
const PLACE_KINDS = ['walkLinks', 'streetLinks', 'stations'] as const;

const countsOf = (frames: Frames): Readonly<Record<keyof StudyPlaces, number>> => ({
  walkLinks: frames.walkLinkCount,
  streetLinks: frames.streetLinkCount,
  stations: frames.stationCount,
});

/**
 * Little-endian: header (magic, start, frames, three counts of places), then the fields above. With
 * a study area the header also counts the studied places, their positions come next, and the fields
 * hold their columns only.
 */
export function encodeFrames(frames: Frames): Uint8Array {
  const counts = countsOf(frames);
  const { study, frameCount } = frames;
  const parts = study
    ? [
        ...PLACE_KINDS.map((kind) => study[kind]),
        ...FIELDS.map(([field, kind]) =>
          pickColumns(frames[field], counts[kind], study[kind], frameCount),
        ),
      ]
    : FIELDS.map(([field]) => frames[field]);
  const headerBytes = study ? STUDY_HEADER_BYTES : WHOLE_HEADER_BYTES;
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, headerBytes));
  const view = new DataView(out.buffer);
  view.setUint32(0, study ? MAGIC_STUDY : MAGIC_WHOLE, true);
  view.setFloat64(8, frames.startMs, true);
  view.setUint32(16, frameCount, true);
  PLACE_KINDS.forEach((kind, i) => {
    view.setUint32(20 + 4 * i, counts[kind], true);
    if (study) view.setUint32(32 + 4 * i, study[kind].length, true);
  });
  let offset = headerBytes;
  for (const part of parts) {
    out.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), offset);
    offset += part.byteLength;
  }
  return out;
}

function pickColumns<T extends Uint16Array | Uint32Array>(
  values: T,
  width: number,
  columns: Uint32Array,
  rows: number,
): Uint16Array | Uint32Array {
  const size = rows * columns.length;
  const picked = values instanceof Uint16Array ? new Uint16Array(size) : new Uint32Array(size);
  for (let row = 0; row < rows; row += 1) {
    for (let i = 0; i < columns.length; i += 1)
      picked[row * columns.length + i] = values[row * width + (columns[i] as number)] as number;
  }
  return picked;
}

/**
 * Views into `buffer` where all places are studied, copies otherwise; `buffer` must start at a
 * multiple of 4 bytes. Throws on a foreign or cut buffer.
 */
export function decodeFrames(buffer: ArrayBuffer, byteOffset = 0): Frames {
  const available = buffer.byteLength - byteOffset;
  if (available < WHOLE_HEADER_BYTES) {
    throw new Error(`frames: expected at least ${WHOLE_HEADER_BYTES} bytes, got ${available}`);
  }
  const view = new DataView(buffer, byteOffset);
  const magic = view.getUint32(0, true);
  if (magic !== MAGIC_WHOLE && magic !== MAGIC_STUDY) {
    throw new Error(
      `frames: expected magic ${MAGIC_WHOLE.toString(16)} or ${MAGIC_STUDY.toString(16)}, got ${magic.toString(16)}`,
    );
  }
  const isPart = magic === MAGIC_STUDY && available >= STUDY_HEADER_BYTES;
  const frameCount = view.getUint32(16, true);
  const countsAt = (at: number): Readonly<Record<keyof StudyPlaces, number>> => ({
    walkLinks: view.getUint32(at, true),
    streetLinks: view.getUint32(at + 4, true),
    stations: view.getUint32(at + 8, true),
  });
  const counts = countsAt(20);
  const widths = isPart ? countsAt(32) : counts;
  const headerBytes = isPart ? STUDY_HEADER_BYTES : WHOLE_HEADER_BYTES;
  const positions = isPart ? widths.walkLinks + widths.streetLinks + widths.stations : 0;
  const expected =
    headerBytes +
    4 * positions +
    frameCount * (12 * widths.stations + 4 * widths.walkLinks + 6 * widths.streetLinks);
  if (available !== expected) {
    throw new Error(`frames: expected ${expected} bytes, got ${available}`);
  }
  let offset = byteOffset + headerBytes;
  const words = (length: number): Uint32Array => {
    const part = new Uint32Array(buffer, offset, length);
    offset += part.byteLength;
    return part;
  };
  const halves = (length: number): Uint16Array => {
    const part = new Uint16Array(buffer, offset, length);
    offset += part.byteLength;
    return part;
  };
  const study = isPart
    ? {
        walkLinks: words(widths.walkLinks),
        streetLinks: words(widths.streetLinks),
        stations: words(widths.stations),
      }
    : null;
  const whole = {
    walkLinkCount: counts.walkLinks,
    streetLinkCount: counts.streetLinks,
    stationCount: counts.stations,
  };
  const frames = {
    startMs: view.getFloat64(8, true),
    frameCount,
    ...whole,
    study,
    stationWaiting: words(frameCount * widths.stations),
    stationWaitingLow: words(frameCount * widths.stations),
    stationWaitingHigh: words(frameCount * widths.stations),
    walkPersons: halves(frameCount * widths.walkLinks),
    walkPersonsHigh: halves(frameCount * widths.walkLinks),
    streetFlowVehiclesPerHour: halves(frameCount * widths.streetLinks),
    streetQueueVehicles: halves(frameCount * widths.streetLinks),
    streetSpeedCentimetresPerSecond: halves(frameCount * widths.streetLinks),
  };
  return study ? placeInWhole(frames, { ...whole, study }) : frames;
}

/** Frames of the study area alone → frames of the whole district, 0 elsewhere. */
export function placeInWhole(
  part: Frames,
  whole: Pick<Frames, 'walkLinkCount' | 'streetLinkCount' | 'stationCount'> & {
    readonly study: StudyPlaces;
  },
): Frames {
  const { startMs, frameCount } = part;
  const frames = createFrames({ startMs, frameCount, ...whole });
  const counts = countsOf(frames);
  for (const [field, kind] of FIELDS) {
    const columns = whole.study[kind];
    const [from, into] = [part[field], frames[field]];
    for (let row = 0; row < frameCount; row += 1) {
      for (let i = 0; i < columns.length; i += 1)
        into[row * counts[kind] + (columns[i] as number)] = from[
          row * columns.length + i
        ] as number;
    }
  }
  return frames;
}
