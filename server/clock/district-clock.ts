/** The district's clock, read through one object so that nothing else asks the machine's clock for district time. */
import { type ClockSettings, districtTimeMs } from '#contracts';

export interface DistrictClock {
  readonly settings: ClockSettings;
  /** District seconds per wall second: 1 in operation. */
  readonly rate: number;
  /** District time, UTC epoch milliseconds, whole. */
  nowMs(): number;
  /** The machine's clock: sessions, audit, time-outs. */
  wallMs(): number;
}

export function createDistrictClock(
  settings: ClockSettings,
  wallMs: () => number = Date.now,
): DistrictClock {
  return {
    settings,
    rate: settings.mode === 'real' ? 1 : settings.rate,
    nowMs: () => Math.round(districtTimeMs(settings, wallMs())),
    wallMs,
  };
}
