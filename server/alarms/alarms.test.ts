import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type Alarm,
  type Observation,
  sensorIdSchema,
  stationIdSchema,
  walkLinkIdSchema,
} from '#contracts';
import { createDistrictClock } from '../clock/district-clock.ts';
import { type City, openCity } from '../registry/index.ts';
import { createDistrictState, type SensorPresence } from '../state/district-state.ts';
import { createLatestValues } from '../state/latest-values.ts';
import { openStore, type Store } from '../store/index.ts';
import { buildFixtureCity, FIXTURE } from '../testing/build-fixture-city.ts';
import { type AlarmBook, createAlarmBook } from './alarm-book.ts';
import { createCrowdingAlarms } from './judge-crowding.ts';
import { judgeSignals } from './judge-signals.ts';
import { watchSilence } from './watch-silence.ts';

const NOW_MS = 1_790_000_000_000;
let directory: string;
let city: City;
let store: Store;
let book: AlarmBook;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gezi-alarms-'));
  buildFixtureCity(directory);
  city = openCity(directory);
  store = openStore(':memory:');
  book = createAlarmBook(store, () => NOW_MS, city.cells.cellOfUnit);
});
afterEach(() => {
  city.close();
  store.close();
  rmSync(directory, { recursive: true });
});

const states = (): string[] =>
  book
    .list(0)
    .map((alarm) => `${alarm.cause} ${alarm.status.state}`)
    .sort();
const smoke = (step: number, value: number): Observation => {
  const timeMs = NOW_MS + step;
  return { subject: FIXTURE.unit, quantity: 'smoke', timeMs, receivedMs: timeMs, value };
};
const latest = createLatestValues({
  count: FIXTURE.unitCell + 1,
  cellOfUnit: new Map([[FIXTURE.unit, FIXTURE.unitCell]]),
});
const judge = (observations: readonly Observation[]): readonly Alarm[] => {
  const changes = judgeSignals(observations, { city, book, latest, kindOfUnit: () => 'measured' });
  book.write(changes);
  book.apply(changes);
  return changes;
};

test('a lasting signal raises once; its end clears; a new one raises anew', () => {
  expect(judge([smoke(1, 1)])).toHaveLength(1);
  expect(judge([smoke(2, 1), smoke(3, 1)])).toEqual([]);
  judge([smoke(4, 0)]);
  expect(states()).toEqual(['smoke cleared']);
  judge([smoke(5, 1)]);
  expect(states()).toEqual(['smoke active', 'smoke cleared']);
});

test('on and off within one group is one alarm that is over', () => {
  const [only, ...rest] = judge([smoke(1, 1), smoke(2, 0)]);
  expect(rest).toEqual([]);
  expect(only?.status.state).toBe('cleared');
});

test('an alarm, its acknowledgement and who made it survive a restart', () => {
  const [alarm] = judge([smoke(1, 1)]);
  book.acknowledge(alarm?.id ?? '', 'wang');
  const again = createAlarmBook(store, () => NOW_MS, city.cells.cellOfUnit);
  expect(again.get(alarm?.id ?? '')?.status).toEqual({
    state: 'acknowledged',
    by: 'wang',
    atMs: NOW_MS,
  });
  expect(again.rankOfCell(FIXTURE.unitCell)).toBe(4);
  expect(again.acknowledge(alarm?.id ?? '', 'li')?.status).toMatchObject({ by: 'wang' });
});

test('after another build an alarm is at its unit’s new cell, or out of the list where the unit is gone', () => {
  const [alarm] = judge([smoke(1, 1)]);
  const moved = createAlarmBook(store, () => NOW_MS, new Map([[FIXTURE.unit, 77]]));
  expect(moved.get(alarm?.id ?? '')?.place).toEqual({
    type: 'unit',
    cell: 77,
    code: FIXTURE.unit,
  });
  expect(moved.rankOfCell(77)).toBe(4);
  expect(createAlarmBook(store, () => NOW_MS, new Map()).list(0)).toEqual([]);
});

test('a failed transaction leaves neither alarm nor memory of it', () => {
  const changes = judgeSignals([smoke(1, 1)], { city, book, latest, kindOfUnit: () => 'measured' });
  expect(() =>
    store.transact(() => {
      book.write(changes);
      throw new Error('power cut');
    }),
  ).toThrow('power cut');
  expect(book.list(0)).toEqual([]);
  expect(store.alarms.list()).toEqual([]);
});

const link = walkLinkIdSchema.parse('walk-1');
const density = (personsPerSquareMetre: number) =>
  [{ type: 'density', link, personsPerSquareMetre, atMs: NOW_MS }] as const;

test('density: raised above 4 persons/m², kept at the limit, cleared when calm twice in a row', () => {
  const crowding = createCrowdingAlarms(city.networks, book, 'Asia/Shanghai');
  crowding.report('now', density(4));
  expect(states()).toEqual([]);
  crowding.report('now', density(4.2));
  expect(book.list(0)[0]).toMatchObject({
    priority: 'critical',
    kind: 'inferred',
    point: [134, 10],
  });
  // 3.5 lies between 85 % of the limit and the limit; 3.3 is calm.
  for (const value of [3.5, 3.3, 3.5, 3.3]) crowding.report('now', density(value));
  expect(states()).toEqual(['density active']);
  crowding.report('now', []);
  expect(states()).toEqual(['density cleared']);
});

test('forecast and present are separate alarms of one place, with their own priorities', () => {
  const crowding = createCrowdingAlarms(city.networks, book, 'Asia/Shanghai');
  crowding.report('forecast', density(5));
  crowding.report('now', density(5));
  expect(
    book
      .list(0)
      .map(({ priority, kind }) => `${priority} ${kind}`)
      .sort(),
  ).toEqual(['critical inferred', 'medium forecast']);
  const station = stationIdSchema.parse('station-1');
  crowding.report('now', [
    { type: 'station-queue', station, persons: 5_000, limitPersons: 4_000, atMs: NOW_MS },
  ]);
  expect(book.list(0).find(({ cause }) => cause === 'station-queue')?.priority).toBe('high');
});

const presence = (stale: number): SensorPresence[] =>
  city.networks.sensors.map((sensor, i) => ({
    sensor,
    heardMs: 1,
    stale: i < stale,
    silent: i < stale,
  }));

test('silence: one alarm a device, cleared when it speaks; many devices are one alarm', () => {
  watchSilence(presence(2), city.networks, book);
  expect(states()).toEqual(['feed-silent active', 'feed-silent active']);
  watchSilence(presence(1), city.networks, book);
  expect(states()).toEqual(['feed-silent active', 'feed-silent cleared']);
  watchSilence(presence(0), city.networks, book);
  const many = Array.from({ length: 40 }, (_, i) => {
    const sensor = city.networks.sensors[i % 5];
    if (!sensor) throw new Error('fixture has five sensors');
    return {
      sensor: { ...sensor, id: i < 5 ? sensor.id : sensorIdSchema.parse(`extra-${i}`) },
      heardMs: 1,
      stale: true,
      silent: true,
    };
  });
  watchSilence(many, city.networks, book);
  const open = book.list(0).filter(({ status }) => status.state === 'active');
  expect(open).toHaveLength(1);
  expect(open[0]?.message.en).toBe('40 devices are silent');
  // It stands for all of them: not at the first one's place.
  expect(open[0]?.point).toBeNull();
});

test('an alarm that ended before anybody saw it can be acknowledged, once', () => {
  const [raised] = judge([smoke(1, 1)]);
  judge([smoke(2, 0)]);
  const id = raised?.id ?? '';
  book.acknowledge(id, 'wang');
  expect(book.acknowledge(id, 'li')?.status).toMatchObject({
    state: 'cleared',
    acknowledgedBy: 'wang',
  });
});

test('after a clock set back, alarms of the future that is told anew are not there', () => {
  judge([smoke(1, 1)]);
  const hourBefore = createAlarmBook(store, () => NOW_MS - 3_600_000, city.cells.cellOfUnit);
  expect(hourBefore.list(0)).toEqual([]);
  expect(hourBefore.rankOfCell(FIXTURE.unitCell)).toBe(0);
});

/** The watch over a district whose clock starts at NOW_MS and whose counters were last heard before. */
function watchFromStart(lastReceivedMs: number, rate = 1) {
  let timeMs = NOW_MS;
  const clock = createDistrictClock(
    { mode: 'demonstration', startMs: NOW_MS, epochMs: 0, rate },
    () => 0,
  );
  const state = createDistrictState(city, { ...clock, rate, nowMs: () => timeMs });
  const speak = (atMs: number, receivedMs: number): void =>
    state.apply(
      city.networks.sensors.map((sensor) => ({
        subject: sensor.id,
        quantity: 'inPersonsPerMinute' as const,
        timeMs: atMs,
        receivedMs,
        value: 1,
      })),
    );
  speak(lastReceivedMs, lastReceivedMs);
  const openAt = (afterMinutes: number): number => {
    timeMs = NOW_MS + afterMinutes * 60_000;
    watchSilence(state.presence(), city.networks, book);
    return book.list(0).filter(({ status }) => status.state !== 'cleared').length;
  };
  return { speak, openAt };
}

test.each([
  ['hours before', -7_200_000],
  ['in a future that was set back', 7_200_000],
])('silence: no alarm right after a start when devices were last heard %s', (_, offsetMs) => {
  const { speak, openAt } = watchFromStart(NOW_MS + offsetMs);
  expect([openAt(0), openAt(1), openAt(5)]).toEqual([0, 0, 0]);
  // Stored messages arrive: their values are two hours old, but the devices speak.
  speak(NOW_MS - 7_000_000, NOW_MS + 5 * 60_000);
  expect(openAt(9)).toBe(0);
});

test('silence: devices that never come back after a start are alarmed, and cleared when they do', () => {
  const { speak, openAt } = watchFromStart(NOW_MS - 7_200_000);
  expect(openAt(60)).toBeGreaterThan(0);
  speak(NOW_MS + 60 * 60_000, NOW_MS + 60 * 60_000);
  expect(openAt(60)).toBe(0);
});
