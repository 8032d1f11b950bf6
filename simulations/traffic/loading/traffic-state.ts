/** Everything that changes while traffic runs: typed arrays only, saved and restored by copying. */
import type { RoadNetwork } from '../road/road-types.ts';
import type { LaneTiming } from './lane-timing.ts';

export const NONE = -1;
/** Before anything that a run knows. */
export const LONG_AGO = -1_000_000_000;

export type StateArray =
  | Int32Array
  | Uint32Array
  | Uint16Array
  | Uint8Array
  | Float32Array
  | Float64Array;

/** Places in `scalars`. */
export const NOW = 0;
export const NEXT_TRIP = 1;
export const RUNNING = 2;
export const ARRIVED = 3;
export const WAITING_TO_ENTER = 4;
const SCALARS = 8;

export type TrafficState = ReturnType<typeof createTrafficState>;

export function createTrafficState(
  network: RoadNetwork,
  timing: LaneTiming,
  counts: {
    readonly trips: number;
    readonly origins: number;
    readonly intervals: number;
  },
) {
  const { laneCount, linkCount } = network;
  const slots = timing.laneSlot[laneCount] as number;
  const pockets = network.pocketMovement.length;
  const { trips, origins, intervals: intervalCount } = counts;
  const sources = laneCount + pockets + origins;
  const pocketSlots = network.pocketPlaces.reduce((sum, places) => sum + places, 0);
  const groups = network.groupStart.length - 1;
  return {
    scalars: new Int32Array(SCALARS),
    /** Taken off all times so far. */
    clockBaseMs: new Float64Array(1),
    /** Vehicles on lanes, a place each: lane l has the slots [laneSlot[l], laneSlot[l + 1]). */
    slotTrip: new Int32Array(slots),
    slotRoute: new Int32Array(slots),
    slotMovement: new Int32Array(slots),
    slotDue: new Int32Array(slots),
    slotEntered: new Int32Array(slots),
    slotFactor: new Float32Array(slots),
    /** When the last vehicle in this place left the lane. */
    slotLeft: new Int32Array(slots).fill(LONG_AGO),
    laneHead: timing.laneSlot.slice(0, laneCount),
    laneTail: timing.laneSlot.slice(0, laneCount),
    laneCountNow: new Int32Array(laneCount),
    /** Headways of those on the lane, summed, ms: what a chooser of lanes sees. */
    laneLoad: new Int32Array(laneCount),
    laneNextExit: new Int32Array(laneCount).fill(LONG_AGO),
    laneLastExit: new Int32Array(laneCount).fill(LONG_AGO),
    laneNextEntry: new Int32Array(laneCount).fill(LONG_AGO),
    /** 1: the head stands. Since when, when its queue last set off, how many have followed. */
    laneStopped: new Uint8Array(laneCount),
    laneStoppedAt: new Int32Array(laneCount),
    /** Emergency vehicles on the lane. */
    laneUrgent: new Uint8Array(laneCount),
    laneRestart: new Int32Array(laneCount).fill(LONG_AGO),
    laneFollowed: new Int32Array(laneCount).fill(1_000),
    /** Milliseconds that those who have left waited: on lanes and in junctions. */
    waitedMs: new Float64Array(1),
    /** Who waits to enter lane l: lists of sources (lanes, pockets, origins), and fair shares. */
    waitHead: new Int32Array(laneCount).fill(NONE),
    waitTail: new Int32Array(laneCount).fill(NONE),
    laneLastSource: new Int32Array(laneCount).fill(NONE),
    mergeClock: new Float64Array(laneCount),
    linkWaiting: new Int32Array(linkCount),
    waitNext: new Int32Array(sources).fill(NONE),
    waitingFor: new Int32Array(sources).fill(NONE),
    sourceShare: new Float64Array(sources),
    pocketHead: new Int32Array(pockets),
    pocketCountNow: new Int32Array(pockets),
    pocketTrip: new Int32Array(pocketSlots),
    pocketRoute: new Int32Array(pocketSlots),
    pocketFactor: new Float32Array(pocketSlots),
    pocketSince: new Int32Array(pocketSlots),
    originHead: new Int32Array(origins).fill(NONE),
    originTail: new Int32Array(origins).fill(NONE),
    originNext: new Int32Array(origins).fill(LONG_AGO),
    signalPhase: new Int32Array(network.signals.length),
    /** Of signals that traffic steers: since when the phase is on, and which green follows, or NONE. */
    signalSince: new Int32Array(network.signals.length).fill(LONG_AGO),
    signalNext: new Int32Array(network.signals.length).fill(NONE),
    groupLight: new Uint8Array(groups),
    groupSince: new Int32Array(groups).fill(LONG_AGO),
    /** Trips: the one behind in an origin, and milliseconds, -1 while not yet. */
    tripNext: new Int32Array(trips).fill(NONE),
    tripEntered: new Int32Array(trips).fill(NONE),
    tripArrived: new Int32Array(trips).fill(NONE),
    /** Records, interval by interval, a link each. */
    recordLeft: new Int32Array(linkCount * intervalCount),
    recordEntered: new Int32Array(linkCount * intervalCount),
    recordSeconds: new Float64Array(linkCount * intervalCount),
    recordMetres: new Float64Array(linkCount * intervalCount),
  };
}
