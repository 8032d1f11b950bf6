/**
 * Full lanes whose heads want each other's places in a ring would wait for ever. A head that has
 * waited long follows the chain of heads; if the chain ends at itself, all heads of the ring step on
 * at once: every place that one takes another leaves in the same moment, so none is gained.
 */
import type { LaneEntries } from './lane-entries.ts';
import type { TrafficContext } from './traffic-context.ts';
import { NONE } from './traffic-state.ts';
import type { LaneTrier } from './try-lane.ts';

/** Answers whether the lane was part of a ring, which has turned. */
export type RingTurner = (lane: number, now: number) => boolean;

export function createRingTurner(
  context: TrafficContext,
  entries: LaneEntries,
  trier: LaneTrier,
): RingTurner {
  const { waitingFor, laneCountNow } = context.state;
  const { laneCapacity } = context.timing;
  const { closed, held } = context.conditions;
  const { laneLink } = context.network;
  const ring: number[] = [];

  return (lane, now) => {
    ring.length = 0;
    let at = lane;
    do {
      const next = waitingFor[at] as number;
      if (next === NONE || closed[laneLink[next] as number] === 1) return false;
      if (held[laneLink[at] as number] === 1) return false;
      if ((laneCountNow[next] as number) < (laneCapacity[next] as number)) return false;
      ring.push(at);
      // A chain that runs into a ring further on is not part of it.
      if (ring.length > laneCapacity.length) return false;
      at = next;
    } while (at !== lane);
    for (const member of ring) entries.giveUp(member);
    // The first leaves its lane before the last comes onto it; it is put down at the end.
    trier.lift(ring[0] as number, ring[1 % ring.length] as number, now);
    for (let member = ring.length - 1; member > 0; member -= 1) {
      const from = ring[member] as number;
      trier.force(from, ring[(member + 1) % ring.length] as number, now);
    }
    trier.putDown(now);
    return true;
  };
}
