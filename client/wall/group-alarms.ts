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

/** Cleared alarms that somebody has seen need nothing any more. */
export const needsResponse = (alarm: Alarm): boolean =>
  alarm.status.state !== 'cleared' || alarm.status.acknowledgedBy === null;

export const isUnacknowledged = (alarm: Alarm): boolean =>
  alarm.status.state === 'active' ||
  (alarm.status.state === 'cleared' && alarm.status.acknowledgedBy === null);

/** Highest priority first, then those nobody has acknowledged, then the oldest. */
export function compareAlarms(a: Alarm, b: Alarm): number {
  return (
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
    const key = flood ? `${alarm.cause} ${placeKey(alarm)}` : alarm.id;
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
