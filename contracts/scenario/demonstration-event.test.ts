import { expect, test } from 'vitest';
import {
  type DemonstrationEvent,
  demonstrationEventSchema,
  placeOnDay,
} from './demonstration-event.ts';
import { DEFAULT_MODE_SHARES, eventPlanSchema } from './scenario.ts';

const concert: DemonstrationEvent = demonstrationEventSchema.parse({
  name: { zh: '演唱会', en: 'Concert' },
  venue: 'v',
  attendance: 60_000,
  startLocalTime: '19:30',
  endLocalTime: '22:00',
  endSpreadMinutes: 4,
  modeShares: DEFAULT_MODE_SHARES,
  source: 'test',
});

test('a Shanghai evening is placed at UTC+8, whichever side of midnight UTC the clock is', () => {
  const plan = placeOnDay(concert, Date.parse('2026-11-21T16:30:00Z'), 'Asia/Shanghai');
  expect(plan.startMs).toBe(Date.parse('2026-11-22T19:30:00+08:00'));
  expect(plan.endMs).toBe(Date.parse('2026-11-22T22:00:00+08:00'));
  expect(eventPlanSchema.safeParse(plan).success).toBe(true);
});

test('an end after midnight is on the next day, through a change of summer time too', () => {
  const late = { ...concert, startLocalTime: '23:00', endLocalTime: '03:30' };
  const plan = placeOnDay(late, Date.parse('2026-10-24T12:00:00Z'), 'Europe/Monaco');
  // Clocks go back at 03:00 on 25 October 2026: 23:00+02:00 to 03:30+01:00 is 5.5 h.
  expect(plan.endMs - plan.startMs).toBe(5.5 * 3_600_000);
});
