import { expect, test } from 'vitest';
import { DEFAULT_MODE_SHARES, eventPlanSchema, measureSchema } from './scenario.ts';

const event = {
  id: 'e1',
  name: 'Concert',
  venue: 'stadium',
  attendance: 60_000,
  startMs: 1_790_000_000_000,
  endMs: 1_790_009_000_000,
  endSpreadMinutes: 8,
  modeShares: DEFAULT_MODE_SHARES,
};

test.each([
  ['negative attendance', { attendance: -1 }],
  ['fractional people', { attendance: 1.5 }],
  ['an end before the start', { endMs: event.startMs - 1 }],
  ['not a number', { attendance: Number.NaN }],
  [
    'shares that do not add up',
    {
      modeShares: { ...DEFAULT_MODE_SHARES, dry: { metro: 0.5, car: 0.1, taxi: 0.1, walk: 0.1 } },
    },
  ],
  ['an unknown key', { color: 'red' }],
])('an event with %s is refused', (_name, change) => {
  expect(eventPlanSchema.safeParse(event).success).toBe(true);
  expect(eventPlanSchema.safeParse({ ...event, ...change }).success).toBe(false);
});

test('a measure of an unknown type is refused', () => {
  const base = { id: 'm1', fromMs: 1, untilMs: 2 };
  expect(measureSchema.safeParse({ ...base, type: 'close-gate', gate: 'g1' }).success).toBe(true);
  expect(measureSchema.safeParse({ ...base, type: 'fly', gate: 'g1' }).success).toBe(false);
});
