/**
 * The mesoscopic model: vehicle by vehicle on the kinematic-wave theory (Newell 1993, 2002;
 * Yperman's link transmission model). A vehicle that enters a lane knows when it could leave; the
 * head of each lane leaves when its own time, the saturation headway, the signal, gaps in traffic
 * with right of way, the next lane's inflow and the next lane's room allow. Room comes back when the
 * backward wave has travelled from a place left at the exit to the entry. One event a vehicle and
 * link is the rule; lanes that wait sleep until what they wait for wakes them.
 * Equations and limits: docs/models/traffic.md. The whole-second spatial queue of `kernel/` was not
 * taken as the base: it costs a visit each second for each queue and knows no lanes or gaps.
 */
import type { RoadNetwork } from '../road/road-types.ts';
import { createLaneChooser } from './choose-lane.ts';
import { accelerateOver, brakingLoss } from './crossing-time.ts';
import { drawSpeedFactor } from './draw-speed-factor.ts';
import { createEventWheel } from './event-wheel.ts';
import { createGapFinder, FREE } from './find-gap.ts';
import { timeLanes } from './lane-timing.ts';
import { createSignalClock } from './signal-clock.ts';
import { GREEN, RED, YELLOW } from './signal-lights.ts';
import type { TrafficDemand } from './traffic-demand.ts';
import type { TrafficParameters } from './traffic-parameters.ts';
import {
  ARRIVED,
  createTrafficState,
  LONG_AGO,
  NEXT_TRIP,
  NONE,
  NOW,
  RUNNING,
  type TrafficState,
  WAITING_TO_ENTER,
} from './traffic-state.ts';

const NEVER = 2_147_483_647;
/** After this many vehicles a queue that set off moves at full speed. */
const START_WAVE = 8;
/** A vehicle in the junction leaves it this long after its green and its foes' yellow ended. */
const CLEARING_MS = 500;
/** Foes are looked at again no sooner than this. */
const LOOK_AGAIN_MS = 300;

export interface TrafficRun {
  readonly network: RoadNetwork;
  readonly demand: TrafficDemand;
  readonly state: TrafficState;
  readonly wheelArrays: Readonly<Record<string, Int32Array | Uint32Array>>;
  /** Runs to the second given, exclusive. */
  runUntil(seconds: number): void;
}

export function createTrafficRun(options: {
  readonly network: RoadNetwork;
  readonly demand: TrafficDemand;
  readonly parameters: TrafficParameters;
  readonly seed: number;
  readonly recordSeconds: number;
  readonly endSeconds: number;
}): TrafficRun {
  const { network, demand, parameters, seed } = options;
  const { laneCount, linkCount, laneLink, linkLane, linkLength, linkSpeed } = network;
  const { movementFrom, movementTo, movementToLink, movementGroup, movementPocket } = network;
  const { movementLength, movementSpeed, movementWeight, foeStart, pocketMovement } = network;
  const { departMs, tripClass, tripRoute, routeStart, routeLink, classes } = demand;
  const { jamSpacingMetres: spacing, reactionSeconds: reaction } = parameters;
  const { accelerationMetresPerSecond2: acceleration } = parameters;
  const { decelerationMetresPerSecond2: braking, dawdleMetresPerSecond: dawdle } = parameters;
  const startMs = Math.round(1000 * parameters.startReactionSeconds);
  const followUpMs = Math.round(1000 * parameters.followUpSeconds);
  const recordMs = Math.round(1000 * options.recordSeconds);
  const intervals = Math.ceil(options.endSeconds / options.recordSeconds);
  const timing = timeLanes(network, parameters);
  const { laneCapacity, laneSlot, laneHole, entryHeadway, exitHeadway } = timing;
  const { movementHeadway, movementYellow } = timing;
  const state = createTrafficState(network, timing, demand, intervals);
  const { scalars, slotTrip, slotRoute, slotMovement, slotDue, slotEntered } = state;
  const { slotFactor, slotLeft, laneHead, laneTail, laneCountNow, laneLoad } = state;
  const { laneNextExit, laneLastExit, laneNextEntry, laneStopped, laneStoppedAt } = state;
  const { laneRestart, laneFollowed, waitHead, waitTail, waitNext, waitingFor } = state;
  const { mergeClock, sourceShare, groupLight, groupSince, originHead, originTail } = state;
  const { pocketHead, pocketCountNow, pocketTrip, pocketRoute, pocketFactor } = state;
  const { tripNext, tripEntered, tripArrived } = state;
  const { recordLeft, recordEntered, recordSeconds, recordMetres } = state;

  // Items of the wheel: sources (lanes, pockets, origins), entries of lanes, signals, departures.
  const firstPocket = laneCount;
  const firstOrigin = firstPocket + pocketMovement.length;
  const firstEntry = firstOrigin + linkCount;
  const firstSignal = firstEntry + laneCount;
  const departures = firstSignal + network.signals.length;
  const wheel = createEventWheel(departures + 1);
  const { schedule } = wheel;
  const findGap = createGapFinder(
    network,
    timing,
    state,
    Math.round(1000 * parameters.criticalGapSeconds),
  );
  const chooser = createLaneChooser(network, timing, state);
  const pocketSlot = new Int32Array(pocketMovement.length + 1);
  network.pocketPlaces.forEach((places, at) => {
    pocketSlot[at + 1] = (pocketSlot[at] as number) + places;
  });
  const motion = new Float64Array(2);

  const wakeLane = (lane: number, now: number): void => {
    if ((laneCountNow[lane] as number) === 0 || waitingFor[lane] !== NONE) return;
    schedule(lane, laneStopped[lane] === 1 ? now + startMs : now, now);
  };
  const turnSignal = createSignalClock(network, state, wakeLane);

  const availableAt = (lane: number): number => {
    if ((laneCountNow[lane] as number) >= (laneCapacity[lane] as number)) return NEVER;
    const room = (slotLeft[laneTail[lane] as number] as number) + (laneHole[lane] as number);
    const entry = laneNextEntry[lane] as number;
    return room > entry ? room : entry;
  };

  const scheduleEntry = (lane: number, now: number): void => {
    const at = availableAt(lane);
    if (at !== NEVER) schedule(firstEntry + lane, at, now);
  };

  const waitFor = (source: number, lane: number, now: number): void => {
    waitNext[source] = NONE;
    waitingFor[source] = lane;
    const tail = waitTail[lane] as number;
    if (tail === NONE) waitHead[lane] = source;
    else waitNext[tail] = source;
    waitTail[lane] = source;
    const clock = mergeClock[lane] as number;
    if ((sourceShare[source] as number) < clock) sourceShare[source] = clock;
    scheduleEntry(lane, now);
  };

  /** Takes the waiting source with the least share so far out of the list; first of equals. */
  const takeWaiting = (lane: number): number => {
    let before = NONE;
    let best = waitHead[lane] as number;
    let bestBefore = NONE;
    for (let at = best; at !== NONE; at = waitNext[at] as number) {
      if ((sourceShare[at] as number) < (sourceShare[best] as number)) {
        best = at;
        bestBefore = before;
      }
      before = at;
    }
    const after = waitNext[best] as number;
    if (bestBefore === NONE) waitHead[lane] = after;
    else waitNext[bestBefore] = after;
    if (after === NONE) waitTail[lane] = bestBefore;
    waitingFor[best] = NONE;
    return best;
  };

  const recordAt = (link: number, now: number): number =>
    Math.min(intervals - 1, (now / recordMs) | 0) * linkCount + link;

  /** Puts a vehicle on a lane at `now`, at `speed` m/s, `inside` m of junction before the link. */
  const enter = (
    lane: number,
    movement: number,
    trip: number,
    route: number,
    factor: number,
    now: number,
    speed: number,
    inside: number,
    insideSpeed: number,
    skipped: number,
  ): void => {
    const link = laneLink[lane] as number;
    const cruise = Math.max(1, (linkSpeed[link] as number) * factor - dawdle);
    let entered = now;
    let from = speed;
    if (inside > 0) {
      accelerateOver(
        inside,
        speed,
        insideSpeed < cruise ? insideSpeed : cruise,
        acceleration,
        motion,
      );
      entered = now + Math.round(1000 * (motion[0] as number));
      from = motion[1] as number;
    }
    const length = (linkLength[link] as number) - skipped;
    accelerateOver(length, from, cruise, acceleration, motion);
    let seconds = motion[0] as number;
    if (movement !== NONE) {
      seconds += brakingLoss(motion[1] as number, movementSpeed[movement] as number, braking);
      laneLoad[lane] = (laneLoad[lane] as number) + (movementHeadway[movement] as number);
    } else laneLoad[lane] = (laneLoad[lane] as number) + (exitHeadway[lane] as number);
    const slot = laneTail[lane] as number;
    const due = entered + Math.round(1000 * seconds);
    slotTrip[slot] = trip;
    slotRoute[slot] = route;
    slotMovement[slot] = movement;
    slotFactor[slot] = factor;
    slotEntered[slot] = entered;
    slotDue[slot] = due;
    laneTail[lane] = slot + 1 === laneSlot[lane + 1] ? (laneSlot[lane] as number) : slot + 1;
    const count = (laneCountNow[lane] as number) + 1;
    laneCountNow[lane] = count;
    laneNextEntry[lane] = now + (entryHeadway[lane] as number);
    const record = recordAt(link, now);
    recordEntered[record] = (recordEntered[record] as number) + 1;
    if (count === 1) schedule(lane, due, now);
  };

  /** Takes the head off its lane; the place it leaves and the next head follow. */
  const leave = (lane: number, now: number, headway: number): void => {
    const slot = laneHead[lane] as number;
    const link = laneLink[lane] as number;
    slotLeft[slot] = now;
    laneHead[lane] = slot + 1 === laneSlot[lane + 1] ? (laneSlot[lane] as number) : slot + 1;
    const count = (laneCountNow[lane] as number) - 1;
    laneCountNow[lane] = count;
    const movement = slotMovement[slot] as number;
    laneLoad[lane] =
      (laneLoad[lane] as number) -
      ((movement === NONE ? exitHeadway[lane] : movementHeadway[movement]) as number);
    laneLastExit[lane] = now;
    laneNextExit[lane] = now + headway;
    laneFollowed[lane] = (laneFollowed[lane] as number) + 1;
    const record = recordAt(link, now);
    recordLeft[record] = (recordLeft[record] as number) + 1;
    recordSeconds[record] =
      (recordSeconds[record] as number) + (now - (slotEntered[slot] as number)) / 1000;
    recordMetres[record] = (recordMetres[record] as number) + (linkLength[link] as number);
    if (count > 0) {
      const due = slotDue[laneHead[lane] as number] as number;
      schedule(lane, Math.max(due, now + headway), now);
    }
    if (waitHead[lane] !== NONE) scheduleEntry(lane, now);
  };

  const stop = (lane: number, now: number): void => {
    if (laneStopped[lane] === 1) return;
    laneStopped[lane] = 1;
    laneStoppedAt[lane] = now;
  };

  /** Speed over the line of a head that was held up: from its place in the queue or its headway. */
  const speedFromQueue = (lane: number, now: number, most: number): number => {
    const followed = laneFollowed[lane] as number;
    if (followed === 0 && (laneRestart[lane] as number) === now) return 0;
    const gap = (now - (laneLastExit[lane] as number)) / 1000 - reaction;
    let speed = gap <= spacing / most ? most : spacing / gap;
    if (followed < START_WAVE) {
      const started = Math.sqrt(2 * acceleration * followed * spacing);
      if (started > speed) speed = started;
    }
    return speed < most ? speed : most;
  };

  /** Tries to move the head of a lane on; `granted`: the lane whose entry it has been given. */
  const tryLane = (lane: number, now: number, granted: number): boolean => {
    if ((laneCountNow[lane] as number) === 0) return false;
    const slot = laneHead[lane] as number;
    const due = slotDue[slot] as number;
    let ready = laneNextExit[lane] as number;
    if (due > ready) ready = due;
    const followed = laneFollowed[lane] as number;
    const movement = slotMovement[slot] as number;
    if (followed > 0 && followed < START_WAVE && laneStopped[lane] === 0) {
      const distance = followed * spacing;
      const most =
        movement === NONE
          ? (linkSpeed[laneLink[lane] as number] as number)
          : (movementSpeed[movement] as number);
      accelerateOver(distance, 0, most, acceleration, motion);
      const wave =
        (laneRestart[lane] as number) +
        Math.round(1000 * (followed * reaction + (motion[0] as number)));
      if (wave > ready) ready = wave;
    }
    if (now < ready) {
      schedule(lane, ready, now);
      return false;
    }
    const trip = slotTrip[slot] as number;
    if (movement === NONE) {
      leave(lane, now, exitHeadway[lane] as number);
      tripArrived[trip] = now;
      scalars[RUNNING] = (scalars[RUNNING] as number) - 1;
      scalars[ARRIVED] = (scalars[ARRIVED] as number) + 1;
      return false;
    }
    const group = movementGroup[movement] as number;
    let mustYield = foeStart[movement] !== foeStart[movement + 1];
    if (group !== NONE) {
      const light = groupLight[group] as number;
      if (light === GREEN) mustYield = false;
      else if (
        light === RED ||
        (light === YELLOW &&
          now > (groupSince[group] as number) + (movementYellow[movement] as number))
      ) {
        stop(lane, now);
        return false;
      }
    }
    const route = (slotRoute[slot] as number) + 1;
    const factor = slotFactor[slot] as number;
    if (mustYield) {
      const since = laneStopped[lane] === 1 ? (laneStoppedAt[lane] as number) : now;
      const clear = findGap(movement, now, since);
      if (clear !== FREE) {
        stop(lane, now);
        const pocket = movementPocket[movement] as number;
        if (pocket !== NONE && enterPocket(pocket, trip, route, factor, now)) {
          laneStopped[lane] = 0;
          laneRestart[lane] = now;
          laneFollowed[lane] = 0;
          leave(lane, now, movementHeadway[movement] as number);
          return false;
        }
        schedule(lane, Math.max(clear, now + LOOK_AGAIN_MS), now);
        return false;
      }
    }
    const link = movementToLink[movement] as number;
    const lastRoute = routeStart[(tripRoute[trip] as number) + 1] as number;
    const nextLink = route + 1 < lastRoute ? (routeLink[route + 1] as number) : NONE;
    const target = chooser.choose(link, nextLink, movementTo[movement] as number, granted);
    if (granted === NONE) {
      if (waitHead[target] !== NONE || availableAt(target) > now) {
        waitFor(lane, target, now);
        return false;
      }
    } else if (target !== granted) {
      waitFor(lane, target, now);
      return false;
    }
    if (laneStopped[lane] === 1) {
      laneStopped[lane] = 0;
      laneRestart[lane] = now;
      laneFollowed[lane] = 0;
    }
    const most = Math.min(
      movementSpeed[movement] as number,
      Math.max(1, (linkSpeed[laneLink[lane] as number] as number) * factor - dawdle),
    );
    const speed = now - due > 200 ? speedFromQueue(lane, now, most) : most;
    const headway = movementHeadway[movement] as number;
    leave(lane, now, mustYield && headway < followUpMs ? followUpMs : headway);
    share(lane, target, movementWeight[movement] as number);
    enter(
      target,
      chooser.movement(),
      trip,
      route,
      factor,
      now,
      speed,
      movementLength[movement] as number,
      movementSpeed[movement] as number,
      0,
    );
    return true;
  };

  const share = (source: number, lane: number, weight: number): void => {
    const clock = Math.max(mergeClock[lane] as number, sourceShare[source] as number);
    mergeClock[lane] = clock;
    sourceShare[source] = clock + 1 / weight;
  };

  const enterPocket = (
    pocket: number,
    trip: number,
    route: number,
    factor: number,
    now: number,
  ): boolean => {
    const first = pocketSlot[pocket] as number;
    const places = (pocketSlot[pocket + 1] as number) - first;
    const count = pocketCountNow[pocket] as number;
    if (count >= places) return false;
    const slot = first + (((pocketHead[pocket] as number) + count) % places);
    pocketTrip[slot] = trip;
    pocketRoute[slot] = route;
    pocketFactor[slot] = factor;
    pocketCountNow[pocket] = count + 1;
    if (count === 0) schedule(firstPocket + pocket, now + LOOK_AGAIN_MS, now);
    return true;
  };

  const tryPocket = (pocket: number, now: number, granted: number): boolean => {
    if ((pocketCountNow[pocket] as number) === 0) return false;
    const movement = pocketMovement[pocket] as number;
    const group = movementGroup[movement] as number;
    const light = group === NONE ? GREEN : (groupLight[group] as number);
    const cleared =
      group !== NONE &&
      light <= YELLOW &&
      now >= (groupSince[group] as number) + (movementYellow[movement] as number) + CLEARING_MS;
    if (!cleared) {
      const clear = findGap(movement, now, LONG_AGO);
      if (clear !== FREE) {
        schedule(firstPocket + pocket, Math.max(clear, now + LOOK_AGAIN_MS), now);
        return false;
      }
    }
    const first = pocketSlot[pocket] as number;
    const places = (pocketSlot[pocket + 1] as number) - first;
    const head = pocketHead[pocket] as number;
    const trip = pocketTrip[first + head] as number;
    const route = pocketRoute[first + head] as number;
    const lastRoute = routeStart[(tripRoute[trip] as number) + 1] as number;
    const nextLink = route + 1 < lastRoute ? (routeLink[route + 1] as number) : NONE;
    const link = movementToLink[movement] as number;
    const target = chooser.choose(link, nextLink, movementTo[movement] as number, granted);
    if (
      target !== granted &&
      (granted !== NONE || waitHead[target] !== NONE || availableAt(target) > now)
    ) {
      waitFor(firstPocket + pocket, target, now);
      return false;
    }
    pocketHead[pocket] = (head + 1) % places;
    pocketCountNow[pocket] = (pocketCountNow[pocket] as number) - 1;
    share(firstPocket + pocket, target, movementWeight[movement] as number);
    enter(
      target,
      chooser.movement(),
      trip,
      route,
      pocketFactor[first + head] as number,
      now,
      0,
      movementLength[movement] as number,
      movementSpeed[movement] as number,
      0,
    );
    if ((pocketCountNow[pocket] as number) > 0) {
      schedule(firstPocket + pocket, now + followUpMs, now);
    }
    return true;
  };

  const tryOrigin = (link: number, now: number, granted: number): boolean => {
    const trip = originHead[link] as number;
    if (trip === NONE) return false;
    const route = routeStart[tripRoute[trip] as number] as number;
    const lastRoute = routeStart[(tripRoute[trip] as number) + 1] as number;
    const nextLink = route + 1 < lastRoute ? (routeLink[route + 1] as number) : NONE;
    const target = chooser.choose(link, nextLink, linkLane[link] as number, granted);
    if (
      target !== granted &&
      (granted !== NONE || waitHead[target] !== NONE || availableAt(target) > now)
    ) {
      waitFor(firstOrigin + link, target, now);
      return false;
    }
    const after = tripNext[trip] as number;
    originHead[link] = after;
    if (after === NONE) originTail[link] = NONE;
    else schedule(firstOrigin + link, now, now);
    const kind = classes[tripClass[trip] as number];
    const drawn = drawSpeedFactor(seed, trip, parameters.speedDeviation) * (kind?.speedFactor ?? 1);
    const limit = linkSpeed[link] as number;
    const factor = Math.min(drawn, (kind?.maxSpeedMetresPerSecond ?? limit * drawn) / limit);
    tripEntered[trip] = now;
    scalars[RUNNING] = (scalars[RUNNING] as number) + 1;
    scalars[WAITING_TO_ENTER] = (scalars[WAITING_TO_ENTER] as number) - 1;
    share(firstOrigin + link, target, 1);
    enter(
      target,
      chooser.movement(),
      trip,
      route,
      factor,
      now,
      Number.POSITIVE_INFINITY,
      0,
      1,
      Math.min(demand.departOffsetMetres, (linkLength[link] as number) / 2),
    );
    return true;
  };

  const trySource = (source: number, now: number, granted: number): boolean => {
    if (source < firstPocket) return tryLane(source, now, granted);
    if (source < firstOrigin) return tryPocket(source - firstPocket, now, granted);
    return tryOrigin(source - firstOrigin, now, granted);
  };

  const openEntry = (lane: number, now: number): void => {
    while (waitHead[lane] !== NONE) {
      if (availableAt(lane) > now) {
        scheduleEntry(lane, now);
        return;
      }
      trySource(takeWaiting(lane), now, lane);
    }
  };

  const depart = (now: number): void => {
    let trip = scalars[NEXT_TRIP] as number;
    while (trip < departMs.length && (departMs[trip] as number) <= now) {
      const link = routeLink[routeStart[tripRoute[trip] as number] as number] as number;
      const tail = originTail[link] as number;
      originTail[link] = trip;
      scalars[WAITING_TO_ENTER] = (scalars[WAITING_TO_ENTER] as number) + 1;
      if (tail !== NONE) tripNext[tail] = trip;
      else {
        originHead[link] = trip;
        schedule(firstOrigin + link, now, now);
      }
      trip += 1;
    }
    scalars[NEXT_TRIP] = trip;
    if (trip < departMs.length) schedule(departures, departMs[trip] as number, now);
  };

  const handle = (item: number, now: number): void => {
    if (item < firstEntry) {
      if (waitingFor[item] === NONE) trySource(item, now, NONE);
    } else if (item < firstSignal) openEntry(item - firstEntry, now);
    else if (item < departures) schedule(item, now + turnSignal(item - firstSignal, now), now);
    else depart(now);
  };

  network.signals.forEach((_, signal) => {
    schedule(firstSignal + signal, turnSignal(signal, 0), 0);
  });
  if (departMs.length > 0) schedule(departures, departMs[0] as number, 0);

  return {
    network,
    demand,
    state,
    wheelArrays: wheel.arrays,
    runUntil: (seconds) => {
      const end = Math.round(seconds * 1000);
      wheel.run(scalars[NOW] as number, end, handle);
      scalars[NOW] = end;
    },
  };
}
