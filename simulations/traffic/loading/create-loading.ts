/**
 * The mesoscopic model: vehicle by vehicle on the kinematic-wave theory (Newell 1993, 2002;
 * Yperman's link transmission model). A vehicle that enters a lane knows when it could leave; the
 * head of each lane leaves when its own time, the saturation headway, the signal, gaps in traffic
 * with right of way, the next lane's inflow and the next lane's room allow. Room comes back when the
 * backward wave has travelled from a place left at the exit to the entry. One event a vehicle and
 * link is the rule; lanes that wait sleep until what they wait for wakes them.
 * Equations and limits: docs/models/traffic.md. The whole-second spatial queue of `kernel/` was not
 * taken as the base: it visits each queue each second and knows no lanes, gaps or start-up.
 */
import type { RoadNetwork } from '../road/road-types.ts';
import { createLaneChooser } from './choose-lane.ts';
import { createGapFinder } from './find-gap.ts';
import { createLaneEntries } from './lane-entries.ts';
import { createLanePlaces } from './lane-places.ts';
import { retimeLanes } from './lane-timing.ts';
import type { RoadConditions } from './road-conditions.ts';
import { listArrays, restoreTraffic, type SavedTraffic, saveTraffic } from './save-traffic.ts';
import { createSignalClock } from './signal-clock.ts';
import { startClockAnew } from './start-clock-anew.ts';
import type { TrafficContext } from './traffic-context.ts';
import { NONE, NOW, RUNNING, type TrafficState } from './traffic-state.ts';
import { createLaneTrier, type TrySource } from './try-lane.ts';
import { createOrigins } from './try-origin.ts';
import { createPockets } from './try-pocket.ts';
import { createRingTurner } from './turn-ring.ts';
import { createVehicleVisitor, type VisitVehicle } from './visit-vehicles.ts';

/** Vehicles on a road network, whoever guides them. */
export interface Loading {
  readonly network: RoadNetwork;
  readonly state: TrafficState;
  /** Runs to the second given, exclusive. */
  runUntil(seconds: number): void;
  /** Takes whole turns of the wheel off all times inside, which is no time for anybody outside. */
  startClockAnew(turns: number): void;
  /** A vehicle joins the queue of an origin. */
  put(origin: number, vehicle: number): void;
  /** Least time between two that set out at an origin, ms. */
  readonly originHeadwayMs: Int32Array;
  /** Vehicles that the lane holds. */
  laneCapacity(lane: number): number;
  /** Vehicles on the road now. */
  running(): number;
  /** Vehicles of the lane whose way to its end is over and that wait there. */
  queueOn(lane: number): number;
  /** Seconds that vehicles on the road have waited since the run began: at line ends and in junctions. */
  waitedSeconds(): number;
  /** Change the arrays, then apply; vehicles under way keep the times that they had. */
  readonly conditions: RoadConditions;
  applyConditions(): void;
  /** Stops or frees the vehicles at the end of a link; acts at once. */
  hold(link: number, isHeld: boolean): void;
  setSignalPlan(signal: number, seconds: readonly number[], offsetSeconds: number): void;
  /** Everybody on the road; not those who wait to come onto it. Allocates nothing. */
  forEachVehicle(visit: VisitVehicle): void;
  /** RED, YELLOW, YIELD or GREEN, whichever is most open at the link's end; -1 without a signal. */
  lightAt(link: number): number;
  /** Into the memory of `spent`, a state that is no longer needed, where given. */
  save(spent?: SavedTraffic): SavedTraffic;
  /** Into a run of the same network and vehicles. Conditions and plans are not part of what is saved. */
  restore(saved: SavedTraffic): void;
}

/** `depart`: who sets out by a timetable; answers when the next does, or NONE. */
export function createLoading(
  context: TrafficContext,
  depart: (now: number, put: (origin: number, vehicle: number) => void) => number,
  firstDepartureMs: number,
): Loading {
  const { network, state, timing, conditions, wheel, items, parameters, guide } = context;
  const { firstPocket, firstOrigin, firstEntry, firstSignal, departures } = items;
  const { scalars, laneCountNow, laneStopped, waitingFor, waitHead } = state;
  const { schedule } = wheel;
  const startMs = Math.round(1000 * parameters.startReactionSeconds);

  const entries = createLaneEntries(context);
  const places = createLanePlaces(context, entries);
  const chooser = createLaneChooser(network, timing, state);
  const findGap = createGapFinder(context);
  const pockets = createPockets(context, { entries, places, chooser, findGap });
  const origins = createOrigins(context, { entries, places, chooser });
  const trier = createLaneTrier(context, { entries, places, chooser, findGap, pockets });
  const { tryLane } = trier;
  const turnRing = createRingTurner(context, entries, trier);
  const ringPatienceMs = Math.round(1000 * parameters.ringPatienceSeconds);

  const wakeLane = (lane: number, now: number): void => {
    if ((laneCountNow[lane] as number) === 0 || waitingFor[lane] !== NONE) return;
    wheel.bringForward(lane, laneStopped[lane] === 1 ? now + startMs : now, now);
  };
  const signalClock = createSignalClock(network, state, wakeLane, context.signalSeconds);

  const trySource: TrySource = (source, now, granted) => {
    if (source < firstPocket) tryLane(source, now, granted);
    else if (source < firstOrigin) pockets.tryLeave(source - firstPocket, now, granted);
    else origins.tryLeave(source - firstOrigin, now, granted);
  };

  const openEntry = (lane: number, now: number): void => {
    while (waitHead[lane] !== NONE) {
      if (entries.availableAt(lane) > now) {
        entries.scheduleEntry(lane, now);
        return;
      }
      trySource(entries.takeWaiting(lane), now, lane);
    }
    // Nobody waits for this lane: somebody who waits for a full one beside it may take it.
    const beside = entries.takeFromBeside(lane);
    if (beside !== NONE) trySource(beside, now, NONE);
  };

  const put = (origin: number, vehicle: number): void => origins.put(origin, vehicle, clockMs);
  let clockMs = 0;
  const handle = (item: number, now: number): void => {
    if (item < firstEntry) {
      if (waitingFor[item] === NONE) trySource(item, now, NONE);
      else if (item < firstPocket && !turnRing(item, now))
        schedule(item, now + ringPatienceMs, now);
    } else if (item < firstSignal) openEntry(item - firstEntry, now);
    else if (item < departures) {
      schedule(item, now + signalClock.turn(item - firstSignal, now), now);
    } else {
      clockMs = now;
      const next = depart(now, put);
      if (next !== NONE) schedule(departures, next, now);
    }
  };

  network.signals.forEach((_, signal) => {
    schedule(firstSignal + signal, signalClock.turn(signal, 0), 0);
  });
  if (firstDepartureMs !== NONE) schedule(departures, firstDepartureMs, 0);
  const arrays = listArrays(state, wheel, guide.arrays);

  /** The queue of a lane by place: visits the slots of those due by `now`. */
  const overQueue = (lane: number, now: number, visit: (slot: number) => void): void => {
    const first = timing.laneSlot[lane] as number;
    const end = timing.laneSlot[lane + 1] as number;
    let slot = state.laneHead[lane] as number;
    for (let left = laneCountNow[lane] as number; left > 0; left -= 1) {
      if ((state.slotDue[slot] as number) > now) return;
      visit(slot);
      slot = slot + 1 === end ? first : slot + 1;
    }
  };

  return {
    network,
    state,
    conditions,
    originHeadwayMs: origins.headwayMs,
    runUntil: (seconds) => {
      const end = Math.round(seconds * 1000) - (state.clockBaseMs[0] as number);
      if (end <= (scalars[NOW] as number)) return;
      wheel.run(scalars[NOW] as number, end, handle);
      scalars[NOW] = end;
    },
    startClockAnew: (turns) => startClockAnew(state, wheel, turns),
    put: (origin, vehicle) => origins.put(origin, vehicle, scalars[NOW] as number),
    laneCapacity: (lane) => timing.laneCapacity[lane] as number,
    running: () => scalars[RUNNING] as number,
    queueOn: (lane) => {
      const now = scalars[NOW] as number;
      const first = timing.laneSlot[lane] as number;
      const end = timing.laneSlot[lane + 1] as number;
      let slot = state.laneHead[lane] as number;
      let queue = 0;
      while (queue < (laneCountNow[lane] as number) && (state.slotDue[slot] as number) <= now) {
        queue += 1;
        slot = slot + 1 === end ? first : slot + 1;
      }
      return queue;
    },
    waitedSeconds: () => {
      const now = scalars[NOW] as number;
      let ms = state.waitedMs[0] as number;
      const add = (slot: number): void => {
        ms += now - (state.slotDue[slot] as number);
      };
      for (let lane = 0; lane < network.laneCount; lane += 1) overQueue(lane, now, add);
      pockets.visit((slot) => {
        ms += now - (state.pocketSince[slot] as number);
      });
      return ms / 1000;
    },
    applyConditions: () => {
      retimeLanes(timing, network, parameters, conditions);
      places.weighLanes();
      const now = scalars[NOW] as number;
      for (let lane = 0; lane < network.laneCount; lane += 1) {
        // Who waits to come onto a road that is closed now looks for another.
        if (conditions.closed[network.laneLink[lane] as number] === 1) {
          while (waitHead[lane] !== NONE) wheel.bringForward(entries.takeWaiting(lane), now, now);
        } else entries.wakeWaiting(lane, now);
      }
    },
    hold: (link, isHeld) => {
      if ((conditions.held[link] === 1) === isHeld) return;
      conditions.held[link] = isHeld ? 1 : 0;
      const last = network.linkLane[link + 1] as number;
      for (let lane = network.linkLane[link] as number; !isHeld && lane < last; lane += 1) {
        wakeLane(lane, scalars[NOW] as number);
      }
    },
    setSignalPlan: (signal, seconds, offsetSeconds) => {
      signalClock.setPlan(signal, seconds, offsetSeconds);
      wheel.bringForward(firstSignal + signal, scalars[NOW] as number, scalars[NOW] as number);
    },
    forEachVehicle: createVehicleVisitor(context, pockets),
    lightAt: (link) => {
      let light = NONE;
      const last = network.linkMovement[link + 1] as number;
      for (let at = network.linkMovement[link] as number; at < last; at += 1) {
        const group = network.movementGroup[at] as number;
        if (group !== NONE) light = Math.max(light, state.groupLight[group] as number);
      }
      return light;
    },
    save: (spent) => saveTraffic(arrays, spent),
    restore: (saved) => restoreTraffic(arrays, saved),
  };
}
