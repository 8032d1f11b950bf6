/**
 * Who goes where, from who goes in and out: a doubly constrained gravity model (Wilson 1967,
 * Transportation Research 1) with exponential deterrence by route time, balanced by Furness's method
 * (1965; iterative proportional fitting). What comes out is inferred: counts fix the sums of rows and
 * columns, the deterrence is an assumption, and a day's true table may differ.
 */
import { NONE, type TransitModel } from '../network/transit-model.ts';
import type { TransitDemand } from '../run/compile-demand.ts';
import { ticksFromSeconds } from '../transit-clock.ts';

export interface StationCounts {
  readonly fromSecond: number;
  readonly intervalSeconds: number;
  /** People who go in at station s in interval k: [k][s]. */
  readonly entries: readonly ArrayLike<number>[];
  /** People who come out at station s over the whole time; only their proportions count. */
  readonly exits: ArrayLike<number>;
}

export interface EstimateOptions {
  /** Route time at which people are e times fewer; metro trips of large cities last half an hour. Assumption. */
  readonly deterrenceSeconds: number;
  readonly rounds: number;
}

export const ESTIMATE_DEFAULTS: EstimateOptions = { deterrenceSeconds: 1_800, rounds: 50 };

export function estimateTransitDemand(
  model: TransitModel,
  counts: StationCounts,
  options: Partial<EstimateOptions> = {},
): TransitDemand {
  const { deterrenceSeconds, rounds } = { ...ESTIMATE_DEFAULTS, ...options };
  const { stationCount, classCount, stationOfClass, routeTicks } = model;
  const scale = ticksFromSeconds(deterrenceSeconds);
  const rows = new Float64Array(stationCount);
  for (const entries of counts.entries) {
    for (let s = 0; s < stationCount; s += 1) rows[s] = (rows[s] as number) + (entries[s] ?? 0);
  }
  const total = rows.reduce((a, b) => a + b, 0);
  const columns = Float64Array.from(stationOfClass, (station) => counts.exits[station] ?? 0);
  const outward = columns.reduce((a, b) => a + b, 0);
  columns.forEach((count, goal) => {
    columns[goal] = outward > 0 ? (count * total) / outward : 0;
  });
  const table = new Float64Array(stationCount * classCount);
  for (let from = 0; from < stationCount; from += 1) {
    for (let goal = 0; goal < classCount; goal += 1) {
      const at = from * classCount + goal;
      const reachable = model.bestStop[at] !== NONE && stationOfClass[goal] !== from;
      table[at] = reachable ? Math.exp(-(routeTicks[at] as number) / scale) : 0;
    }
  }
  for (let round = 0; round < rounds; round += 1) {
    for (let goal = 0; goal < classCount; goal += 1) {
      balance(table, goal, classCount, stationCount, columns[goal] as number);
    }
    // Rows last: what goes in was counted where people come from, and must be whole.
    for (let from = 0; from < stationCount; from += 1) {
      balance(table, from * classCount, 1, classCount, rows[from] as number);
    }
  }
  return dealOut(model, counts, table);
}

/** Scales `count` cells from `first` on, `step` apart, to a sum. */
function balance(
  table: Float64Array,
  first: number,
  step: number,
  count: number,
  wanted: number,
): void {
  let sum = 0;
  for (let k = 0; k < count; k += 1) sum += table[first + k * step] as number;
  if (sum === 0) return;
  const factor = wanted / sum;
  for (let k = 0; k < count; k += 1) {
    table[first + k * step] = (table[first + k * step] as number) * factor;
  }
}

/** Whole people by interval: each origin's count exactly, its goals by cumulated rounding. */
function dealOut(model: TransitModel, counts: StationCounts, table: Float64Array): TransitDemand {
  const { stationCount, classCount, stationOfClass } = model;
  const from: number[] = [];
  const to: number[] = [];
  const fromSecond: number[] = [];
  const untilSecond: number[] = [];
  const persons: number[] = [];
  /** What rounding has held back of each pair so far. */
  const owed = new Float64Array(table.length);
  counts.entries.forEach((entries, interval) => {
    const begin = counts.fromSecond + interval * counts.intervalSeconds;
    for (let station = 0; station < stationCount; station += 1) {
      const people = Math.round(entries[station] ?? 0);
      const first = station * classCount;
      let sum = 0;
      for (let goal = 0; goal < classCount; goal += 1) sum += table[first + goal] as number;
      if (people === 0 || sum === 0) continue;
      let cumulated = 0;
      let dealt = 0;
      for (let goal = 0; goal < classCount; goal += 1) {
        const at = first + goal;
        const exact = (people * (table[at] as number)) / sum + (owed[at] as number);
        cumulated += exact;
        const last = goal === classCount - 1;
        const whole = Math.max(0, last ? people - dealt : Math.round(cumulated) - dealt);
        const taken = Math.min(whole, people - dealt);
        owed[at] = exact - taken;
        dealt += taken;
        if (taken === 0) continue;
        from.push(station);
        to.push(stationOfClass[goal] as number);
        fromSecond.push(begin);
        untilSecond.push(begin + counts.intervalSeconds);
        persons.push(taken);
      }
    }
  });
  return { from, to, fromSecond, untilSecond, persons };
}
