/** What crosses to a simulation worker thread and back. */
import type { Outcomes, StudyArea } from '#contracts';
import type { EnsembleRequest, MemberOutcomes } from '#simulations';

export interface EnsembleJob {
  readonly request: EnsembleRequest;
  /** Int32[0]: set to 1 to cancel. Int32[1]: progress in thousandths. */
  readonly signals: SharedArrayBuffer;
}

export interface EnsembleDone {
  readonly state: 'done';
  /** Encoded `Frames`. */
  readonly frames: Uint8Array;
  readonly outcomes: Outcomes;
  readonly memberOutcomes: readonly MemberOutcomes[];
  readonly cpuSeconds: number;
  /** Absent: the whole district was simulated. */
  readonly studyArea?: StudyArea;
}

export type EnsembleJobResult = EnsembleDone | { readonly state: 'cancelled' };
