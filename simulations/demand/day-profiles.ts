/**
 * Time of day of background demand, part of the day's trips by hour of the day. Walkers: entries
 * and exits of Shanghai metro stations on Wednesday 1 April 2015 (SODA open data, 288 stations,
 * 4.5 million entries), summed over the stations whose 7–10 h entries exceed their exits twofold
 * (homes) and the reverse (work places), in thousandths. Vehicles: an urban weekday with two peaks,
 * assumed, no count of the district behind it.
 */

/** Leaving home / coming home / coming to work / leaving work, hours 0 … 23, thousandths. */
export const HOME_LEAVING = [
  0, 0, 0, 0, 0, 7, 64, 212, 223, 78, 36, 31, 36, 32, 29, 30, 41, 66, 49, 23, 20, 16, 5, 2,
];
export const HOME_COMING = [
  4, 1, 0, 0, 0, 1, 12, 42, 62, 42, 35, 36, 38, 41, 44, 53, 65, 101, 145, 103, 63, 59, 49, 10,
];
export const WORK_COMING = [
  0, 0, 0, 0, 0, 1, 17, 70, 219, 135, 59, 48, 49, 53, 49, 45, 43, 53, 62, 39, 23, 19, 14, 3,
];
export const WORK_LEAVING = [
  1, 0, 0, 0, 0, 2, 11, 33, 47, 32, 29, 35, 38, 41, 44, 52, 71, 176, 179, 76, 60, 52, 24, 6,
];
export const VEHICLES = [
  12, 8, 6, 5, 6, 12, 28, 58, 72, 60, 54, 52, 50, 50, 52, 56, 62, 74, 72, 56, 46, 42, 40, 27,
];

/** Trips per second at a time of day, from a day's total; linear between the hours' middles. */
export function tripsPerSecond(
  profile: readonly number[],
  tripsPerDay: number,
  secondOfDay: number,
): number {
  const total = profile.reduce((sum, part) => sum + part, 0);
  const hours = secondOfDay / 3600 - 0.5;
  const before = Math.floor(hours);
  const part = hours - before;
  const a = profile[(before + 24) % 24] ?? 0;
  const b = profile[(before + 25) % 24] ?? 0;
  return (tripsPerDay * (a + (b - a) * part)) / total / 3600;
}

/** The profile's busiest hour, part of the day. */
export const peakHourShare = (profile: readonly number[]): number =>
  Math.max(...profile) / profile.reduce((sum, part) => sum + part, 0);

/** Seconds since local midnight at `timeMs`. */
export function secondOfDayAt(timeMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(timeMs);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return of('hour') * 3600 + of('minute') * 60 + of('second');
}
