/** People get off and on. A train never holds more than its capacity; who cannot get on stays. */
import { ACCEPTS, ALIGHTS, CROSSES_SEAM, NONE } from '../network/transit-model.ts';
import { ticksFromSeconds } from '../transit-clock.ts';
import { boardersWithin, type Doors, dwellSeconds } from './dwell-time.ts';
import { shareOut } from './share-out.ts';
import { addToPlatform, countWaiting, leaveStation, waitForTrain } from './stand-on-platform.ts';
import type { Standing } from './standing.ts';
import type { TransitContext } from './transit-context.ts';

const TICKS = ticksFromSeconds(1);

/**
 * Everyone who wants to leaves; with `all` everybody does. Those whose station was passed since the
 * last stop get out too and leave here.
 */
export function letOut(
  context: TransitContext,
  at: Standing,
  passed: readonly number[],
  all: boolean,
  now: number,
): number {
  const { model, state } = context;
  const { classCount } = model;
  const { train, position, stop } = at;
  const station = model.stopStation[stop] as number;
  const platform = model.stopPlatform[stop] as number;
  const hold = train * classCount;
  const flags = position * classCount;
  const aboard = state.trainLoad[train] as number;
  let seen = 0;
  let alighted = 0;
  for (let goal = 0; seen < aboard; goal += 1) {
    const count = state.load[hold + goal] as number;
    if (count === 0) continue;
    seen += count;
    const goalStation = model.stationOfClass[goal] as number;
    const wasPassed = passed.length > 0 && passed.includes(goalStation);
    if (!all && !wasPassed && ((model.choice[flags + goal] as number) & ALIGHTS) === 0) continue;
    state.load[hold + goal] = 0;
    alighted += count;
    addToPlatform(context, platform, count, now);
    if (goalStation === station) leaveStation(context, platform, goal, count, now);
    else if (wasPassed) {
      state.stationDiverted[goalStation] = (state.stationDiverted[goalStation] as number) + count;
      leaveStation(context, platform, goal, count, now);
    } else waitForTrain(context, platform, goal, count, now);
  }
  state.trainLoad[train] = (state.trainLoad[train] as number) - alighted;
  return alighted;
}

/** Boards those who want this train, at most `most` and what it holds; `lastLap`: nobody beyond the seam. */
export function letIn(
  context: TransitContext,
  at: Standing,
  lastLap: boolean,
  most: number,
  now: number,
): number {
  const { model, state, share } = context;
  const { train, stop } = at;
  const waiting = state.stopWaiting[stop] as number;
  at.left = 0;
  if (waiting === 0) return 0;
  const room = (model.lineCapacity[at.line] as number) - (state.trainLoad[train] as number);
  const places = Math.max(0, Math.min(room, most));
  countWaiting(context, stop, now);
  let taken = 0;
  if (waiting <= places) taken = boardAll(context, at, lastLap, waiting);
  else {
    const wanting = countWanting(context, at, lastLap, waiting);
    const boarding = Math.min(wanting, places);
    at.left = wanting - boarding;
    if (boarding === 0) return 0;
    const random = boarding < wanting ? context.random.next() : 0;
    shareOut(share, model.classCount, wanting, boarding, random);
    taken = boardShare(context, at);
  }
  const platform = model.stopPlatform[stop] as number;
  state.platformPeople[platform] = (state.platformPeople[platform] as number) - taken;
  state.stopWaiting[stop] = waiting - taken;
  state.stopBoarded[stop] = (state.stopBoarded[stop] as number) + taken;
  state.trainLoad[train] = (state.trainLoad[train] as number) + taken;
  return taken;
}

/** There is room for everybody: one pass, no sharing out. */
function boardAll(
  context: TransitContext,
  at: Standing,
  lastLap: boolean,
  waiting: number,
): number {
  const { model, state } = context;
  const { classCount, choice } = model;
  const queue = at.stop * classCount;
  const flags = at.position * classCount;
  const hold = at.train * classCount;
  const refuses = lastLap ? CROSSES_SEAM : 0;
  let seen = 0;
  let taken = 0;
  for (let goal = 0; seen < waiting; goal += 1) {
    const count = state.waiting[queue + goal] as number;
    if (count === 0) continue;
    seen += count;
    const bits = choice[flags + goal] as number;
    if ((bits & ACCEPTS) === 0 || (bits & refuses) !== 0) continue;
    state.waiting[queue + goal] = 0;
    state.load[hold + goal] = (state.load[hold + goal] as number) + count;
    taken += count;
  }
  return taken;
}

/** By goal into `share`; the sum. */
function countWanting(
  context: TransitContext,
  at: Standing,
  lastLap: boolean,
  waiting: number,
): number {
  const { model, state, share } = context;
  const { classCount, choice } = model;
  const queue = at.stop * classCount;
  const flags = at.position * classCount;
  const refuses = lastLap ? CROSSES_SEAM : 0;
  let seen = 0;
  let wanting = 0;
  share.fill(0);
  for (let goal = 0; seen < waiting; goal += 1) {
    const count = state.waiting[queue + goal] as number;
    if (count === 0) continue;
    seen += count;
    const bits = choice[flags + goal] as number;
    if ((bits & ACCEPTS) === 0 || (bits & refuses) !== 0) continue;
    share[goal] = count;
    wanting += count;
  }
  return wanting;
}

function boardShare(context: TransitContext, at: Standing): number {
  const { model, state, share } = context;
  const { classCount } = model;
  const queue = at.stop * classCount;
  const hold = at.train * classCount;
  let taken = 0;
  for (let goal = 0; goal < classCount; goal += 1) {
    const count = share[goal] as number;
    if (count === 0) continue;
    taken += count;
    state.waiting[queue + goal] = (state.waiting[queue + goal] as number) - count;
    state.load[hold + goal] = (state.load[hold + goal] as number) + count;
  }
  return taken;
}

/** Lets out and in what the longest dwell allows; ticks that the train stands for it. */
export function exchange(
  context: TransitContext,
  at: Standing,
  passed: readonly number[],
  lastStop: boolean,
  lastLap: boolean,
  now: number,
): number {
  const { model, state, parameters } = context;
  const { train, line } = at;
  const alighted = letOut(context, at, passed, lastStop, now);
  const through = state.trainLoad[train] as number;
  const vehicle = doorsOf(context, line);
  const longest = (model.lineLongestDwell[line] as number) / TICKS;
  const most = boardersWithin(parameters, vehicle, alighted, through, longest);
  const boarded = lastStop ? 0 : letIn(context, at, lastLap, most, now);
  state.trainAlighted[train] = alighted;
  state.trainBoarded[train] = boarded;
  const seconds = dwellSeconds(parameters, vehicle, alighted, boarded, through);
  // All must get out, however long it takes; boarders were limited above.
  return Math.ceil(seconds * TICKS);
}

const DOORS = new WeakMap<TransitContext['model'], readonly Doors[]>();

function doorsOf(context: TransitContext, line: number): Doors {
  const { model } = context;
  let known = DOORS.get(model);
  if (known === undefined) {
    known = model.network.lines.map((_, index) => ({
      doors: model.lineDoors[index] as number,
      seats: model.lineSeats[index] as number,
      frontDoor: model.lineFrontDoor[index] === 1,
    }));
    DOORS.set(model, known);
  }
  return known[line] as Doors;
}

/** Stations between the last halt and this position at which the train did not stop. */
export function stationsPassed(
  context: TransitContext,
  first: number,
  position: number,
  halted: number,
): readonly number[] {
  if (halted === NONE || position - halted <= 1) return NOTHING;
  const { model } = context;
  const passed: number[] = [];
  for (let at = halted + 1; at < position; at += 1) {
    passed.push(model.patternStation[first + at] as number);
  }
  return passed;
}

const NOTHING: readonly number[] = [];
