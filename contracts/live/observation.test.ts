import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MESSAGE_SCHEMAS, type MessageType, parseTopic, topicOf } from './observation.ts';

const types = Object.keys(MESSAGE_SCHEMAS) as MessageType[];

test('any device id survives the way through a topic', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...types),
      fc.string({ minLength: 1, unit: 'grapheme' }),
      (type, id) => {
        expect(parseTopic(topicOf('monaco', type, id))).toEqual({
          ok: true,
          district: 'monaco',
          type,
          deviceId: id,
        });
      },
    ),
    { seed: 1 },
  );
});

test.each([
  ['gezi/monaco/unit/a'],
  ['other/monaco/unit/a/smoke'],
  ['gezi/monaco/unit/a/smoke/more'],
  ['gezi/monaco/unit//smoke'],
  ['gezi/monaco/unit/%zz/smoke'],
  ['gezi/monaco/constructor/x/name'],
])('topic %s is refused with a reason', (topic) => {
  const parsed = parseTopic(topic);
  expect(parsed.ok).toBe(false);
  if (!parsed.ok) expect(parsed.reason.length).toBeGreaterThan(10);
});

test('payloads are strict: a wrong type, a missing time and an unknown key are refused', () => {
  const smoke = MESSAGE_SCHEMAS['unit/smoke'];
  expect(smoke.safeParse({ timeMs: 1_790_000_000_000, alarm: true }).success).toBe(true);
  expect(smoke.safeParse({ timeMs: 1_790_000_000_000, alarm: 'yes' }).success).toBe(false);
  expect(smoke.safeParse({ alarm: true }).success).toBe(false);
  expect(smoke.safeParse({ timeMs: 1, alarm: true, extra: 1 }).success).toBe(false);
});
