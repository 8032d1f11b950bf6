/**
 * One run of lines and stations on an integer clock of 0.1 s. Whoever couples it with streets moves
 * it with `advanceTo`, hands people in at entrances and reads how many have come out of each: whole
 * people both ways, entered = left + inside at every tick.
 */
import { createRandom, type TransitMeasure } from '#contracts';
import { createEventWheel } from '../../traffic/loading/event-wheel.ts';
import { NONE, type TransitModel } from '../network/transit-model.ts';
import { ticksFromSeconds } from '../transit-clock.ts';
import { TRANSIT_PARAMETERS, type TransitParameters } from '../transit-parameters.ts';
import {
  applyConditions,
  applyTrips,
  countComing,
  type ResolvedMeasure,
  resolveMeasures,
} from './apply-measures.ts';
import { compileDemand, NO_DEMAND, type TransitDemand } from './compile-demand.ts';
import { countWaiting, enterStation, workElement } from './move-people.ts';
import { moveTrain, startTrip, takeTrain } from './move-trains.ts';
import { createPeopleLists } from './people-lists.ts';
import { drawGoal, releasePeople } from './release-demand.ts';
import { restoreTransit, type SavedTransit, saveTransit } from './save-transit.ts';
import { createStopLog, LOG_COLUMNS } from './stop-log.ts';
import type { TransitContext } from './transit-context.ts';
import {
  countTrainPlaces,
  createTransitState,
  DONE,
  ENTERED,
  LEFT,
  LOG_ROWS,
  NOW,
  RUNNING,
  type TransitState,
} from './transit-state.ts';

export interface TransitRunOptions {
  /** Tick of the service day at which the run begins; trains under way then start empty where they are. */
  readonly startTick: number;
  readonly seed: number;
  readonly demand?: TransitDemand;
  readonly measures?: readonly TransitMeasure[];
  readonly parameters?: TransitParameters;
  /** Write a row for every stop of every train. */
  readonly logStops?: boolean;
}

/** Whole people; entered = left + inside in every state. */
export interface TransitLedger {
  readonly entered: number;
  readonly left: number;
  /** In front of gates, on stairs and in passages; waiting for trains; aboard. */
  readonly inStations: number;
  readonly waiting: number;
  readonly aboard: number;
}

export interface TransitRun {
  readonly model: TransitModel;
  /** Live arrays, to be read after `advanceTo` and never written. */
  readonly state: TransitState;
  readonly nowTick: number;
  /** People of the demand who cannot reach their goal by any line, left out. */
  readonly unreachable: number;
  /** Runs every event up to and including `tick`. */
  advanceTo(tick: number): void;
  /** People from the street at an entrance who go to a station; how many are taken in, all or none. */
  enter(entrance: number, goalStation: number, persons: number): number;
  /** The same for people of whom nobody knows where to: goals as the demand there goes. */
  enterAnywhere(entrance: number, persons: number): number;
  /** In front of an entrance and not yet through it. */
  queueAt(entrance: number): number;
  /** The whole list, in force from now on. */
  setMeasures(measures: readonly TransitMeasure[]): void;
  /** Counted anew from lists, stops and trains, not from totals. */
  ledger(): TransitLedger;
  /** Mean seconds waited on platforms, by those who boarded and those who still wait. */
  meanWaitSeconds(): number;
  /** Rows of the stop log so far, LOG_COLUMNS each. */
  stopLog(): Int32Array;
  save(): SavedTransit;
  restore(saved: SavedTransit): void;
}

export function createTransitRun(model: TransitModel, options: TransitRunOptions): TransitRun {
  const parameters = options.parameters ?? TRANSIT_PARAMETERS;
  const demand = compileDemand(model, options.demand ?? NO_DEMAND);
  const trains = countTrainPlaces(model);
  const state = createTransitState(model, demand, trains);
  const train = state.tripState.length;
  const element = train + trains;
  const station = element + model.elementCount;
  const measuresItem = station + model.stationCount;
  const context: TransitContext = {
    model,
    parameters,
    demand,
    state,
    people: createPeopleLists(model.elementCount),
    items: { train, element, station, measures: measuresItem, count: measuresItem + 1 },
    wheel: createEventWheel(measuresItem + 1),
    random: createRandom(options.seed, 'transit'),
    log: createStopLog(options.logStops ?? false),
    share: new Int32Array(model.classCount),
    at: {
      train: 0,
      trip: 0,
      profile: 0,
      pattern: 0,
      line: 0,
      first: 0,
      stops: 0,
      index: 0,
      position: 0,
      stop: 0,
      left: 0,
    },
  };
  const { wheel } = context;
  const { scalars } = state;
  let measures: readonly ResolvedMeasure[] = [];

  const handle = (item: number, now: number): void => {
    scalars[NOW] = now;
    if (item < train) startTrip(context, item, now);
    else if (item < element) moveTrain(context, item - train, now);
    else if (item < station) workElement(context, item - element, now);
    else if (item < measuresItem) releasePeople(context, item - station, now);
    else turnMeasures(now);
  };
  const turnMeasures = (now: number): void => {
    const next = applyConditions(context, measures, now);
    if (next !== NONE) wheel.bringForward(measuresItem, next, now);
  };
  const setMeasures = (list: readonly TransitMeasure[]): void => {
    const now = scalars[NOW] as number;
    const resolved = resolveMeasures(model, list);
    measures = resolved;
    applyTrips(context, measures, now);
    turnMeasures(now);
  };

  scalars[NOW] = options.startTick;
  beginDay(context, options.startTick);
  if (options.measures) setMeasures(options.measures);

  return {
    model,
    state,
    unreachable: demand.unreachable,
    get nowTick() {
      return scalars[NOW] as number;
    },
    advanceTo: (tick) => {
      const from = scalars[NOW] as number;
      if (tick < from) throw new Error(`transit run: cannot go back from tick ${from} to ${tick}`);
      wheel.run(from, tick + 1, handle);
      scalars[NOW] = tick;
    },
    enter: (entrance, goalStation, persons) => {
      const goal = model.classOfStation[goalStation] ?? NONE;
      if (goal === NONE || persons === 0) return 0;
      return enterStation(context, entrance, goal, persons, scalars[NOW] as number);
    },
    enterAnywhere: (entrance, persons) => {
      const at = model.entranceStation[entrance] as number;
      let taken = 0;
      for (let person = 0; person < persons; person += 1) {
        const goal = drawGoal(context, at);
        if (goal === NONE) return taken;
        taken += enterStation(context, entrance, goal, 1, scalars[NOW] as number);
      }
      return taken;
    },
    queueAt: (entrance) => state.elementPeople[entrance] ?? 0,
    setMeasures,
    ledger: () => ({
      entered: scalars[ENTERED] as number,
      left: scalars[LEFT] as number,
      inStations: countInLists(context),
      waiting: sum(state.waiting),
      aboard: sum(state.load),
    }),
    meanWaitSeconds: () => {
      for (let stop = 0; stop < model.stopCount; stop += 1) {
        countWaiting(context, stop, scalars[NOW] as number);
      }
      const people = sum(state.stopBoarded) + sum(state.stopWaiting);
      return people === 0 ? 0 : sum(state.stopWaited) / people / ticksFromSeconds(1);
    },
    stopLog: () => context.log.rows.subarray(0, (scalars[LOG_ROWS] as number) * LOG_COLUMNS),
    save: () => saveTransit(context),
    restore: (saved) => restoreTransit(context, saved),
  };
}

/** Trips to come get their event; those under way stand where the timetable has them; earlier ones are over. */
function beginDay(context: TransitContext, startTick: number): void {
  const { model, state, wheel, items, demand, parameters } = context;
  const layover = ticksFromSeconds(parameters.layoverSeconds);
  model.tripStart.forEach((start, trip) => {
    const profile = model.tripProfile[trip] as number;
    const first = model.profileStart[profile] as number;
    const arrivals = (model.profileStart[profile + 1] as number) - first;
    if (start >= startTick) {
      countComing(context, trip, 0, 1);
      wheel.schedule(trip, Math.max(startTick, start - layover), startTick);
      return;
    }
    for (let index = 1; index < arrivals; index += 1) {
      const departed = model.profileDeparture[first + index - 1] as number;
      const arrival = start + departed + (model.profileRun[first + index] as number);
      if (arrival < startTick) continue;
      const train = takeTrain(context, trip, start);
      state.trainPosition[train] = index;
      state.trainPhase[train] = RUNNING;
      countComing(context, trip, index, 1);
      wheel.schedule(items.train + train, arrival, startTick);
      return;
    }
    state.tripState[trip] = DONE;
    state.tripEnded[trip] = startTick;
  });
  for (let station = 0; station < model.stationCount; station += 1) {
    checkStart(context, station, startTick);
    const interval = demand.intervalStart[station] as number;
    if (interval === demand.intervalStart[station + 1]) continue;
    const from = Math.max(startTick, demand.intervalFrom[interval] as number);
    wheel.schedule(items.station + station, from, startTick);
  }
}

/** People of the time before the run would come all at once: the caller cuts them off. */
function checkStart(context: TransitContext, station: number, startTick: number): void {
  const { demand } = context;
  const end = demand.intervalStart[station + 1] as number;
  for (let at = demand.intervalStart[station] as number; at < end; at += 1) {
    if ((demand.intervalFrom[at] as number) < startTick) {
      throw new Error(
        `demand of station ${station} begins at tick ${demand.intervalFrom[at]}, before the run at ${startTick}`,
      );
    }
  }
}

function countInLists(context: TransitContext): number {
  const { people } = context;
  let count = 0;
  for (const head of people.head) {
    for (let at = head; at !== NONE; at = people.packets.next[at] as number) {
      count += people.packets.count[at] as number;
    }
  }
  return count;
}

const sum = (values: ArrayLike<number>): number => {
  let total = 0;
  for (let at = 0; at < values.length; at += 1) total += values[at] as number;
  return total;
};
