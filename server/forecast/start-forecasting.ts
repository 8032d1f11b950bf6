/**
 * Keeps the two-hour forecast fresh: every district minute, and at once when an event, the weather
 * or a measure changes. Live state → forecast; advice builds on each result.
 */
import { randomUUID } from 'node:crypto';
import {
  decodeFrames,
  decodeTransitFrames,
  FORECAST_FRAME_COUNT,
  type Forecast,
  FRAME_SECONDS,
  type Frames,
  forecastIdSchema,
  type TransitFrames,
  type Weather,
} from '#contracts';
import { DEFAULT_PARAMETERS, ENSEMBLE_DEFAULTS, type EnsembleRequest } from '#simulations';
import { type DemandFactorValues, updateDemandFactors } from './demand-factors.ts';
import type { EnsembleDone } from './ensemble-job.ts';
import type { ForecastHost } from './forecast-host.ts';
import { judgeFrames } from './judge-frames.ts';
import { judgePlatforms } from './judge-platforms.ts';
import { createPastRecord } from './past-record.ts';
import type { SimulationPool } from './simulation-pool.ts';

export type ForecastCause = Forecast['cause'];

export interface CurrentForecast {
  readonly forecast: Forecast;
  /** Encoded `Frames`. */
  readonly frames: Uint8Array;
  /** Encoded `TransitFrames`; null where the city has no lines. */
  readonly transitFrames: Uint8Array | null;
  readonly request: EnsembleRequest;
  readonly memberOutcomes: EnsembleDone['memberOutcomes'];
}

export interface Forecasting {
  current(): CurrentForecast | null;
  /** The current one and the one before it, which a client may still be fetching. */
  framesOf(id: string): Uint8Array | null;
  transitFramesOf(id: string): Uint8Array | null;
  pastFrames(minutes: number): Frames | null;
  pastTransitFrames(minutes: number): TransitFrames | null;
  /** Something that the forecast depends on has changed. */
  markDue(cause: ForecastCause): void;
  onForecast(listener: (current: CurrentForecast) => void): void;
  state(): {
    readonly running: boolean;
    readonly lastProblem: string | null;
    /** Why the city's lines are not used. */
    readonly linesProblem: string | null;
  };
  stop(): Promise<void>;
}

/** The same draws every minute, so that the forecast moves with the district and not with chance. */
const SEED = 1;
const MINUTE_MS = FRAME_SECONDS * 1000;
const TICK_MS = 250;
const PAST_MS = 2 * 3_600_000;
const RECENT_MS = 15 * MINUTE_MS;
/** Until a weather station speaks. */
const NO_WEATHER: Weather = {
  rainMillimetresPerHour: 0,
  temperatureCelsius: 15,
  windMetresPerSecond: 0,
};

/** Without a street or footway there is nothing to forecast, and zeros would read as facts. */
export const hasWays = ({ walk, street }: ForecastHost['networks']): boolean =>
  walk.links.length + street.links.length > 0;

const transitOf = (bytes: Uint8Array | null): TransitFrames | null =>
  bytes ? decodeTransitFrames(bytes.slice().buffer) : null;

export function startForecasting(
  host: ForecastHost,
  pool: SimulationPool,
  members: number = ENSEMBLE_DEFAULTS.members,
): Forecasting {
  let current: CurrentForecast | null = null;
  let previous: CurrentForecast | null = null;
  let due: ForecastCause | null = 'start';
  let running: { readonly cause: ForecastCause; readonly abort: AbortController } | null = null;
  let lastProblem: string | null = null;
  let linesProblem: string | null = null;
  let stopped = false;
  let factors: DemandFactorValues = { walk: 1, street: 1 };
  let idle: Promise<void> = Promise.resolve();
  const listeners: ((current: CurrentForecast) => void)[] = [];
  const past = createPastRecord(host);

  const requestAt = (
    startMs: number,
    size: { members: number; frameCount: number },
  ): EnsembleRequest => ({
    input: {
      startMs,
      timeZone: host.timeZone,
      seed: SEED,
      weather: host.weather() ?? NO_WEATHER,
      events: host.events(),
      measures: host.measures(),
      demandFactors: factors,
      parameters: DEFAULT_PARAMETERS,
    },
    members: size.members,
    warmupSeconds: ENSEMBLE_DEFAULTS.warmupSeconds,
    frameCount: size.frameCount,
  });

  const minuteNow = (): number => Math.floor(host.nowMs() / MINUTE_MS) * MINUTE_MS;

  /** The server has not watched the last two hours: the model says what they were like. */
  async function reconstructPast(signal: AbortSignal): Promise<void> {
    const untilMs = minuteNow();
    if (past.frames(PAST_MS)) return;
    const result = await pool.run(
      requestAt(untilMs - PAST_MS, { members: 1, frameCount: PAST_MS / MINUTE_MS }),
      { signal },
    );
    if (result.state !== 'done') return;
    const frames = decodeFrames(result.frames.slice().buffer);
    const transit = transitOf(result.transitFrames);
    for (let index = 0; index < frames.frameCount; index += 1) past.keep(frames, transit, index);
  }

  async function renew(cause: ForecastCause, abort: AbortController): Promise<void> {
    const startMs = minuteNow();
    const recent = past.frames(RECENT_MS);
    if (recent) {
      factors = updateDemandFactors(
        host.networks,
        recent,
        factors,
        host.recentMean,
        host.events(),
        startMs,
      );
    }
    const request = requestAt(startMs, { members, frameCount: FORECAST_FRAME_COUNT });
    const result = await pool.run(request, { signal: abort.signal });
    if (result.state !== 'done') return;
    const forecast: Forecast = {
      id: forecastIdSchema.parse(randomUUID()),
      issuedMs: host.nowMs(),
      startMs,
      frameCount: FORECAST_FRAME_COUNT,
      members,
      seed: SEED,
      cause,
      inputs: {
        weather: request.input.weather,
        events: [...request.input.events],
        measures: [...request.input.measures],
        walkDemandFactor: factors.walk,
        streetDemandFactor: factors.street,
      },
      outcomes: result.outcomes,
      cpuSeconds: result.cpuSeconds,
      ...(result.studyArea ? { studyArea: result.studyArea } : {}),
    };
    const { frames, transitFrames, memberOutcomes } = result;
    if (result.linesProblem !== linesProblem && result.linesProblem !== null) {
      host.log.error(`the city’s lines are not used: ${result.linesProblem}`);
    }
    linesProblem = result.linesProblem;
    publish({ forecast, frames, transitFrames, request, memberOutcomes });
  }

  function publish(next: CurrentForecast): void {
    previous = current;
    current = next;
    const frames = decodeFrames(next.frames.slice().buffer);
    const transit = transitOf(next.transitFrames);
    past.keep(frames, transit, 0);
    host.records.forecasts.put(next.forecast.id, next.forecast.issuedMs, next.forecast);
    host.records.forecasts.prune(FORECAST_FRAME_COUNT);
    const streets = judgeFrames(host.networks, frames);
    const platforms =
      host.transit && transit
        ? judgePlatforms(host.networks, host.transit, transit)
        : { now: [], ahead: [] };
    host.judge({
      now: [...streets.now, ...platforms.now],
      ahead: [...streets.ahead, ...platforms.ahead],
    });
    host.publish.forecast(next.forecast);
    for (const listener of listeners) listener(next);
  }

  function begin(cause: ForecastCause): void {
    due = null;
    const abort = new AbortController();
    running = { cause, abort };
    const work =
      cause === 'start'
        ? reconstructPast(abort.signal).then(() => renew(cause, abort))
        : renew(cause, abort);
    idle = work
      .then(() => {
        lastProblem = null;
      })
      .catch((error: unknown) => {
        lastProblem = error instanceof Error ? error.message : String(error);
        host.log.error(`forecast failed: ${lastProblem}`);
      })
      .finally(() => {
        running = null;
      });
  }

  const byId = (id: string): CurrentForecast | null =>
    [current, previous].find((candidate) => candidate?.forecast.id === id) ?? null;

  function markDue(cause: ForecastCause): void {
    due = cause;
    // A forecast of the old plan would be wrong when it is ready; the start also makes the past.
    if (running && running.cause === 'minute' && cause !== 'minute') running.abort.abort();
  }

  /** A minute is tried once, so that a failing forecast does not spin. */
  let triedMinute = -1;
  const timer = setInterval(() => {
    if (running || stopped || !hasWays(host.networks)) return;
    if (due === null && triedMinute < minuteNow()) due = 'minute';
    if (due === null) return;
    triedMinute = minuteNow();
    begin(due);
  }, TICK_MS);

  return {
    current: () => current,
    framesOf: (id) => byId(id)?.frames ?? null,
    transitFramesOf: (id) => byId(id)?.transitFrames ?? null,
    pastFrames: (minutes) => past.frames(minutes * MINUTE_MS),
    pastTransitFrames: (minutes) => past.transitFrames(minutes * MINUTE_MS),
    markDue,
    onForecast: (listener) => {
      listeners.push(listener);
    },
    state: () => ({ running: running !== null, lastProblem, linesProblem }),
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      running?.abort.abort();
      await idle;
    },
  };
}
