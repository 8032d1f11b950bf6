import { expect, test } from 'vitest';
import { eventPlanSchema } from '#contracts';
import { StoreWriteError } from './open-database.ts';
import { openStore } from './open-store.ts';

const observation = (timeMs: number, value = 1) =>
  ({ subject: 'a', quantity: 'powerWatts', timeMs, receivedMs: timeMs + 5, value }) as const;

test('an observation written twice is there once, with the later value', () => {
  const store = openStore(':memory:');
  store.observations.insert([observation(1_000, 1), observation(2_000, 2)]);
  store.observations.insert([observation(1_000, 7)]);
  expect(store.observations.read('a', 'powerWatts', 0, 9_000, 100)).toEqual({
    timesMs: [1_000, 2_000],
    values: [7, 2],
  });
  const latest: number[] = [];
  store.observations.forEachLatest((o) => latest.push(o.value));
  expect(latest).toEqual([2]);
});

test('a range is half open and keeps the newest points when it is too long', () => {
  const store = openStore(':memory:');
  store.observations.insert([1_000, 2_000, 3_000, 4_000].map((timeMs) => observation(timeMs)));
  const read = (from: number, until: number, limit: number) =>
    store.observations.read('a', 'powerWatts', from, until, limit).timesMs;
  expect(read(2_000, 4_000, 10)).toEqual([2_000, 3_000]);
  expect(read(0, 9_000, 2)).toEqual([3_000, 4_000]);
});

test('pruning removes what is older, in steps over the series', () => {
  const store = openStore(':memory:');
  const subjects = ['a', 'b', 'c'];
  store.observations.insert(
    subjects.flatMap((subject) => [1_000, 5_000].map((t) => ({ ...observation(t), subject }))),
  );
  expect(store.observations.pruneStep(2_000, 2)).toBe(true);
  expect(store.observations.pruneStep(2_000, 2)).toBe(false);
  for (const subject of subjects) {
    expect(store.observations.read(subject, 'powerWatts', 0, 9_000, 9).timesMs).toEqual([5_000]);
  }
});

test('a full disk fails the write whole, names itself, and the next write succeeds once there is room', () => {
  const store = openStore(':memory:');
  const { sqlite } = store.database;
  const pages = Number(sqlite.prepare('PRAGMA page_count').get()?.page_count);
  sqlite.exec(`PRAGMA max_page_count = ${pages + 1}`);
  const many = Array.from({ length: 2_000 }, (_, i) => ({
    ...observation(1_000),
    subject: `s${i}`,
  }));
  expect(() => store.observations.insert(many)).toThrow(StoreWriteError);
  expect(store.database.writeFailure()).toMatch(/full/);
  expect(store.observations.read('s0', 'powerWatts', 0, 9_000, 9).timesMs).toEqual([]);
  sqlite.exec('PRAGMA max_page_count = 100000');
  store.observations.insert(many);
  expect(store.database.writeFailure()).toBeNull();
  expect(store.observations.read('s1999', 'powerWatts', 0, 9_000, 9).timesMs).toEqual([1_000]);
});

test('a record comes back as it went in; a damaged one is named', () => {
  const store = openStore(':memory:');
  const shares = { metro: 0.55, car: 0.12, taxi: 0.15, bus: 0, walk: 0.18 };
  const event = eventPlanSchema.parse({
    ...{ id: 'e1', name: 'Concert', venue: 'v', attendance: 10, startMs: 1, endMs: 2 },
    ...{ endSpreadMinutes: 4, modeShares: { dry: shares, rain: shares } },
  });
  store.events.put(event.id, event.startMs, event);
  expect(store.events.get('e1')).toEqual(event);
  store.database.sqlite.exec(`UPDATE event_plan SET body = '{"id":"e1"}'`);
  expect(() => store.events.get('e1')).toThrow(/event_plan, id e1/);
});

test('the audit chain holds, and a changed, a removed and a reordered row are each found', () => {
  const store = openStore(':memory:');
  const { sqlite } = store.database;
  for (let i = 0; i < 5; i += 1) {
    store.audit.append({ actor: 'a', action: 'x.y', subject: `s${i}`, detail: { i } }, 1_000 + i);
  }
  expect(store.audit.verify()).toMatchObject({ ok: true, rows: 5 });
  expect(() => sqlite.exec(`UPDATE audit SET actor = 'b' WHERE seq = 3`)).toThrow(/append-only/);
  sqlite.exec('DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete');
  sqlite.exec(`UPDATE audit SET actor = 'b' WHERE seq = 3`);
  expect(store.audit.verify()).toMatchObject({ ok: false, seq: 3 });
  sqlite.exec(`UPDATE audit SET actor = 'a' WHERE seq = 3`);
  expect(store.audit.verify().ok).toBe(true);
  sqlite.exec('DELETE FROM audit WHERE seq = 2');
  expect(store.audit.verify()).toMatchObject({ ok: false, seq: 3 });
});

test('a one-time token works once and not after its time', () => {
  const store = openStore(':memory:');
  store.accounts.put('a', ['operator'], null, 0);
  store.accounts.addToken('t1', 'a', 1_000);
  store.accounts.addToken('t2', 'a', 1_000);
  expect(store.accounts.takeToken('t1', 500)).toBe('a');
  expect(store.accounts.takeToken('t1', 500)).toBeNull();
  expect(store.accounts.takeToken('t2', 1_000)).toBeNull();
});
