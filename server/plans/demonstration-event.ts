/**
 * The demonstration's concert. At the first start of a demonstration with a city that has the venue,
 * `event.json` (an event without dates, times of day in the district's zone) becomes tonight's plan.
 * Its id begins with `demonstration-`, so that nobody takes it for a real one.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import {
  type CityManifest,
  type DistrictNetworks,
  type EventPlan,
  eventIdSchema,
  eventPlanSchema,
  localizedTextSchema,
  modeSharesSchema,
  venueIdSchema,
} from '#contracts';
import type { DistrictClock } from '../clock/district-clock.ts';
import { faultOfEvent, type PlanBook } from './plan-book.ts';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const demonstrationEventSchema = z.object({
  name: localizedTextSchema,
  venue: venueIdSchema,
  attendance: z.number().int().min(0).max(500_000),
  startLocalTime: timeOfDay,
  endLocalTime: timeOfDay,
  endSpreadMinutes: z.number().min(0).max(120),
  modeShares: z.object({ dry: modeSharesSchema, rain: modeSharesSchema }),
});

/** null when there is no such file or the city has no such venue. */
export function readDemonstrationEvent(
  path: string,
  day: { readonly nowMs: number; readonly timeZone: string },
  networks: DistrictNetworks,
): EventPlan | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return null;
  }
  const parsed = demonstrationEventSchema.safeParse(JSON.parse(text));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(
      `${path}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'does not fit its schema'}`,
    );
  }
  const { name, venue, attendance, endSpreadMinutes, modeShares, ...times } = parsed.data;
  const event = eventPlanSchema.parse({
    id: eventIdSchema.parse('demonstration-concert'),
    // A plan's name is one line for both languages.
    name: name.zh === name.en ? name.zh : `${name.zh} · ${name.en}`,
    ...{ venue, attendance, endSpreadMinutes, modeShares },
    startMs: localTimeMs(day, times.startLocalTime),
    endMs: localTimeMs(day, times.endLocalTime),
  });
  return faultOfEvent(event, networks) === null ? event : null;
}

/** Stores it when this is a demonstration and nobody has planned anything yet. */
export function loadDemonstrationEvent(
  path: string | null,
  context: {
    readonly plans: PlanBook;
    readonly clock: DistrictClock;
    readonly manifest: CityManifest;
    readonly networks: DistrictNetworks;
  },
): void {
  const { plans, clock, manifest, networks } = context;
  const isWanted = clock.settings.mode === 'demonstration' && plans.events().length === 0;
  if (path === null || !isWanted) return;
  const day = { nowMs: clock.nowMs(), timeZone: manifest.timeZone };
  const event = readDemonstrationEvent(path, day, networks);
  if (event) plans.putEvent(event);
}

/** That time of day on the district's day of `nowMs`. */
export function localTimeMs(
  { nowMs, timeZone }: { readonly nowMs: number; readonly timeZone: string },
  time: string,
): number {
  const parts = new Map(
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
      .formatToParts(nowMs)
      .map((part) => [part.type, Number(part.value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const midnight = Date.UTC(part('year'), part('month') - 1, part('day'));
  const local = midnight + ((part('hour') * 60 + part('minute')) * 60 + part('second')) * 1000;
  const offsetMs = local - Math.floor(nowMs / 1000) * 1000;
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return midnight + (hours * 60 + minutes) * 60_000 - offsetMs;
}
