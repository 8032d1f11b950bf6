/**
 * People inside the venues, from gate counters: everyone who went in since counting began, less
 * everyone who left. A counter's rate is taken to hold since its message before, at most five minutes.
 *
 * Counting begins anew with the district's day (05:00) and after ten minutes without any gate (the
 * server was down, or its demonstration clock was put forward): what went on meanwhile nobody saw.
 * After a clock set back, `restoreVenueCount` counts again what was seen until then. What is inside
 * when counting begins depends on the plan:
 *   before people come          nobody
 *   while people come or leave  unknown: null until the next event starts or everybody is gone
 *   while an event is on        the planned attendance; from there the gates count
 */
import type { DistrictNetworks, EventPlan, Observation, ObservedQuantity } from '#contracts';
import type { Store } from '../store/index.ts';

export interface VenueCount {
  apply(observations: readonly Observation[]): void;
  /** null before any gate has spoken. */
  read(): VenueReading | null;
}

export interface VenueReading {
  /** null: unknown, because counting began while people were on their way in or out. */
  readonly persons: number | null;
  readonly timeMs: number;
  readonly fromPlan: boolean;
}

const HOLDS_AT_MOST_MS = 5 * 60_000;
/** Longer without any gate: people may have passed unseen. */
const GAP_MS = 10 * 60_000;
/** Doors open this long before an event; this long after its end everybody has left. */
const COMING_MS = 2 * 3_600_000;
const LEAVING_MS = 2 * 3_600_000;
const DAY_STARTS_HOUR = 5;
const DAY_MS = 86_400_000;

export function createVenueCount(options: {
  readonly timeZone: string;
  readonly events: () => readonly EventPlan[];
}): VenueCount {
  const dayOf = createDayOf(options.timeZone);
  const lastMs = new Map<string, number>();
  let day = Number.NaN;
  /** null while unknown. */
  let persons: number | null = 0;
  let fromPlan = false;
  let planned = 0;
  let timeMs = 0;

  const begin = (atMs: number): void => {
    day = dayOf(atMs);
    lastMs.clear();
    timeMs = atMs;
    const events = options.events();
    const running = events.filter((event) => event.startMs <= atMs && atMs < event.endMs);
    const moving = events.some(
      (event) =>
        (atMs >= event.startMs - COMING_MS && atMs < event.startMs) ||
        (atMs >= event.endMs && atMs < event.endMs + LEAVING_MS),
    );
    fromPlan = running.length > 0;
    planned = running.reduce((sum, event) => sum + event.attendance, 0);
    persons = moving && !fromPlan ? null : planned;
  };
  /** Whether what was counted until now says nothing about `atMs`. */
  const isBroken = (atMs: number): boolean =>
    Number.isNaN(day) ||
    dayOf(atMs) > day ||
    atMs > timeMs + GAP_MS ||
    // Unknown until the plan knows again: an event has started, or everybody is gone.
    (persons === null && isKnownAgain(atMs));
  const isKnownAgain = (atMs: number): boolean => {
    const near = options
      .events()
      .filter((event) => atMs >= event.startMs - COMING_MS && atMs < event.endMs + LEAVING_MS);
    return near.length === 0 || near.some((e) => e.startMs <= atMs && atMs < e.endMs);
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
        if (isBroken(atMs)) begin(atMs);
        const key = `${quantity}|${subject}`;
        const before = lastMs.get(key);
        if (before !== undefined && atMs <= before) continue;
        lastMs.set(key, atMs);
        timeMs = Math.max(timeMs, atMs);
        // The first message covers about a minute before it.
        const heldMs = before === undefined ? 60_000 : Math.min(HOLDS_AT_MOST_MS, atMs - before);
        if (persons === null) continue;
        persons += (sign * value * heldMs) / 60_000;
        // The plan already has those who come late.
        if (fromPlan) persons = Math.min(persons, planned);
      }
    },
    read: () =>
      Number.isNaN(day)
        ? null
        : {
            persons: persons === null ? null : Math.max(0, Math.round(persons)),
            timeMs,
            fromPlan,
          },
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
