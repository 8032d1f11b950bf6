/**
 * People inside the venues, from gate counters: everyone who went in since the district's day began
 * (05:00), less everyone who left. A counter's rate is taken to hold since its message before, at most
 * five minutes. When counting starts in the middle of an event, the planned attendance is the start.
 */
import type { DistrictNetworks, EventPlan, Observation, ObservedQuantity } from '#contracts';
import type { Store } from '../store/index.ts';

export interface VenueCount {
  apply(observations: readonly Observation[]): void;
  /** null before any gate has spoken today. */
  read(): { readonly persons: number; readonly timeMs: number; readonly fromPlan: boolean } | null;
}

const HOLDS_AT_MOST_MS = 5 * 60_000;
const DAY_STARTS_HOUR = 5;
const DAY_MS = 86_400_000;

export function createVenueCount(options: {
  readonly timeZone: string;
  readonly events: () => readonly EventPlan[];
}): VenueCount {
  const dayOf = createDayOf(options.timeZone);
  const lastMs = new Map<string, number>();
  let day = Number.NaN;
  let persons = 0;
  let fromPlan = false;
  let timeMs = 0;

  const startDay = (today: number, atMs: number): void => {
    day = today;
    lastMs.clear();
    const running = options.events().filter((event) => event.startMs <= atMs && atMs < event.endMs);
    persons = running.reduce((sum, event) => sum + event.attendance, 0);
    fromPlan = running.length > 0;
  };
  const signOf = (quantity: ObservedQuantity): number => {
    if (quantity === 'inPersonsPerMinute') return 1;
    return quantity === 'outPersonsPerMinute' ? -1 : 0;
  };

  return {
    apply: (observations) => {
      for (const { subject, quantity, timeMs: atMs, value } of observations) {
        const sign = signOf(quantity);
        if (sign === 0) continue;
        const today = dayOf(atMs);
        if (Number.isNaN(day) || today > day || atMs < timeMs - DAY_MS) startDay(today, atMs);
        const key = `${quantity}|${subject}`;
        const before = lastMs.get(key);
        if (before !== undefined && atMs <= before) continue;
        lastMs.set(key, atMs);
        timeMs = Math.max(timeMs, atMs);
        // The first message covers about a minute before it.
        const heldMs = before === undefined ? 60_000 : Math.min(HOLDS_AT_MOST_MS, atMs - before);
        persons += (sign * value * heldMs) / 60_000;
      }
    },
    read: () =>
      Number.isNaN(day) ? null : { persons: Math.max(0, Math.round(persons)), timeMs, fromPlan },
  };
}

/** Counts today's gate messages again from history, in the order of their times. */
export function restoreVenueCount(
  venues: VenueCount,
  networks: DistrictNetworks,
  store: Store,
  nowMs: number,
): void {
  const today: Observation[] = [];
  for (const sensor of networks.sensors) {
    if (sensor.type !== 'gate-counter') continue;
    for (const quantity of ['inPersonsPerMinute', 'outPersonsPerMinute'] as const) {
      const { timesMs, values } = store.observations.read(
        sensor.id,
        quantity,
        nowMs - DAY_MS,
        nowMs + 1,
        10_000,
      );
      timesMs.forEach((timeMs, i) => {
        today.push({
          subject: sensor.id,
          quantity,
          timeMs,
          receivedMs: timeMs,
          value: values[i] ?? 0,
        });
      });
    }
  }
  venues.apply(today.sort((a, b) => a.timeMs - b.timeMs));
}

/** Number of the district's day of a time, days beginning at 05:00 local. */
function createDayOf(timeZone: string): (timeMs: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
  });
  let hour = Number.NaN;
  let result = 0;
  return (timeMs) => {
    const thisHour = Math.floor(timeMs / 900_000);
    if (thisHour === hour) return result;
    hour = thisHour;
    const parts = new Map(format.formatToParts(timeMs).map((p) => [p.type, Number(p.value)]));
    const localMs = Date.UTC(
      parts.get('year') ?? 0,
      (parts.get('month') ?? 1) - 1,
      parts.get('day') ?? 1,
      parts.get('hour') ?? 0,
    );
    result = Math.floor((localMs - DAY_STARTS_HOUR * 3_600_000) / DAY_MS);
    return result;
  };
}
