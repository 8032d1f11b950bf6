/**
 * Smoke and leak signals of units as alarm changes: `true` raises, `false` clears. Decided inside the
 * transaction that stores the observations, so that after a crash either both are there or neither.
 */
import {
  type Alarm,
  cellIdSchema,
  type LocalizedText,
  type Observation,
  type ValueKind,
} from '#contracts';
import { type City, describeCell } from '../registry/index.ts';
import type { LatestValues } from '../state/latest-values.ts';
import { type AlarmBook, alarmKey, clearedAlarm, newAlarm } from './alarm-book.ts';

const SIGNALS = {
  smoke: {
    priority: 'critical',
    message: { zh: '烟感报警', en: 'Smoke detector alarm' },
    source: 'smoke-detector',
  },
  leak: {
    priority: 'high',
    message: { zh: '漏水报警', en: 'Water leak alarm' },
    source: 'leak-detector',
  },
} as const satisfies Record<
  'smoke' | 'leak',
  { priority: Alarm['priority']; message: LocalizedText; source: string }
>;

export function judgeSignals(
  observations: readonly Observation[],
  context: {
    readonly city: City;
    readonly book: AlarmBook;
    readonly latest: LatestValues;
    readonly kindOfUnit: (cell: number) => ValueKind;
  },
): readonly Alarm[] {
  const { city, book, latest, kindOfUnit } = context;
  /** By key: a signal may come on and go off within one group. */
  const open = new Map<string, Alarm | null>();
  const changes = new Map<string, Alarm>();
  for (const observation of observations) {
    const { quantity, subject } = observation;
    if (quantity !== 'smoke' && quantity !== 'leak') continue;
    const known = latest.get(subject, quantity);
    if (known && known.timeMs > observation.timeMs && !latest.givesWay(observation)) continue;
    const cell = city.cells.cellOfUnit.get(subject);
    if (cell === undefined) continue;
    const place = { type: 'unit', cell: cellIdSchema.parse(cell), code: subject } as const;
    const kind = kindOfUnit(cell);
    const key = alarmKey({ cause: quantity, kind, place });
    const current = open.has(key) ? (open.get(key) ?? null) : book.find(key);
    if (observation.value > 0 && !current) {
      const described = describeCell(city, cell);
      const alarm = newAlarm(
        {
          ...SIGNALS[quantity],
          cause: quantity,
          place,
          placeName: described?.title ?? { zh: subject, en: subject },
          point: described ? [...described.point] : null,
          kind,
        },
        observation.timeMs,
      );
      open.set(key, alarm);
      changes.set(alarm.id, alarm);
    } else if (observation.value === 0 && current) {
      const cleared = clearedAlarm(current, observation.timeMs);
      open.set(key, null);
      changes.set(cleared.id, cleared);
    }
  }
  return [...changes.values()];
}
