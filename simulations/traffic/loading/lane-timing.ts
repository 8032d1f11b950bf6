/** Times that follow from network, parameters and conditions, in milliseconds. */
import type { RoadNetwork } from '../road/road-types.ts';
import { cruiseSpeed } from './crossing-time.ts';
import type { RoadConditions } from './road-conditions.ts';
import type { TrafficParameters } from './traffic-parameters.ts';

export interface LaneTiming {
  /** Vehicles that fit on the lane now, and where its places begin in the slot arrays. */
  readonly laneCapacity: Int32Array;
  readonly laneSlot: Int32Array;
  /** 1: the movement is banned, or leads onto a closed link. */
  readonly movementShut: Uint8Array;
  /** Free speed under present conditions, m/s, by link. */
  readonly linkSpeed: Float64Array;
  /** From a place left at the exit to a place free at the entry (backward wave). */
  readonly laneHole: Int32Array;
  /** Between two entries: saturation headway over the lanes that it stands for. */
  readonly entryHeadway: Int32Array;
  /** Between two exits where the trip ends here. */
  readonly exitHeadway: Int32Array;
  /** Between two exits over the movement, at the speed that its curve allows. */
  readonly movementHeadway: Int32Array;
  /** Yellow that vehicles still use: those too near to brake comfortably. */
  readonly movementYellow: Int32Array;
}

export function timeLanes(
  network: RoadNetwork,
  parameters: TrafficParameters,
  conditions: RoadConditions,
  spareLanes?: Int32Array,
): LaneTiming {
  const { laneCount, movementCount, laneWidth, linkLength, laneLink } = network;
  const laneCapacity = new Int32Array(laneCount);
  const laneSlot = new Int32Array(laneCount + 1);
  for (let lane = 0; lane < laneCount; lane += 1) {
    const link = laneLink[lane] as number;
    const places = placesAlong(linkLength[link] as number, parameters);
    const lanes = (laneWidth[lane] as number) + (spareLanes?.[link] ?? 0);
    laneSlot[lane + 1] = (laneSlot[lane] as number) + places * lanes;
  }
  const timing: LaneTiming = {
    laneCapacity,
    laneSlot,
    linkSpeed: new Float64Array(network.linkCount),
    laneHole: new Int32Array(laneCount),
    entryHeadway: new Int32Array(laneCount),
    exitHeadway: new Int32Array(laneCount),
    movementHeadway: new Int32Array(movementCount),
    movementYellow: new Int32Array(movementCount),
    movementShut: new Uint8Array(movementCount),
  };
  retimeLanes(timing, network, parameters, conditions);
  return timing;
}

/** The little keeps a length of exactly n places from becoming n + 1 by rounding. */
const placesAlong = (length: number, { jamSpacingMetres }: TrafficParameters): number =>
  Math.ceil(length / jamSpacingMetres - 1e-9);

/** Writes the times anew after conditions changed. */
export function retimeLanes(
  timing: LaneTiming,
  network: RoadNetwork,
  parameters: TrafficParameters,
  conditions: RoadConditions,
): void {
  const { laneCount, movementCount, laneLink, laneWidth, linkLength } = network;
  const { jamSpacingMetres: spacing, reactionSeconds: reaction } = parameters;
  const { dawdleMetresPerSecond: dawdle, decelerationMetresPerSecond2: braking } = parameters;
  const { linkSpeed } = timing;
  for (let link = 0; link < network.linkCount; link += 1) {
    linkSpeed[link] =
      (network.linkSpeed[link] as number) * (conditions.speedFactor[link] as number);
  }
  const { linkLane } = network;
  const lanesOf = (link: number): number => {
    let lanes = 0;
    const last = linkLane[link + 1] as number;
    for (let lane = linkLane[link] as number; lane < last; lane += 1) {
      lanes += laneWidth[lane] as number;
    }
    return lanes;
  };
  const sharedBy = (link: number): number => {
    const added = conditions.addedLanes[link] as number;
    return added === 0 ? 1 : Math.max(0, lanesOf(link) + added) / lanesOf(link);
  };
  const cruiseOf = (link: number): number => cruiseSpeed(linkSpeed[link] as number, dawdle);
  for (let lane = 0; lane < laneCount; lane += 1) {
    const link = laneLink[lane] as number;
    const width = laneWidth[lane] as number;
    const length = linkLength[link] as number;
    const speed = cruiseOf(link);
    const headway = (reaction + spacing / speed) / (conditions.capacityFactor[link] as number);
    const places = placesAlong(length, parameters);
    const share = sharedBy(link);
    const slots = (timing.laneSlot[lane + 1] as number) - (timing.laneSlot[lane] as number);
    timing.laneCapacity[lane] = Math.min(slots, Math.floor(places * width * share + 1e-9));
    // Whole places: the wave is set so that capacity is exact at any length.
    timing.laneHole[lane] = Math.round(1000 * Math.max(0, places * headway - length / speed));
    const most = Math.max(share, 1e-3);
    const entries = parameters.entersOverAllLanes ? lanesOf(link) : width;
    timing.entryHeadway[lane] = Math.round((1000 * headway) / (entries * most));
    timing.exitHeadway[lane] = Math.round((1000 * headway) / most);
  }
  for (let movement = 0; movement < movementCount; movement += 1) {
    const link = laneLink[network.movementFrom[movement] as number] as number;
    const speed = Math.min(cruiseOf(link), network.movementSpeed[movement] as number);
    const headway = (reaction + spacing / speed) / (conditions.capacityFactor[link] as number);
    const share = Math.max(1e-3, sharedBy(link));
    timing.movementHeadway[movement] = Math.round((1000 * headway) / share);
    const onto = network.movementToLink[movement] as number;
    const isShut = conditions.banned[movement] === 1 || conditions.closed[onto] === 1;
    timing.movementShut[movement] = isShut ? 1 : 0;
    timing.movementYellow[movement] = Math.round((1000 * speed) / (2 * braking));
  }
}
