/** A place of a district run walked person by person, as frames. */
export { type CloseUpJob, type CloseUpRun, runCloseUp } from './run-close-up.ts';
