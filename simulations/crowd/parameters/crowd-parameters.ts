/**
 * The walking model's numbers. What each does: CrowdParameters; how the three sets were found, with
 * the figures they give: docs/models/crowd-microscopic.md.
 */
import type { CrowdScenario } from '#contracts';
import type { CrowdParameters } from '../crowd-types.ts';

/** Weidmann 1993 (Transporttechnik der Fussgänger): N(1.34, 0.26) m/s, cut as in RiMEA 4. */
const WEIDMANN_SPEED = { mean: 1.34, deviation: 0.26, min: 0.5, max: 2.2 };

// With 0.5 for the calibrated set an arch lasted in 2 of 120 runs at 0.7–1 m, with 0.8 in none of 240.
const common: Omit<CrowdParameters, 'timeGapSeconds' | 'leaderCone' | 'keepsOrder'> = {
  bufferMetres: 0.08,
  oncomingCone: 0.5,
  passingGain: 0.02,
  giveWayMetresPerSecond: 0.5,
  oncomingMetresPerSecond: 1.5,
  oncomingBackShare: 0.3,
  oncomingRangeMetres: 0.5,
  accelerationMetresPerSecondSquared: 2.5,
  neighbourStrength: 2,
  neighbourRangeMetres: 0.5,
  wallStrength: 1,
  wallRangeMetres: 0.3,
  keepRightStrength: 1.5,
  lookAheadMetres: 2,
  freeSpeed: WEIDMANN_SPEED,
  radius: { min: 0.15, max: 0.18 },
  // The values that RiMEA's stair tests are commonly run with, along the slope.
  stairSpeedFactorUp: 0.5,
  stairSpeedFactorDown: 0.75,
  congestionWeight: 0.5,
};

export const CROWD_PARAMETERS: Readonly<Record<CrowdScenario['parameters'], CrowdParameters>> = {
  emergency: { ...common, timeGapSeconds: 1.5, leaderCone: 1, keepsOrder: true },
  calibrated: {
    ...common,
    timeGapSeconds: 0.78,
    leaderCone: 0.9,
    keepsOrder: false,
    giveWayMetresPerSecond: 0.8,
  },
  stadium: { ...common, timeGapSeconds: 3.25, leaderCone: 1, keepsOrder: true },
};
