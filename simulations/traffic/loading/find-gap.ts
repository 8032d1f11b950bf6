/**
 * Gap acceptance: may a movement that must yield go now? Only if no vehicle of a movement with right
 * of way reaches its stop line within the critical gap. Vehicles that stand for want of room, or
 * behind a head that itself stands, do not count; of two that wait for each other the first goes.
 */
import { GREEN, RED, YELLOW } from './signal-lights.ts';
import type { TrafficContext } from './traffic-context.ts';
import { NONE } from './traffic-state.ts';

/** Vehicles of one foe lane that a driver looks at: those within the gap, at headways over 1 s. */
const LOOKED_AT = 4;

/** Answers `FREE`, or the time when the first foe will have passed. */
export const FREE = -1;

export type GapFinder = (movement: number, now: number, waitingSince: number) => number;

export function createGapFinder(context: TrafficContext): GapFinder {
  const { network, timing, state } = context;
  const criticalGapMs = Math.round(1000 * context.parameters.criticalGapSeconds);
  const { foeStart, foeLane, foeMask, movementBit, movementGroup } = network;
  const { laneSlot, exitHeadway, movementYellow } = timing;
  const { laneHead, laneCountNow, laneNextExit, laneStopped, laneStoppedAt } = state;
  const { slotDue, slotMovement, waitingFor, groupLight, groupSince } = state;

  const isOpen = (movement: number, at: number): boolean => {
    const group = movementGroup[movement] as number;
    if (group === NONE) return true;
    const light = groupLight[group] as number;
    if (light === RED) return false;
    if (light !== YELLOW) return true;
    return at <= (groupSince[group] as number) + (movementYellow[movement] as number);
  };

  const isYielding = (movement: number): boolean => {
    const group = movementGroup[movement] as number;
    return group === NONE || groupLight[group] !== GREEN;
  };

  return (movement, now, waitingSince) => {
    const until = now + criticalGapMs;
    const last = foeStart[movement + 1] as number;
    for (let foe = foeStart[movement] as number; foe < last; foe += 1) {
      const lane = foeLane[foe] as number;
      const count = laneCountNow[lane] as number;
      if (count === 0) continue;
      if (waitingFor[lane] !== NONE) continue;
      const stands = laneStopped[lane] === 1;
      if (stands && (laneStoppedAt[lane] as number) >= waitingSince) {
        const head = slotMovement[laneHead[lane] as number] as number;
        // A head at red that will get green is no foe yet; one that yields came later.
        if (head < 0 || !isOpen(head, now) || isYielding(head)) continue;
      }
      const mask = foeMask[foe] as number;
      const end = laneSlot[lane + 1] as number;
      const headway = exitHeadway[lane] as number;
      let slot = laneHead[lane] as number;
      let at = laneNextExit[lane] as number;
      const looks = count < LOOKED_AT ? count : LOOKED_AT;
      for (let look = 0; look < looks; look += 1) {
        const due = slotDue[slot] as number;
        if (due > at) at = due;
        if (at < now) at = now;
        if (at > until) break;
        const other = slotMovement[slot] as number;
        if (other < 0 || !isOpen(other, at)) {
          if (other >= 0) break;
        } else if ((mask & (1 << (movementBit[other] as number))) !== 0) {
          return at + 1;
        } else if (look === 0 && stands) break;
        at += headway;
        slot += 1;
        if (slot === end) slot = laneSlot[lane] as number;
      }
    }
    return FREE;
  };
}
