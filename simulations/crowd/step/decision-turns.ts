/**
 * When people decide anew where they head and how fast. They do so step by step of their feet, about
 * twice a second (natural discretization, Seitz and Köster 2012, doi:10.1103/PhysRevE.86.046108), not
 * at every step of time; between, they go on as decided, as far as there is room.
 */

const DECISION_SECONDS = 0.4;

/** Who got on by less than this share of the way decided on looks again at the next step. */
const HELD_BACK_SHARE = 0.95;
export const HELD_BACK_SQUARE = HELD_BACK_SHARE * HELD_BACK_SHARE;

/** What a person does in the step at hand. */
export const TASK = { stands: 0, decides: 1, goesOn: 2, leaves: 3 } as const;

/** Every so many steps it is somebody's turn; the persons take turns by their number. */
export function decisionStepsOf(timeStepSeconds: number): number {
  return Math.max(1, Math.round(DECISION_SECONDS / timeStepSeconds));
}
