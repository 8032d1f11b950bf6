/**
 * A road of lanes as a network for static assignment: each link an arc with a volume-delay function,
 * each allowed turn an arc of fixed time, each place (a link where trips begin or end) a zone. So bans
 * on turns hold, and a path's link arcs are a route. Capacity: that of the lane model times the part of
 * the cycle that is green; free time: with the signal's uniform delay for a lone vehicle (HCM 2000,
 * 16-11 at x = 0). Volume-delay 0.15 and 4 (Bureau of Public Roads 1964). Streams that yield are not
 * slowed: a start for the lane model, not a substitute.
 */
import type { AssignmentNetwork } from '../assignment/assignment-types.ts';
import { TRAFFIC_DEFAULTS } from '../loading/traffic-parameters.ts';
import type { RoadInput, SignalInput } from '../road/road-types.ts';
import { DemandProblem } from './estimate-types.ts';

export interface RoadAssignment {
  /** Vehicles per hour and seconds. Arc k below the number of links is link k. */
  readonly network: AssignmentNetwork;
  readonly linkCount: number;
  readonly zoneOf: ReadonlyMap<string, number>;
}

const BPR_FACTOR = 0.15;
const BPR_POWER = 4;

export function assignmentFromRoad(road: RoadInput, places: readonly string[]): RoadAssignment {
  const linkOf = new Map(road.links.map(({ id }, at) => [id, at]));
  const zoneOf = new Map([...new Set(places)].map((id, zone) => [id, zone]));
  const zoneCount = zoneOf.size;
  const linkCount = road.links.length;
  const entry = (link: number): number => zoneCount + 2 * link;
  const arcs: { from: number; to: number; time: number; capacity: number }[] = [];
  const greens = greenShares(road, linkOf);
  road.links.forEach((link, at) => {
    const { reactionSeconds, jamSpacingMetres } = TRAFFIC_DEFAULTS;
    const headway = reactionSeconds + jamSpacingMetres / link.freeSpeedMetresPerSecond;
    const { share, cycleSeconds } = greens[at] ?? OPEN;
    arcs.push({
      from: entry(at),
      to: entry(at) + 1,
      time:
        link.lengthMetres / link.freeSpeedMetresPerSecond + (cycleSeconds * (1 - share) ** 2) / 2,
      capacity: (3600 * link.lanes * Math.max(share, LEAST_GREEN)) / headway,
    });
  });
  const turns = new Map<string, number>();
  for (const { fromLink, toLink, lengthMetres, speedMetresPerSecond } of road.movements) {
    const from = linkOf.get(fromLink);
    const to = linkOf.get(toLink);
    if (from === undefined || to === undefined) continue;
    const time = lengthMetres / speedMetresPerSecond;
    const known = turns.get(`${from} ${to}`);
    turns.set(`${from} ${to}`, known === undefined ? time : Math.min(known, time));
  }
  for (const [key, time] of turns) {
    const [from = 0, to = 0] = key.split(' ').map(Number);
    arcs.push({ from: entry(from) + 1, to: entry(to), time, capacity: 1 });
  }
  for (const [id, zone] of zoneOf) {
    const link = linkOf.get(id);
    if (link === undefined)
      throw new DemandProblem(`there is no link '${id}' for trips to begin or end`);
    arcs.push({ from: zone, to: entry(link), time: 0, capacity: 1 });
    arcs.push({ from: entry(link) + 1, to: zone, time: 0, capacity: 1 });
  }
  return {
    network: {
      zoneCount,
      nodeCount: zoneCount + 2 * linkCount,
      firstThroughNode: zoneCount,
      linkFrom: Int32Array.from(arcs, ({ from }) => from),
      linkTo: Int32Array.from(arcs, ({ to }) => to),
      capacity: Float64Array.from(arcs, ({ capacity }) => capacity),
      freeTime: Float64Array.from(arcs, ({ time }) => time),
      bprFactor: Float64Array.from(arcs, (_, arc) => (arc < linkCount ? BPR_FACTOR : 0)),
      bprPower: new Float64Array(arcs.length).fill(BPR_POWER),
    },
    linkCount,
    zoneOf,
  };
}

const OPEN = { share: 1, cycleSeconds: 0 };
/** A lane that never has green would have no capacity at all. */
const LEAST_GREEN = 0.05;

/** By link: the mean over its lanes with exits of the best movement's part of the cycle. */
function greenShares(
  road: RoadInput,
  linkOf: ReadonlyMap<string, number>,
): readonly { readonly share: number; readonly cycleSeconds: number }[] {
  const signals = new Map(road.signals.map((signal) => [signal.id, signal]));
  const lanes: Map<number, number>[] = road.links.map(() => new Map());
  const cycles = new Float64Array(road.links.length);
  for (const { fromLink, fromLane, signal } of road.movements) {
    const link = linkOf.get(fromLink);
    if (link === undefined) continue;
    const plan = signal && signals.get(signal.id);
    const share = plan && signal ? greenOf(plan, signal.index) : 1;
    if (plan) cycles[link] = cycleOf(plan);
    const best = lanes[link];
    best?.set(fromLane, Math.max(best.get(fromLane) ?? 0, share));
  }
  return lanes.map((best, link) => {
    if (best.size === 0) return OPEN;
    const sum = [...best.values()].reduce((all, share) => all + share, 0);
    return { share: sum / best.size, cycleSeconds: cycles[link] as number };
  });
}

const cycleOf = (plan: SignalInput): number =>
  plan.phases.reduce((sum, { seconds }) => sum + seconds, 0);

function greenOf(plan: SignalInput, index: number): number {
  let green = 0;
  for (const { seconds, state } of plan.phases) {
    const light = state[index];
    if (light === 'G' || light === 'g') green += seconds;
  }
  return green / cycleOf(plan);
}
