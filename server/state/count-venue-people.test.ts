import { expect, test } from 'vitest';
import { type EventPlan, eventPlanSchema, type Observation } from '#contracts';
import { createVenueCount, type VenueCount } from './count-venue-people.ts';

const at = (clock: string): number => Date.parse(`2026-11-22T${clock}:00+08:00`);
const shares = { metro: 1, taxi: 0, car: 0, bus: 0, walk: 0 };
const CONCERT = {
  id: 'concert',
  name: 'Concert',
  venue: 'stadium',
  attendance: 60_000,
  startMs: at('19:30'),
  endMs: at('22:00'),
  endSpreadMinutes: 10,
  modeShares: { dry: shares, rain: shares },
};

const countWith = (events: readonly EventPlan[]): VenueCount =>
  createVenueCount({ timeZone: 'Asia/Shanghai', events: () => events });
const withConcert = (): VenueCount => countWith([eventPlanSchema.parse(CONCERT)]);

/** One gate's message a minute over [from, until]: persons a minute in and out. */
function minutes(from: string, until: string, inward: number, outward: number): Observation[] {
  const messages: Observation[] = [];
  for (let timeMs = at(from); timeMs <= at(until); timeMs += 60_000) {
    const base = { subject: 'gate-a', timeMs, receivedMs: timeMs };
    messages.push({ ...base, quantity: 'inPersonsPerMinute', value: inward });
    messages.push({ ...base, quantity: 'outPersonsPerMinute', value: outward });
  }
  return messages;
}
const personsIn = (count: VenueCount): number | null | undefined => count.read()?.persons;

test('counted from before the doors open: in less out, no plan needed', () => {
  const count = withConcert();
  // 61 messages of 50 in and 10 out: 61 × 40 persons.
  count.apply(minutes('17:00', '18:00', 50, 10));
  expect(count.read()).toEqual({ persons: 61 * 40, timeMs: at('18:00'), fromPlan: false });
});

test('begun during the event: the attendance less those who leave, never more than it', () => {
  const count = withConcert();
  count.apply(minutes('20:01', '20:30', 3, 0));
  expect(personsIn(count)).toBe(60_000);
  count.apply(minutes('20:31', '20:40', 0, 100));
  expect(count.read()).toMatchObject({ persons: 59_000, fromPlan: true });
});

test('an egress counted through leaves what has not come out yet', () => {
  const count = withConcert();
  count.apply(minutes('21:31', '22:00', 0, 0));
  count.apply(minutes('22:01', '22:46', 0, 1_200));
  expect(personsIn(count)).toBe(60_000 - 46 * 1_200);
});

test('restarted later with a gap: what few came in before the gap does not stand for the event', () => {
  const count = withConcert();
  // The afternoon's server saw 80 minutes of 60 in; the demonstration goes on at 21:50.
  count.apply(minutes('17:00', '18:19', 60, 0));
  expect(personsIn(count)).toBe(4_800);
  count.apply(minutes('19:50', '21:50', 0, 1));
  expect(count.read()).toMatchObject({ persons: 60_000 - 121, fromPlan: true });
});

test('messages stored and sent again, as after a restart, count once', () => {
  const count = withConcert();
  const seen = minutes('20:01', '21:00', 0, 10);
  count.apply(seen);
  count.apply(minutes('19:30', '20:00', 0, 10));
  count.apply(seen);
  expect(personsIn(count)).toBe(60_000 - 600);
});

test('begun while people come or leave: unknown, until the plan knows again', () => {
  const coming = withConcert();
  coming.apply(minutes('18:45', '19:29', 400, 0));
  expect(coming.read()).toMatchObject({ persons: null, fromPlan: false });
  coming.apply(minutes('19:30', '19:40', 10, 0));
  expect(personsIn(coming)).toBe(60_000);

  const leaving = withConcert();
  leaving.apply(minutes('22:20', '23:59', 0, 500));
  expect(personsIn(leaving)).toBeNull();
  const midnight = Date.parse('2026-11-23T00:00:00+08:00');
  const [last] = minutes('22:00', '22:00', 0, 0);
  if (last) leaving.apply([{ ...last, timeMs: midnight, receivedMs: midnight }]);
  expect(personsIn(leaving)).toBe(0);
});

test('a district day without an event counts from nobody; nothing heard is no figure', () => {
  const count = countWith([]);
  expect(count.read()).toBeNull();
  count.apply(minutes('09:00', '09:09', 5, 2));
  expect(count.read()).toMatchObject({ persons: 30, fromPlan: false });
});
