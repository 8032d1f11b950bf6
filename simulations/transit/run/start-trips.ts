/** Trips get their trains: from the depot, or from the trip before once it has turned back. */
import { NONE } from '../network/transit-model.ts';
import { queueAtStop } from './move-trains.ts';
import type { TransitContext } from './transit-context.ts';
import {
  CANCELLED,
  DONE,
  FREE_TRAIN,
  FUTURE,
  MOST_TRAINS,
  TRAINS,
  UNDER_WAY,
  WAITING_FOR_VEHICLE,
} from './transit-state.ts';

/** A trip's event: its train takes its place at the first stop, or waits for its vehicle. */
export function startTrip(context: TransitContext, trip: number, now: number): void {
  const { state } = context;
  const phase = state.tripState[trip] as number;
  if (phase !== FUTURE && phase !== WAITING_FOR_VEHICLE) return;
  const after = state.tripAfter[trip] as number;
  if (after !== NONE) {
    const before = state.tripState[after] as number;
    if (before !== DONE && before !== CANCELLED) {
      state.tripState[trip] = WAITING_FOR_VEHICLE;
      return;
    }
    const line = lineOfTrip(context, trip);
    const ready = (state.tripEnded[after] as number) + (context.model.lineTurnBack[line] as number);
    if (before === DONE && now < ready) {
      context.wheel.schedule(trip, ready, now);
      return;
    }
  }
  const train = takeTrain(context, trip, now);
  queueAtStop(context, train, now);
}

function lineOfTrip(context: TransitContext, trip: number): number {
  const { model, state } = context;
  const pattern = model.profilePattern[state.tripProfile[trip] as number] as number;
  return model.patternLine[pattern] as number;
}

/** A train for the trip, at its first stop and empty. */
export function takeTrain(context: TransitContext, trip: number, now: number): number {
  const { state, model } = context;
  const train = state.scalars[FREE_TRAIN] as number;
  if (train === NONE) {
    throw new Error(
      `trip '${nameTrip(context, trip)}': more trains at once than the timetable has; none of the ${state.trainPhase.length} places is free`,
    );
  }
  state.scalars[FREE_TRAIN] = state.trainNext[train] as number;
  state.scalars[TRAINS] = (state.scalars[TRAINS] as number) + 1;
  state.scalars[MOST_TRAINS] = Math.max(
    state.scalars[MOST_TRAINS] as number,
    state.scalars[TRAINS] as number,
  );
  state.trainTrip[train] = trip;
  state.trainPosition[train] = 0;
  state.trainHalted[train] = NONE;
  state.trainLoad[train] = 0;
  state.trainDeparted[train] = now;
  state.trainLeft[train] = 0;
  const { classCount } = model;
  state.load.fill(0, train * classCount, (train + 1) * classCount);
  state.tripState[trip] = UNDER_WAY;
  state.tripStarted[trip] = now;
  return train;
}

export const nameTrip = (context: TransitContext, trip: number): string =>
  context.model.tripId[trip] ?? `extra ${trip - context.model.tripId.length + 1}`;
