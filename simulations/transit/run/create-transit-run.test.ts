import { describe, expect, it } from 'vitest';
import { buildTransitModel } from '../network/build-transit-model.ts';
import { ticksFromSeconds } from '../transit-clock.ts';
import { createSmallTransit, type SmallTransitOptions } from '../verification/small-transit.ts';
import { createTransitRun, type TransitRun, type TransitRunOptions } from './create-transit-run.ts';
import { LOG_ABOARD, LOG_COLUMNS, LOG_DEPARTED, LOG_STOP } from './stop-log.ts';

const start = (options: SmallTransitOptions, run: Partial<TransitRunOptions> = {}): TransitRun =>
  createTransitRun(buildTransitModel(createSmallTransit(options)), {
    startTick: 0,
    seed: 1,
    logStops: true,
    ...run,
  });

const balance = (run: TransitRun): number => {
  const { entered, left, inStations, waiting, aboard } = run.ledger();
  return entered - left - inStations - waiting - aboard;
};

describe('a line', () => {
  it('takes people from an entrance to their station', () => {
    const run = start({ stations: 4 });
    expect(run.enter(0, 3, 100)).toBe(100);
    run.advanceTo(ticksFromSeconds(1_500));
    expect(run.state.entranceLeft[3]).toBe(100);
    expect(run.ledger()).toEqual({ entered: 100, left: 100, inStations: 0, waiting: 0, aboard: 0 });
  });

  it('goes back as well, and around a loop beyond its seam', () => {
    const back = start({ stations: 4 });
    back.enter(3, 0, 50);
    back.advanceTo(ticksFromSeconds(1_500));
    expect(back.state.entranceLeft[0]).toBe(50);
    const loop = start({ stations: 6, loop: true });
    // From S4 over the seam at S0 to S2.
    loop.advanceTo(ticksFromSeconds(1_000));
    loop.enter(4, 2, 70);
    loop.advanceTo(ticksFromSeconds(3_600));
    expect(loop.state.entranceLeft[2]).toBe(70);
    expect(loop.state.stationStranded.every((count) => count === 0)).toBe(true);
  });

  it('never holds more than its capacity, and counts whom it leaves behind', () => {
    const run = start({ stations: 3, vehicle: { capacityPersons: 100, doors: 10, seats: 20 } });
    run.enter(0, 2, 1_000);
    for (let second = 10; second <= 7_200; second += 10) {
      run.advanceTo(ticksFromSeconds(second));
      expect(Math.max(...run.state.trainLoad)).toBeLessThanOrEqual(100);
      expect(balance(run)).toBe(0);
    }
    const rows = run.stopLog();
    const loads: number[] = [];
    for (let at = 0; at < rows.length; at += LOG_COLUMNS) {
      if (rows[at + LOG_STOP] === 0) loads.push(rows[at + LOG_ABOARD] as number);
    }
    // Ten trains full, the eleventh empty; 900 + 800 + … + 100 people were left behind.
    expect(loads.slice(0, 11)).toEqual([...Array(10).fill(100), 0]);
    expect(run.state.stopLeftBehind[0]).toBe(4_500);
    expect(run.state.entranceLeft[2]).toBe(1_000);
  });

  it('keeps its headway where nobody is in the way', () => {
    const run = start({ stations: 5, headwaySeconds: 150, fromSecond: 600 });
    run.advanceTo(ticksFromSeconds(5_000));
    const rows = run.stopLog();
    const departures: number[] = [];
    for (let at = 0; at < rows.length; at += LOG_COLUMNS) {
      if (rows[at + LOG_STOP] === 2) departures.push(rows[at + LOG_DEPARTED] as number);
    }
    const gaps = departures.slice(1).map((tick, at) => tick - (departures[at] as number));
    expect(gaps.length).toBeGreaterThan(20);
    expect(new Set(gaps)).toEqual(new Set([1_500]));
  });

  it('gives the same bytes for a seed, and goes on from a saved state as if it had not stopped', () => {
    const demand = {
      from: [0, 0, 1, 3],
      to: [2, 3, 3, 0],
      fromSecond: [0, 0, 0, 0],
      untilSecond: [3_600, 3_600, 3_600, 3_600],
      persons: [4_000, 3_000, 2_000, 1_000],
    };
    const options = { stations: 4, vehicle: { capacityPersons: 300 } };
    const one = start(options, { demand });
    const two = start(options, { demand });
    one.advanceTo(ticksFromSeconds(2_000));
    const saved = one.save();
    one.advanceTo(ticksFromSeconds(5_000));
    two.advanceTo(ticksFromSeconds(5_000));
    expect(new Uint8Array(two.save().bytes)).toEqual(new Uint8Array(one.save().bytes));
    expect(two.ledger().left).toBeGreaterThan(1_000);
    two.restore(saved);
    two.advanceTo(ticksFromSeconds(5_000));
    expect(new Uint8Array(two.save().bytes)).toEqual(new Uint8Array(one.save().bytes));
    const other = start(options, { demand, seed: 2 });
    other.advanceTo(ticksFromSeconds(5_000));
    expect(new Uint8Array(other.save().bytes)).not.toEqual(new Uint8Array(one.save().bytes));
  });

  it('sends out whom the last train has left', () => {
    const run = start({ stations: 3, untilSecond: 600, vehicle: { capacityPersons: 50 } });
    run.enter(0, 2, 500);
    run.advanceTo(ticksFromSeconds(7_000));
    // Trains at 0, 180, 360 and 540 s take 50 each.
    expect(run.state.entranceLeft[2]).toBe(200);
    expect(run.state.stationStranded[0]).toBe(300);
    expect(run.state.entranceLeft[0]).toBe(300);
    expect(run.enter(0, 2, 5)).toBe(0);
    expect(run.state.entranceRefused[0]).toBe(5);
  });
});
