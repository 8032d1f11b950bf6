/** People of the demand come to the entrances: evenly over their interval, goals in random order. */
import { NONE } from '../network/transit-model.ts';
import { ticksFromSeconds } from '../transit-clock.ts';
import { enterStation } from './enter-station.ts';
import type { TransitContext } from './transit-context.ts';

/** A station's event. */
export function releasePeople(context: TransitContext, station: number, now: number): void {
  const { demand, state, wheel, items, parameters } = context;
  const end = demand.intervalStart[station + 1] as number;
  let interval = state.demandInterval[station] as number;
  if (interval === NONE)
    interval = openInterval(context, station, demand.intervalStart[station] as number);
  const deck = demand.deckStart[station] as number;
  while (interval < end && now >= (demand.intervalFrom[interval] as number)) {
    const from = demand.intervalFrom[interval] as number;
    const until = demand.intervalUntil[interval] as number;
    const people = demand.intervalPeople[interval] as number;
    const due = now >= until ? people : Math.floor((people * (now - from)) / (until - from));
    const released = state.demandReleased[station] as number;
    if (due > released) releaseSome(context, station, deck + released, deck + due, now);
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

/** Deals an interval's goals and shuffles them (Fisher–Yates). */
function openInterval(context: TransitContext, station: number, interval: number): number {
  const { demand, state, random } = context;
  state.demandInterval[station] = interval;
  state.demandReleased[station] = 0;
  if (interval >= (demand.intervalStart[station + 1] as number)) return interval;
  const { deck } = state;
  const first = demand.deckStart[station] as number;
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
  for (let at = from; at < until; at += 1) {
    const goal = state.deck[at] as number;
    if (entrance === NONE || enterStation(context, entrance, goal, 1, now) === 0) {
      state.stationTurnedAway[station] = (state.stationTurnedAway[station] as number) + 1;
    }
  }
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
