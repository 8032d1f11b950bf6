/**
 * What planners turn, as conditions of the moment: entrances closed and metered, rates of elements,
 * stations passed. The list is always the whole list; what is gone from it is undone from now on.
 */
import { ticksPerPerson } from '../network/build-transit-model.ts';
import { NONE } from '../network/transit-model.ts';
import { joinWay } from './join-way.ts';
import { chooseEntrance } from './release-demand.ts';
import type { ResolvedMeasure } from './resolve-measures.ts';
import type { TransitContext } from './transit-context.ts';

/** Sets what is in force now; the tick of the next change, or NONE. */
export function applyConditions(
  context: TransitContext,
  measures: readonly ResolvedMeasure[],
  now: number,
): number {
  const { model, state, wheel, items } = context;
  const rates = model.elementTicks.slice();
  const closed = new Uint8Array(model.entranceCount);
  state.skips.fill(0);
  let next = NONE;
  for (const { measure, fromTick, untilTick, place, line } of measures) {
    for (const tick of [fromTick, untilTick]) {
      if (tick > now && (next === NONE || tick < next)) next = tick;
    }
    if (now < fromTick || now >= untilTick) continue;
    if (measure.type === 'close-entrance') closed[place] = 1;
    else if (measure.type === 'meter-entrance') {
      rates[place] = Math.max(rates[place] as number, ticksPerPerson(measure.personsPerMinute));
    } else if (measure.type === 'set-element-rate') {
      rates[place] = ticksPerPerson(measure.personsPerMinute);
    } else if (measure.type === 'skip-station') {
      const { stationCount } = model;
      for (let l = 0; l < model.network.lines.length; l += 1) {
        if (line === NONE || line === l) state.skips[l * stationCount + place] = 1;
      }
    }
  }
  for (let element = 0; element < model.elementCount; element += 1) {
    if (state.elementTicks[element] === rates[element]) continue;
    state.elementTicks[element] = rates[element] as number;
    // A rate that was held has earned nothing meanwhile.
    state.elementFreeAt[element] = Math.max(state.elementFreeAt[element] as number, now);
    if ((state.elementPeople[element] as number) > 0) {
      wheel.bringForward(items.element + element, now, now);
    }
  }
  for (let entrance = 0; entrance < model.entranceCount; entrance += 1) {
    const was = state.entranceClosed[entrance];
    state.entranceClosed[entrance] = closed[entrance] as number;
    if (was === 0 && closed[entrance] === 1) sendElsewhere(context, entrance, now);
  }
  return next;
}

/** People in front of an entrance that closes go to the station's others; with none open they wait. */
function sendElsewhere(context: TransitContext, entrance: number, now: number): void {
  const { model, state, people } = context;
  const { packets } = people;
  const station = model.entranceStation[entrance] as number;
  while ((people.head[entrance] as number) !== NONE) {
    const other = chooseEntrance(context, station);
    if (other === NONE) return;
    const packet = people.head[entrance] as number;
    const count = packets.count[packet] as number;
    const goal = packets.goal[packet] as number;
    people.dropHead(entrance);
    state.elementPeople[entrance] = (state.elementPeople[entrance] as number) - count;
    state.entranceEntered[entrance] = (state.entranceEntered[entrance] as number) - count;
    state.entranceEntered[other] = (state.entranceEntered[other] as number) + count;
    const stop = model.bestStop[station * model.classCount + goal] as number;
    const slot = model.platformSlot[model.stopPlatform[stop] as number] as number;
    joinWay(context, model.inWay[other * model.slots + slot] as number, 0, goal, count, now);
  }
}
