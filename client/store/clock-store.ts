/**
 * The one clock of every surface. `scrubMs` null = live; else a chosen district time.
 * The server's district time wins over this machine's clock: each message corrects an offset.
 */
import { createStore } from 'zustand/vanilla';
import { type ClockSettings, districtTimeMs } from '#contracts';

/** The scrub bar's reach to either side of now. */
export const SCRUB_REACH_MS = 2 * 3600 * 1000;
/** Frames are a minute apart: nearer to now than this, the time shown is now. */
export const LIVE_WITHIN_MS = 30_000;

export interface ClockState {
  readonly settings: ClockSettings;
  /** Added to this machine's clock to get the server's. */
  readonly wallOffsetMs: number;
  /** True once the server has told its time. */
  readonly known: boolean;
  readonly scrubMs: number | null;
}

export const createClockStore = () =>
  createStore<ClockState>()(() => ({
    settings: { mode: 'real' },
    wallOffsetMs: 0,
    known: false,
    scrubMs: null,
  }));
export type ClockStore = ReturnType<typeof createClockStore>;

export const clockNowMs = (clock: ClockState, wallMs: number): number =>
  districtTimeMs(clock.settings, wallMs + clock.wallOffsetMs);

/** The wall offset with which this machine's clock shows the district time the server told. */
export function wallOffsetFor(settings: ClockSettings, timeMs: number, wallMs: number): number {
  const serverWallMs =
    settings.mode === 'real'
      ? timeMs
      : settings.epochMs + (timeMs - settings.startMs) / settings.rate;
  return serverWallMs - wallMs;
}

export function setClock(
  store: ClockStore,
  settings: ClockSettings,
  timeMs: number,
  wallMs: number,
): void {
  store.setState({
    settings,
    wallOffsetMs: wallOffsetFor(settings, timeMs, wallMs),
    known: true,
  });
}

/**
 * A message is never from the future, so a district time ahead of ours means ours is slow;
 * one far behind (over 5 s of wall time) means that the clock was set back.
 */
export function correctClock(store: ClockStore, timeMs: number, wallMs: number): void {
  const clock = store.getState();
  const offset = wallOffsetFor(clock.settings, timeMs, wallMs);
  if (offset > clock.wallOffsetMs || clock.wallOffsetMs - offset > 5000) {
    store.setState({ wallOffsetMs: offset });
  }
}

/** null = now; a chosen time beyond the scrub bar (a plan for next week) is shown at its end. */
export const keepInReach = (scrubMs: number | null, nowMs: number): number =>
  scrubMs === null
    ? nowMs
    : Math.min(nowMs + SCRUB_REACH_MS, Math.max(nowMs - SCRUB_REACH_MS, scrubMs));

/** The time the live surfaces show. */
export const shownTimeMs = (clock: ClockState, wallMs: number): number =>
  keepInReach(clock.scrubMs, clockNowMs(clock, wallMs));

export type TimePhase = 'past' | 'live' | 'future';

export function phaseOf(timeMs: number, nowMs: number): TimePhase {
  if (timeMs > nowMs + LIVE_WITHIN_MS) return 'future';
  if (timeMs < nowMs - LIVE_WITHIN_MS) return 'past';
  return 'live';
}
