/**
 * Passages over measuring lines, each person counted once net: somebody whom a jam pushes to and fro
 * over a line has passed it once in the end, or not at all. Per person the crossings are summed with
 * their directions; the k-th net passage is the first moment at which the sum reaches k. Who goes
 * round a ring passes once per lap; who turns back does not pass.
 */
import type { CrowdCrossing } from '../crowd-types.ts';

export interface NetCrossing {
  readonly person: number;
  /** Seconds of the run. */
  readonly seconds: number;
  /** +1: from the right side of the line to the left. */
  readonly direction: 1 | -1;
}

/** Net passages over one line, in the order of time. */
export function findNetCrossings(
  crossings: readonly CrowdCrossing[],
  line: number,
): readonly NetCrossing[] {
  const perPerson = new Map<number, CrowdCrossing[]>();
  for (const crossing of crossings) {
    if (crossing.line !== line) continue;
    const own = perPerson.get(crossing.person);
    if (own === undefined) perPerson.set(crossing.person, [crossing]);
    else own.push(crossing);
  }
  const net: NetCrossing[] = [];
  for (const own of perPerson.values()) {
    const total = own.reduce((sum, { direction }) => sum + direction, 0);
    let sum = 0;
    let reached = 0;
    for (const { person, seconds, direction } of own) {
      sum += direction;
      // Beyond the total, the person came back later.
      if (sum * Math.sign(total) <= reached || reached === Math.abs(total)) continue;
      reached += 1;
      net.push({ person, seconds, direction: total > 0 ? 1 : -1 });
    }
  }
  return net.sort((a, b) => a.seconds - b.seconds || a.person - b.person);
}
