/**
 * People in stations. An element lets one person after another pass at its rate, in the order of
 * their coming; when the next place is full, everyone behind waits. At a platform's threshold they
 * join those who wait for their stop; at an entrance they leave the network.
 */
import { NONE } from '../network/transit-model.ts';
import { nextService } from '../transit-clock.ts';
import { joinWay } from './join-way.ts';
import { MIXED } from './people-lists.ts';
import { addToPlatform, waitForTrain } from './stand-on-platform.ts';
import type { TransitContext } from './transit-context.ts';
import { LEFT } from './transit-state.ts';

/** An element's event. */
export function workElement(context: TransitContext, element: number, now: number): void {
  const { model, state, people, wheel, items } = context;
  const { entranceCount, platformCount } = model;
  const threshold = element - 2 * entranceCount;
  if (threshold >= 0 && threshold < 2 * platformCount) {
    crossThreshold(context, element, threshold % platformCount, now);
    return;
  }
  if (threshold < 0 && element >= entranceCount) {
    comeOut(context, element, now);
    return;
  }
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
  wheel.schedule(items.element + element, nextService(Math.ceil(due)), now);
}

/** Everyone who has come to a platform steps onto it; room was seen to before they set out. */
function crossThreshold(
  context: TransitContext,
  element: number,
  platform: number,
  now: number,
): void {
  const { model, state, people, wheel, items } = context;
  const { packets } = people;
  let came = 0;
  for (;;) {
    const packet = people.head[element] as number;
    if (packet === NONE || (packets.ready[packet] as number) > now) break;
    const count = packets.count[packet] as number;
    const goal = packets.goal[packet] as number;
    const step = packets.step[packet] as number;
    if (goal === MIXED) {
      people.dropHead(element);
      came += count;
      for (let at = step; at < step + count; at += 1) {
        waitForTrain(context, platform, state.deck[at] as number, 1, now);
      }
      continue;
    }
    if (step === 0) {
      // A change without elements between: they still stood on the platform that they come from.
      const from = model.wayFrom[packets.way[packet] as number] as number;
      state.platformPeople[from] = (state.platformPeople[from] as number) - count;
    }
    people.dropHead(element);
    came += count;
    waitForTrain(context, platform, goal, count, now);
  }
  state.elementPeople[element] = (state.elementPeople[element] as number) - came;
  state.elementPassed[element] = (state.elementPassed[element] as number) + came;
  addToPlatform(context, platform, came, now);
  const head = people.head[element] as number;
  if (head !== NONE) {
    wheel.schedule(items.element + element, people.packets.ready[head] as number, now);
  }
}

/** People whom the next place of the way still takes. */
export function roomBehind(context: TransitContext, way: number, step: number): number {
  const { model, state } = context;
  const at = (model.wayStart[way] as number) + step + 1;
  if (at === model.wayStart[way + 1]) return Number.POSITIVE_INFINITY;
  const element = model.wayElement[at] as number;
  const { platformCount } = model;
  const thresholds = 2 * model.entranceCount;
  if (element >= thresholds && element < thresholds + 2 * platformCount) {
    const platform = (element - thresholds) % platformCount;
    const taken =
      (state.platformPeople[platform] as number) +
      (state.elementPeople[thresholds + platform] as number) +
      (state.elementPeople[thresholds + platformCount + platform] as number);
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
  joinWay(context, way, step + 1, goal, count, now);
}

/** Out of an entrance there is always room: the network's people become the street's. */
function comeOut(context: TransitContext, element: number, now: number): void {
  const { model, state, people, wheel, items } = context;
  const { packets } = people;
  const entrance = element - model.entranceCount;
  const here = model.classOfStation[model.entranceStation[entrance] as number];
  let out = 0;
  for (;;) {
    const packet = people.head[element] as number;
    if (packet === NONE || (packets.ready[packet] as number) > now) break;
    const count = packets.count[packet] as number;
    const goal = packets.goal[packet] as number;
    if (packets.step[packet] === 0) {
      const platform = model.wayFrom[packets.way[packet] as number] as number;
      state.platformPeople[platform] = (state.platformPeople[platform] as number) - count;
    }
    people.dropHead(element);
    out += count;
    if (here === goal) state.arrivedAtGoal[goal] = (state.arrivedAtGoal[goal] as number) + count;
  }
  state.elementPeople[element] = (state.elementPeople[element] as number) - out;
  state.elementPassed[element] = (state.elementPassed[element] as number) + out;
  state.entranceLeft[entrance] = (state.entranceLeft[entrance] as number) + out;
  state.scalars[LEFT] = (state.scalars[LEFT] as number) + out;
  const head = people.head[element] as number;
  if (head !== NONE) {
    wheel.schedule(items.element + element, people.packets.ready[head] as number, now);
  }
}
