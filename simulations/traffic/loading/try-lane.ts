/** Whether the head of a lane may leave now; if so it does, if not the lane knows when to look. */
import type { LaneChooser } from './choose-lane.ts';
import { accelerateOver, cruiseSpeed } from './crossing-time.ts';
import { FREE, type GapFinder } from './find-gap.ts';
import type { LaneEntries } from './lane-entries.ts';
import type { LanePlaces } from './lane-places.ts';
import { GREEN, RED, YELLOW } from './signal-lights.ts';
import type { TrafficContext } from './traffic-context.ts';
import { NO_WAY } from './traffic-guide.ts';
import { ARRIVED, NONE, RUNNING } from './traffic-state.ts';
import type { Pockets } from './try-pocket.ts';

/** After this many vehicles a queue that set off moves at full speed. */
const START_WAVE = 8;
/** Foes are looked at again no sooner than this. */
export const LOOK_AGAIN_MS = 300;
/** Who stands without a way on, at a full kerb, or turns across the lanes beside looks so often. */
const LOOK_ROUND_MS = 1_000;
/** After this a driver without a way on leaves the road (SUMO's default for vehicles that stand). */
const GIVE_UP_MS = 300_000;
/**
 * An emergency vehicle stands so long before a red light or a junction where others go first; then they
 * give way to it, as the law has them do. The time is an assumption.
 */
const LOOK_MS = 3_000;
/** A head held up for less than this drove over the line at its own speed. */
const HELD_UP_MS = 200;

/** `granted`: the lane whose entry the source has been given, NONE when it comes by itself. */
export type TrySource = (source: number, now: number, granted: number) => void;

export interface LaneTrier {
  readonly tryLane: TrySource;
  /** Moves the head on whatever light, gaps and room say: for rings of full lanes. */
  force(lane: number, target: number, now: number): void;
  /** The same in two steps: off its lane, and later onto `target`. */
  lift(lane: number, target: number, now: number): void;
  putDown(now: number): void;
}

export function createLaneTrier(
  context: TrafficContext,
  parts: {
    readonly entries: LaneEntries;
    readonly places: LanePlaces;
    readonly chooser: LaneChooser;
    readonly findGap: GapFinder;
    readonly pockets: Pockets;
  },
): LaneTrier {
  const { network, guide, parameters, state, timing, wheel, conditions } = context;
  const { entries, places, chooser, findGap, pockets } = parts;
  const { arrival, enter, leave, turn, letUrgentPass } = places;
  const { after, arrived, givesUp, isUrgent, mayArrive } = guide;
  const { laneUrgent } = state;
  const { laneLink, laneWidth, movementTo, movementToLink, movementGroup, movementPocket } =
    network;
  const { movementLength, movementSpeed, movementWeight, movementFrom, foeStart } = network;
  const { linkMovement } = network;
  const { linkSpeed, exitHeadway, movementHeadway, movementYellow, movementShut } = timing;
  const { jamSpacingMetres: spacing, reactionSeconds: reaction } = parameters;
  const { accelerationMetresPerSecond2: acceleration, dawdleMetresPerSecond: dawdle } = parameters;
  const { capacityFactor, held } = conditions;
  const { scalars, slotTrip, slotRoute, slotMovement, slotDue, slotFactor } = state;
  const { laneHead, laneCountNow, laneNextExit, laneLastExit, laneStopped, laneStoppedAt } = state;
  const { laneRestart, laneFollowed, groupLight, groupSince } = state;
  const { bringForward } = wheel;
  const followUpMs = Math.round(1000 * parameters.followUpSeconds);
  const mergeLossMs = Math.round(1000 * parameters.mergeLossSeconds);
  const motion = new Float64Array(2);

  const stop = (lane: number, now: number): void => {
    if (laneStopped[lane] === 1) return;
    laneStopped[lane] = 1;
    laneStoppedAt[lane] = now;
  };

  const setOff = (lane: number, now: number): void => {
    laneStopped[lane] = 0;
    laneRestart[lane] = now;
    laneFollowed[lane] = 0;
  };

  /** When the start wave has reached the head and it has driven up to the line. */
  const startWaveAt = (lane: number, followed: number, movement: number): number => {
    const free = linkSpeed[laneLink[lane] as number] as number;
    const most = movement < 0 ? free : (movementSpeed[movement] as number);
    accelerateOver(followed * spacing, 0, most, acceleration, motion);
    const seconds = followed * reaction + (motion[0] as number);
    return (laneRestart[lane] as number) + Math.round(1000 * seconds);
  };

  /** Speed over the line of a head that was held up: from its place in the queue or its headway. */
  const speedFromQueue = (lane: number, now: number, most: number): number => {
    const followed = laneFollowed[lane] as number;
    if (followed === 0 && laneRestart[lane] === now) return 0;
    const gap = (now - (laneLastExit[lane] as number)) / 1000 - reaction;
    let speed = gap <= spacing / most ? most : spacing / gap;
    if (followed < START_WAVE) {
      const started = Math.sqrt(2 * acceleration * followed * spacing);
      if (started > speed) speed = started;
    }
    return speed < most ? speed : most;
  };

  const isHeldByLight = (movement: number, light: number, group: number, now: number): boolean =>
    light === RED ||
    (light === YELLOW &&
      now > (groupSince[group] as number) + (movementYellow[movement] as number));

  const isGivenWay = (lane: number, vehicle: number, stoodMs: number): boolean =>
    (laneUrgent[lane] as number) > 0 && stoodMs >= LOOK_MS && isUrgent(vehicle);

  const arrive = (lane: number, vehicle: number, now: number): void => {
    leave(lane, now, exitHeadway[lane] as number);
    arrived(vehicle, laneLink[lane] as number, now);
    scalars[RUNNING] = (scalars[RUNNING] as number) - 1;
    scalars[ARRIVED] = (scalars[ARRIVED] as number) + 1;
  };

  /** The lane that the vehicle would go to; `chooser.movement()` is its way on from there. */
  const chooseTarget = (
    vehicle: number,
    step: number,
    movement: number,
    granted: number,
  ): number => {
    const link = movementToLink[movement] as number;
    const nextLink = after(vehicle, step, link);
    return chooser.choose(link, nextLink, movementTo[movement] as number, granted);
  };

  /** Another way for a head whose own is shut: from its lane, else over the lanes beside it. */
  const turnAway = (lane: number, slot: number): number => {
    const link = laneLink[lane] as number;
    const nextLink = after(slotTrip[slot] as number, slotRoute[slot] as number, link);
    let way = nextLink;
    if (nextLink >= 0) {
      way = NO_WAY;
      const last = linkMovement[link + 1] as number;
      for (let other = linkMovement[link] as number; other < last; other += 1) {
        if (movementToLink[other] !== nextLink || movementShut[other] === 1) continue;
        if (way === NO_WAY || movementFrom[other] === lane) way = other;
      }
    }
    turn(lane, slot, way);
    return way;
  };

  /** Takes the head off its lane; `arrival` then says how it comes onto `target`. */
  const takeOff = (lane: number, target: number, now: number, mustYield: boolean): void => {
    const onward = chooser.movement();
    const slot = laneHead[lane] as number;
    const movement = slotMovement[slot] as number;
    const vehicle = slotTrip[slot] as number;
    const step = (slotRoute[slot] as number) + 1;
    const factor = slotFactor[slot] as number;
    const due = slotDue[slot] as number;
    const own = laneLink[lane] as number;
    const cruise = cruiseSpeed((linkSpeed[own] as number) * factor, dawdle);
    const curve = movementSpeed[movement] as number;
    const most = curve < cruise ? curve : cruise;
    arrival.speed = now - due > HELD_UP_MS ? speedFromQueue(lane, now, most) : most;
    let headway = Math.round(
      (1000 * (reaction + spacing / most)) / (capacityFactor[own] as number),
    );
    // Where a lane ends, every second vehicle has to change into this one.
    if (laneWidth[lane] !== 1) headway += mergeLossMs;
    if (mustYield && headway < followUpMs) headway = followUpMs;
    leave(lane, now, headway);
    arrival.entryLossMs = entries.takeTurn(lane, target, movementWeight[movement] as number);
    arrival.vehicle = vehicle;
    arrival.step = step;
    arrival.factor = factor;
    arrival.movement = onward;
    arrival.insideMetres = movementLength[movement] as number;
    arrival.insideSpeed = curve;
    arrival.skippedMetres = 0;
  };

  const liftHead = (lane: number, target: number, now: number): void => {
    const slot = laneHead[lane] as number;
    const step = (slotRoute[slot] as number) + 1;
    chooseTarget(slotTrip[slot] as number, step, slotMovement[slot] as number, target);
    setOff(lane, now);
    takeOff(lane, target, now, false);
  };
  const lifted = { ...arrival };
  let liftedTo = NONE;

  const tryLane: TrySource = (lane, now, granted) => {
    if ((laneCountNow[lane] as number) === 0) return;
    if ((laneUrgent[lane] as number) > 0) letUrgentPass(lane, now);
    const slot = laneHead[lane] as number;
    const due = slotDue[slot] as number;
    let movement = slotMovement[slot] as number;
    let ready = laneNextExit[lane] as number;
    if (due > ready) ready = due;
    const followed = laneFollowed[lane] as number;
    if (followed > 0 && followed < START_WAVE && laneStopped[lane] === 0) {
      const wave = startWaveAt(lane, followed, movement);
      if (wave > ready) ready = wave;
    }
    if (now < ready) {
      bringForward(lane, ready, now);
      return;
    }
    const vehicle = slotTrip[slot] as number;
    if (held[laneLink[lane] as number] === 1) {
      stop(lane, now);
      return;
    }
    if (movement === NONE && mayArrive(vehicle, laneLink[lane] as number, now)) {
      arrive(lane, vehicle, now);
      return;
    }
    if (movement < 0 || movementShut[movement] === 1) movement = turnAway(lane, slot);
    if (movement < 0) {
      const isLong = laneStopped[lane] === 1 && now - (laneStoppedAt[lane] as number) >= GIVE_UP_MS;
      if (movement === NO_WAY && isLong && givesUp(vehicle, laneLink[lane] as number, now)) {
        leave(lane, now, exitHeadway[lane] as number);
        scalars[RUNNING] = (scalars[RUNNING] as number) - 1;
        return;
      }
      stop(lane, now);
      bringForward(lane, now + LOOK_ROUND_MS, now);
      return;
    }
    const group = movementGroup[movement] as number;
    let mustYield = foeStart[movement] !== foeStart[movement + 1];
    if (group !== NONE) {
      const light = groupLight[group] as number;
      if (light === GREEN) mustYield = false;
      else if (isHeldByLight(movement, light, group, now)) {
        stop(lane, now);
        if (isGivenWay(lane, vehicle, now - due)) mustYield = false;
        else {
          // Its own light does not wake a lane that it leaves over the one beside.
          const isWatched = (laneUrgent[lane] as number) > 0 || movementFrom[movement] !== lane;
          if (isWatched) bringForward(lane, now + LOOK_ROUND_MS, now);
          return;
        }
      }
    }
    const step = (slotRoute[slot] as number) + 1;
    const factor = slotFactor[slot] as number;
    if (mustYield && isGivenWay(lane, vehicle, now - due)) mustYield = false;
    if (mustYield) {
      const since = laneStopped[lane] === 1 ? (laneStoppedAt[lane] as number) : now;
      const clear = findGap(movement, now, since);
      if (clear !== FREE) {
        stop(lane, now);
        const pocket = movementPocket[movement] as number;
        if (pocket !== NONE && pockets.accept(pocket, vehicle, step, factor, now)) {
          setOff(lane, now);
          leave(lane, now, movementHeadway[movement] as number);
          return;
        }
        const again = now + LOOK_AGAIN_MS;
        bringForward(lane, clear > again ? clear : again, now);
        return;
      }
    }
    const target = chooseTarget(vehicle, step, movement, granted);
    if (!entries.mayEnter(lane, target, granted, now)) return;
    if (laneStopped[lane] === 1) setOff(lane, now);
    takeOff(lane, target, now, mustYield);
    enter(target, now);
  };

  return {
    tryLane,
    force: (lane, target, now) => {
      liftHead(lane, target, now);
      enter(target, now);
    },
    lift: (lane, target, now) => {
      liftHead(lane, target, now);
      Object.assign(lifted, arrival);
      liftedTo = target;
    },
    putDown: (now) => {
      Object.assign(arrival, lifted);
      enter(liftedTo, now);
    },
  };
}
