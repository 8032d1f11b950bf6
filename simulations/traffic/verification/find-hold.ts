/**
 * Why vehicles that are left do not move: `ring` when every head that stands waits, over full lanes,
 * for a lane of a closed ring of such lanes (kinematic-wave theory has no way out of that); else the
 * first lane for which this is not so.
 */
import type { TrafficRun } from '../loading/create-traffic-run.ts';

export function findHold(
  run: TrafficRun,
): 'ring' | { readonly lane: number; readonly why: string } {
  const { state, network } = run;
  const nextOf = (lane: number): number => state.waitingFor[lane] ?? -1;
  for (let lane = 0; lane < network.laneCount; lane += 1) {
    if ((state.laneCountNow[lane] ?? 0) === 0) continue;
    const seen = new Set<number>();
    let at = lane;
    while (!seen.has(at)) {
      seen.add(at);
      const next = nextOf(at);
      if (next < 0) return { lane, why: `lane ${at} waits for nothing` };
      if ((state.laneCountNow[next] ?? 0) < run.laneCapacity(next)) {
        return { lane, why: `lane ${next} has room` };
      }
      at = next;
    }
  }
  return 'ring';
}
