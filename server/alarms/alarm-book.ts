/**
 * All alarms that are not over, and those that ended lately. One alarm a cause and place: a condition
 * that lasts raises it once. Every change is durable before anybody is told.
 *
 * active ──acknowledge──▶ acknowledged ──clear──▶ cleared
 * active ──clear──▶ cleared, unseen ──acknowledge──▶ cleared (ISA-18.2: returned to normal, unacknowledged)
 */
import {
  ALARM_RANK,
  type Alarm,
  type AlarmId,
  type AlarmPriority,
  alarmIdSchema,
  cellIdSchema,
  type LocalizedText,
  type ValueKind,
} from '#contracts';
import { SET_BACK_MS } from '../state/latest-values.ts';
import type { Store } from '../store/index.ts';
import type { NamedPlace } from './name-place.ts';

export interface AlarmInput extends NamedPlace {
  readonly priority: AlarmPriority;
  readonly cause: Alarm['cause'];
  readonly kind: ValueKind;
  readonly source: string;
  readonly message: LocalizedText;
}

export interface AlarmBook {
  /** Everything not cleared, and what was cleared since `clearedSinceMs`; newest first. */
  list(clearedSinceMs: number): readonly Alarm[];
  get(id: string): Alarm | null;
  /** The alarm of this cause, kind and place that is not over. */
  find(key: string): Alarm | null;
  openKeys(): readonly string[];
  /** Highest rank of the open alarms of a unit's cell, else 0. */
  rankOfCell(cell: number): number;
  openOfCell(cell: number): readonly Alarm[];
  /** Writes the changes; call `apply` when their transaction is durable. */
  write(changes: readonly Alarm[]): void;
  apply(changes: readonly Alarm[]): void;
  raise(input: AlarmInput): Alarm;
  clear(key: string): Alarm | null;
  /**
   * null when there is none; one that somebody has acknowledged stays as it is. An alarm that ended
   * unseen is acknowledged too: somebody has to know that it was there. `alongside` (audit) joins
   * the same transaction.
   */
  acknowledge(id: string, by: string, alongside?: () => void): Alarm | null;
  onChange(listener: (changed: readonly Alarm[]) => void): void;
}

const REMEMBERED_MS = 24 * 3_600_000;

/** `cellOfUnit`: the open city's. Alarms of units that it does not have any more are left in the store. */
export function createAlarmBook(
  store: Store,
  nowMs: () => number,
  cellOfUnit: Pick<ReadonlyMap<string, number>, 'get'>,
): AlarmBook {
  const byId = new Map<string, Alarm>();
  const openByKey = new Map<string, Alarm>();
  const listeners: ((changed: readonly Alarm[]) => void)[] = [];

  const index = (alarm: Alarm): void => {
    byId.set(alarm.id, alarm);
    const key = alarmKey(alarm);
    if (alarm.status.state !== 'cleared') openByKey.set(key, alarm);
    else if (openByKey.get(key)?.id === alarm.id) openByKey.delete(key);
  };
  // Oldest first, so that an open alarm wins over an older one of the same key.
  // A demonstration whose clock was set back tells that future anew: its alarms have not happened.
  const startMs = nowMs();
  for (const alarm of [...store.alarms.list(10_000)].reverse()) {
    if (alarm.raisedMs > startMs + SET_BACK_MS) continue;
    const placed = placeAnew(alarm, cellOfUnit);
    if (placed) index(placed);
  }

  const apply = (changes: readonly Alarm[]): void => {
    if (changes.length === 0) return;
    for (const alarm of changes) index(alarm);
    const oldest = nowMs() - REMEMBERED_MS;
    for (const [id, alarm] of byId) {
      if (alarm.status.state === 'cleared' && alarm.status.atMs < oldest) byId.delete(id);
    }
    for (const listener of listeners) listener(changes);
  };
  const write = (changes: readonly Alarm[]): void => {
    for (const alarm of changes) store.alarms.put(alarm.id, alarm.raisedMs, alarm);
  };
  const change = (alarm: Alarm, alongside?: () => void): Alarm => {
    store.transact(() => {
      write([alarm]);
      alongside?.();
    });
    apply([alarm]);
    return alarm;
  };
  const openOfCell = (cell: number): readonly Alarm[] =>
    [...openByKey.values()].filter(({ place }) => place.type === 'unit' && place.cell === cell);

  return {
    list: (clearedSinceMs) =>
      [...byId.values()]
        .filter(({ status }) => status.state !== 'cleared' || status.atMs >= clearedSinceMs)
        .sort((a, b) => b.raisedMs - a.raisedMs),
    get: (id) => byId.get(id) ?? null,
    find: (key) => openByKey.get(key) ?? null,
    openKeys: () => [...openByKey.keys()],
    rankOfCell: (cell) => Math.max(0, ...openOfCell(cell).map((a) => ALARM_RANK[a.priority])),
    openOfCell,
    write,
    apply,
    raise: (input) => {
      const alarm = newAlarm(input, nowMs());
      return openByKey.get(alarmKey(alarm)) ?? change(alarm);
    },
    clear: (key) => {
      const open = openByKey.get(key);
      return open ? change(clearedAlarm(open, nowMs())) : null;
    },
    acknowledge: (id, by, alongside) => {
      const alarm = byId.get(id);
      if (!alarm) return null;
      const { status } = alarm;
      if (status.state === 'active') {
        return change(
          { ...alarm, status: { state: 'acknowledged', by, atMs: nowMs() } },
          alongside,
        );
      }
      if (status.state === 'cleared' && status.acknowledgedBy === null) {
        return change({ ...alarm, status: { ...status, acknowledgedBy: by } }, alongside);
      }
      return alarm;
    },
    onChange: (listener) => {
      listeners.push(listener);
    },
  };
}

/** A city that was built again may have given the unit another cell; its code stays. */
function placeAnew(
  alarm: Alarm,
  cellOfUnit: Pick<ReadonlyMap<string, number>, 'get'>,
): Alarm | null {
  const { place } = alarm;
  if (place.type !== 'unit') return alarm;
  const cell = cellOfUnit.get(place.code);
  if (cell === undefined) return null;
  return { ...alarm, place: { ...place, cell: cellIdSchema.parse(cell) } };
}

export const newAlarm = (input: AlarmInput, raisedMs: number): Alarm => ({
  id: newAlarmId(),
  ...input,
  raisedMs,
  status: { state: 'active' },
});

const newAlarmId = (): AlarmId => alarmIdSchema.parse(`alarm-${crypto.randomUUID()}`);

export const clearedAlarm = (alarm: Alarm, atMs: number): Alarm => ({
  ...alarm,
  status: {
    state: 'cleared',
    atMs,
    acknowledgedBy: alarm.status.state === 'acknowledged' ? alarm.status.by : null,
  },
});

/** What may be raised only once at a time: cause, now or forecast, and place. */
export function alarmKey(alarm: Pick<Alarm, 'cause' | 'kind' | 'place'>): string {
  const when = alarm.kind === 'forecast' ? 'forecast' : 'now';
  return `${alarm.cause}|${when}|${placeKey(alarm.place)}`;
}

function placeKey(place: Alarm['place']): string {
  switch (place.type) {
    case 'unit':
      return `unit:${place.code}`;
    case 'walk-link':
      return `walk-link:${place.link}`;
    case 'station':
      return `station:${place.station}`;
    case 'sensor':
      return `sensor:${place.sensor}`;
  }
}
