/** Headway and hours of an OSM bus route, from its tags. */
import type { OsmTags } from './osm-records.ts';

/** Lines that run at night alone, by the number on the bus. */
const NIGHT = /^N\d*$|nuit|night|nacht/i;
const NIGHT_HOURS = { firstSecond: 79_200, lastSecond: 102_600 } as const;

export interface BusHours {
  readonly firstSecond: number;
  readonly lastSecond: number;
}

/** `10`, `00:10`, `00:10:00`: minutes, hours and minutes, with seconds. */
export function secondsFromInterval(text: string | undefined): number | undefined {
  const match = /^(?:(\d{1,3})|(\d{1,2}):(\d{2})(?::(\d{2}))?)$/.exec(text?.trim() ?? '');
  if (!match) return undefined;
  const [, minutes, hours, ofHour, seconds] = match;
  const total =
    minutes === undefined
      ? 3600 * Number(hours) + 60 * Number(ofHour) + Number(seconds ?? 0)
      : 60 * Number(minutes);
  return total >= 60 && total <= 86_400 ? total : undefined;
}

/**
 * First and last departure of the first days that `opening_hours` names (`Mo-Fr 05:30-23:00; Sa …`);
 * without the tag those of night lines, by number or `by_night=only`; else unknown.
 */
export function readBusHours(tags: OsmTags): BusHours | undefined {
  const [days = ''] = (tags.opening_hours ?? '').split(';');
  if (days.trim() === '24/7') return { firstSecond: 0, lastSecond: 86_399 };
  const spans = [...days.matchAll(/(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})/g)].map((span) => {
    const [from = 0, fromMinute = 0, to = 0, toMinute = 0] = span.slice(1).map(Number);
    const [first, last] = [3600 * from + 60 * fromMinute, 3600 * to + 60 * toMinute];
    return { first, last: last <= first ? last + 86_400 : last };
  });
  if (spans.length > 0) {
    const firstSecond = Math.min(...spans.map(({ first }) => first));
    const lastSecond = Math.max(...spans.map(({ last }) => last));
    if (lastSecond <= 172_800) return { firstSecond, lastSecond };
  }
  const isNight = NIGHT.test(tags.ref ?? '') || tags.by_night === 'only';
  return isNight ? NIGHT_HOURS : undefined;
}
