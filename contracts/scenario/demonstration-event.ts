/**
 * An event without a date, as `data/` keeps it: a demonstration puts it on the district's day, and
 * the feed and the server must agree on when that is.
 */
import { z } from 'zod';
import { eventIdSchema, venueIdSchema } from '../ids.ts';
import { localizedTextSchema } from '../kinds.ts';
import { type EventPlan, modeSharesSchema } from './scenario.ts';

const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const demonstrationEventSchema = z.strictObject({
  name: localizedTextSchema,
  venue: venueIdSchema,
  attendance: z.number().int().min(0).max(500_000),
  startLocalTime: localTime,
  endLocalTime: localTime,
  endSpreadMinutes: z.number().min(0).max(120),
  modeShares: z.strictObject({ dry: modeSharesSchema, rain: modeSharesSchema }),
  source: z.string(),
});
export type DemonstrationEvent = z.infer<typeof demonstrationEventSchema>;

/** The event on the local day that holds `nowMs`; an end before the start is on the next day. */
export function placeOnDay(event: DemonstrationEvent, nowMs: number, timeZone: string): EventPlan {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone);
  const start = now.withPlainTime(event.startLocalTime);
  const sameDayEnd = now.withPlainTime(event.endLocalTime);
  const end =
    Temporal.ZonedDateTime.compare(sameDayEnd, start) > 0
      ? sameDayEnd
      : sameDayEnd.add({ days: 1 });
  return {
    id: eventIdSchema.parse(`demonstration-${start.toPlainDate().toString()}`),
    name: event.name.zh,
    ...(event.name.en === event.name.zh ? {} : { nameEn: event.name.en }),
    venue: event.venue,
    attendance: event.attendance,
    startMs: start.epochMilliseconds,
    endMs: end.epochMilliseconds,
    endSpreadMinutes: event.endSpreadMinutes,
    modeShares: event.modeShares,
  };
}
