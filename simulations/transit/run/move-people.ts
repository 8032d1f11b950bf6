/**
 * People in stations. An element lets one person after another pass at its rate, in the order of
 * their coming; when the next place is full, everyone behind waits. At a platform's threshold they
 * join those who wait for their stop; at an entrance they leave the network.
 */
import { NONE } from '../network/transit-model.ts';
import { nextService } from '../transit-clock.ts';
import type { TransitContext } from './transit-context.ts';
import { ENTERED, LEFT } from './transit-state.ts';

/** Puts people on a way at one of its steps, after the walk to it. */
export function joinWay(
  context: TransitContext,
  way: number,
  step: number,
  goal: number,
  count: number,
  now: number,
): void {
  const { model, state, people, wheel, items } = context;
  const at = (model.wayStart[way] as number) + step;
  const element = model.wayElement[at] as number;
  const ready = nextService(now + (model.wayDelay[at] as number));
  people.add(element, ready, goal, way, step, count);
  state.elementPeople[element] = (state.elementPeople[element] as number) + count;
  wheel.bringForward(items.element + element, ready, now);
}

/** An element's event. */
export function workElement(context: TransitContext, element: number, now: number): void {
  const { state, people, wheel, items } = context;
  const { packets } = people;
  const ticks = state.elementTicks[element] as number;
  if (ticks === Number.POSITIVE_INFINITY) return;
  let freeAt = state.elementFreeAt[element] as number;
  let blocked = false;
  for (;;) {
    const packet = people.head[element] as number;
    if (packet === NONE) break;
    const ready = packets.ready[packet] as number;
    if (ready > now) break;
    if (freeAt < ready) freeAt = ready;
    if (ticks > 0 && freeAt > now) break;
    const count = packets.count[packet] as number;
    const way = packets.way[packet] as number;
    const step = packets.step[packet] as number;
    const able = ticks > 0 ? Math.floor((now - freeAt) / ticks) + 1 : count;
    const room = roomBehind(context, way, step);
    const passing = Math.min(count, able, room);
    blocked = room < Math.min(count, able);
    if (passing > 0) {
      const goal = packets.goal[packet] as number;
      freeAt += passing * ticks;
      state.elementPeople[element] = (state.elementPeople[element] as number) - passing;
      state.elementPassed[element] = (state.elementPassed[element] as number) + passing;
      if (passing === count) people.dropHead(element);
      else packets.count[packet] = count - passing;
      pass(context, way, step, goal, passing, now);
    }
    if (blocked) {
      // Time lost before a full platform is not made up for.
      freeAt = Math.max(freeAt, now);
      break;
    }
  }
  state.elementFreeAt[element] = freeAt;
  const head = people.head[element] as number;
  if (head === NONE) return;
  const due = blocked ? now + 1 : Math.max(people.packets.ready[head] as number, freeAt, now + 1);
  wheel.schedule(items.element + element, nextService(due), now);
}

/** People whom the next place of the way still takes. */
function roomBehind(context: TransitContext, way: number, step: number): number {
  const { model, state } = context;
  const at = (model.wayStart[way] as number) + step + 1;
  if (at === model.wayStart[way + 1]) return Number.POSITIVE_INFINITY;
  const element = model.wayElement[at] as number;
  const platform = element - 2 * model.entranceCount;
  if (platform >= 0 && platform < model.platformCount) {
    const taken =
      (state.platformPeople[platform] as number) + (state.elementPeople[element] as number);
    // People who change on the platform where they stand are counted in it already.
    if (model.wayFrom[way] === platform) return Number.POSITIVE_INFINITY;
    return Math.max(0, (model.platformRoom[platform] as number) - taken);
  }
  return Math.max(
    0,
    (model.elementStorage[element] as number) - (state.elementPeople[element] as number),
  );
}

function pass(
  context: TransitContext,
  way: number,
  step: number,
  goal: number,
  count: number,
  now: number,
): void {
  const { model, state } = context;
  if (step === 0) {
    const platform = model.wayFrom[way] as number;
    if (platform !== NONE) {
      state.platformPeople[platform] = (state.platformPeople[platform] as number) - count;
    }
  }
  const at = (model.wayStart[way] as number) + step;
  if (at + 1 < (model.wayStart[way + 1] as number)) {
    joinWay(context, way, step + 1, goal, count, now);
    return;
  }
  const element = model.wayElement[at] as number;
  const outward = element - model.entranceCount;
  if (outward < model.entranceCount) {
    state.entranceLeft[outward] = (state.entranceLeft[outward] as number) + count;
    state.scalars[LEFT] = (state.scalars[LEFT] as number) + count;
    if (model.classOfStation[model.entranceStation[outward] as number] === goal) {
      state.arrivedAtGoal[goal] = (state.arrivedAtGoal[goal] as number) + count;
    }
    return;
  }
  const platform = outward - model.entranceCount;
  addToPlatform(context, platform, count, now);
  waitForTrain(context, platform, goal, count, now);
}

export function addToPlatform(
  context: TransitContext,
  platform: number,
  count: number,
  now: number,
): void {
  const { state } = context;
  const people = (state.platformPeople[platform] as number) + count;
  state.platformPeople[platform] = people;
  if (people > (state.platformPeak[platform] as number)) {
    state.platformPeak[platform] = people;
    state.platformPeakAt[platform] = now;
  }
}

/** People on a platform wait for their stop, go over to another platform, or leave when nothing comes. */
export function waitForTrain(
  context: TransitContext,
  platform: number,
  goal: number,
  count: number,
  now: number,
): void {
  const { model, state } = context;
  const station = model.platformStation[platform] as number;
  const stop = model.bestStop[station * model.classCount + goal] as number;
  if (stop === NONE || state.stopComing[stop] === 0) {
    state.stationStranded[station] = (state.stationStranded[station] as number) + count;
    leaveStation(context, platform, goal, count, now);
    return;
  }
  const target = model.stopPlatform[stop] as number;
  if (target !== platform) {
    const slot = model.platformSlot[target] as number;
    joinWay(context, model.changeWay[platform * model.slots + slot] as number, 0, goal, count, now);
    return;
  }
  const at = stop * model.classCount + goal;
  countWaiting(context, stop, now);
  state.waiting[at] = (state.waiting[at] as number) + count;
  state.stopWaiting[stop] = (state.stopWaiting[stop] as number) + count;
}

/** Adds the person-ticks since it was last called. */
export function countWaiting(context: TransitContext, stop: number, now: number): void {
  const { state } = context;
  const since = now - (state.stopCountedAt[stop] as number);
  state.stopWaited[stop] =
    (state.stopWaited[stop] as number) + since * (state.stopWaiting[stop] as number);
  state.stopCountedAt[stop] = now;
}

/** From a platform to the open entrances, by their shares; to all when none is open. */
export function leaveStation(
  context: TransitContext,
  platform: number,
  goal: number,
  count: number,
  now: number,
): void {
  const { model } = context;
  const first = model.outStart[platform] as number;
  const end = model.outStart[platform + 1] as number;
  let open = 0;
  for (let at = first; at < end; at += 1) open += openShare(context, at);
  const none = open === 0;
  let left = count;
  let shareLeft = none ? end - first : open;
  for (let at = first; at < end && left > 0; at += 1) {
    const share = none ? 1 : openShare(context, at);
    if (share === 0) continue;
    const exact = (left * share) / shareLeft;
    const people =
      share >= shareLeft ? left : Math.min(left, Math.floor(exact + context.random.next()));
    shareLeft -= share;
    left -= people;
    if (people > 0) joinWay(context, model.outWay[at] as number, 0, goal, people, now);
  }
  // Rounding may leave a share of nothing at the end: the last open way takes the rest.
  if (left > 0) joinWay(context, model.outWay[end - 1] as number, 0, goal, left, now);
}

function openShare(context: TransitContext, at: number): number {
  const { model, state } = context;
  const entrance = model.outEntrance[at] as number;
  return state.entranceClosed[entrance] === 1 ? 0 : (model.entranceShare[entrance] as number);
}

/** People from the street at an entrance; the number taken in, all or none. */
export function enterStation(
  context: TransitContext,
  entrance: number,
  goal: number,
  count: number,
  now: number,
): number {
  const { model, state } = context;
  const station = model.entranceStation[entrance] as number;
  const stop = model.bestStop[station * model.classCount + goal] as number;
  if (stop === NONE || state.entranceClosed[entrance] === 1 || state.stopComing[stop] === 0) {
    state.entranceRefused[entrance] = (state.entranceRefused[entrance] as number) + count;
    return 0;
  }
  const slot = model.platformSlot[model.stopPlatform[stop] as number] as number;
  state.entranceEntered[entrance] = (state.entranceEntered[entrance] as number) + count;
  state.scalars[ENTERED] = (state.scalars[ENTERED] as number) + count;
  joinWay(context, model.inWay[entrance * model.slots + slot] as number, 0, goal, count, now);
  return count;
}

/** Everyone still waiting at a stop that no train serves any more goes out. */
export function emptyStop(context: TransitContext, stop: number, now: number): void {
  const { model, state } = context;
  if ((state.stopWaiting[stop] as number) === 0) return;
  countWaiting(context, stop, now);
  const platform = model.stopPlatform[stop] as number;
  const station = model.stopStation[stop] as number;
  for (let goal = 0; goal < model.classCount; goal += 1) {
    const count = state.waiting[stop * model.classCount + goal] as number;
    if (count === 0) continue;
    state.waiting[stop * model.classCount + goal] = 0;
    state.stationStranded[station] = (state.stationStranded[station] as number) + count;
    leaveStation(context, platform, goal, count, now);
  }
  state.stopWaiting[stop] = 0;
}
