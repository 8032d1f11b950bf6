import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALARM_PRIORITIES, ALARM_RANK, type Alarm, alarmSchema } from '#contracts';
import { alarmsWithin, groupAlarms, placeKey } from './group-alarms.ts';

const alarm = (change: Readonly<Record<string, unknown>>): Alarm =>
  alarmSchema.parse({
    id: 'a',
    priority: 'high',
    cause: 'smoke',
    place: { type: 'unit', cell: 7, code: 'way-12-3F-301' },
    placeName: { zh: '甲', en: 'A' },
    point: [0, 0],
    raisedMs: 1000,
    kind: 'measured',
    source: 'unit/smoke',
    message: { zh: '烟雾', en: 'Smoke' },
    status: { state: 'active' },
    ...change,
  });

describe('groupAlarms', () => {
  it('puts the highest priority first and within it the oldest', () => {
    const groups = groupAlarms(
      [
        alarm({ id: 'late', raisedMs: 9 }),
        alarm({ id: 'worst', priority: 'critical', raisedMs: 20 }),
        alarm({ id: 'early', raisedMs: 5 }),
        alarm({ id: 'seen', raisedMs: 1, status: { state: 'acknowledged', by: 'x', atMs: 2 } }),
      ],
      false,
    );
    expect(groups.map((group) => group.key)).toEqual(['worst', 'early', 'late', 'seen']);
  });

  it('drops what is cleared and seen, keeps what is cleared and unseen', () => {
    const cleared = (by: string | null) => ({ state: 'cleared', atMs: 5, acknowledgedBy: by });
    const groups = groupAlarms(
      [alarm({ id: 'seen', status: cleared('x') }), alarm({ id: 'unseen', status: cleared(null) })],
      false,
    );
    expect(groups.map((group) => group.key)).toEqual(['unseen']);
  });

  it('puts what ended after what goes on, and drops a hint that ended by itself', () => {
    const status = { state: 'cleared', atMs: 5, acknowledgedBy: null };
    const groups = groupAlarms(
      [
        alarm({ id: 'ended', priority: 'critical', status }),
        alarm({ id: 'hint', priority: 'advisory', cause: 'feed-silent', status }),
        alarm({ id: 'open', priority: 'medium' }),
      ],
      false,
    );
    expect(groups.map((group) => group.key)).toEqual(['open', 'ended']);
  });

  it('turns a flood of sixty in three buildings into three lines', () => {
    const flood = Array.from({ length: 60 }, (_, i) =>
      alarm({
        id: `a${i}`,
        place: { type: 'unit', cell: i, code: `b-${i % 3}-${i}F-01` },
        raisedMs: i,
      }),
    );
    const groups = groupAlarms(flood, true);
    expect(groups.map((group) => group.alarms.length)).toEqual([20, 20, 20]);
    expect(alarmsWithin(flood, 59, 10 * 60_000)).toBe(60);
  });

  it('neither loses nor doubles an alarm, and ranks each group by its worst', () => {
    const arbitrary = fc.array(
      fc.record({
        priority: fc.constantFrom(...ALARM_PRIORITIES),
        cause: fc.constantFrom('smoke', 'leak'),
        building: fc.integer({ min: 0, max: 4 }),
        raisedMs: fc.integer({ min: 0, max: 1000 }),
      }),
      { maxLength: 80 },
    );
    fc.assert(
      fc.property(arbitrary, fc.boolean(), (rows, flood) => {
        const alarms = rows.map((row, i) =>
          alarm({
            ...row,
            id: `${i}`,
            place: { type: 'unit', cell: i, code: `${row.building}-1F-${i}` },
          }),
        );
        const groups = groupAlarms(alarms, flood);
        const ids = groups.flatMap((group) => group.alarms.map((one) => one.id));
        expect(new Set(ids).size).toBe(alarms.length);
        expect(ids.length).toBe(alarms.length);
        for (const group of groups) {
          const worst = Math.max(...group.alarms.map((one) => ALARM_RANK[one.priority]));
          expect(ALARM_RANK[group.priority]).toBe(worst);
        }
      }),
      { seed: 20261122, numRuns: 100 },
    );
  });
});

describe('placeKey', () => {
  it('finds the building of a unit code even when the building id has hyphens', () => {
    expect(placeKey(alarm({}))).toBe('building way-12');
  });
});
