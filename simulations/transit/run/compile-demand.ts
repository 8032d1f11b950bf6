/**
 * Who wants to go where and when: whole people per origin, goal and interval. Laid out by station
 * and interval, to be dealt out in shuffled order at even times.
 */
import type { TransitModel } from '../network/transit-model.ts';
import { NONE } from '../network/transit-model.ts';
import { TransitProblem } from '../network/transit-problem.ts';
import { ticksFromSeconds } from '../transit-clock.ts';

/** Columns: row k is `persons[k]` people from station `from[k]` to `to[k]` in [fromSecond, untilSecond). */
export interface TransitDemand {
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
  readonly fromSecond: ArrayLike<number>;
  readonly untilSecond: ArrayLike<number>;
  readonly persons: ArrayLike<number>;
}

export const NO_DEMAND: TransitDemand = {
  from: [],
  to: [],
  fromSecond: [],
  untilSecond: [],
  persons: [],
};

export interface CompiledDemand {
  /** Intervals of station s in order of time: [intervalStart[s], intervalStart[s + 1]). */
  readonly intervalStart: Int32Array;
  readonly intervalFrom: Int32Array;
  readonly intervalUntil: Int32Array;
  readonly intervalPeople: Int32Array;
  /** Goals of interval k: [goalStart[k], goalStart[k + 1]). */
  readonly goalStart: Int32Array;
  readonly goal: Int32Array;
  readonly people: Int32Array;
  /** Where station s's shuffled goals lie. */
  readonly deckStart: Int32Array;
  readonly deckSize: number;
  /** The shortest interval. */
  readonly shortestTicks: number;
  /** People who cannot get where they want, by no line at all: left out, counted. */
  readonly unreachable: number;
  /** Cumulated people by goal from station s, all day: for people of whom nobody says where to. */
  readonly anyGoal: Float64Array;
}

export function compileDemand(model: TransitModel, demand: TransitDemand): CompiledDemand {
  const { stationCount, classCount, bestStop, classOfStation } = model;
  const intervals = new Map<number, Map<string, Map<number, number>>>();
  const anyGoal = new Float64Array(stationCount * classCount);
  let unreachable = 0;
  for (let row = 0; row < demand.from.length; row += 1) {
    const from = demand.from[row] as number;
    const to = demand.to[row] as number;
    const persons = demand.persons[row] as number;
    const begin = demand.fromSecond[row] as number;
    const end = demand.untilSecond[row] as number;
    const place = `demand row ${row + 1}`;
    if (!Number.isInteger(persons) || persons < 0) {
      throw new TransitProblem(`${place}: expected a whole number of people, got ${persons}`);
    }
    if (!(end > begin)) {
      throw new TransitProblem(`${place}: expected an interval, got ${begin} to ${end} s`);
    }
    if (from < 0 || from >= stationCount || to < 0 || to >= stationCount) {
      throw new TransitProblem(`${place}: there are ${stationCount} stations, got ${from} → ${to}`);
    }
    const goal = classOfStation[to] as number;
    if (persons === 0 || from === to) continue;
    if (goal === NONE || bestStop[from * classCount + goal] === NONE) {
      unreachable += persons;
      continue;
    }
    const ofStation = intervals.get(from) ?? new Map<string, Map<number, number>>();
    intervals.set(from, ofStation);
    const key = `${begin} ${end}`;
    const goals = ofStation.get(key) ?? new Map<number, number>();
    ofStation.set(key, goals);
    goals.set(goal, (goals.get(goal) ?? 0) + persons);
    anyGoal[from * classCount + goal] = (anyGoal[from * classCount + goal] as number) + persons;
  }
  cumulate(model, anyGoal);
  return { ...layOut(stationCount, intervals), unreachable, anyGoal };
}

function layOut(
  stationCount: number,
  intervals: ReadonlyMap<number, ReadonlyMap<string, ReadonlyMap<number, number>>>,
) {
  const intervalStart = new Int32Array(stationCount + 1);
  const deckStart = new Int32Array(stationCount + 1);
  const from: number[] = [];
  const until: number[] = [];
  const total: number[] = [];
  const goalStart = [0];
  const goal: number[] = [];
  const people: number[] = [];
  for (let station = 0; station < stationCount; station += 1) {
    const sorted = [...(intervals.get(station) ?? [])]
      .map(([key, goals]) => {
        const [begin = 0, end = 0] = key.split(' ').map(Number);
        return { begin: ticksFromSeconds(begin), end: ticksFromSeconds(end), goals };
      })
      .sort((a, b) => a.begin - b.begin || a.end - b.end);
    let most = 0;
    sorted.forEach(({ begin, end, goals }, at) => {
      const before = sorted[at - 1];
      if (before && before.end > begin) {
        throw new TransitProblem(
          `demand of station ${station}: intervals overlap at ${begin / ticksFromSeconds(1)} s`,
        );
      }
      const sum = [...goals.values()].reduce((a, b) => a + b, 0);
      most = Math.max(most, sum);
      from.push(begin);
      until.push(end);
      total.push(sum);
      for (const [to, persons] of [...goals].sort((a, b) => a[0] - b[0])) {
        goal.push(to);
        people.push(persons);
      }
      goalStart.push(goal.length);
    });
    intervalStart[station + 1] = from.length;
    // Two halves, used in turn: people of one interval walk while the next one is dealt.
    deckStart[station + 1] = (deckStart[station] as number) + 2 * most;
  }
  return {
    intervalStart,
    intervalFrom: Int32Array.from(from),
    intervalUntil: Int32Array.from(until),
    intervalPeople: Int32Array.from(total),
    goalStart: Int32Array.from(goalStart),
    goal: Int32Array.from(goal),
    people: Int32Array.from(people),
    deckStart,
    deckSize: deckStart[stationCount] as number,
    shortestTicks: from.reduce(
      (least, begin, at) => Math.min(least, (until[at] ?? 0) - begin),
      Number.POSITIVE_INFINITY,
    ),
  };
}

/** Where nothing is known of a station, every goal that can be reached is as likely. */
function cumulate(model: TransitModel, anyGoal: Float64Array): void {
  const { stationCount, classCount, bestStop } = model;
  for (let station = 0; station < stationCount; station += 1) {
    const row = anyGoal.subarray(station * classCount, (station + 1) * classCount);
    if (row.every((people) => people === 0)) {
      row.forEach((_, goal) => {
        row[goal] = bestStop[station * classCount + goal] === NONE ? 0 : 1;
      });
    }
    let sum = 0;
    row.forEach((people, goal) => {
      sum += people;
      row[goal] = sum;
    });
  }
}
