/** People on platforms: they wait for their stop's trains, go over to another platform, or leave. */
import { NONE } from '../network/transit-model.ts';
import { joinWay } from './join-way.ts';
import type { TransitContext } from './transit-context.ts';

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
  if (state.stopCountedAt[stop] !== now) countWaiting(context, stop, now);
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
