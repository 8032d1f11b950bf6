/**
 * Frames over time: the current forecast (now … +2 h) and the past (frame 0 of forecasts gone by).
 * `frameAt` finds the one for the scrub time.
 */
import { createStore } from 'zustand/vanilla';
import { type ForecastId, FRAME_SECONDS, type Frames, type TransitFrames } from '#contracts';

const FRAME_MS = FRAME_SECONDS * 1000;

export interface FramesState {
  readonly forecast: { readonly id: ForecastId; readonly frames: Frames } | null;
  readonly past: Frames | null;
  /** Trains and platforms of the current forecast; null before they are loaded and without lines. */
  readonly transit: { readonly id: ForecastId; readonly frames: TransitFrames } | null;
  /** Trains of the minutes gone by, each as its forecast began. */
  readonly pastTransit: TransitFrames | null;
  /** Why the frames on screen are not the newest: shown as partial, with what is missing. */
  readonly problem: string | null;
}

export const createFramesStore = () =>
  createStore<FramesState>()(() => ({
    forecast: null,
    past: null,
    transit: null,
    pastTransit: null,
    problem: null,
  }));
export type FramesStore = ReturnType<typeof createFramesStore>;

export interface FrameChoice {
  readonly frames: Frames;
  readonly index: number;
  /** Time of the frame, within half a minute of the time asked for. */
  readonly timeMs: number;
  readonly from: 'forecast' | 'past';
}

/** Position of the frame nearest to a time; null when the frames do not reach it. */
export function frameIndexAt(
  frames: Pick<Frames, 'startMs' | 'frameCount'>,
  timeMs: number,
): number | null {
  const index = Math.round((timeMs - frames.startMs) / FRAME_MS);
  return index >= 0 && index < frames.frameCount ? index : null;
}

/**
 * The forecast for its span (its frame 0 is the present state); the past before that. A live
 * clock that runs a little ahead of the newest forecast still falls within its frames.
 */
export function frameAt(state: FramesState, timeMs: number): FrameChoice | null {
  const { forecast, past } = state;
  if (forecast) {
    const index = frameIndexAt(forecast.frames, timeMs);
    if (index !== null) return choice(forecast.frames, index, 'forecast');
  }
  if (past) {
    const index = frameIndexAt(past, timeMs);
    if (index !== null) return choice(past, index, 'past');
  }
  return null;
}

export interface TransitChoice {
  readonly frames: TransitFrames;
  readonly from: 'forecast' | 'past';
}

/** Trains for a time. A live clock may stand a little before the newest forecast's first minute. */
export function transitAt(state: FramesState, timeMs: number): TransitChoice | null {
  const { pastTransit } = state;
  const forecast = state.transit?.frames;
  const covers = (frames: TransitFrames | null | undefined, graceMs: number): boolean =>
    frames !== null &&
    frames !== undefined &&
    timeMs >= frames.startMs - graceMs &&
    timeMs <= frames.startMs + (frames.frameCount - 1) * FRAME_MS;
  if (forecast && covers(forecast, 0)) return { frames: forecast, from: 'forecast' };
  if (pastTransit && covers(pastTransit, 0)) return { frames: pastTransit, from: 'past' };
  return forecast && covers(forecast, FRAME_MS) ? { frames: forecast, from: 'forecast' } : null;
}

const choice = (frames: Frames, index: number, from: 'forecast' | 'past'): FrameChoice => ({
  frames,
  index,
  timeMs: frames.startMs + index * FRAME_MS,
  from,
});
