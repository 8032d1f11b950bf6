/** Public entry of the microscopic crowd. */
export { createCrowd } from './create-crowd.ts';
export * from './crowd-types.ts';
export { joinCrowdStep } from './kernel/kernel-mover.ts';
export {
  type LevelOfService,
  levelOfService,
  type ServiceKind,
} from './measure/level-of-service.ts';
export {
  type AreaMeasure,
  type AreaSummary,
  type CrowdMeasures,
  createRunMeter,
  type LineFlow,
  measureLineFlows,
  type RunMeter,
  summarizeArea,
  summarizeTimes,
  type TimeSummary,
} from './measure/measure-run.ts';
export { findNetCrossings, type NetCrossing } from './measure/net-crossings.ts';
export { CROWD_PARAMETERS } from './parameters/crowd-parameters.ts';
export {
  CROWD_FRAMES_VERSION,
  type CrowdFrame,
  decodeFrames,
  encodeFrame,
  encodeFramesHeader,
  formatTrajectoryHeader,
  formatTrajectoryLines,
} from './results/crowd-frames.ts';
