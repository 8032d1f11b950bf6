/** Everything that changes while lines run: typed arrays only, saved and restored by copying. */
import { NONE, type TransitModel } from '../network/transit-model.ts';
import { ticksFromSeconds } from '../transit-clock.ts';
import type { CompiledDemand } from './compile-demand.ts';

export type StateArray = Int32Array | Uint8Array | Uint16Array | Uint32Array | Float64Array;

export const LONG_AGO = -1_000_000_000;
/** Trips that measures may add to a day. */
export const EXTRA_TRIPS = 1_024;

/** `trainPhase` */
export const FREE = 0;
export const RUNNING = 1;
export const QUEUED = 2;
export const STANDING = 3;

/** `tripState` */
export const FUTURE = 0;
export const WAITING_FOR_VEHICLE = 1;
export const UNDER_WAY = 2;
export const DONE = 3;
export const CANCELLED = 4;

/** Places in `scalars`. */
export const NOW = 0;
export const TRIP_COUNT = 1;
export const FREE_TRAIN = 2;
export const ENTERED = 3;
export const LEFT = 4;
export const RANDOM_A = 5;
export const LOG_ROWS = 9;
export const MOST_TRAINS = 10;
export const TRAINS = 11;
const SCALARS = 16;

export type TransitState = ReturnType<typeof createTransitState>;

export function createTransitState(model: TransitModel, demand: CompiledDemand, trains: number) {
  const { stopCount, classCount, entranceCount, platformCount, elementCount, stationCount } = model;
  const baseTrips = model.tripStart.length;
  const trips = baseTrips + EXTRA_TRIPS;
  const padded = (base: Int32Array, fill: number): Int32Array => {
    const array = new Int32Array(trips).fill(fill);
    array.set(base);
    return array;
  };
  const tripState = new Uint8Array(trips).fill(CANCELLED);
  tripState.fill(FUTURE, 0, baseTrips);
  const scalars = new Int32Array(SCALARS);
  scalars[TRIP_COUNT] = baseTrips;
  const trainNext = Int32Array.from({ length: trains }, (_, train) => train + 1);
  trainNext[trains - 1] = NONE;
  return {
    scalars,
    /** Elements: ticks a person (as measures set it), when the next may pass, people in front, passed. */
    elementTicks: model.elementTicks.slice(),
    elementFreeAt: new Float64Array(elementCount).fill(LONG_AGO),
    elementPeople: new Int32Array(elementCount),
    elementPassed: new Int32Array(elementCount),
    entranceClosed: new Uint8Array(entranceCount),
    entranceEntered: new Int32Array(entranceCount),
    entranceRefused: new Int32Array(entranceCount),
    entranceLeft: new Int32Array(entranceCount),
    /** People on a platform: waiting, and on their way off it; the most so far and when. */
    platformPeople: new Int32Array(platformCount),
    platformPeak: new Int32Array(platformCount),
    platformPeakAt: new Int32Array(platformCount).fill(NONE),
    /** People at stop s who go to class c: [s × classCount + c]. */
    waiting: new Int32Array(stopCount * classCount),
    stopWaiting: new Int32Array(stopCount),
    /** Person-ticks waited at a stop, up to `stopCountedAt`. */
    stopWaited: new Float64Array(stopCount),
    stopCountedAt: new Int32Array(stopCount),
    stopBoarded: new Int32Array(stopCount),
    /** People whom a train left behind that they wanted; a person left twice counts twice. */
    stopLeftBehind: new Int32Array(stopCount),
    stopMostLeftBehind: new Int32Array(stopCount),
    stopOccupied: new Int32Array(stopCount),
    stopClearAt: new Int32Array(stopCount).fill(LONG_AGO),
    stopLastDeparture: new Int32Array(stopCount).fill(LONG_AGO),
    stopQueueHead: new Int32Array(stopCount).fill(NONE),
    stopQueueTail: new Int32Array(stopCount).fill(NONE),
    /** Trips that have yet to leave a stop; at 0 nobody need wait there any more. */
    stopComing: new Int32Array(stopCount),
    /** People sent out of a station whose last train has gone, or set down beyond a station passed. */
    stationStranded: new Int32Array(stationCount),
    stationDiverted: new Int32Array(stationCount),
    stationTurnedAway: new Int32Array(stationCount),
    /** Running times of a line are this many times those of the timetable: buses in slow traffic. */
    lineSlowness: new Float64Array(model.network.lines.length).fill(1),
    /** [line × stationCount + station] 1: trains pass without stopping. */
    skips: new Uint8Array(model.network.lines.length * stationCount),
    trainPhase: new Uint8Array(trains),
    trainTrip: new Int32Array(trains).fill(NONE),
    trainPosition: new Int32Array(trains),
    /** Where it stopped last, for people carried past their station. */
    trainHalted: new Int32Array(trains),
    trainArrived: new Int32Array(trains),
    /** When it left its last stop, and whom it left behind there. */
    trainDeparted: new Int32Array(trains),
    trainLeft: new Int32Array(trains),
    trainAlighted: new Int32Array(trains),
    trainBoarded: new Int32Array(trains),
    trainPasses: new Uint8Array(trains),
    trainLoad: new Int32Array(trains),
    /** [train × classCount + class] */
    load: new Int32Array(trains * classCount),
    /** Next train in a stop's queue or in the free list. */
    trainNext,
    tripState,
    tripProfile: padded(model.tripProfile, 0),
    tripStart: padded(model.tripStart, 0),
    tripAfter: padded(model.tripAfter, NONE),
    tripNext: padded(model.tripNext, NONE),
    /** 1: the trip came by a measure. */
    tripExtra: new Uint8Array(trips),
    tripBoarded: new Int32Array(trips),
    tripMostAboard: new Int32Array(trips),
    tripStarted: new Int32Array(trips).fill(NONE),
    tripEnded: new Int32Array(trips).fill(NONE),
    /** Demand: interval under way, people of it released, and their goals in shuffled order. */
    demandInterval: new Int32Array(stationCount).fill(NONE),
    demandReleased: new Int32Array(stationCount),
    deck: new Uint16Array(demand.deckSize),
    /** By class: people who came out at their goal. */
    arrivedAtGoal: new Int32Array(classCount),
  };
}

/** Trains that the timetable has out at once, with room for delays and extra trains. */
export function countTrainPlaces(model: TransitModel): number {
  const { tripStart, tripProfile, profileStart, profileDeparture, profileRun } = model;
  const changes: [tick: number, by: number][] = [];
  tripStart.forEach((start, trip) => {
    const end = (profileStart[(tripProfile[trip] as number) + 1] as number) - 1;
    const length = (profileDeparture[end] as number) + (profileRun[end] as number);
    changes.push([start, 1], [start + length + ticksFromSeconds(1800), -1]);
  });
  changes.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  let now = 0;
  let most = 0;
  for (const [, by] of changes) {
    now += by;
    most = Math.max(most, now);
  }
  return Math.ceil(1.5 * most) + 256;
}
