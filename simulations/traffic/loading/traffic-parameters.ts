/**
 * What the model takes from outside. Together v (the link's), s and τ give each lane a triangular
 * diagram: capacity 1/(τ + s/v), jam density 1/s, backward wave s/τ.
 */
import { VEHICLE_JAM_SPACING_METRES } from '#contracts';

export interface TrafficParameters {
  /** s: length of a standing vehicle with its gap, m. */
  readonly jamSpacingMetres: number;
  /** τ: seconds by which a driver follows the one ahead, at no distance. */
  readonly reactionSeconds: number;
  /** Lost to each change of source where streams join or a lane ends, s. */
  readonly mergeLossSeconds: number;
  /** From green to the first vehicle over the stop line, s. */
  readonly startReactionSeconds: number;
  readonly accelerationMetresPerSecond2: number;
  readonly decelerationMetresPerSecond2: number;
  /** Mean shortfall from the wanted speed that imperfect driving causes, m/s. */
  readonly dawdleMetresPerSecond: number;
  /** Spread of wanted speeds between drivers, as a part of the limit. */
  readonly speedDeviation: number;
  /** Least time to the next vehicle with right of way that a waiting driver takes, s. */
  readonly criticalGapSeconds: number;
  /** After so long, full lanes that wait for each other in a ring step on together, s. */
  readonly ringPatienceSeconds: number;
  /** Between two that use one long gap, s. */
  readonly followUpSeconds: number;
  /**
   * Vehicles come onto a link over all its lanes and reach the one that they need on the way; else over
   * that lane alone, as in networks whose lanes before a junction are drawn one by one.
   */
  readonly entersOverAllLanes: boolean;
}

export const TRAFFIC_DEFAULTS: TrafficParameters = {
  jamSpacingMetres: VEHICLE_JAM_SPACING_METRES,
  // Calibrated, with startReactionSeconds, on saturated runs of two of SUMO's small cases at 50 km/h:
  // 21.2 vehicles in 42 s of green (848.6/h, mean of six seeds) and 7.1 in 15 s.
  reactionSeconds: 1.3,
  // Calibrated on the bottleneck case: 1,851 veh/h at 60 km/h where two lanes become one.
  mergeLossSeconds: 0.177,
  startReactionSeconds: 0.58,
  // SUMO's 2.6 m/s² less the mean shortfall of each second below.
  accelerationMetresPerSecond2: 1.95,
  decelerationMetresPerSecond2: 4.5,
  // Krauss: each second the speed is drawn from [v − σa, v]; half of 0.5 · 2.6 m/s.
  dawdleMetresPerSecond: 0.65,
  speedDeviation: 0.1,
  // HCM 2000, permitted left turns: 4.5 s and 2.5 s.
  criticalGapSeconds: 4.5,
  followUpSeconds: 2.5,
  entersOverAllLanes: false,
  // As the project's spatial queue; SUMO removes such vehicles after 300 s.
  ringPatienceSeconds: 5,
};

/** Kinematic-wave theory alone: nobody needs time to brake, start or look. */
export const THEORY_PARAMETERS: TrafficParameters = {
  ...TRAFFIC_DEFAULTS,
  startReactionSeconds: 0,
  accelerationMetresPerSecond2: Number.POSITIVE_INFINITY,
  decelerationMetresPerSecond2: Number.POSITIVE_INFINITY,
  mergeLossSeconds: 0,
  dawdleMetresPerSecond: 0,
  speedDeviation: 0,
};
