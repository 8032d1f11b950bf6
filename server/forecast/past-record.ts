/** What was shown of each past minute, kept in the store for `KEPT_MS`: ways and stations, and trains. */
import {
  encodeFrames,
  encodeTransitFrames,
  FRAME_SECONDS,
  type Frames,
  type TransitFrames,
} from '#contracts';
import type { ForecastHost, FramesPurpose } from './forecast-host.ts';
import { joinPastFrames, takeFrame } from './past-frames.ts';
import { joinPastTransitFrames, takeTransitMinute } from './past-transit-frames.ts';

export interface PastRecord {
  /** Keeps minute `index`; `transit` is null in a city without lines. */
  keep(frames: Frames, transit: TransitFrames | null, index: number): void;
  frames(durationMs: number): Frames | null;
  transitFrames(durationMs: number): TransitFrames | null;
}

/** The time bar goes back two hours, from whatever minute somebody began to look. */
const KEPT_MS = 3 * 3_600_000;

export function createPastRecord(host: Pick<ForecastHost, 'records' | 'nowMs'>): PastRecord {
  const { frames: table } = host.records;
  const put = (purpose: FramesPurpose, atMs: number, bytes: Uint8Array): void => {
    table.put(purpose, String(atMs), atMs, bytes);
    table.removeBefore(purpose, atMs - KEPT_MS);
  };
  const stored = (purpose: FramesPurpose, durationMs: number): readonly Uint8Array[] => {
    const untilMs = host.nowMs();
    return table
      .between(purpose, untilMs - durationMs - FRAME_SECONDS * 1000, untilMs)
      .map(({ bytes }) => bytes);
  };
  return {
    keep: (frames, transit, index) => {
      const one = takeFrame(frames, index);
      put('past', one.startMs, encodeFrames(one));
      if (!transit) return;
      const minute = takeTransitMinute(transit, index);
      put('past-transit', minute.startMs, encodeTransitFrames(minute));
    },
    frames: (durationMs) => joinPastFrames(stored('past', durationMs)),
    transitFrames: (durationMs) => joinPastTransitFrames(stored('past-transit', durationMs)),
  };
}
