/**
 * Orders alarms for a list and, in a flood, groups them. More than ten in ten minutes is a flood
 * (ISA-18.2, EEMUA 191): nobody reads sixty lines, so alarms of one cause in one building (or at
 * one place) become one line that counts them.
 */
import { ALARM_RANK, type Alarm, type AlarmPriority } from '#contracts';

export const FLOOD_WINDOW_MS = 10 * 60_000;
export const FLOOD_LIMIT = 10;

export interface AlarmGroup {
  readonly key: string;
  /** In list order; at least one. */
  readonly alarms: readonly [Alarm, ...Alarm[]];
  readonly priority: AlarmPriority;
  readonly unacknowledged: readonly Alarm[];
  readonly oldestMs: number;
}

/**
 * What ended and somebody has seen needs nothing any more, nor does a hint that ended by itself; an
 * alarm that ended unseen does (ISA-18.2: returned to normal, unacknowledged).
 */
export const needsResponse = (alarm: Alarm): boolean =>
  alarm.status.state !== 'cleared' ||
  (alarm.status.acknowledgedBy === null && alarm.priority !== 'advisory');

/** It goes on: on the map, and flashing while nobody has acknowledged it. */
export const isOpen = (alarm: Alarm): boolean => alarm.status.state !== 'cleared';

export const isUnacknowledged = (alarm: Alarm): boolean =>
  alarm.status.state === 'active' ||
  (alarm.status.state === 'cleared' && alarm.status.acknowledgedBy === null);

/** What goes on before what ended; then priority, what nobody has acknowledged, and the oldest. */
export function compareAlarms(a: Alarm, b: Alarm): number {
  return (
    Number(isOpen(b)) - Number(isOpen(a)) ||
    ALARM_RANK[b.priority] - ALARM_RANK[a.priority] ||
    Number(isUnacknowledged(b)) - Number(isUnacknowledged(a)) ||
    a.raisedMs - b.raisedMs ||
    (a.id < b.id ? -1 : 1)
  );
}

export const alarmsWithin = (alarms: readonly Alarm[], nowMs: number, windowMs: number): number =>
  alarms.filter((alarm) => alarm.raisedMs > nowMs - windowMs && alarm.raisedMs <= nowMs).length;

/** A unit's code is `<building>-<storey>-<number>`; a building id may itself hold hyphens. */
export function placeKey(alarm: Alarm): string {
  const { place } = alarm;
  switch (place.type) {
    case 'unit':
      return `building ${place.code.split('-').slice(0, -2).join('-') || place.code}`;
    case 'walk-link':
      return `walk ${place.link}`;
    case 'station':
      return `station ${place.station}`;
    case 'sensor':
      // Silent feeds come in crowds: one broken link silences many devices.
      return 'sensors';
    default:
      return place satisfies never;
  }
}

export function groupAlarms(alarms: readonly Alarm[], flood: boolean): readonly AlarmGroup[] {
  const sorted = alarms.filter(needsResponse).sort(compareAlarms);
  const groups = new Map<string, [Alarm, ...Alarm[]]>();
  for (const alarm of sorted) {
    const ended = isOpen(alarm) ? '' : 'ended ';
    const key = flood ? `${ended}${alarm.cause} ${placeKey(alarm)}` : alarm.id;
    const group = groups.get(key);
    if (group) group.push(alarm);
    else groups.set(key, [alarm]);
  }
  // Insertion order is the order of each group's first, that is worst, alarm.
  return [...groups].map(([key, members]) => ({
    key,
    alarms: members,
    priority: members[0].priority,
    unacknowledged: members.filter(isUnacknowledged),
    oldestMs: Math.min(...members.map((alarm) => alarm.raisedMs)),
  }));
}
