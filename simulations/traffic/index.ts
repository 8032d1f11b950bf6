/** Roads: static equilibrium, and the mesoscopic model that moves vehicle by vehicle. */
export { ASSIGNMENT_DEFAULTS, assignEquilibrium } from './assignment/assign-equilibrium.ts';
export type * from './assignment/assignment-types.ts';
