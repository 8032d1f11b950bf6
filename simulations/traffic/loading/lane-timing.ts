/** Times that follow from the network and the parameters alone, in milliseconds. */
import type { RoadNetwork } from '../road/road-types.ts';
import type { TrafficParameters } from './traffic-parameters.ts';

export interface LaneTiming {
  /** Vehicles that fit on the lane, and where its places begin in the slot arrays. */
  readonly laneCapacity: Int32Array;
  readonly laneSlot: Int32Array;
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

export function timeLanes(network: RoadNetwork, parameters: TrafficParameters): LaneTiming {
  const { laneCount, movementCount, laneLink, laneWidth, linkLength, linkSpeed } = network;
  const { jamSpacingMetres: spacing, reactionSeconds: reaction } = parameters;
  const { dawdleMetresPerSecond: dawdle, decelerationMetresPerSecond2: braking } = parameters;
  const laneCapacity = new Int32Array(laneCount);
  const laneSlot = new Int32Array(laneCount + 1);
  const laneHole = new Int32Array(laneCount);
  const entryHeadway = new Int32Array(laneCount);
  const exitHeadway = new Int32Array(laneCount);
  for (let lane = 0; lane < laneCount; lane += 1) {
    const link = laneLink[lane] as number;
    const width = laneWidth[lane] as number;
    const length = linkLength[link] as number;
    const speed = Math.max(1, (linkSpeed[link] as number) - dawdle);
    const places = Math.ceil(length / spacing - 1e-9);
    const headway = reaction + spacing / speed;
    laneCapacity[lane] = places * width;
    laneSlot[lane + 1] = (laneSlot[lane] as number) + places * width;
    // Whole places: the wave is set so that capacity is exact at any length.
    laneHole[lane] = Math.round(1000 * Math.max(0, places * headway - length / speed));
    entryHeadway[lane] = Math.round((1000 * headway) / width);
    exitHeadway[lane] = Math.round(1000 * headway);
  }
  const movementHeadway = new Int32Array(movementCount);
  const movementYellow = new Int32Array(movementCount);
  for (let movement = 0; movement < movementCount; movement += 1) {
    const link = laneLink[network.movementFrom[movement] as number] as number;
    const cruise = Math.max(1, (linkSpeed[link] as number) - dawdle);
    const speed = Math.min(cruise, network.movementSpeed[movement] as number);
    movementHeadway[movement] = Math.round(1000 * (reaction + spacing / speed));
    movementYellow[movement] = Math.round((1000 * speed) / (2 * braking));
  }
  return {
    laneCapacity,
    laneSlot,
    laneHole,
    entryHeadway,
    exitHeadway,
    movementHeadway,
    movementYellow,
  };
}
