/**
 * Fetches the binary frames of each new forecast and of the past. One request of each sort at a
 * time: a demonstration at ×60 renews its forecast every second, and only the newest counts.
 */
import {
  decodeFrames,
  decodeTransitFrames,
  type ForecastId,
  type Frames,
  type TransitFrames,
} from '#contracts';
import { fetchBytes, type RequestResult } from '../connection/fetch-json.ts';
import { frameIndexAt } from '../store/frames-store.ts';
import { cityStore, clockStore, framesStore, liveStore, nowMs } from '../store/index.ts';

/** Past frames grow by one a minute; fetching them again later than this is soon enough. */
const PAST_RENEW_MS = 5 * 60_000;
const PAST_MINUTES = 120;

export const fetchFrames = (path: string, signal?: AbortSignal): Promise<RequestResult<Frames>> =>
  fetchDecoded(path, decodeFrames, signal);

export const fetchTransitFrames = (path: string): Promise<RequestResult<TransitFrames>> =>
  fetchDecoded(path, decodeTransitFrames);

async function fetchDecoded<T>(
  path: string,
  decode: (buffer: ArrayBuffer) => T,
  signal?: AbortSignal,
): Promise<RequestResult<T>> {
  const result = await fetchBytes(path, signal ? { signal } : {});
  if (!result.ok) return result;
  try {
    return { ok: true, value: decode(result.value) };
  } catch (error) {
    const detail = `${path}: ${error instanceof Error ? error.message : String(error)}`;
    return { ok: false, failure: { reason: 'unexpected-answer', detail } };
  }
}

const hasLines = (): boolean => {
  const { transit } = cityStore.getState();
  return transit.state === 'ready' && transit.value !== null;
};

export function startFrameLoading(): void {
  let loading = false;
  let wanted: ForecastId | null = null;

  const loadNewest = async (): Promise<void> => {
    if (loading) return;
    loading = true;
    while (wanted !== null && wanted !== framesStore.getState().forecast?.id) {
      const id: ForecastId = wanted;
      const result = await fetchFrames(`/api/forecasts/${encodeURIComponent(id)}/frames`);
      if (result.ok) {
        framesStore.setState({ forecast: { id, frames: result.value }, problem: null });
        await loadTrains(id);
      } else {
        framesStore.setState({ problem: result.failure.detail });
        if (wanted === id) break; // The next forecast is the next try.
      }
    }
    loading = false;
  };
  const loadTrains = async (id: ForecastId): Promise<void> => {
    if (!hasLines()) return;
    const path = `/api/forecasts/${encodeURIComponent(id)}/transit-frames`;
    const result = await fetchTransitFrames(path);
    if (result.ok) framesStore.setState({ transit: { id, frames: result.value } });
    // Not found: lines that do not fit the stations; the screen says that no trains are known.
    else if (result.failure.reason !== 'not-found') {
      framesStore.setState({ problem: result.failure.detail });
    }
  };
  const onForecast = (): void => {
    const forecast = liveStore.getState().forecast;
    if (!forecast) return;
    wanted = forecast.id;
    void loadNewest();
  };
  liveStore.subscribe((now, before) => {
    if (now.forecast !== before.forecast) onForecast();
  });
  onForecast();

  let pastAsked = Number.NEGATIVE_INFINITY;
  const loadPast = async (): Promise<void> => {
    const { scrubMs } = clockStore.getState();
    const now = nowMs();
    if (scrubMs === null || scrubMs >= now) return;
    const { past, forecast } = framesStore.getState();
    const covered =
      (past && frameIndexAt(past, scrubMs) !== null) ||
      (forecast && frameIndexAt(forecast.frames, scrubMs) !== null);
    if (covered && now - pastAsked < PAST_RENEW_MS) return;
    if (Math.abs(now - pastAsked) < 10_000) return;
    pastAsked = now;
    const result = await fetchFrames(`/api/past/frames?minutes=${PAST_MINUTES}`);
    if (result.ok) framesStore.setState({ past: result.value });
    else if (result.failure.reason !== 'not-found') {
      framesStore.setState({ problem: result.failure.detail });
    }
    if (!hasLines()) return;
    const trains = await fetchTransitFrames(`/api/past/transit-frames?minutes=${PAST_MINUTES}`);
    if (trains.ok) framesStore.setState({ pastTransit: trains.value });
    else if (trains.failure.reason !== 'not-found') {
      framesStore.setState({ problem: trains.failure.detail });
    }
  };
  clockStore.subscribe((now, before) => {
    if (now.scrubMs !== before.scrubMs) void loadPast();
  });
  void loadPast();
}
