/** People of the demand come to the entrances: evenly over their interval, goals in random order. */
import { NONE } from '../network/transit-model.ts';
import { ticksFromSeconds } from '../transit-clock.ts';
import { countEntered, enterStation } from './enter-station.ts';
import { joinDirect } from './join-way.ts';
import type { TransitContext } from './transit-context.ts';
import { roomBehind } from './work-elements.ts';

/** A station's event. */
export function releasePeople(context: TransitContext, station: number, now: number): void {
  const { demand, state, wheel, items, parameters } = context;
  const end = demand.intervalStart[station + 1] as number;
  let interval = state.demandInterval[station] as number;
  if (interval === NONE)
    interval = openInterval(context, station, demand.intervalStart[station] as number);
  while (interval < end && now >= (demand.intervalFrom[interval] as number)) {
    const from = demand.intervalFrom[interval] as number;
    const until = demand.intervalUntil[interval] as number;
    const people = demand.intervalPeople[interval] as number;
    const due = now >= until ? people : Math.floor((people * (now - from)) / (until - from));
    const released = state.demandReleased[station] as number;
    if (due > released) {
      const deck = halfOf(context, station, interval);
      releaseSome(context, station, deck + released, deck + due, now);
    }
    state.demandReleased[station] = due;
    if (now < until) break;
    interval = openInterval(context, station, interval + 1);
  }
  if (interval >= end) return;
  const next = Math.max(
    demand.intervalFrom[interval] as number,
    now + ticksFromSeconds(parameters.releaseSeconds),
  );
  wheel.schedule(
    items.station + station,
    Math.min(next, demand.intervalUntil[interval] as number),
    now,
  );
}

/** Where the deck of an interval begins: the two halves of its station in turn. */
function halfOf(context: TransitContext, station: number, interval: number): number {
  const { deckStart } = context.demand;
  const first = deckStart[station] as number;
  return (interval & 1) === 0 ? first : (first + (deckStart[station + 1] as number)) >> 1;
}

/** Deals an interval's goals and shuffles them (Fisher–Yates). */
function openInterval(context: TransitContext, station: number, interval: number): number {
  const { demand, state, random } = context;
  state.demandInterval[station] = interval;
  state.demandReleased[station] = 0;
  if (interval >= (demand.intervalStart[station + 1] as number)) return interval;
  const { deck } = state;
  const first = halfOf(context, station, interval);
  let at = first;
  const end = demand.goalStart[interval + 1] as number;
  for (let k = demand.goalStart[interval] as number; k < end; k += 1) {
    const people = demand.people[k] as number;
    deck.fill(demand.goal[k] as number, at, at + people);
    at += people;
  }
  for (let last = at - 1; last > first; last -= 1) {
    const other = first + random.nextInteger(last - first + 1);
    const goal = deck[last] as number;
    deck[last] = deck[other] as number;
    deck[other] = goal;
  }
  return interval;
}

function releaseSome(
  context: TransitContext,
  station: number,
  from: number,
  until: number,
  now: number,
): void {
  const { state } = context;
  const entrance = chooseEntrance(context, station);
  if (entrance !== NONE && walkTogether(context, station, entrance, from, until, now)) return;
  for (let at = from; at < until; at += 1) {
    const goal = state.deck[at] as number;
    if (entrance === NONE || enterStation(context, entrance, goal, 1, now) === 0) {
      state.stationTurnedAway[station] = (state.stationTurnedAway[station] as number) + 1;
    }
  }
}

/**
 * At a plain station, one platform and nothing to queue for, everyone of a release walks as one packet:
 * three quarters of all people come this way. False when somebody must be looked at one by one.
 */
function walkTogether(
  context: TransitContext,
  station: number,
  entrance: number,
  from: number,
  until: number,
  now: number,
): boolean {
  const { model, state, demand } = context;
  const { classCount, bestStop, stopPlatform } = model;
  if (state.elementTicks[entrance] !== 0 || state.elementPeople[entrance] !== 0) return false;
  const row = station * classCount;
  const platform = stopPlatform[bestStop[row + (state.deck[from] as number)] as number] as number;
  for (let at = from; at < until; at += 1) {
    const stop = bestStop[row + (state.deck[at] as number)] as number;
    if (state.stopComing[stop] === 0 || stopPlatform[stop] !== platform) return false;
  }
  const slot = model.platformSlot[platform] as number;
  const way = model.inWay[entrance * model.slots + slot] as number;
  const first = model.wayStart[way] as number;
  const isDirect = model.wayStart[way + 1] === first + 2;
  const count = until - from;
  if (!isDirect || (model.wayDelay[first + 1] as number) >= demand.shortestTicks) return false;
  if (roomBehind(context, way, 0) < count) return false;
  state.elementPassed[entrance] = (state.elementPassed[entrance] as number) + count;
  countEntered(context, entrance, count);
  joinDirect(context, way, from, count, now);
  return true;
}

/** An open entrance by its share; NONE when none is open. */
export function chooseEntrance(context: TransitContext, station: number): number {
  const { model, state, random } = context;
  const first = model.stationEntranceStart[station] as number;
  const end = model.stationEntranceStart[station + 1] as number;
  let sum = 0;
  for (let at = first; at < end; at += 1) {
    const entrance = model.stationEntrance[at] as number;
    if (state.entranceClosed[entrance] === 0) sum += model.entranceShare[entrance] as number;
  }
  if (sum === 0) return NONE;
  let left = random.next() * sum;
  let chosen = NONE;
  for (let at = first; at < end; at += 1) {
    const entrance = model.stationEntrance[at] as number;
    const share = model.entranceShare[entrance] as number;
    if (state.entranceClosed[entrance] === 1 || share === 0) continue;
    chosen = entrance;
    left -= share;
    if (left < 0) break;
  }
  return chosen;
}

/** A goal for somebody who did not say: as the demand of that station goes, else any that can be reached. */
export function drawGoal(context: TransitContext, station: number): number {
  const { model, demand, random } = context;
  const first = station * model.classCount;
  const end = first + model.classCount;
  const sum = demand.anyGoal[end - 1] as number;
  if (!(sum > 0)) return NONE;
  const drawn = random.next() * sum;
  let low = first;
  let high = end - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((demand.anyGoal[middle] as number) > drawn) high = middle;
    else low = middle + 1;
  }
  return low - first;
}
