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
import { createTrafficContext, type TrafficOptions } from './traffic-context.ts';
import type { TrafficDemand } from './traffic-demand.ts';
import { NONE, NOW, RUNNING, type TrafficState } from './traffic-state.ts';
import { createLaneTrier, type TrySource } from './try-lane.ts';
import { createOrigins } from './try-origin.ts';
import { createPockets } from './try-pocket.ts';
import { createRingTurner } from './turn-ring.ts';

export interface TrafficRun {
  readonly network: RoadNetwork;
  readonly demand: TrafficDemand;
  readonly state: TrafficState;
  readonly recordSeconds: number;
  readonly intervalCount: number;
  /** Runs to the second given, exclusive. */
  runUntil(seconds: number): void;
  /** Vehicles that the lane holds. */
  laneCapacity(lane: number): number;
  /** Vehicles on the road now. */
  running(): number;
  /** Vehicles of the lane whose way to its end is over and that wait there. */
  queueOn(lane: number): number;
  /** Change the arrays, then apply; vehicles under way keep the times that they had. */
  readonly conditions: RoadConditions;
  applyConditions(): void;
  save(): SavedTraffic;
  /** Into a run of the same network and demand. Conditions are not part of what is saved. */
  restore(saved: SavedTraffic): void;
}

export function createTrafficRun(options: TrafficOptions): TrafficRun {
  const context = createTrafficContext(options);
  const { network, demand, state, timing, conditions, wheel, items } = context;
  const { firstPocket, firstOrigin, firstEntry, firstSignal, departures } = items;
  const { scalars, laneCountNow, laneStopped, waitingFor, waitHead } = state;
  const { schedule } = wheel;
  const startMs = Math.round(1000 * options.parameters.startReactionSeconds);

  const entries = createLaneEntries(context);
  const places = createLanePlaces(context, entries);
  const chooser = createLaneChooser(network, timing, state);
  const findGap = createGapFinder(context);
  const pockets = createPockets(context, { entries, places, chooser, findGap });
  const origins = createOrigins(context, { entries, places, chooser });
  const trier = createLaneTrier(context, { entries, places, chooser, findGap, pockets });
  const { tryLane } = trier;
  const turnRing = createRingTurner(context, entries, trier);
  const ringPatienceMs = Math.round(1000 * options.parameters.ringPatienceSeconds);

  const turnSignal = createSignalClock(network, state, (lane, now) => {
    if ((laneCountNow[lane] as number) === 0 || waitingFor[lane] !== NONE) return;
    wheel.bringForward(lane, laneStopped[lane] === 1 ? now + startMs : now, now);
  });

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

  const handle = (item: number, now: number): void => {
    if (item < firstEntry) {
      if (waitingFor[item] === NONE) trySource(item, now, NONE);
      else if (item < firstPocket && !turnRing(item, now))
        schedule(item, now + ringPatienceMs, now);
    } else if (item < firstSignal) openEntry(item - firstEntry, now);
    else if (item < departures) schedule(item, now + turnSignal(item - firstSignal, now), now);
    else origins.depart(now);
  };

  network.signals.forEach((_, signal) => {
    schedule(firstSignal + signal, turnSignal(signal, 0), 0);
  });
  if (demand.departMs.length > 0) schedule(departures, demand.departMs[0] as number, 0);
  const arrays = listArrays(state, wheel);

  return {
    network,
    demand,
    state,
    conditions,
    recordSeconds: options.recordSeconds,
    intervalCount: context.intervalCount,
    runUntil: (seconds) => {
      const end = Math.round(seconds * 1000);
      if (end <= (scalars[NOW] as number)) return;
      wheel.run(scalars[NOW] as number, end, handle);
      scalars[NOW] = end;
    },
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
    applyConditions: () => {
      retimeLanes(timing, network, options.parameters, conditions);
      const now = scalars[NOW] as number;
      for (let lane = 0; lane < network.laneCount; lane += 1) entries.wakeWaiting(lane, now);
    },
    save: () => saveTraffic(arrays),
    restore: (saved) => restoreTraffic(arrays, saved),
  };
}
