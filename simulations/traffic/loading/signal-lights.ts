/** What a signal letter lets a vehicle do. Letters as in SUMO's phase states. */
export const RED = 0;
export const YELLOW = 1;
/** Green, but others go first. */
export const YIELD = 2;
export const GREEN = 3;

export function lightOf(letter: string): number {
  if (letter === 'G' || letter === 'O') return GREEN;
  if (letter === 'g' || letter === 'o' || letter === 's') return YIELD;
  if (letter === 'y' || letter === 'Y') return YELLOW;
  return RED;
}

/** Phase and time left of a fixed plan at a moment; offsets shift the plan later. */
export function phaseAt(
  phases: readonly { readonly seconds: number }[],
  offsetSeconds: number,
  atSeconds: number,
): { readonly phase: number; readonly leftSeconds: number } {
  const cycle = phases.reduce((sum, phase) => sum + phase.seconds, 0);
  let within = (((atSeconds - offsetSeconds) % cycle) + cycle) % cycle;
  for (const [phase, { seconds }] of phases.entries()) {
    if (within < seconds) return { phase, leftSeconds: seconds - within };
    within -= seconds;
  }
  return { phase: 0, leftSeconds: phases[0]?.seconds ?? cycle };
}
