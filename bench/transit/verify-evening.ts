/**
 * An evening of three lines against a real day: who comes out where and when. The sums of entries and
 * exits by station are given to the model; what it must find is when people come out, which follows
 * from trains, waits and changes alone. Compared with the guess that knows no travel time.
 */
import { createTransitRun, TICKS_PER_SECOND, ticksFromSeconds } from '#simulations';
import { type Figure, judgeFigure, judgeViolations } from '../report/figure.ts';
import { EVENING, NIGHT_SECOND, openEvening } from './open-evening.ts';

/** Trips under way when the evening begins are missing from its first hour. */
const WARM_UP_INTERVALS = 4;

export async function verifyEvening(): Promise<readonly Figure[]> {
  const { model, demand, flows } = await openEvening();
  const run = createTransitRun(model, {
    startTick: ticksFromSeconds(EVENING.fromSecond),
    seed: 1,
    demand,
  });
  const intervals = (EVENING.untilSecond - EVENING.fromSecond) / 900;
  const cameOut: Int32Array[] = [];
  let before = new Int32Array(model.entranceCount);
  for (let interval = 1; interval <= intervals; interval += 1) {
    run.advanceTo(ticksFromSeconds(EVENING.fromSecond + interval * 900));
    const row = new Int32Array(model.stationCount);
    run.state.entranceLeft.forEach((left, entrance) => {
      const station = model.entranceStation[entrance] as number;
      row[station] = (row[station] as number) + left - (before[entrance] as number);
    });
    before = run.state.entranceLeft.slice();
    cameOut.push(row);
  }
  run.advanceTo(NIGHT_SECOND * TICKS_PER_SECOND);
  const { entered, left } = run.ledger();
  const most = Math.max(
    ...run.state.tripMostAboard.map((aboard, trip) => {
      const pattern = model.profilePattern[run.state.tripProfile[trip] as number] as number;
      return aboard - (model.lineCapacity[model.patternLine[pattern] as number] as number);
    }),
  );
  const figures = [
    judgeViolations(
      'Lines 1, 4 and 11, evening: people lost',
      Math.abs(entered - left),
      `${entered.toLocaleString('en-US')} people, all out when the last train had gone`,
    ),
    judgeFigure({
      name: 'Lines 1, 4 and 11, evening: fullest train over its capacity',
      value: most,
      unit: 'persons',
      asked: { atMost: 0 },
    }),
  ];
  if (flows === undefined) return figures;
  const fromInterval = WARM_UP_INTERVALS;
  const theirs: number[] = [];
  const ours: number[] = [];
  const guess: number[] = [];
  const totalIn = flows.entries.map((row) => row.reduce((a, b) => a + b, 0));
  const allIn = totalIn.slice(fromInterval).reduce((a, b) => a + b, 0);
  for (const station of flows.ownOnly) {
    const real = flows.exits.slice(fromInterval).map((row) => row[station] ?? 0);
    const model15 = cameOut.slice(fromInterval).map((row) => row[station] ?? 0);
    const realSum = real.reduce((a, b) => a + b, 0);
    const modelSum = model15.reduce((a, b) => a + b, 0);
    real.forEach((count, interval) => {
      theirs.push(count);
      // Both are brought to the same sum: only the times are judged.
      ours.push(modelSum > 0 ? ((model15[interval] ?? 0) * realSum) / modelSum : 0);
      guess.push((realSum * (totalIn[fromInterval + interval] ?? 0)) / allIn);
    });
  }
  const without = wmape(guess, theirs);
  figures.push(
    judgeFigure({
      name: 'exits by station and 15 min, 18:00–24:00: difference from the real day',
      value: wmape(ours, theirs),
      unit: '%',
      asked: { atMost: without },
      baseline: {
        what: '% by entries of the same 15 min, no travel time',
        value: without,
        source: 'same data',
      },
      note: `sum of absolute differences over sum; ${flows.ownOnly.length} stations that no other line serves, Wed 2015-04-01; origins and goals estimated from sums of the evening`,
    }),
  );
  return figures;
}

function wmape(values: readonly number[], real: readonly number[]): number {
  const differences = values.reduce((sum, value, at) => sum + Math.abs(value - (real[at] ?? 0)), 0);
  return (100 * differences) / real.reduce((a, b) => a + b, 0);
}
