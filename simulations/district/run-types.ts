/** What a run of the district takes and gives. Shared by the feed (one long run) and the ensemble. */
import type { EventPlan, Measure, Weather } from '#contracts';
import type { SimulationParameters } from '../parameters/parameters.ts';
import type { BusFigures } from './buses.ts';
import type { EmergencyMeasure, EmergencyTrip } from './emergency-runs.ts';

export interface DemandFactors {
  /** Multiplies background walkers. */
  readonly walk: number;
  /** Multiplies background vehicles. */
  readonly street: number;
}

export interface RunInput {
  /** Simulated time at which the empty district begins to fill, UTC epoch ms, whole seconds. */
  readonly startMs: number;
  /** IANA zone, for the time of day of background demand (manifest `timeZone`). */
  readonly timeZone: string;
  readonly seed: number;
  readonly weather: Weather;
  readonly events: readonly EventPlan[];
  readonly measures: readonly Measure[];
  readonly demandFactors: DemandFactors;
  readonly parameters: SimulationParameters;
}

/** May change while a run goes on; acts from the next simulated second. */
export type RunChange = Partial<Pick<RunInput, 'weather' | 'measures' | 'demandFactors'>>;

/** Whole people or vehicles; released = arrived + underWay in every state. */
export interface LedgerLine {
  readonly released: number;
  readonly arrived: number;
  readonly underWay: number;
}
export interface Ledger {
  readonly people: LedgerLine;
  readonly vehicles: LedgerLine;
}

/**
 * Live views, indexed as the arrays of `networks.json`; read after `advanceTo`, never written.
 * Totals count from the start of the run; a device's count is the difference of two readings.
 */
export interface RunCounts {
  /** People on the walk link now, both directions. */
  readonly walkPersons: Int32Array;
  /** People who left the link at its end, in the direction drawn. */
  readonly walkForwardTotal: Uint32Array;
  /** People who left the link at its beginning, against the direction drawn. */
  readonly walkBackwardTotal: Uint32Array;
  /** Gates in the order of `venues.flatMap(v => v.gates)`. */
  readonly gateOutTotal: Uint32Array;
  readonly gateInTotal: Uint32Array;
  /** People who came in through the station's entrances / left it on foot. */
  readonly stationEntriesTotal: Uint32Array;
  readonly stationExitsTotal: Uint32Array;
  /** People waiting at the station, forecourt included. */
  readonly stationWaiting: Int32Array;
  /** Taxis and cars that stand at each kerb; a venue has up to three, `DistrictModel.kerbs`. */
  readonly kerbVehicles: Int32Array;
  /** Cars in each car park, `DistrictModel.carParks`. */
  readonly carParkVehicles: Int32Array;
  /** People waiting at each stop of `networks.buses`. */
  readonly busStopWaiting: Int32Array;
  readonly streetVehicles: Int32Array;
  /** Of these, vehicles held at the link's end. */
  readonly streetQueue: Int32Array;
  readonly streetOutTotal: Uint32Array;
  /** Sum over vehicles that left of the seconds they spent on the link. */
  readonly streetTravelSecondsTotal: Float64Array;
}

/** Opaque copy of a run's whole state; belongs to the run's model and inputs. */
export interface RunState {
  readonly timeMs: number;
  readonly buffers: ReadonlyMap<string, ArrayBuffer>;
}

export interface EventProgress {
  readonly event: string;
  /** People of the event who will leave. */
  readonly people: number;
  /** Passed out of a gate. */
  readonly outOfGates: number;
  /** Left the district or came home. */
  readonly arrived: number;
  /** First whole second at which 95 % had arrived; null before that. */
  readonly clearedMs: number | null;
}

/** What a vehicle on the road is, as far as it is drawn. */
export type VehicleKind = 'car' | 'taxi' | 'bus' | 'emergency';

/** A vehicle on the road. One record for all visits: copy what is kept. */
export interface VehicleView {
  /** The same while it is on the road; a later vehicle may have it again. */
  id: number;
  /** Index in `networks.street.links`. */
  link: number;
  /** 0 at the kerb (the right one). */
  laneFromKerb: number;
  /** Of its front, from the link's beginning. */
  offsetMetres: number;
  kind: VehicleKind;
}

/**
 * What a signal shows the vehicles at a link's end, the most open of its lanes; null: no signal.
 * `yield`: green, but others go first.
 */
export type SignalLight = 'green' | 'yield' | 'yellow' | 'red' | null;

export interface DistrictRun {
  readonly timeMs: number;
  readonly counts: RunCounts;
  /** Runs whole seconds up to and including `timeMs`. */
  advanceTo(timeMs: number): void;
  change(change: RunChange): void;
  ledger(): Ledger;
  events(): readonly EventProgress[];
  /** From the start of the run. */
  busFigures(): BusFigures;
  /** Those that the measure has sent so far. */
  emergencyTrips(measure: EmergencyMeasure): readonly EmergencyTrip[];
  /** Sum over vehicles of the seconds they have waited at link ends, from the start of the run. */
  vehicleDelaySeconds(): number;
  /** Mean speed on a street link: of vehicles that left in the last minute, else by its queue, else free. */
  streetSpeedMetresPerSecond(link: number): number;
  /**
   * Everybody on the road, link by link and from the stop line back; not those in car parks, at kerbs
   * and outside the border. Queues stand a jam spacing apart, who moves is placed by time.
   */
  forEachVehicle(visit: (vehicle: Readonly<VehicleView>) => void): void;
  lightOf(streetLink: number): SignalLight;
  save(): RunState;
  restore(state: RunState): void;
}
