/** What demand needs to know of a minute, and what it asks of the run. */
export interface Minute {
  /** Kernel second at which it begins. */
  readonly now: number;
  readonly timeMs: number;
  readonly secondOfDay: number;
}

export interface WalkerPlan {
  readonly from: number;
  readonly to: number;
  readonly tag: number;
  readonly route: number;
  readonly speed: number;
  /** One person, a group or a packet. */
  readonly people: number;
  readonly due: number;
}

/** What demand asks of the run. Places are walk places unless named street. */
export interface DemandTarget {
  walk(plan: WalkerPlan): void;
  drive(fromStreetPlace: number, toStreetPlace: number, route: number, due: number): void;
  /** A car or taxi from the border with people for `walkGate`. */
  bring(kind: 'car-park' | 'kerb', index: number, people: readonly WalkerPlan[]): void;
  /** A bus from the border with somebody for the plan's gate; false: none comes to the stop. */
  bringByBus(plan: WalkerPlan, draw: number): boolean;
  entrance(node: number, route: number, draw: number): number;
  gate(venue: number, draw: number): number;
  kerb(venue: number, node: number, draw: number): number;
  carPark(venue: number, draw: number): number;
  /** A stop within reach where a bus comes soon. */
  stop(node: number, draw: number): number;
  home(node: number, draw: number): number;
  streetGateway(place: number, direction: 'from' | 'to', draw: number): number;
  canWalk(from: number, to: number): boolean;
}

export interface Demand {
  releaseMinute(minute: Minute, wetShare: number): void;
}
