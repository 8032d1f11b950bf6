/** What crosses to a simulation worker thread and back. */
import type { CityTransit, DistrictNetworks, Outcomes, StudyArea } from '#contracts';
import type { CloseUpJob, CloseUpRun, EnsembleRequest, MemberOutcomes } from '#simulations';

/** What a thread simulates, given to it once. */
export interface EnsemblePlace {
  readonly networks: DistrictNetworks;
  readonly transit: CityTransit | null;
}

export interface EnsembleJob {
  readonly request: EnsembleRequest;
  /** Int32[0]: set to 1 to cancel. Int32[1]: progress in thousandths. */
  readonly signals: SharedArrayBuffer;
}

export interface EnsembleDone {
  readonly state: 'done';
  /** Encoded `Frames`. */
  readonly frames: Uint8Array;
  /** Encoded `TransitFrames`; null without lines. */
  readonly transitFrames: Uint8Array | null;
  /** Why the city's lines are not behind its stations' doors, although it has some. */
  readonly linesProblem: string | null;
  readonly outcomes: Outcomes;
  readonly memberOutcomes: readonly MemberOutcomes[];
  readonly cpuSeconds: number;
  /** Absent: the whole district was simulated. */
  readonly studyArea?: StudyArea;
}

export type EnsembleJobResult = EnsembleDone | { readonly state: 'cancelled' };

export interface CloseUpThreadJob {
  readonly job: CloseUpJob;
  /** As of an `EnsembleJob`. */
  readonly signals: SharedArrayBuffer;
}

export type CloseUpJobResult =
  | { readonly state: 'cancelled' }
  /** The place cannot be walked person by person; says why. */
  | { readonly state: 'refused'; readonly reason: string }
  | (Extract<CloseUpRun, { state: 'done' }> & { readonly cpuSeconds: number });
