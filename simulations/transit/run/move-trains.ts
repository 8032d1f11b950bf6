/**
 * Trains from stop to stop. At a stop they enter in the order of their coming, when a berth is free
 * and the one before has cleared it; they leave when the exchange is done, the timetable's stand is
 * over and, where holding is on, the gap to the one before is wide enough. Nobody overtakes at a
 * stop with one berth.
 */
import { NONE } from '../network/transit-model.ts';
import { ticksFromSeconds } from '../transit-clock.ts';
import { exchange, letIn, stationsPassed } from './exchange-people.ts';
import { whereIs } from './locate-train.ts';
import { emptyStop } from './stand-on-platform.ts';
import type { Standing } from './standing.ts';
import {
  addLogRow,
  LOG_ABOARD,
  LOG_ALIGHTED,
  LOG_ARRIVED,
  LOG_BOARDED,
  LOG_DEPARTED,
  LOG_LEFT_BEHIND,
  LOG_STOP,
  LOG_TRIP,
} from './stop-log.ts';
import type { TransitContext } from './transit-context.ts';
import {
  DONE,
  FREE,
  FREE_TRAIN,
  QUEUED,
  RUNNING,
  STANDING,
  TRAINS,
  UNDER_WAY,
  WAITING_FOR_VEHICLE,
} from './transit-state.ts';

/** A train's event, by its phase. */
export function moveTrain(context: TransitContext, train: number, now: number): void {
  const phase = context.state.trainPhase[train];
  if (phase === RUNNING) queueAtStop(context, train, now);
  else if (phase === QUEUED) serveQueue(context, whereIs(context, train).stop, now);
  else if (phase === STANDING) depart(context, train, now);
}

export function queueAtStop(context: TransitContext, train: number, now: number): void {
  const { state } = context;
  const { stop } = whereIs(context, train);
  state.trainPhase[train] = QUEUED;
  state.trainNext[train] = NONE;
  const tail = state.stopQueueTail[stop] as number;
  if (tail === NONE) state.stopQueueHead[stop] = train;
  else state.trainNext[tail] = train;
  state.stopQueueTail[stop] = train;
  serveQueue(context, stop, now);
}

function serveQueue(context: TransitContext, stop: number, now: number): void {
  const { model, state, wheel, items } = context;
  for (;;) {
    const train = state.stopQueueHead[stop] as number;
    if (train === NONE) return;
    if ((state.stopOccupied[stop] as number) >= (model.stopBerths[stop] as number)) return;
    const clearAt = state.stopClearAt[stop] as number;
    if (now < clearAt && model.stopBerths[stop] === 1) {
      wheel.schedule(items.train + train, clearAt, now);
      return;
    }
    const following = state.trainNext[train] as number;
    state.stopQueueHead[stop] = following;
    if (following === NONE) state.stopQueueTail[stop] = NONE;
    state.stopOccupied[stop] = (state.stopOccupied[stop] as number) + 1;
    stand(context, train, now);
  }
}

function stand(context: TransitContext, train: number, now: number): void {
  const { model, state, wheel, items, parameters } = context;
  let at = whereIs(context, train);
  state.trainPhase[train] = STANDING;
  state.trainArrived[train] = now;
  state.trainAlighted[train] = 0;
  state.trainBoarded[train] = 0;
  const loops = model.patternLoop[at.pattern] === 1;
  const backAtSeam = loops && at.index === at.stops;
  const halted = state.trainHalted[train] as number;
  const passed = stationsPassed(context, at.first, at.index, halted);
  if (backAtSeam && (state.tripNext[at.trip] as number) !== NONE)
    at = goOnWithLap(context, at, now);
  const endsHere = at.index === (loops ? at.stops : at.stops - 1);
  const station = model.stopStation[at.stop] as number;
  const passes =
    !endsHere && at.index > 0 && state.skips[at.line * model.stationCount + station] === 1;
  state.trainPasses[train] = passes ? 1 : 0;
  if (passes) {
    wheel.schedule(items.train + train, now, now);
    return;
  }
  state.trainHalted[train] = at.index;
  const lastLap = loops && (state.tripNext[at.trip] as number) === NONE;
  const dwell = exchange(context, at, passed, endsHere, lastLap, now);
  const profileAt = (model.profileStart[at.profile] as number) + at.index;
  let due = now + Math.max(dwell, endsHere ? 0 : (model.profileStand[profileAt] as number));
  const start = state.tripStart[at.trip] as number;
  if (at.index === 0) due = Math.max(due, start);
  else if (!endsHere && model.lineHolds[at.line] === 1) {
    due = Math.max(due, start + (model.profileDeparture[profileAt] as number));
  }
  if (parameters.holdingShare > 0 && !endsHere) due = holdBack(context, at, due);
  wheel.schedule(items.train + train, due, now);
}

/** Later, so that the gap to the train before is the wanted part of the headway. */
function holdBack(
  context: TransitContext,
  at: { readonly pattern: number; readonly stop: number },
  due: number,
): number {
  const { model, state, parameters } = context;
  const gap = Math.round(parameters.holdingShare * (model.patternHeadway[at.pattern] as number));
  const wanted = (state.stopLastDeparture[at.stop] as number) + gap;
  return Math.max(due, Math.min(wanted, due + ticksFromSeconds(parameters.longestHoldSeconds)));
}

/** The next lap of a loop with the same vehicle and the people aboard. */
function goOnWithLap(context: TransitContext, at: Standing, now: number): Standing {
  const { state } = context;
  const next = state.tripNext[at.trip] as number;
  endTripRecord(context, at.trip, now);
  state.trainTrip[at.train] = next;
  state.trainPosition[at.train] = 0;
  state.trainHalted[at.train] = 0;
  state.tripState[next] = UNDER_WAY;
  state.tripStarted[next] = now;
  return whereIs(context, at.train);
}

function depart(context: TransitContext, train: number, now: number): void {
  const { model, state, wheel, items } = context;
  const at = whereIs(context, train);
  const loops = model.patternLoop[at.pattern] === 1;
  const endsHere = at.index === (loops ? at.stops : at.stops - 1);
  let left = 0;
  if (state.trainPasses[train] === 0 && !endsHere) {
    // Doors stay open until now: whoever came meanwhile gets on too.
    const lastLap = loops && (state.tripNext[at.trip] as number) === NONE;
    const late = letIn(context, at, lastLap, Number.POSITIVE_INFINITY, now);
    state.trainBoarded[train] = (state.trainBoarded[train] as number) + late;
    left = at.left;
    countLeftBehind(context, at.stop, left);
  }
  const aboard = state.trainLoad[train] as number;
  const boarded = state.trainBoarded[train] as number;
  state.tripBoarded[at.trip] = (state.tripBoarded[at.trip] as number) + boarded;
  state.tripMostAboard[at.trip] = Math.max(state.tripMostAboard[at.trip] as number, aboard);
  state.trainDeparted[train] = now;
  state.trainLeft[train] = left;
  writeLog(context, at, now, left);
  state.stopOccupied[at.stop] = (state.stopOccupied[at.stop] as number) - 1;
  state.stopClearAt[at.stop] = now + (model.lineClearance[at.line] as number);
  state.stopLastDeparture[at.stop] = now;
  if (endsHere) endTrip(context, at, now);
  else {
    const coming = (state.stopComing[at.stop] as number) - 1;
    state.stopComing[at.stop] = coming;
    if (coming === 0) emptyStop(context, at.stop, now);
    state.trainPhase[train] = RUNNING;
    state.trainPosition[train] = at.index + 1;
    const run = model.profileRun[(model.profileStart[at.profile] as number) + at.index + 1];
    const ticks = Math.round((run as number) * (state.lineSlowness[at.line] as number));
    wheel.schedule(items.train + train, now + ticks, now);
  }
  serveQueue(context, at.stop, now);
}

function countLeftBehind(context: TransitContext, stop: number, left: number): void {
  const { state } = context;
  state.stopLeftBehind[stop] = (state.stopLeftBehind[stop] as number) + left;
  state.stopMostLeftBehind[stop] = Math.max(state.stopMostLeftBehind[stop] as number, left);
}

function endTrip(context: TransitContext, at: Standing, now: number): void {
  const { model, state, wheel } = context;
  endTripRecord(context, at.trip, now);
  state.trainPhase[at.train] = FREE;
  state.trainTrip[at.train] = NONE;
  state.trainNext[at.train] = state.scalars[FREE_TRAIN] as number;
  state.scalars[FREE_TRAIN] = at.train;
  state.scalars[TRAINS] = (state.scalars[TRAINS] as number) - 1;
  const next = state.tripNext[at.trip] as number;
  if (next !== NONE && state.tripState[next] === WAITING_FOR_VEHICLE) {
    wheel.schedule(next, now + (model.lineTurnBack[at.line] as number), now);
  }
}

function endTripRecord(context: TransitContext, trip: number, now: number): void {
  context.state.tripState[trip] = DONE;
  context.state.tripEnded[trip] = now;
}

function writeLog(context: TransitContext, at: Standing, now: number, left: number): void {
  const { log, state } = context;
  if (!log.on) return;
  const row = addLogRow(log, state);
  const { rows } = log;
  rows[row + LOG_TRIP] = at.trip;
  rows[row + LOG_STOP] = at.stop;
  rows[row + LOG_ARRIVED] = state.trainArrived[at.train] as number;
  rows[row + LOG_DEPARTED] = now;
  rows[row + LOG_ALIGHTED] = state.trainAlighted[at.train] as number;
  rows[row + LOG_BOARDED] = state.trainBoarded[at.train] as number;
  rows[row + LOG_ABOARD] = state.trainLoad[at.train] as number;
  rows[row + LOG_LEFT_BEHIND] = left;
}
