export { type AlarmBook, createAlarmBook } from './alarm-book.ts';
export {
  type CrowdedPlace,
  type CrowdingAlarms,
  createCrowdingAlarms,
  DENSITY_LIMIT_PERSONS_PER_SQUARE_METRE,
} from './judge-crowding.ts';
export { judgeSignals } from './judge-signals.ts';
export { pointOfSensor } from './name-place.ts';
export { watchSilence } from './watch-silence.ts';
