/**
 * What a person outside can know of the wait for trains: half a headway while nobody is left behind, and
 * where trains have left people behind in the last minutes, those inside at the rate at which trains
 * took people in that time.
 */
import { TICKS_PER_SECOND, type TransitRun } from '../transit/index.ts';
import { sumAt } from './follow-platforms.ts';

const MEASURED_SECONDS = 300;

export function createTrainWaits(run: TransitRun, transitStation: Int32Array) {
  const { model, state } = run;
  const count = transitStation.length;
  const stops = Array.from(transitStation, (station) =>
    Array.from(model.stopStation, (at, stop) => (at === station ? stop : -1)).filter(
      (stop) => stop >= 0,
    ),
  );
  const arrays = {
    boardedBefore: Int32Array.from(stops, (at) => sumAt(state.stopBoarded, at)),
    leftBefore: Int32Array.from(stops, (at) => sumAt(state.stopLeftBehind, at)),
    /** Persons a second whom trains took; 0: nobody was left behind. */
    takenPerSecond: new Float64Array(count),
    measuredAt: new Int32Array(1).fill(run.nowTick),
  };
  /** Of the most frequent pattern that serves the station. */
  const halfHeadway = Float64Array.from(transitStation, (station) => {
    let least = Number.POSITIVE_INFINITY;
    for (let pattern = 0; pattern < model.patternCount; pattern += 1) {
      const first = model.patternStart[pattern] as number;
      const end = model.patternStart[pattern + 1] as number;
      if (!model.patternStation.subarray(first, end).includes(station)) continue;
      least = Math.min(least, model.patternHeadway[pattern] as number);
    }
    return Number.isFinite(least) ? least / 2 / TICKS_PER_SECOND : 0;
  });
  return {
    arrays,
    seconds: (station: number, inside: number): number => {
      const rate = arrays.takenPerSecond[station] as number;
      const half = halfHeadway[station] as number;
      return rate > 0 ? Math.max(half, inside / rate) : half;
    },
    forget: (tick: number): void => {
      arrays.measuredAt[0] = tick;
      arrays.takenPerSecond.fill(0);
      arrays.boardedBefore.fill(0);
      arrays.leftBefore.fill(0);
    },
    measure: (tick: number): void => {
      if (tick - (arrays.measuredAt[0] as number) < MEASURED_SECONDS * TICKS_PER_SECOND) return;
      arrays.measuredAt[0] = tick;
      stops.forEach((at, station) => {
        const boarded = sumAt(state.stopBoarded, at);
        const left = sumAt(state.stopLeftBehind, at);
        const wasFull = left > (arrays.leftBefore[station] as number);
        const taken = boarded - (arrays.boardedBefore[station] as number);
        // Full and nobody taken: one person in the whole time, so that the wait is long and not endless.
        arrays.takenPerSecond[station] = wasFull ? Math.max(1, taken) / MEASURED_SECONDS : 0;
        arrays.boardedBefore[station] = boarded;
        arrays.leftBefore[station] = left;
      });
    },
  };
}
