/** What static assignment reads and answers. Nodes, zones and links count from 0 here. */

export interface AssignmentNetwork {
  /** Zones are the nodes [0, zoneCount). */
  readonly zoneCount: number;
  readonly nodeCount: number;
  /** Nodes below this one may start or end a path but not lie inside one (centroids). */
  readonly firstThroughNode: number;
  readonly linkFrom: Int32Array;
  readonly linkTo: Int32Array;
  /** Vehicles per unit of time, in the unit of the demand. */
  readonly capacity: Float64Array;
  /** In the network's own unit of time. */
  readonly freeTime: Float64Array;
  /** Volume-delay t = t₀ (1 + b (v/c)^power). */
  readonly bprFactor: Float64Array;
  readonly bprPower: Float64Array;
}

/** One entry an origin-destination pair, sorted by origin. */
export interface TripTable {
  readonly origin: Int32Array;
  readonly destination: Int32Array;
  readonly trips: Float64Array;
}

export interface AssignmentOptions {
  /** Stop at 1 − (cost on shortest paths / cost). */
  readonly relativeGap: number;
  readonly maxIterations: number;
}

export interface UsedPaths {
  /** Links in order of travel. */
  readonly links: readonly Int32Array[];
  readonly flows: readonly number[];
}

export interface AssignmentResult {
  readonly flow: Float64Array;
  readonly time: Float64Array;
  /** Σ ∫₀ᵛ t(x) dx (Beckmann), least at user equilibrium. */
  readonly objective: number;
  readonly totalTime: number;
  readonly relativeGap: number;
  readonly iterations: number;
  readonly converged: boolean;
  readonly pathCount: number;
  /** By pair of the demand: its used paths; none where the pair has no trips or no way. */
  readonly paths: readonly UsedPaths[];
  /** Pairs with demand that no path joins; their trips are not on the network. */
  readonly unreachable: readonly { readonly origin: number; readonly destination: number }[];
  readonly unreachableTrips: number;
}
