/** What an ensemble takes and gives: one forecast or one scenario run. */
import type { Frames, Interval, Outcomes, TransitFrames } from '#contracts';
import type { DistrictLines } from '../coupling/prepare-lines.ts';
import type { Ledger, RunInput } from '../district/run-types.ts';

export interface EnsembleRequest {
  /** `startMs` is the time of frame 0; `seed` seeds the members. */
  readonly input: RunInput;
  readonly members: number;
  /** Simulated before frame 0, so that the district is not empty. */
  readonly warmupSeconds: number;
  /** One frame a minute. */
  readonly frameCount: number;
}

/** What stands behind the district besides its own model. */
export interface EnsembleWorld {
  /** Lines behind the stations' doors; without, stations take people away at a constant rate. */
  readonly lines?: DistrictLines | null;
}

export const ENSEMBLE_DEFAULTS = { members: 6, warmupSeconds: 1200, frameCount: 121 } as const;

export interface EnsembleHooks {
  /** Called after every simulated minute; fraction in (0, 1]. */
  readonly onProgress?: (fraction: number) => void;
  /** Asked after every simulated minute. */
  readonly isCancelled?: () => boolean;
}

/** The figures of one member; members with the same index share all draws between two ensembles. */
export interface MemberOutcomes {
  readonly peakDensityPersonsPerSquareMetre: number;
  readonly peakDensityLink: number | null;
  readonly peakDensityAtMs: number | null;
  readonly minutesAboveFour: number;
  /** null without an event or when it does not clear within the horizon. */
  readonly clearingMinutes: number | null;
  readonly peakStationQueuePersons: number;
  readonly peakStation: number | null;
  readonly vehicleDelayHours: number;
  /** Absent without lines. */
  readonly leftBehind?: number;
  readonly withoutTrain?: number;
  /** Absent without bus lines. */
  readonly busLeftBehind?: number;
  /** Absent when no emergency vehicle was sent. */
  readonly slowestEmergencySeconds?: number;
}

export type EnsembleResult =
  | { readonly state: 'cancelled' }
  | {
      readonly state: 'done';
      readonly frames: Frames;
      /** null without lines. */
      readonly transitFrames: TransitFrames | null;
      readonly outcomes: Outcomes;
      readonly memberOutcomes: readonly MemberOutcomes[];
      /** [member][frame]. */
      readonly ledgers: readonly (readonly Ledger[])[];
    };

/** Exit width × specific flow: no event can be out of its gates sooner. */
export interface ClearingBound {
  readonly gateWidthMetres: number;
  readonly specificFlowPersonsPerMetreSecond: number;
  /** For 95 % of the people, as `clearingMinutes` counts. */
  readonly minutes: number;
}

export type { Interval };
