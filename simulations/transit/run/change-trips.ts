/** Measures as changes of the trips to come: extra trains, another headway. */
import { NONE } from '../network/transit-model.ts';
import { TransitProblem } from '../network/transit-problem.ts';
import { ticksFromSeconds } from '../transit-clock.ts';
import type { ResolvedMeasure } from './resolve-measures.ts';
import { emptyStop } from './stand-on-platform.ts';
import type { TransitContext } from './transit-context.ts';
import { CANCELLED, EXTRA_TRIPS, FUTURE, TRIP_COUNT } from './transit-state.ts';

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
  // Whoever waits for trains that are cancelled now need wait no longer.
  for (let stop = 0; stop < model.stopCount; stop += 1) {
    if (state.stopComing[stop] === 0) emptyStop(context, stop, now);
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
