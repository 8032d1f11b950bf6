/**
 * Which stop to wait at, which trains to take and where to get off, for every station and goal:
 * least expected time (wait of half a headway, ride, change), found by relaxing whole patterns until
 * nothing gets better (Bellman 1958, Moore 1957; the number of rounds is the number of rides of the
 * longest trip + 1). People take every train of their stop on which they are better off than waiting
 * on: the rule of optimal strategies (Spiess and Florian 1989, Transportation Research B 23).
 */
import { ticksFromSeconds } from '../transit-clock.ts';
import type { TransitParameters } from '../transit-parameters.ts';
import { ACCEPTS, ALIGHTS, CROSSES_SEAM, NONE } from './transit-model.ts';

interface Layout {
  readonly stationCount: number;
  readonly stopStation: Int32Array;
  readonly patternStart: Int32Array;
  readonly patternStop: Int32Array;
  readonly patternStation: Int32Array;
  readonly patternLoop: Uint8Array;
  readonly patternHeadway: Int32Array;
  readonly patternCount: number;
  readonly classCount: number;
  readonly stationOfClass: Int32Array;
  readonly profilePattern: Int32Array;
  readonly profileStart: Int32Array;
  readonly profileRun: Int32Array;
  readonly profileStand: Int32Array;
}

export function chooseRoutes(
  layout: Layout,
  parameters: TransitParameters,
): {
  readonly bestStop: Int32Array;
  readonly choice: Uint8Array;
  readonly routeTicks: Float32Array;
} {
  const { stationCount, patternStart, patternCount, classCount } = layout;
  const positions = patternStart[patternCount] as number;
  const bestStop = new Int32Array(stationCount * classCount).fill(NONE);
  const choice = new Uint8Array(positions * classCount);
  const routeTicks = new Float32Array(stationCount * classCount);
  const ride = rideTicks(layout);
  const change = ticksFromSeconds(parameters.changePenaltySeconds);
  const longest = ticksFromSeconds(parameters.longestWaitSeconds);
  const wait = layout.patternHeadway.map((headway) =>
    Math.max(1, Math.min(longest, Math.round(headway / 2))),
  );
  /** From a platform of the station to the goal; and on board a pattern at a position. */
  const cost = new Float64Array(stationCount);
  const aboard = new Float64Array(positions);
  const stopOf = new Int32Array(stationCount);

  for (let goal = 0; goal < classCount; goal += 1) {
    const goalStation = layout.stationOfClass[goal] as number;
    cost.fill(Number.POSITIVE_INFINITY);
    aboard.fill(Number.POSITIVE_INFINITY);
    stopOf.fill(NONE);
    cost[goalStation] = 0;
    for (let better = true; better; ) {
      better = false;
      for (let pattern = 0; pattern < patternCount; pattern += 1) {
        if (relaxPattern(pattern, goalStation)) better = true;
      }
    }
    for (let station = 0; station < stationCount; station += 1) {
      routeTicks[station * classCount + goal] = cost[station] as number;
      if (station !== goalStation)
        bestStop[station * classCount + goal] = stopOf[station] as number;
    }
    for (let pattern = 0; pattern < patternCount; pattern += 1)
      markChoices(pattern, goal, goalStation);
  }
  return { bestStop, choice, routeTicks };

  function boardCost(pattern: number, at: number): number {
    const first = patternStart[pattern] as number;
    const end = patternStart[pattern + 1] as number;
    const following = at + 1 < end ? at + 1 : layout.patternLoop[pattern] === 1 ? first : NONE;
    if (following === NONE) return Number.POSITIVE_INFINITY;
    return (ride[at] as number) + (aboard[following] as number);
  }

  function alightCost(at: number, goalStation: number): number {
    const station = layout.patternStation[at] as number;
    return station === goalStation ? 0 : (cost[station] as number) + change;
  }

  function relaxPattern(pattern: number, goalStation: number): boolean {
    const first = patternStart[pattern] as number;
    const end = patternStart[pattern + 1] as number;
    let better = false;
    // A loop is swept twice: what lies behind the seam is ahead too.
    for (let lap = layout.patternLoop[pattern] === 1 ? 2 : 1; lap > 0; lap -= 1) {
      for (let at = end - 1; at >= first; at -= 1) {
        const stay = boardCost(pattern, at);
        const best = Math.min(alightCost(at, goalStation), stay);
        if (best < (aboard[at] as number)) aboard[at] = best;
        const station = layout.patternStation[at] as number;
        const start = stay + (wait[pattern] as number);
        if (station !== goalStation && start < (cost[station] as number)) {
          cost[station] = start;
          stopOf[station] = layout.patternStop[at] as number;
          better = true;
        }
      }
    }
    return better;
  }

  function markChoices(pattern: number, goal: number, goalStation: number): void {
    const first = patternStart[pattern] as number;
    const end = patternStart[pattern + 1] as number;
    const bit = (at: number): number => choice[at * classCount + goal] as number;
    for (let at = first; at < end; at += 1) {
      const stay = boardCost(pattern, at);
      const station = layout.patternStation[at] as number;
      let bits = alightCost(at, goalStation) <= stay ? ALIGHTS : 0;
      if (station !== goalStation && stay < (cost[station] as number)) bits |= ACCEPTS;
      choice[at * classCount + goal] = bits;
    }
    if (layout.patternLoop[pattern] !== 1) return;
    for (let at = end - 1; at >= first; at -= 1) {
      const following = at + 1 < end ? at + 1 : first;
      const leaves = (bit(following) & ALIGHTS) !== 0;
      const crosses =
        following === first ? !leaves : !leaves && (bit(following) & CROSSES_SEAM) !== 0;
      if (crosses) choice[at * classCount + goal] = bit(at) | CROSSES_SEAM;
    }
  }
}

/** Ticks from leaving a position to leaving the next one, by the pattern's first profile. */
function rideTicks(layout: Layout): Int32Array {
  const { patternStart, profilePattern, profileStart } = layout;
  const ride = new Int32Array(patternStart[layout.patternCount] as number);
  for (let profile = profilePattern.length - 1; profile >= 0; profile -= 1) {
    const pattern = profilePattern[profile] as number;
    const first = patternStart[pattern] as number;
    const start = profileStart[profile] as number;
    const arrivals = (profileStart[profile + 1] as number) - start;
    for (let at = 0; at + 1 < arrivals; at += 1) {
      const stand = (layout.profileStand[start + at + 1] as number) || 0;
      ride[first + at] = (layout.profileRun[start + at + 1] as number) + stand;
    }
  }
  return ride;
}
