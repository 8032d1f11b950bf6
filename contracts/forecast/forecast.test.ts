import { expect, test } from 'vitest';
import { createFrames, decodeFrames, encodeFrames } from './forecast.ts';

const example = () => {
  const frames = createFrames({
    startMs: 1_790_000_000_000,
    frameCount: 3,
    walkLinkCount: 5,
    streetLinkCount: 2,
    stationCount: 1,
  });
  frames.walkPersons.forEach((_, i) => {
    frames.walkPersons[i] = i * 7;
  });
  frames.streetSpeedCentimetresPerSecond.fill(1389);
  frames.stationWaiting.set([0, 70_000, 12]);
  return frames;
};

test('frames survive encoding, at any 4-byte offset', () => {
  const frames = example();
  const bytes = encodeFrames(frames);
  expect(decodeFrames(bytes.buffer as ArrayBuffer)).toEqual(frames);
  const shifted = new Uint8Array(bytes.length + 4);
  shifted.set(bytes, 4);
  expect(decodeFrames(shifted.buffer, 4)).toEqual(frames);
});

test('a cut or foreign buffer is refused with expected and got', () => {
  const bytes = encodeFrames(example());
  const cut = bytes.slice(0, bytes.length - 2).buffer as ArrayBuffer;
  expect(() => decodeFrames(cut)).toThrow(/expected \d+ bytes, got \d+/);
  expect(() => decodeFrames(new ArrayBuffer(8))).toThrow(/expected at least 32 bytes, got 8/);
  expect(() => decodeFrames(new ArrayBuffer(64))).toThrow(/expected magic/);
});
