/** Public entry of the microscopic crowd. */
export { createCrowd } from './create-crowd.ts';
export * from './crowd-types.ts';
export { CROWD_PARAMETERS } from './parameters/crowd-parameters.ts';
