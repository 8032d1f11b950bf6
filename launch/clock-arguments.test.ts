import { expect, test } from 'vitest';
import { clockArguments } from './clock-arguments.ts';

const demonstration = { mode: 'demonstration', at: '21:30', rate: 60 } as const;

test("the start is today's time on the district's wall, not on the machine's", () => {
  // 17:00 UTC on 1 June is already 01:00 on 2 June in Shanghai (UTC+8).
  const nowMs = Date.UTC(2026, 5, 1, 17, 0);
  expect(clockArguments(demonstration, 'Asia/Shanghai', nowMs)).toEqual([
    '--clock-start',
    '2026-06-02T13:30:00Z',
    '--clock-rate',
    '60',
    '--clock-epoch',
    String(nowMs),
  ]);
});

test('summer time is respected', () => {
  // Berlin is UTC+2 in June and UTC+1 in January.
  expect(clockArguments(demonstration, 'Europe/Berlin', Date.UTC(2026, 5, 1))[1]).toBe(
    '2026-06-01T19:30:00Z',
  );
  expect(clockArguments(demonstration, 'Europe/Berlin', Date.UTC(2026, 0, 1))[1]).toBe(
    '2026-01-01T20:30:00Z',
  );
});

test('real time has no start', () => {
  expect(clockArguments({ mode: 'real' }, 'Asia/Shanghai', 0)).toEqual([
    '--clock-start',
    'none',
    '--clock-rate',
    '1',
  ]);
});
