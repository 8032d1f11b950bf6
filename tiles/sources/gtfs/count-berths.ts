/**
 * Vehicles that the timetable has standing at a stop at once: feeds do not tell tracks and bays, and
 * one too few would hold up what runs on time in the timetable.
 */
import type { TransitNetwork } from '#contracts';

/** At its first and last stop a vehicle stands this long beside the timetable. */
const TERMINUS_SECONDS = 60;
const MOST_BERTHS = 50;

export function countBerths(
  stopCount: number,
  patterns: TransitNetwork['patterns'],
  profiles: TransitNetwork['profiles'],
  trips: TransitNetwork['trips'],
  services: TransitNetwork['services'],
): readonly number[] {
  const changes = Array.from({ length: stopCount }, () => [] as [second: number, by: number][]);
  const stand = (profile: number, start: number): void => {
    const times = profiles[profile];
    const stops = patterns[times?.pattern ?? 0]?.stops ?? [];
    stops.forEach((stop, at) => {
      const first = at === 0 ? TERMINUS_SECONDS : 0;
      const last = at === stops.length - 1 ? TERMINUS_SECONDS : 0;
      // Beside one minute's standing, one second: instants of calls in a second meet.
      const from = start + (times?.arrivalSeconds[at] ?? 0) - first;
      const until = start + (times?.departureSeconds[at] ?? 0) + last + 1;
      changes[stop]?.push([from, 1], [until, -1]);
    });
  };
  for (const { profile, startSecond } of trips) stand(profile, startSecond);
  for (const { profile, fromSecond, untilSecond, headwaySeconds } of services) {
    for (let start = fromSecond; start < untilSecond; start += headwaySeconds)
      stand(profile, start);
  }
  return changes.map((list) => {
    list.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    let now = 0;
    let most = 1;
    for (const [, by] of list) {
      now += by;
      most = Math.max(most, now);
    }
    return Math.min(MOST_BERTHS, most);
  });
}
