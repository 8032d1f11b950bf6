/** Two hours ahead in one-minute frames: the record of a forecast and its binary frames. */
import { z } from 'zod';
import { forecastIdSchema } from '../ids.ts';
import { timeMsSchema } from '../kinds.ts';
import {
  eventPlanSchema,
  measureSchema,
  outcomesSchema,
  weatherSchema,
} from '../scenario/scenario.ts';

export const FRAME_SECONDS = 60;
/** Frame 0 is "now"; frame 120 is two hours ahead. */
export const FORECAST_FRAME_COUNT = 121;

export const forecastSchema = z.object({
  id: forecastIdSchema,
  issuedMs: timeMsSchema,
  /** Time of frame 0. */
  startMs: timeMsSchema,
  frameCount: z.number().int().min(1),
  members: z.number().int().min(1),
  seed: z.number().int(),
  /** What made this forecast due. */
  cause: z.enum(['minute', 'event', 'weather', 'measure', 'start']),
  inputs: z.object({
    weather: weatherSchema,
    events: z.array(eventPlanSchema),
    measures: z.array(measureSchema),
    /** Live counts over the model's expectation in the last 15 min. */
    walkDemandFactor: z.number(),
    streetDemandFactor: z.number(),
  }),
  outcomes: outcomesSchema,
  cpuSeconds: z.number(),
});
export type Forecast = z.infer<typeof forecastSchema>;

/** Row-major [frame][place]; medians unless named otherwise (low 10 %, high 90 %). */
export interface Frames {
  readonly startMs: number;
  readonly frameCount: number;
  readonly walkLinkCount: number;
  readonly streetLinkCount: number;
  readonly stationCount: number;
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

const MAGIC = 0x475a4631; // "GZF1"
const HEADER_BYTES = 32;

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
}): Frames {
  const walk = size.frameCount * size.walkLinkCount;
  const street = size.frameCount * size.streetLinkCount;
  const station = size.frameCount * size.stationCount;
  return {
    ...size,
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

const FIELDS: readonly FrameField[] = [
  'stationWaiting',
  'stationWaitingLow',
  'stationWaitingHigh',
  'walkPersons',
  'walkPersonsHigh',
  'streetFlowVehiclesPerHour',
  'streetQueueVehicles',
  'streetSpeedCentimetresPerSecond',
];

/** Little-endian: 32-byte header, then the fields above, 32-bit ones first so that all are aligned. */
export function encodeFrames(frames: Frames): Uint8Array {
  const bytes = FIELDS.reduce((sum, field) => sum + frames[field].byteLength, HEADER_BYTES);
  const out = new Uint8Array(bytes);
  const view = new DataView(out.buffer);
  view.setUint32(0, MAGIC, true);
  view.setFloat64(8, frames.startMs, true);
  view.setUint32(16, frames.frameCount, true);
  view.setUint32(20, frames.walkLinkCount, true);
  view.setUint32(24, frames.streetLinkCount, true);
  view.setUint32(28, frames.stationCount, true);
  let offset = HEADER_BYTES;
  for (const field of FIELDS) {
    const part = frames[field];
    out.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), offset);
    offset += part.byteLength;
  }
  return out;
}

/** Views into `buffer` (must start at a multiple of 4 bytes). Throws on a foreign or cut buffer. */
export function decodeFrames(buffer: ArrayBuffer, byteOffset = 0): Frames {
  const available = buffer.byteLength - byteOffset;
  if (available < HEADER_BYTES) {
    throw new Error(`frames: expected at least ${HEADER_BYTES} bytes, got ${available}`);
  }
  const view = new DataView(buffer, byteOffset);
  const magic = view.getUint32(0, true);
  if (magic !== MAGIC) {
    throw new Error(`frames: expected magic ${MAGIC.toString(16)}, got ${magic.toString(16)}`);
  }
  const frameCount = view.getUint32(16, true);
  const walkLinkCount = view.getUint32(20, true);
  const streetLinkCount = view.getUint32(24, true);
  const stationCount = view.getUint32(28, true);
  const walk = frameCount * walkLinkCount;
  const street = frameCount * streetLinkCount;
  const station = frameCount * stationCount;
  const expected = HEADER_BYTES + 12 * station + 4 * walk + 6 * street;
  if (available !== expected) {
    throw new Error(`frames: expected ${expected} bytes, got ${available}`);
  }
  let offset = byteOffset + HEADER_BYTES;
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
  return {
    startMs: view.getFloat64(8, true),
    frameCount,
    walkLinkCount,
    streetLinkCount,
    stationCount,
    stationWaiting: words(station),
    stationWaitingLow: words(station),
    stationWaitingHigh: words(station),
    walkPersons: halves(walk),
    walkPersonsHigh: halves(walk),
    streetFlowVehiclesPerHour: halves(street),
    streetQueueVehicles: halves(street),
    streetSpeedCentimetresPerSecond: halves(street),
  };
}
