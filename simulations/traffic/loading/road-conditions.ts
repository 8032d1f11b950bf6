/** What rain, incidents and measures change on links while a run goes on. */
import type { RoadNetwork } from '../road/road-types.ts';

export interface RoadConditions {
  /** Part of the free speed and of the capacity that is left, by link. */
  readonly speedFactor: Float64Array;
  readonly capacityFactor: Float64Array;
  /** 1: nobody enters the link; who is on it drives on. */
  readonly closed: Uint8Array;
  /** 1: the way through the junction may not be taken; by movement. */
  readonly banned: Uint8Array;
  /** 1: somebody stops the vehicles at the end of the link. */
  readonly held: Uint8Array;
  /** Lanes given to the link (or taken from it), by link. */
  readonly addedLanes: Int32Array;
}

export function openConditions(network: RoadNetwork): RoadConditions {
  return {
    speedFactor: new Float64Array(network.linkCount).fill(1),
    capacityFactor: new Float64Array(network.linkCount).fill(1),
    closed: new Uint8Array(network.linkCount),
    banned: new Uint8Array(network.movementCount),
    held: new Uint8Array(network.linkCount),
    addedLanes: new Int32Array(network.linkCount),
  };
}
