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
import { applyConditions } from './apply-conditions.ts';
import { beginDay } from './begin-day.ts';
import { applyTrips } from './change-trips.ts';
import {
  type CompiledDemand,
  compileDemand,
  NO_DEMAND,
  type TransitDemand,
} from './compile-demand.ts';
import { enterStation } from './enter-station.ts';
import { moveTrain } from './move-trains.ts';
import { createPeopleLists } from './people-lists.ts';
import { drawGoal, releasePeople } from './release-demand.ts';
import { type ResolvedMeasure, resolveMeasures } from './resolve-measures.ts';
import { restoreTransit, type SavedTransit, saveTransit } from './save-transit.ts';
import { countWaiting } from './stand-on-platform.ts';
import { startTrip } from './start-trips.ts';
import { createStopLog, LOG_COLUMNS } from './stop-log.ts';
import type { TransitContext } from './transit-context.ts';
import {
  countTrainPlaces,
  createTransitState,
  ENTERED,
  LEFT,
  LOG_ROWS,
  NOW,
  type TransitState,
} from './transit-state.ts';
import { workElement } from './work-elements.ts';

export interface TransitRunOptions {
  /** Tick of the service day at which the run begins; trains under way then start empty where they are. */
  readonly startTick: number;
  readonly seed: number;
  /** Compiled once where many runs share it. */
  readonly demand?: TransitDemand | CompiledDemand;
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
  /** Running times of a line from now on, as a multiple of the timetable's: buses in the traffic of the hour. */
  setSlowness(line: number, factor: number): void;
  /** Counted anew from lists, stops and trains, not from totals. */
  ledger(): TransitLedger;
  /** People on each platform, counted anew: waiting, and not yet off it. */
  countOnPlatforms(): Int32Array;
  /** Mean seconds waited on platforms, by those who boarded and those who still wait. */
  meanWaitSeconds(): number;
  /** Rows of the stop log so far, LOG_COLUMNS each. */
  stopLog(): Int32Array;
  save(): SavedTransit;
  restore(saved: SavedTransit): void;
}

export function createTransitRun(model: TransitModel, options: TransitRunOptions): TransitRun {
  const parameters = options.parameters ?? TRANSIT_PARAMETERS;
  const given = options.demand ?? NO_DEMAND;
  const demand = 'deckSize' in given ? given : compileDemand(model, given);
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
    setSlowness: (line, factor) => {
      if (!(factor > 0) || !Number.isFinite(factor) || line >= state.lineSlowness.length) {
        throw new Error(
          `transit run: expected a line and a factor above 0, got ${line}, ${factor}`,
        );
      }
      state.lineSlowness[line] = factor;
    },
    ledger: () => ({
      entered: scalars[ENTERED] as number,
      left: scalars[LEFT] as number,
      inStations: countInLists(context),
      waiting: sum(state.waiting),
      aboard: sum(state.load),
    }),
    countOnPlatforms: () => countOnPlatforms(context),
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

function countOnPlatforms(context: TransitContext): Int32Array {
  const { model, state, people } = context;
  const count = new Int32Array(model.platformCount);
  state.stopWaiting.forEach((waiting, stop) => {
    const platform = model.stopPlatform[stop] as number;
    count[platform] = (count[platform] as number) + waiting;
  });
  for (const head of people.head) {
    for (let at = head; at !== NONE; at = people.packets.next[at] as number) {
      const from = model.wayFrom[people.packets.way[at] as number] as number;
      if (people.packets.step[at] !== 0 || from === NONE) continue;
      count[from] = (count[from] as number) + (people.packets.count[at] as number);
    }
  }
  return count;
}

const sum = (values: ArrayLike<number>): number => {
  let total = 0;
  for (let at = 0; at < values.length; at += 1) total += values[at] as number;
  return total;
};
