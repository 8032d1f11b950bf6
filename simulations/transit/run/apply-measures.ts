/**
 * What planners turn, as conditions of the moment: entrances closed and metered, rates of elements,
 * stations passed; and as changes of the trips to come: extra trains, another headway. The list is
 * always the whole list; a measure that is gone is undone for all that has not yet happened.
 */
import type { TransitMeasure } from '#contracts';
import { ticksPerPerson } from '../network/build-transit-model.ts';
import { NONE, type TransitModel } from '../network/transit-model.ts';
import { TransitProblem } from '../network/transit-problem.ts';
import { ticksFromSeconds } from '../transit-clock.ts';
import { joinWay } from './move-people.ts';
import { chooseEntrance } from './release-demand.ts';
import type { TransitContext } from './transit-context.ts';
import { CANCELLED, EXTRA_TRIPS, FUTURE, TRIP_COUNT } from './transit-state.ts';

/** A measure with its places in the arrays. */
export interface ResolvedMeasure {
  readonly measure: TransitMeasure;
  readonly fromTick: number;
  readonly untilTick: number;
  /** Entrance, element, station or pattern. */
  readonly place: number;
  /** Of `skip-station`: NONE for every line. */
  readonly line: number;
}

export function resolveMeasures(
  model: TransitModel,
  measures: readonly TransitMeasure[],
): readonly ResolvedMeasure[] {
  const { network } = model;
  const find = (
    what: string,
    list: readonly { readonly id: string }[],
    id: string,
    measure: TransitMeasure,
  ): number => {
    const at = list.findIndex((record) => record.id === id);
    if (at < 0) {
      throw new TransitProblem(
        `measure '${measure.id}' (${measure.type}): there is no ${what} '${id}'`,
      );
    }
    return at;
  };
  return measures.map((measure) => {
    const fromTick = ticksFromSeconds(measure.fromSecond);
    const untilTick = ticksFromSeconds(measure.untilSecond);
    const resolved = (place: number, line = NONE): ResolvedMeasure => {
      return { measure, fromTick, untilTick, place, line };
    };
    switch (measure.type) {
      case 'close-entrance':
      case 'meter-entrance':
        return resolved(find('entrance', network.entrances, measure.entrance, measure));
      case 'set-element-rate': {
        const element = find('element', network.elements, measure.element, measure);
        return resolved(2 * model.entranceCount + model.platformCount + element);
      }
      case 'skip-station':
        return resolved(
          find('station', network.stations, measure.station, measure),
          measure.line === null ? NONE : find('line', network.lines, measure.line, measure),
        );
      case 'extra-trains':
      case 'set-headway':
        return resolved(find('pattern', network.patterns, measure.pattern, measure));
      default:
        return assertNever(measure);
    }
  });
}

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

/** Cancels and adds trips that have not started, so that they fit the measures. */
export function applyTrips(
  context: TransitContext,
  measures: readonly ResolvedMeasure[],
  now: number,
): void {
  const { model, state, wheel } = context;
  const base = model.tripStart.length;
  const count = state.scalars[TRIP_COUNT] as number;
  for (let trip = base; trip < count; trip += 1) {
    if (state.tripState[trip] === FUTURE) cancelTrip(context, trip);
  }
  const headways = measures.filter(({ measure }) => measure.type === 'set-headway');
  for (let trip = 0; trip < base; trip += 1) {
    const phase = state.tripState[trip];
    const start = state.tripStart[trip] as number;
    if (start <= now || (phase !== FUTURE && phase !== CANCELLED)) continue;
    const pattern = model.profilePattern[state.tripProfile[trip] as number] as number;
    const replaced = headways.some(
      ({ place, fromTick, untilTick }) =>
        place === pattern && start >= fromTick && start < untilTick,
    );
    if (replaced && phase === FUTURE) cancelTrip(context, trip);
    else if (!replaced && phase === CANCELLED) addTrip(context, trip, now);
  }
  let free = base;
  const add = (pattern: number, start: number): void => {
    const profile = model.profilePattern.indexOf(pattern);
    if (start <= now || profile < 0) return;
    while (free < base + EXTRA_TRIPS && state.tripState[free] !== CANCELLED) free += 1;
    if (free >= base + EXTRA_TRIPS) {
      throw new TransitProblem(`measures: more than ${EXTRA_TRIPS} extra trips in one day`);
    }
    if (wheel.isScheduled(free)) {
      free += 1;
      add(pattern, start);
      return;
    }
    state.tripProfile[free] = profile;
    state.tripStart[free] = start;
    state.tripExtra[free] = 1;
    addTrip(context, free, now);
    state.scalars[TRIP_COUNT] = Math.max(state.scalars[TRIP_COUNT] as number, free + 1);
    free += 1;
  };
  for (const { measure, place, fromTick, untilTick } of measures) {
    if (measure.type === 'extra-trains') {
      const gap = (untilTick - fromTick) / measure.trains;
      for (let k = 0; k < measure.trains; k += 1)
        add(place, Math.round(fromTick + (k + 0.5) * gap));
    } else if (measure.type === 'set-headway') {
      const gap = ticksFromSeconds(measure.headwaySeconds);
      for (let start = fromTick; start < untilTick; start += gap) add(place, start);
    }
  }
}

/** Puts a trip on the day with a vehicle from the depot. */
function addTrip(context: TransitContext, trip: number, now: number): void {
  const { state, wheel, parameters } = context;
  state.tripState[trip] = FUTURE;
  state.tripAfter[trip] = NONE;
  state.tripNext[trip] = NONE;
  countComing(context, trip, 0, 1);
  const start = state.tripStart[trip] as number;
  const due = Math.max(now, start - ticksFromSeconds(parameters.layoverSeconds));
  wheel.bringForward(trip, due, now);
}

function cancelTrip(context: TransitContext, trip: number): void {
  const { state } = context;
  state.tripState[trip] = CANCELLED;
  countComing(context, trip, 0, -1);
  const before = state.tripAfter[trip] as number;
  const next = state.tripNext[trip] as number;
  // Its vehicle stays in the depot; the trip that counted on it takes another one.
  if (before !== NONE) state.tripNext[before] = NONE;
  if (next !== NONE) state.tripAfter[next] = NONE;
  state.tripAfter[trip] = NONE;
  state.tripNext[trip] = NONE;
}

/** Trips yet to leave each of their stops, from position `index` on; none leaves from its last. */
export function countComing(
  context: TransitContext,
  trip: number,
  index: number,
  by: number,
): void {
  const { model, state } = context;
  const pattern = model.profilePattern[state.tripProfile[trip] as number] as number;
  const first = model.patternStart[pattern] as number;
  const last = (model.patternStart[pattern + 1] as number) - (model.patternLoop[pattern] ? 0 : 1);
  for (let at = first + index; at < last; at += 1) {
    const stop = model.patternStop[at] as number;
    state.stopComing[stop] = (state.stopComing[stop] as number) + by;
  }
}

function assertNever(value: never): never {
  throw new TransitProblem(`measure of an unknown type: ${JSON.stringify(value)}`);
}
