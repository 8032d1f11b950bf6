/**
 * The demonstration's concert: an event without dates becomes the plan of the district's day. Its id
 * begins with `demonstration-`, so that nobody takes it for a real one.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import {
  type CityManifest,
  type DistrictNetworks,
  demonstrationEventSchema,
  type EventPlan,
  placeOnDay,
} from '#contracts';
import type { DistrictClock } from '../clock/district-clock.ts';
import { faultOfEvent, type PlanBook } from './plan-book.ts';

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
  if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`);
  const event = placeOnDay(parsed.data, day.nowMs, day.timeZone);
  return faultOfEvent(event, networks) === null ? event : null;
}

/** Stores today's when this is a demonstration; one that a planner has edited stays as it is. */
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
  if (path === null || clock.settings.mode !== 'demonstration') return;
  const day = { nowMs: clock.nowMs(), timeZone: manifest.timeZone };
  const event = readDemonstrationEvent(path, day, networks);
  if (event && !plans.events().some(({ id }) => id === event.id)) plans.putEvent(event);
}
