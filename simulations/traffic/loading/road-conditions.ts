/** What rain, incidents and measures change on links while a run goes on. */
import type { RoadNetwork } from '../road/road-types.ts';

export interface RoadConditions {
  /** Part of the free speed and of the capacity that is left, by link. */
  readonly speedFactor: Float64Array;
  readonly capacityFactor: Float64Array;
  /** 1: nobody enters the link; who is on it drives on. */
  readonly closed: Uint8Array;
}

export function openConditions(network: RoadNetwork): RoadConditions {
  return {
    speedFactor: new Float64Array(network.linkCount).fill(1),
    capacityFactor: new Float64Array(network.linkCount).fill(1),
    closed: new Uint8Array(network.linkCount),
  };
}
