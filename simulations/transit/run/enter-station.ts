/** People from the street come into the network. */
import { NONE } from '../network/transit-model.ts';
import { joinWay } from './join-way.ts';
import type { TransitContext } from './transit-context.ts';
import { ENTERED } from './transit-state.ts';
import { roomBehind } from './work-elements.ts';

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
  countEntered(context, entrance, count);
  const way = model.inWay[entrance * model.slots + slot] as number;
  const unlimited = state.elementTicks[entrance] === 0 && state.elementPeople[entrance] === 0;
  if (unlimited && roomBehind(context, way, 0) >= count) {
    // Nobody queues at an entrance without limit: straight on, half the packets of a plain station.
    state.elementPassed[entrance] = (state.elementPassed[entrance] as number) + count;
    joinWay(context, way, 1, goal, count, now);
  } else joinWay(context, way, 0, goal, count, now);
  return count;
}

export function countEntered(context: TransitContext, entrance: number, count: number): void {
  const { state } = context;
  state.entranceEntered[entrance] = (state.entranceEntered[entrance] as number) + count;
  state.scalars[ENTERED] = (state.scalars[ENTERED] as number) + count;
}
