/** What forecasting, advice and scenario runs need of the server around them. */
import type {
  Advice,
  AdvisingState,
  CityTransit,
  DistrictNetworks,
  EventPlan,
  Forecast,
  Measure,
  ScenarioRun,
  Weather,
} from '#contracts';
import type { RecentMean } from './demand-factors.ts';
import type { JudgedFrames } from './judge-frames.ts';

interface Records<T> {
  get(id: string): T | null;
  /** Newest first. */
  list(limit?: number): readonly T[];
  put(id: string, atMs: number, record: T): void;
  prune(keep: number): void;
}

export type FramesPurpose = 'past' | 'past-transit' | 'run' | 'run-transit';

/** Encoded frames under a purpose and an id. */
interface FramesStore {
  put(purpose: FramesPurpose, id: string, atMs: number, bytes: Uint8Array): void;
  get(purpose: FramesPurpose, id: string): { readonly bytes: Uint8Array } | null;
  between(
    purpose: FramesPurpose,
    fromMs: number,
    untilMs: number,
  ): readonly { readonly bytes: Uint8Array }[];
  removeBefore(purpose: FramesPurpose, beforeMs: number): void;
}

export interface ForecastHost {
  readonly district: string;
  readonly timeZone: string;
  readonly networks: DistrictNetworks;
  /** null: the city has no lines, and stations take people away at a constant rate. */
  readonly transit: CityTransit | null;
  /** District time. */
  readonly nowMs: () => number;
  /** Latest measured weather; null before any came. */
  readonly weather: () => Weather | null;
  readonly events: () => readonly EventPlan[];
  readonly measures: () => readonly Measure[];
  readonly addMeasures: (measures: readonly Measure[]) => void;
  readonly recentMean: RecentMean;
  readonly records: {
    readonly forecasts: Records<Forecast>;
    readonly advice: Records<Advice>;
    readonly runs: Records<ScenarioRun>;
    readonly frames: FramesStore;
  };
  readonly publish: {
    forecast(forecast: Forecast): void;
    advice(changed: readonly Advice[]): void;
    advising(state: AdvisingState): void;
    runs(changed: readonly ScenarioRun[]): void;
  };
  /** Density alarms of now and warnings of the next two hours. */
  readonly judge: (judged: JudgedFrames) => void;
  readonly log: {
    info(message: string): void;
    error(message: string): void;
  };
}
