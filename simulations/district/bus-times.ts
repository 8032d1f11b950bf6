/** When buses of a line set out: evenly over the line's hours, of today's service day and yesterday's. */
import type { BusLine } from '#contracts';

const DAY_SECONDS = 86_400;

/** Departures of a service day up to and including a second of it. */
function departuresBy(line: BusLine, second: number): number {
  if (second < line.firstSecond) return 0;
  const since = Math.min(second, line.lastSecond) - line.firstSecond;
  return since < 0 ? 0 : Math.floor(since / line.headwaySeconds.value) + 1;
}

/** Departures in (from, until], seconds of the day; `from` may lie before midnight (negative). */
export const departuresBetween = (line: BusLine, from: number, until: number): number =>
  [0, DAY_SECONDS, -DAY_SECONDS].reduce(
    (sum, shift) => sum + departuresBy(line, until + shift) - departuresBy(line, from + shift),
    0,
  );
