import { expect, test } from 'vitest';
import { createFrames, decodeFrames, encodeFrames, placeInWhole } from './frames.ts';
import { isStudied } from './study-area.ts';

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

test('frames of a study area travel without the rest and come back in their places', () => {
  const study = {
    walkLinks: Uint32Array.of(2, 3, 7, 900, 1200),
    streetLinks: Uint32Array.of(0, 411),
    stations: Uint32Array.of(5),
  };
  const part = example();
  const whole = placeInWhole(part, {
    walkLinkCount: 1500,
    streetLinkCount: 700,
    stationCount: 30,
    study,
  });
  for (let frame = 0; frame < part.frameCount; frame += 1) {
    study.walkLinks.forEach((link, i) => {
      expect(whole.walkPersons[frame * 1500 + link]).toBe(part.walkPersons[frame * 5 + i]);
    });
    expect(whole.stationWaiting[frame * 30 + 5]).toBe(part.stationWaiting[frame]);
  }
  const sum = (values: Uint16Array): number => values.reduce((total, value) => total + value, 0);
  expect(sum(whole.walkPersons)).toBe(sum(part.walkPersons));
  const bytes = encodeFrames(whole);
  // 48 header, 8 positions, and as much as the part's own fields: 3 frames of 1, 5 and 2 places.
  expect(bytes.length).toBe(48 + 4 * 8 + 3 * (12 * 1 + 4 * 5 + 6 * 2));
  expect(decodeFrames(bytes.buffer as ArrayBuffer)).toEqual(whole);
  const known = Array.from({ length: 1500 }, (_, i) => i).filter((i) =>
    isStudied(whole.study, 'walkLinks', i),
  );
  expect(known).toEqual([...study.walkLinks]);
  expect(isStudied(null, 'walkLinks', 4)).toBe(true);
});
