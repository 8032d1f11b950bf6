/** Times that follow from network, parameters and conditions, in milliseconds. */
import type { RoadNetwork } from '../road/road-types.ts';
import { cruiseSpeed } from './crossing-time.ts';
import type { RoadConditions } from './road-conditions.ts';
import type { TrafficParameters } from './traffic-parameters.ts';

export interface LaneTiming {
  /** Vehicles that fit on the lane, and where its places begin in the slot arrays. */
  readonly laneCapacity: Int32Array;
  readonly laneSlot: Int32Array;
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
): LaneTiming {
  const { laneCount, movementCount, laneWidth, linkLength, laneLink } = network;
  const laneCapacity = new Int32Array(laneCount);
  const laneSlot = new Int32Array(laneCount + 1);
  for (let lane = 0; lane < laneCount; lane += 1) {
    const length = linkLength[laneLink[lane] as number] as number;
    // The little keeps a length of exactly n places from becoming n + 1 by rounding.
    const places = Math.ceil(length / parameters.jamSpacingMetres - 1e-9);
    laneCapacity[lane] = places * (laneWidth[lane] as number);
    laneSlot[lane + 1] = (laneSlot[lane] as number) + (laneCapacity[lane] as number);
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
  };
  retimeLanes(timing, network, parameters, conditions);
  return timing;
}

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
  const cruiseOf = (link: number): number => cruiseSpeed(linkSpeed[link] as number, dawdle);
  for (let lane = 0; lane < laneCount; lane += 1) {
    const link = laneLink[lane] as number;
    const width = laneWidth[lane] as number;
    const length = linkLength[link] as number;
    const speed = cruiseOf(link);
    const headway = (reaction + spacing / speed) / (conditions.capacityFactor[link] as number);
    const places = (timing.laneCapacity[lane] as number) / width;
    // Whole places: the wave is set so that capacity is exact at any length.
    timing.laneHole[lane] = Math.round(1000 * Math.max(0, places * headway - length / speed));
    timing.entryHeadway[lane] = Math.round((1000 * headway) / width);
    timing.exitHeadway[lane] = Math.round(1000 * headway);
  }
  for (let movement = 0; movement < movementCount; movement += 1) {
    const link = laneLink[network.movementFrom[movement] as number] as number;
    const speed = Math.min(cruiseOf(link), network.movementSpeed[movement] as number);
    const headway = (reaction + spacing / speed) / (conditions.capacityFactor[link] as number);
    timing.movementHeadway[movement] = Math.round(1000 * headway);
    timing.movementYellow[movement] = Math.round((1000 * speed) / (2 * braking));
  }
}
