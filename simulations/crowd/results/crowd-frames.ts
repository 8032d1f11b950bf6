/**
 * Frames of a run as bytes, for files and for the close-up view. Little-endian. The file is a header
 * of 16 bytes (magic 'GZCF', version, people, 0; uint32 each) and then frames, each: float64 seconds,
 * uint32 count, uint32 0, float32 x[count], float32 y[count], uint32 person[count], uint16 plane[count],
 * uint8 state[count], zeros up to a multiple of 8 bytes. Only people in the scene are in a frame.
 */
import { type CrowdRun, PERSON_STATE } from '../crowd-types.ts';

export const CROWD_FRAMES_VERSION = 1;
const MAGIC = 0x46435a47;
const HEADER_BYTES = 16;

export interface CrowdFrame {
  readonly seconds: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly person: Uint32Array;
  readonly plane: Uint16Array;
  readonly state: Uint8Array;
}

export function encodeFramesHeader(people: number): Uint8Array {
  return new Uint8Array(Uint32Array.of(MAGIC, CROWD_FRAMES_VERSION, people, 0).buffer);
}

export function encodeFrame(run: CrowdRun): Uint8Array {
  const { arrays } = run;
  const present: number[] = [];
  for (let person = 0; person < run.people; person += 1) {
    const state = arrays.state[person];
    if (state !== PERSON_STATE.outside && state !== PERSON_STATE.arrived) present.push(person);
  }
  const bytes = new Uint8Array(frameBytes(present.length));
  new Float64Array(bytes.buffer, 0, 1)[0] = run.seconds();
  new Uint32Array(bytes.buffer, 8, 1)[0] = present.length;
  const frame = viewFrame(bytes.buffer, 0);
  present.forEach((person, k) => {
    frame.x[k] = arrays.x[person] ?? 0;
    frame.y[k] = arrays.y[person] ?? 0;
    frame.person[k] = person;
    frame.plane[k] = arrays.plane[person] ?? 0;
    frame.state[k] = arrays.state[person] ?? 0;
  });
  return bytes;
}

/** All frames of a file; throws on a file that is none, is newer or was cut off. */
export function decodeFrames(file: Uint8Array): readonly CrowdFrame[] {
  const bytes = file.slice();
  const header = new Uint32Array(bytes.buffer, 0, Math.min(4, bytes.length >> 2));
  if (header.length < 4 || header[0] !== MAGIC) {
    throw new Error('crowd frames: expected a file that begins with GZCF');
  }
  if ((header[1] ?? 0) > CROWD_FRAMES_VERSION) {
    throw new Error(`crowd frames: expected version ${CROWD_FRAMES_VERSION}, got ${header[1]}`);
  }
  const frames: CrowdFrame[] = [];
  let at = HEADER_BYTES;
  while (at < bytes.length) {
    const count =
      at + 16 > bytes.length ? Infinity : (new Uint32Array(bytes.buffer, at + 8, 1)[0] ?? 0);
    if (at + frameBytes(count) > bytes.length) {
      throw new Error(`crowd frames: the file ends inside frame ${frames.length}`);
    }
    frames.push(viewFrame(bytes.buffer, at));
    at += frameBytes(count);
  }
  return frames;
}

function frameBytes(count: number): number {
  return 16 + Math.ceil((count * 15) / 8) * 8;
}

function viewFrame(buffer: ArrayBuffer, at: number): CrowdFrame {
  const seconds = new Float64Array(buffer, at, 1)[0] ?? 0;
  const count = new Uint32Array(buffer, at + 8, 1)[0] ?? 0;
  const start = at + 16;
  return {
    seconds,
    x: new Float32Array(buffer, start, count),
    y: new Float32Array(buffer, start + 4 * count, count),
    person: new Uint32Array(buffer, start + 8 * count, count),
    plane: new Uint16Array(buffer, start + 12 * count, count),
    state: new Uint8Array(buffer, start + 14 * count, count),
  };
}

/** One frame in the text form of the Jülich archive that PedPy reads: id, frame, x, y, z in metres;
 * z is the index of the plane. */
export function formatTrajectoryLines(frame: CrowdFrame, index: number): string {
  let text = '';
  for (let k = 0; k < frame.x.length; k += 1) {
    const x = (frame.x[k] ?? 0).toFixed(4);
    const y = (frame.y[k] ?? 0).toFixed(4);
    text += `${(frame.person[k] ?? 0) + 1}\t${index}\t${x}\t${y}\t${frame.plane[k] ?? 0}\n`;
  }
  return text;
}

export function formatTrajectoryHeader(framesPerSecond: number): string {
  return `# framerate: ${framesPerSecond.toFixed(4)} fps\n# id\tframe\tx/m\ty/m\tz/plane\n`;
}
