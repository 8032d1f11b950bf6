import { describe, expect, it } from 'vitest';
import { decodeTransitFrames, encodeTransitFrames, type TransitFrames } from './transit-frames.ts';

const example = (): TransitFrames => ({
  startMs: 1_790_000_000_000,
  frameCount: 2,
  member: 1,
  members: 3,
  platforms: ['游泳馆/11'],
  stops: ['游泳馆/11-north', '游泳馆/11-south'],
  entrances: ['a', 'b', 'c'],
  patterns: ['11-north'],
  platformPersons: Uint32Array.of(10, 70_000),
  platformPersonsHigh: Uint32Array.of(12, 80_000),
  stopLeftBehind: Uint32Array.of(0, 0, 5, 6),
  stopLeftBehindHigh: Uint32Array.of(0, 0, 7, 8),
  entranceQueue: Uint32Array.of(1, 2, 3, 4, 5, 6),
  trainStart: Uint32Array.of(0, 1, 3),
  trainNumber: Uint16Array.of(9, 9, 10),
  trainPattern: Uint16Array.of(0, 0, 0),
  trainPosition: Uint16Array.of(128, 256, 0),
  trainAboard: Uint16Array.of(1800, 1860, 3),
  trainLeftBehind: Uint16Array.of(0, 412, 0),
});

const bytesOf = (frames: TransitFrames): ArrayBuffer => encodeTransitFrames(frames).slice().buffer;

describe('transit frames', () => {
  it('survive encoding, names of any length', () => {
    expect(decodeTransitFrames(bytesOf(example()))).toEqual(example());
    for (const id of ['x', 'xx', 'xxx', '站']) {
      const frames = { ...example(), platforms: [id] };
      expect(decodeTransitFrames(bytesOf(frames)).platforms).toEqual([id]);
    }
  });

  it('survive without a station and without a train', () => {
    const none = {
      ...example(),
      ...{ platforms: [], stops: [], entrances: [], patterns: [] },
      ...{ platformPersons: new Uint32Array(), platformPersonsHigh: new Uint32Array() },
      ...{ stopLeftBehind: new Uint32Array(), stopLeftBehindHigh: new Uint32Array() },
      ...{ entranceQueue: new Uint32Array(), trainStart: new Uint32Array(3) },
      ...{ trainNumber: new Uint16Array(), trainPattern: new Uint16Array() },
      ...{ trainPosition: new Uint16Array(), trainAboard: new Uint16Array() },
      trainLeftBehind: new Uint16Array(),
    };
    expect(decodeTransitFrames(bytesOf(none))).toEqual(none);
  });

  it('refuses a buffer cut anywhere, a foreign one, and trains beyond their list', () => {
    const whole = bytesOf(example());
    for (let length = 0; length < whole.byteLength; length += 1) {
      expect(() => decodeTransitFrames(whole.slice(0, length)), `${length} bytes`).toThrow(
        /transit frames/,
      );
    }
    expect(() => decodeTransitFrames(new ArrayBuffer(64))).toThrow(/magic/);
    const wrong = { ...example(), trainStart: Uint32Array.of(0, 2, 1) };
    expect(() => decodeTransitFrames(bytesOf(wrong))).toThrow(/begin at/);
    const stray = { ...example(), trainPattern: Uint16Array.of(0, 1, 0) };
    expect(() => decodeTransitFrames(bytesOf(stray))).toThrow(/not listed/);
  });
});
