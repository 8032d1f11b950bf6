import { expect, test } from 'vitest';
import { createFrames, encodeFrames } from '#contracts';
import { joinPastFrames, takeFrame } from './past-frames.ts';

const MINUTE = 60_000;
const at = (minute: number, persons: number) => {
  const frame = createFrames({
    startMs: 1_000_000 * MINUTE + minute * MINUTE,
    frameCount: 1,
    walkLinkCount: 2,
    streetLinkCount: 1,
    stationCount: 1,
  });
  frame.walkPersons.set([persons, persons + 1]);
  frame.stationWaiting[0] = persons * 10;
  return encodeFrames(frame);
};

test('a missing minute repeats the one before it', () => {
  const joined = joinPastFrames([at(0, 5), at(1, 6), at(4, 9)]);
  expect(joined?.frameCount).toBe(5);
  expect([...(joined?.walkPersons ?? [])]).toEqual([5, 6, 6, 7, 6, 7, 6, 7, 9, 10]);
  expect([...(joined?.stationWaiting ?? [])]).toEqual([50, 60, 60, 60, 90]);
});

test('after a long gap the series begins anew', () => {
  const joined = joinPastFrames([at(0, 5), at(20, 6), at(21, 7)]);
  expect(joined?.frameCount).toBe(2);
  expect(joined?.walkPersons[0]).toBe(6);
});

test('the later of two forecasts in a minute holds; nothing stored is null', () => {
  expect(joinPastFrames([at(0, 5), at(0, 8)])?.walkPersons[0]).toBe(8);
  expect(joinPastFrames([])).toBeNull();
});

test('one frame can be taken out of many', () => {
  const joined = joinPastFrames([at(0, 5), at(1, 6)]);
  expect(joined && takeFrame(joined, 1).walkPersons[0]).toBe(6);
});
