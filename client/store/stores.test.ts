import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFrames, encodeCellChanges, forecastIdSchema } from '#contracts';
import { createCellBytes } from './cell-bytes.ts';
import {
  clockNowMs,
  correctClock,
  createClockStore,
  phaseOf,
  SCRUB_REACH_MS,
  setClock,
  shownTimeMs,
} from './clock-store.ts';
import { frameAt, transitAt } from './frames-store.ts';
import { EMPTY_LIVE_STATE, reduceLive } from './live-store.ts';

const MINUTE = 60_000;

test("the district's clock is the server's, whatever this machine's clock says", () => {
  for (const rate of [1, 60]) {
    const store = createClockStore();
    const settings = { mode: 'demonstration', startMs: 1000 * MINUTE, epochMs: 0, rate } as const;
    // The server is 20 min into the demonstration; this machine's clock is a day off.
    const wallMs = 20 * MINUTE + 86_400_000;
    setClock(store, settings, 1000 * MINUTE + 20 * MINUTE * rate, wallMs);
    expect(clockNowMs(store.getState(), wallMs)).toBeCloseTo(1000 * MINUTE + 20 * MINUTE * rate, 3);
    expect(clockNowMs(store.getState(), wallMs + 1000)).toBeCloseTo(
      1000 * MINUTE + (20 * MINUTE + 1000) * rate,
      3,
    );
  }
});

test('a late message does not set the clock back; a clock that was set back is followed', () => {
  const store = createClockStore();
  setClock(store, { mode: 'real' }, 100_000, 0);
  correctClock(store, 100_500, 1000); // half a second under way
  expect(clockNowMs(store.getState(), 1000)).toBe(101_000);
  correctClock(store, 103_000, 2000); // ahead of ours: ours was slow
  expect(clockNowMs(store.getState(), 2000)).toBe(103_000);
  correctClock(store, 50_000, 3000);
  expect(clockNowMs(store.getState(), 3000)).toBe(50_000);
});

test('a chosen time stays within two hours to either side', () => {
  const store = createClockStore();
  setClock(store, { mode: 'real' }, 1e9, 0);
  const shown = (scrubMs: number | null) => {
    store.setState({ scrubMs });
    return shownTimeMs(store.getState(), 0);
  };
  expect(shown(null)).toBe(1e9);
  expect(shown(1e9 + 5)).toBe(1e9 + 5);
  expect(shown(9e9)).toBe(1e9 + SCRUB_REACH_MS);
  expect(shown(0)).toBe(1e9 - SCRUB_REACH_MS);
  expect([phaseOf(1e9, 1e9), phaseOf(1e9 + MINUTE, 1e9), phaseOf(1e9 - MINUTE, 1e9)]).toEqual([
    'live',
    'future',
    'past',
  ]);
});

test('cell changes in any order end as the snapshot they describe', () => {
  const cells = 64;
  const change = fc.tuple(fc.nat(cells - 1), fc.nat(255));
  fc.assert(
    fc.property(fc.array(fc.array(change, { maxLength: 20 }), { maxLength: 10 }), (batches) => {
      const truth = new Uint8Array(cells);
      const store = createCellBytes();
      const mirror = new Uint8Array(cells);
      const stop = store.subscribe((told) => mirror.set(told.bytes));
      store.replace('power', truth);
      for (const batch of batches) {
        for (const [cell, byte] of batch) truth[cell] = byte;
        store.apply(
          'power',
          encodeCellChanges(
            batch.map(([cell]) => cell),
            truth,
          ),
        );
      }
      stop();
      expect(store.get('power')).toEqual(truth);
      expect(mirror).toEqual(truth);
      expect(store.get('water')).toBeNull();
    }),
    { seed: 1 },
  );
});

test('a cell beyond the city is ignored, a delta before its snapshot too', () => {
  const store = createCellBytes();
  const far = new Uint8Array(100);
  far[99] = 7;
  store.apply('alarm', encodeCellChanges([99], far));
  store.replace('alarm', new Uint8Array(10));
  store.apply('alarm', encodeCellChanges([99], far));
  expect(store.get('alarm')).toEqual(new Uint8Array(10));
});

test('the forecast wins from its first frame on, the past before it, nothing beyond', () => {
  const sizes = { walkLinkCount: 0, streetLinkCount: 0, stationCount: 0 };
  const frames = createFrames({ ...sizes, startMs: 100 * MINUTE, frameCount: 121 });
  const past = createFrames({ ...sizes, startMs: 40 * MINUTE, frameCount: 60 });
  const state = {
    forecast: { id: forecastIdSchema.parse('f'), frames },
    ...{ past, transit: null, pastTransit: null, problem: null },
  };
  const at = (minutes: number) => {
    const choice = frameAt(state, minutes * MINUTE);
    return choice === null ? null : [choice.from, choice.index];
  };
  expect(at(100)).toEqual(['forecast', 0]);
  expect(at(220)).toEqual(['forecast', 120]);
  expect(at(99.4)).toEqual(['past', 59]);
  expect(at(40)).toEqual(['past', 0]);
  expect(at(221)).toBeNull();
  expect(at(39)).toBeNull();
});

test('trains are the forecast’s from its first minute on, before it those of the past', () => {
  const transit = (minute: number, frameCount: number) => ({
    ...{ startMs: minute * MINUTE, frameCount, member: 0, members: 1 },
    ...{ platforms: [], stops: [], entrances: [], patterns: [] },
    platformPersons: new Uint32Array(),
    platformPersonsHigh: new Uint32Array(),
    stopLeftBehind: new Uint32Array(),
    stopLeftBehindHigh: new Uint32Array(),
    entranceQueue: new Uint32Array(),
    trainStart: new Uint32Array(frameCount + 1),
    trainNumber: new Uint16Array(),
    trainPattern: new Uint16Array(),
    trainPosition: new Uint16Array(),
    trainAboard: new Uint16Array(),
    trainLeftBehind: new Uint16Array(),
  });
  const now = { id: forecastIdSchema.parse('f'), frames: transit(100, 121) };
  const whole = { forecast: null, past: null, transit: now, problem: null };
  const at = (minute: number, pastTransit: ReturnType<typeof transit> | null) =>
    transitAt({ ...whole, pastTransit }, minute * MINUTE)?.from ?? null;
  const past = transit(40, 61);
  expect([39, 40, 99.5, 100, 220, 221].map((minute) => at(minute, past))).toEqual([
    ...[null, 'past', 'past', 'forecast', 'forecast', null],
  ]);
  // The clock may stand just before the newest forecast, with the past not asked for yet.
  expect([98.9, 99.5].map((minute) => at(minute, null))).toEqual([null, 'forecast']);
});

test('a snapshot replaces, a delta merges by id', () => {
  const value = (sensor: string, reading: number) => ({
    sensor,
    quantity: 'flowVehiclesPerHour' as const,
    value: reading,
    timeMs: 1,
  });
  const first = reduceLive(EMPTY_LIVE_STATE, {
    type: 'snapshot',
    channel: 'sensors',
    data: [value('a', 1), value('b', 2)],
  });
  const second = reduceLive(first, { type: 'delta', channel: 'sensors', data: [value('b', 3)] });
  expect([...(second.sensors?.values() ?? [])].map((item) => item.value)).toEqual([1, 3]);
  const third = reduceLive(second, { type: 'snapshot', channel: 'sensors', data: [value('c', 4)] });
  expect([...(third.sensors?.keys() ?? [])]).toEqual(['c|flowVehiclesPerHour']);
  expect(first.sensors?.size).toBe(2);
});
