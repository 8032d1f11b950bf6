/**
 * The district's clock as arguments for the server and the feed. Both get the same start and the
 * same epoch (the wall-clock instant that belongs to the start), so that their clocks agree however
 * long each takes to come up.
 */

import type { ClockRequest } from './start-options.ts';

export function clockArguments(
  clock: ClockRequest,
  timeZone: string,
  nowMs: number,
): readonly string[] {
  if (clock.mode === 'real') return ['--clock-start', 'none', '--clock-rate', '1'];
  const start = Temporal.Instant.fromEpochMilliseconds(nowMs)
    .toZonedDateTimeISO(timeZone)
    .withPlainTime(clock.at)
    .toInstant();
  return [
    ...['--clock-start', start.toString()],
    ...['--clock-rate', String(clock.rate)],
    ...['--clock-epoch', String(nowMs)],
  ];
}
