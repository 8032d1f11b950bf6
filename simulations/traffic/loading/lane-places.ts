/** A vehicle takes its place on a lane, with the time when it could leave; and gives it up. */
import { accelerateOver, brakingLoss, cruiseSpeed } from './crossing-time.ts';
import type { LaneEntries } from './lane-entries.ts';
import type { TrafficContext } from './traffic-context.ts';
import { NONE } from './traffic-state.ts';

/** How a vehicle comes onto a lane. */
export interface Arrival {
  vehicle: number;
  /** Where it is on its route, as its guide counts. */
  step: number;
  factor: number;
  /** The movement at the lane's end, NONE where the trip ends, NO_WAY where none leads on. */
  movement: number;
  /** Over the line, m/s; then so far inside the junction, at most so fast. */
  speed: number;
  insideMetres: number;
  insideSpeed: number;
  /** Of the link that it need not drive (departures). */
  skippedMetres: number;
  /** What it costs the next to enter, ms. */
  entryLossMs: number;
}

export interface LanePlaces {
  /** Filled by the caller before `enter`: one record for all, so that nothing is allocated. */
  readonly arrival: Arrival;
  enter(lane: number, now: number): void;
  leave(lane: number, now: number, headwayMs: number): void;
  /** The vehicle in the slot takes another way on from its lane. */
  turn(lane: number, slot: number, movement: number): void;
  /** Of a lane with emergency vehicles: the first that has come up to the queue goes to its head. */
  letUrgentPass(lane: number, now: number): void;
  /** After the times have changed. */
  weighLanes(): void;
}

export function createLanePlaces(context: TrafficContext, entries: LaneEntries): LanePlaces {
  const { network, parameters, state, timing, wheel, recordMs, intervalCount, guide } = context;
  const { linkCount, laneLink, linkLane, linkLength, laneWidth, movementSpeed } = network;
  const { laneSlot, linkSpeed, entryHeadway, exitHeadway, movementHeadway } = timing;
  const { accelerationMetresPerSecond2: acceleration } = parameters;
  const { decelerationMetresPerSecond2: braking, dawdleMetresPerSecond: dawdle } = parameters;
  const { slotTrip, slotRoute, slotMovement, slotDue, slotEntered, slotFactor, slotLeft } = state;
  const { waitedMs, laneUrgent } = state;
  const { dwellMs, hasUrgent, isUrgent } = guide;
  const { laneHead, laneTail, laneCountNow, laneLoad, laneNextExit, laneLastExit } = state;
  const { laneNextEntry, laneFollowed } = state;
  const { recordLeft, recordEntered, recordSeconds, recordMetres } = state;
  const { bringForward, isScheduled } = wheel;
  const columns = [slotTrip, slotRoute, slotMovement, slotFactor, slotEntered, slotDue];
  const motion = new Float64Array(2);
  /** 1: faster vehicles pass slower ones before they reach the queue. */
  const canOvertake = Uint8Array.from(laneLink, (link, lane) => {
    const lanes = (linkLane[link + 1] as number) - (linkLane[link] as number);
    return lanes > 1 || (laneWidth[lane] as number) > 1 ? 1 : 0;
  });
  const arrival: Arrival = {
    vehicle: 0,
    step: 0,
    factor: 1,
    movement: NONE,
    speed: 0,
    insideMetres: 0,
    insideSpeed: 1,
    skippedMetres: 0,
    entryLossMs: 0,
  };

  const recordAt = (link: number, now: number): number => {
    const interval = (now / recordMs) | 0;
    return (interval < intervalCount ? interval : intervalCount - 1) * linkCount + link;
  };

  const loadOf = (lane: number, movement: number): number =>
    (movement < 0 ? exitHeadway[lane] : movementHeadway[movement]) as number;

  /** The slot for one due then: behind those due earlier. Later ones move up by a slot. */
  const makePlace = (lane: number, due: number): number => {
    let slot = laneTail[lane] as number;
    if (canOvertake[lane] === 0) return slot;
    const first = laneSlot[lane] as number;
    const lastSlot = (laneSlot[lane + 1] as number) - 1;
    for (let ahead = laneCountNow[lane] as number; ahead > 0; ahead -= 1) {
      const other = slot === first ? lastSlot : slot - 1;
      if ((slotDue[other] as number) <= due) break;
      slotTrip[slot] = slotTrip[other] as number;
      slotRoute[slot] = slotRoute[other] as number;
      slotMovement[slot] = slotMovement[other] as number;
      slotFactor[slot] = slotFactor[other] as number;
      slotEntered[slot] = slotEntered[other] as number;
      slotDue[slot] = slotDue[other] as number;
      slot = other;
    }
    return slot;
  };

  return {
    arrival,
    enter: (lane, now) => {
      const { movement, factor, insideMetres, insideSpeed } = arrival;
      const link = laneLink[lane] as number;
      const cruise = cruiseSpeed((linkSpeed[link] as number) * factor, dawdle);
      let entered = now;
      let speed = arrival.speed;
      if (insideMetres > 0) {
        const most = insideSpeed < cruise ? insideSpeed : cruise;
        accelerateOver(insideMetres, speed, most, acceleration, motion);
        entered = now + Math.round(1000 * (motion[0] as number));
        speed = motion[1] as number;
      }
      const length = (linkLength[link] as number) - arrival.skippedMetres;
      accelerateOver(length, speed, cruise, acceleration, motion);
      let seconds = motion[0] as number;
      if (movement >= 0) {
        seconds += brakingLoss(motion[1] as number, movementSpeed[movement] as number, braking);
      }
      const due = entered + Math.round(1000 * seconds) + dwellMs(arrival.vehicle, link);
      const slot = makePlace(lane, due);
      slotTrip[slot] = arrival.vehicle;
      slotRoute[slot] = arrival.step;
      slotMovement[slot] = movement;
      slotFactor[slot] = factor;
      slotEntered[slot] = entered;
      slotDue[slot] = due;
      const after = (laneTail[lane] as number) + 1;
      laneTail[lane] = after === laneSlot[lane + 1] ? (laneSlot[lane] as number) : after;
      if (hasUrgent && isUrgent(arrival.vehicle)) {
        laneUrgent[lane] = (laneUrgent[lane] as number) + 1;
        bringForward(lane, due, now);
      }
      const before = laneCountNow[lane] as number;
      laneCountNow[lane] = before + 1;
      laneLoad[lane] = (laneLoad[lane] as number) + loadOf(lane, movement);
      laneNextEntry[lane] = now + (entryHeadway[lane] as number) + arrival.entryLossMs;
      const record = recordAt(link, now);
      recordEntered[record] = (recordEntered[record] as number) + 1;
      // A new head looks for its way; unless the lane sleeps until a light or a place wakes it.
      if (before === 0) bringForward(lane, due, now);
      else if (slot === laneHead[lane] && isScheduled(lane)) bringForward(lane, due, now);
    },
    leave: (lane, now, headwayMs) => {
      const slot = laneHead[lane] as number;
      const link = laneLink[lane] as number;
      if (hasUrgent && isUrgent(slotTrip[slot] as number)) {
        laneUrgent[lane] = (laneUrgent[lane] as number) - 1;
      }
      slotLeft[slot] = now;
      const next = slot + 1 === laneSlot[lane + 1] ? (laneSlot[lane] as number) : slot + 1;
      laneHead[lane] = next;
      const count = (laneCountNow[lane] as number) - 1;
      laneCountNow[lane] = count;
      laneLoad[lane] = (laneLoad[lane] as number) - loadOf(lane, slotMovement[slot] as number);
      laneLastExit[lane] = now;
      const free = now + headwayMs;
      laneNextExit[lane] = free;
      laneFollowed[lane] = (laneFollowed[lane] as number) + 1;
      const record = recordAt(link, now);
      recordLeft[record] = (recordLeft[record] as number) + 1;
      const late = now - (slotDue[slot] as number);
      if (late > 0) waitedMs[0] = (waitedMs[0] as number) + late;
      const spent = (now - (slotEntered[slot] as number)) / 1000;
      recordSeconds[record] = (recordSeconds[record] as number) + spent;
      recordMetres[record] = (recordMetres[record] as number) + (linkLength[link] as number);
      if (count > 0) {
        const due = slotDue[next] as number;
        bringForward(lane, due > free ? due : free, now);
      }
      entries.wakeWaiting(lane, now);
    },
    turn: (lane, slot, movement) => {
      const before = loadOf(lane, slotMovement[slot] as number);
      slotMovement[slot] = movement;
      laneLoad[lane] = (laneLoad[lane] as number) - before + loadOf(lane, movement);
    },
    letUrgentPass: (lane, now) => {
      const first = laneSlot[lane] as number;
      const lastSlot = (laneSlot[lane + 1] as number) - 1;
      const head = laneHead[lane] as number;
      let slot = head;
      for (let left = laneCountNow[lane] as number; left > 0; left -= 1) {
        if ((slotDue[slot] as number) <= now && isUrgent(slotTrip[slot] as number)) break;
        if (left === 1) return;
        slot = slot === lastSlot ? first : slot + 1;
      }
      const held = columns.map((column) => column[slot] as number);
      while (slot !== head) {
        const ahead = slot === first ? lastSlot : slot - 1;
        for (const column of columns) column[slot] = column[ahead] as number;
        slot = ahead;
      }
      columns.forEach((column, at) => {
        column[head] = held[at] as number;
      });
    },
    weighLanes: () => {
      for (let lane = 0; lane < laneLoad.length; lane += 1) {
        let slot = laneHead[lane] as number;
        let load = 0;
        for (let left = laneCountNow[lane] as number; left > 0; left -= 1) {
          load += loadOf(lane, slotMovement[slot] as number);
          slot = slot + 1 === laneSlot[lane + 1] ? (laneSlot[lane] as number) : slot + 1;
        }
        laneLoad[lane] = load;
      }
    },
  };
}
