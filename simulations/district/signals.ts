/** Fixed-time signal plans under the measures in force. */
import type { Signal } from '#contracts';

/** No green is cut below this. */
const SHORTEST_GREEN_SECONDS = 5;

/** Adds to one green and takes it from the others in proportion; the cycle stays. */
export function shiftedGreens(
  signal: Signal,
  index: number,
  shift: ReadonlyMap<string, number>,
  plan?: readonly number[],
): number[] {
  const greens = signal.phases.map((phase, at) => plan?.[at] ?? phase.greenSeconds);
  signal.phases.forEach((_, phase) => {
    const wanted = shift.get(`${index}:${phase}`);
    if (wanted === undefined || greens.length < 2) return;
    const own = greens[phase] as number;
    const others = greens.reduce((sum, green) => sum + green, 0) - own;
    const least = SHORTEST_GREEN_SECONDS * (greens.length - 1);
    const added = Math.max(
      Math.min(0, SHORTEST_GREEN_SECONDS - own),
      Math.min(wanted, Math.max(0, others - least)),
    );
    const scale = (others - added) / others;
    for (let other = 0; other < greens.length; other += 1) {
      greens[other] = other === phase ? own + added : (greens[other] as number) * scale;
    }
  });
  return greens;
}
