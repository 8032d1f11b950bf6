/**
 * All trips of a day: those of the timetable and those that headways make; and which vehicle runs
 * which: blocks as given, else the first to arrive and turn back is the first to leave again.
 */
import type { TransitNetwork } from '#contracts';
import { ticksFromSeconds } from '../transit-clock.ts';
import type { TransitParameters } from '../transit-parameters.ts';
import { NONE } from './transit-model.ts';

export interface TripList {
  readonly tripId: readonly string[];
  readonly tripProfile: Int32Array;
  readonly tripStart: Int32Array;
  readonly tripAfter: Int32Array;
  readonly tripNext: Int32Array;
}

interface DraftTrip {
  readonly id: string;
  readonly profile: number;
  readonly startSecond: number;
  readonly block: string | null;
}

export function listTrips(network: TransitNetwork, parameters: TransitParameters): TripList {
  const drafts: DraftTrip[] = [...network.trips];
  for (const { profile, fromSecond, untilSecond, headwaySeconds } of network.services) {
    const pattern = network.patterns[network.profiles[profile]?.pattern ?? 0]?.id ?? '';
    for (let k = 0; fromSecond + k * headwaySeconds < untilSecond; k += 1) {
      const startSecond = Math.round(fromSecond + k * headwaySeconds);
      drafts.push({ id: `${pattern}@${startSecond}`, profile, startSecond, block: null });
    }
  }
  // Equal starts keep the order of the source, so that the same network gives the same run.
  drafts.sort((a, b) => a.startSecond - b.startSecond);
  const count = drafts.length;
  const after = new Int32Array(count).fill(NONE);
  const next = new Int32Array(count).fill(NONE);
  const link = (before: number, trip: number): void => {
    after[trip] = before;
    next[before] = trip;
  };
  linkBlocks(drafts, link);
  linkTurnBacks(network, drafts, parameters, next, link);
  return {
    tripId: drafts.map(({ id }) => id),
    tripProfile: Int32Array.from(drafts, ({ profile }) => profile),
    tripStart: Int32Array.from(drafts, ({ startSecond }) => ticksFromSeconds(startSecond)),
    tripAfter: after,
    tripNext: next,
  };
}

type Link = (before: number, trip: number) => void;

function linkBlocks(drafts: readonly DraftTrip[], link: Link): void {
  const last = new Map<string, number>();
  drafts.forEach(({ block }, trip) => {
    if (block === null) return;
    const before = last.get(block);
    if (before !== undefined) link(before, trip);
    last.set(block, trip);
  });
}

/** Per line and station, vehicles that ended there wait for the next trip that starts there. */
function linkTurnBacks(
  network: TransitNetwork,
  drafts: readonly DraftTrip[],
  parameters: TransitParameters,
  next: Int32Array,
  link: Link,
): void {
  const ready = new Map<string, { trip: number; second: number }[]>();
  const arrivals: { key: string; trip: number; second: number }[] = [];
  const ends = (draft: DraftTrip) => {
    const profile = network.profiles[draft.profile];
    const pattern = network.patterns[profile?.pattern ?? 0];
    const line = network.lines[pattern?.line ?? 0];
    const stationOf = (stop: number | undefined): number => network.stops[stop ?? 0]?.station ?? 0;
    const first = pattern?.stops[0];
    const key = (stop: number | undefined): string =>
      pattern?.loop ? `loop ${pattern.id}` : `${pattern?.line} ${stationOf(stop)}`;
    const turn = line?.turnBackSeconds ?? null;
    return {
      from: key(first),
      to: key(pattern?.stops.at(-1)),
      loop: pattern?.loop ?? false,
      turn,
      end: draft.startSecond + (profile?.arrivalSeconds.at(-1) ?? 0),
    };
  };
  drafts.forEach((draft, trip) => {
    const { to, turn, end, loop } = ends(draft);
    if (turn === null || draft.block !== null) return;
    arrivals.push({ key: to, trip, second: loop ? end : end + turn });
  });
  arrivals.sort((a, b) => a.second - b.second || a.trip - b.trip);
  let arrived = 0;
  drafts.forEach((draft, trip) => {
    const { from, turn, loop } = ends(draft);
    if (turn === null || draft.block !== null) return;
    for (; arrived < arrivals.length; arrived += 1) {
      const arrival = arrivals[arrived];
      if (arrival === undefined || arrival.second > draft.startSecond) break;
      const waiting = ready.get(arrival.key);
      if (waiting) waiting.push(arrival);
      else ready.set(arrival.key, [arrival]);
    }
    const waiting = ready.get(from);
    const longest = parameters.longestLoopWaitSeconds;
    // People of a loop stay on board: a vehicle that would keep them waiting goes to the depot.
    while (loop && waiting?.[0] && draft.startSecond - waiting[0].second > longest) waiting.shift();
    const vehicle = waiting?.shift();
    if (vehicle && next[vehicle.trip] === NONE) link(vehicle.trip, trip);
  });
}
