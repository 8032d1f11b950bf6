import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MESSAGE_SCHEMAS, type MessageType, topicOf } from '#contracts';
import { openCity } from '../registry/index.ts';
import { buildFixtureCity, FIXTURE } from '../testing/build-fixture-city.ts';
import { CLOCK_BOUNDS, type DecodeContext, decodeMessage } from './decode-message.ts';

const NOW_MS = 1_790_000_000_000;
let context: DecodeContext;
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'gezi-decode-'));
  buildFixtureCity(directory);
  const city = openCity(directory);
  const sensors = new Map(city.networks.sensors.map((sensor) => [sensor.id as string, sensor]));
  context = { district: FIXTURE.district, sensors, cells: city.cells, clockRate: 1 };
  city.close();
});
afterAll(() => rmSync(directory, { recursive: true }));

const decode = (
  type: MessageType,
  id: string,
  payload: unknown,
  district: string = FIXTURE.district,
) =>
  decodeMessage(topicOf(district, type, id), Buffer.from(JSON.stringify(payload)), context, NOW_MS);
const smoke = { timeMs: NOW_MS, alarm: true };
const power = (unit: string) => ({ timeMs: NOW_MS, readings: [{ unit, value: 500 }] });

test('counts over an interval become rates of the named sensor', () => {
  const payload = { timeMs: NOW_MS, intervalSeconds: 30, forward: 12, backward: 3 };
  expect(decode('people-counter/count', 'counter/1', payload)).toEqual({
    ok: true,
    observations: [
      {
        subject: 'counter/1',
        quantity: 'forwardPersonsPerMinute',
        timeMs: NOW_MS,
        receivedMs: NOW_MS,
        value: 24,
      },
      {
        subject: 'counter/1',
        quantity: 'backwardPersonsPerMinute',
        timeMs: NOW_MS,
        receivedMs: NOW_MS,
        value: 6,
      },
    ],
  });
});

test('a detector without vehicles gives a flow and no speed', () => {
  const payload = {
    timeMs: NOW_MS,
    intervalSeconds: 60,
    vehicles: 0,
    meanSpeedMetresPerSecond: null,
  };
  const decoded = decode('road-detector/flow', 'road-1', payload);
  expect(decoded.ok && decoded.observations.map((o) => [o.quantity, o.value])).toEqual([
    ['flowVehiclesPerHour', 0],
  ]);
});

test.each([
  ['district', () => decode('unit/smoke', FIXTURE.unit, smoke, 'elsewhere')],
  ['unit', () => decode('unit/smoke', 'tower-9F-901', smoke)],
  ['schema', () => decode('unit/smoke', FIXTURE.unit, { timeMs: NOW_MS, alarm: 1 })],
  [
    'device',
    () =>
      decode('road-detector/flow', 'counter/1', {
        timeMs: NOW_MS,
        intervalSeconds: 60,
        vehicles: 1,
        meanSpeedMetresPerSecond: 9,
      }),
  ],
  ['device', () => decode('building/power', 'nowhere', power(FIXTURE.unit))],
  ['unit', () => decode('building/power', 'hall', power(FIXTURE.unit))],
  [
    'clock',
    () => decode('building/power', 'tower', { ...power(FIXTURE.unit), timeMs: NOW_MS + 600_000 }),
  ],
  [
    'clock',
    () =>
      decode('building/power', 'tower', {
        ...power(FIXTURE.unit),
        timeMs: NOW_MS - 25 * 3_600_000,
      }),
  ],
  ['topic', () => decodeMessage('gezi/fixture/unit/x', Buffer.from('{}'), context, NOW_MS)],
  [
    'json',
    () =>
      decodeMessage(
        topicOf('fixture', 'unit/smoke', FIXTURE.unit),
        Buffer.from([0xff, 0x7b]),
        context,
        NOW_MS,
      ),
  ],
] as const)('refused whole: %s', (reason, run) => {
  const decoded = run();
  expect(decoded).toMatchObject({ ok: false, reason });
});

test('one unknown unit among many refuses the whole message', () => {
  const readings = [FIXTURE.unit, 'tower-1F-102', 'tower-7F-701'].map((unit) => ({
    unit,
    value: 1,
  }));
  expect(decode('building/power', 'tower', { timeMs: NOW_MS, readings })).toMatchObject({
    ok: false,
  });
});

test('a smoke signal from a wrong clock counts at the time at which it arrived', () => {
  const at = (timeMs: number) => {
    const decoded = decode('unit/smoke', FIXTURE.unit, { timeMs, alarm: true });
    return decoded.ok ? decoded.observations[0]?.timeMs : null;
  };
  expect(at(NOW_MS - 1_000)).toBe(NOW_MS - 1_000);
  expect(at(NOW_MS + 86_400_000)).toBe(NOW_MS);
  expect(at(0)).toBe(NOW_MS);
});

test('transit counts at the clock’s rate: a minute’s lead passes at ×60 and not at ×1', () => {
  const lead = CLOCK_BOUNDS.aheadMs + 60_000;
  const payload = Buffer.from(JSON.stringify({ ...power(FIXTURE.unit), timeMs: NOW_MS + lead }));
  const topic = topicOf(FIXTURE.district, 'building/power', 'tower');
  expect(decodeMessage(topic, payload, context, NOW_MS).ok).toBe(false);
  expect(decodeMessage(topic, payload, { ...context, clockRate: 60 }, NOW_MS).ok).toBe(true);
});

test('whatever the bytes and the topic, decoding answers and never throws', () => {
  const types = Object.keys(MESSAGE_SCHEMAS) as MessageType[];
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.constantFrom(...types.map((type) => topicOf('fixture', type, FIXTURE.unit))),
      ),
      fc.oneof(
        fc.uint8Array(),
        fc.json().map((text) => new TextEncoder().encode(text)),
      ),
      (topic, payload) => {
        const decoded = decodeMessage(topic, payload, context, NOW_MS);
        if (!decoded.ok) expect(decoded.detail.length).toBeGreaterThan(0);
      },
    ),
    { seed: 4, numRuns: 2_000 },
  );
});
