import { expect, test } from 'vitest';
import { transitPatternIdSchema } from '#contracts';
import { presentHeadway, type Timetable } from './present-headway.ts';

const HOUR = 3600;
const id = (name: string) => transitPatternIdSchema.parse(name);
/** South: every 300 s from 20:00, every 450 s from 21:00 to 22:00, and a last train at 24:30. North: none. */
const network: Timetable = {
  lines: [{ kind: 'inferred' }],
  patterns: [
    { id: id('south'), line: 0 },
    { id: id('north'), line: 0 },
  ],
  profiles: [{ pattern: 0 }, { pattern: 1 }],
  trips: [{ profile: 0, startSecond: 24.5 * HOUR, id: 'last', block: null }],
  services: [
    { profile: 0, fromSecond: 20 * HOUR, untilSecond: 21 * HOUR, headwaySeconds: 300 },
    { profile: 0, fromSecond: 21 * HOUR, untilSecond: 22 * HOUR, headwaySeconds: 450 },
  ],
};

test.each([
  ['one service', 20, 21, 12, [300, 300]],
  ['two services', 20.5, 21.5, 10, [300, 450]],
  ['the last train alone, past midnight', 23.5, 25, 1, null],
  ['the same night by the next day’s clock', 0, 1, 1, null],
  ['nothing', 12, 13, 0, null],
] as const)('%s', (_, from, until, departures, gapSeconds) => {
  expect(presentHeadway(network, 'south', from * HOUR, until * HOUR)).toEqual({
    departures,
    gapSeconds,
    kind: 'inferred',
  });
});

test('a direction without trains has none; an unknown one has no answer', () => {
  expect(presentHeadway(network, 'north', 20 * HOUR, 21 * HOUR)?.departures).toBe(0);
  expect(presentHeadway(network, 'west', 20 * HOUR, 21 * HOUR)).toBeNull();
});
