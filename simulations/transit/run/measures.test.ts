import { describe, expect, it } from 'vitest';
import { type TransitMeasure, transitMeasureSchema } from '#contracts';
import { buildTransitModel } from '../network/build-transit-model.ts';
import { TransitProblem } from '../network/transit-problem.ts';
import { ticksFromSeconds } from '../transit-clock.ts';
import { createSmallTransit, type SmallTransitOptions } from '../verification/small-transit.ts';
import { createTransitRun, type TransitRun } from './create-transit-run.ts';
import { LOG_BOARDED, LOG_COLUMNS, LOG_DEPARTED, LOG_STOP } from './stop-log.ts';

const start = (options: SmallTransitOptions): TransitRun =>
  createTransitRun(buildTransitModel(createSmallTransit(options)), {
    startTick: 0,
    seed: 1,
    logStops: true,
  });
const measure = (given: object): TransitMeasure =>
  transitMeasureSchema.parse({ id: 'm', fromSecond: 0, untilSecond: 3_600, ...given });
const departuresAt = (run: TransitRun, stop: number): number[] => {
  const rows = run.stopLog();
  const seconds: number[] = [];
  for (let at = 0; at < rows.length; at += LOG_COLUMNS) {
    if (rows[at + LOG_STOP] === stop) seconds.push((rows[at + LOG_DEPARTED] as number) / 10);
  }
  return seconds;
};

describe('entrances', () => {
  it('meters: lets in as many as said, holds at 0, then all that the entrance takes', () => {
    const run = start({ stations: 3, entrancePersonsPerMinute: 300 });
    run.setMeasures([
      measure({ type: 'meter-entrance', entrance: 'E0', personsPerMinute: 60, untilSecond: 600 }),
      measure({
        type: 'meter-entrance',
        entrance: 'E0',
        personsPerMinute: 0,
        fromSecond: 600,
        untilSecond: 900,
      }),
    ]);
    run.enter(0, 2, 2_000);
    const through = (second: number): number => {
      run.advanceTo(ticksFromSeconds(second));
      return 2_000 - run.queueAt(0);
    };
    // 60 a minute; one more because the first passes at once.
    expect(through(300)).toBe(301);
    expect(through(599)).toBe(600);
    const held = through(605);
    expect(held).toBeLessThanOrEqual(601);
    expect(through(890)).toBe(held);
    // Then its own 300 a minute.
    expect(through(960) - held).toBeGreaterThanOrEqual(300);
    expect(through(960) - held).toBeLessThanOrEqual(302);
  });

  it('closes: takes nobody, and opens again', () => {
    const run = start({ stations: 3 });
    run.setMeasures([measure({ type: 'close-entrance', entrance: 'E0', untilSecond: 300 })]);
    expect(run.enter(0, 2, 10)).toBe(0);
    expect(run.state.entranceRefused[0]).toBe(10);
    run.advanceTo(ticksFromSeconds(300));
    expect(run.enter(0, 2, 10)).toBe(10);
  });
});

describe('trains', () => {
  it('pass a station: nobody on or off, who wanted out leaves at the next one', () => {
    const run = start({ stations: 4, headwaySeconds: 300 });
    run.setMeasures([measure({ type: 'skip-station', station: 'S1', line: 'L' })]);
    run.enter(0, 1, 40);
    run.enter(0, 3, 60);
    run.enter(1, 3, 20);
    run.advanceTo(ticksFromSeconds(1_500));
    expect(run.state.entranceLeft[1]).toBe(0);
    expect(run.state.entranceLeft[2]).toBe(40);
    expect(run.state.stationDiverted[1]).toBe(40);
    expect(run.state.entranceLeft[3]).toBe(60);
    expect(run.state.stopWaiting[1]).toBe(20);
    run.setMeasures([]);
    run.advanceTo(ticksFromSeconds(3_600));
    expect(run.state.entranceLeft[3]).toBe(80);
  });

  it('come more often: extra trains carry away more of a crowd', () => {
    const left = (measures: TransitMeasure[]): number => {
      const run = start({ stations: 3, headwaySeconds: 600, vehicle: { capacityPersons: 500 } });
      run.setMeasures(measures);
      run.enter(0, 2, 10_000);
      run.advanceTo(ticksFromSeconds(3_900));
      return run.state.entranceLeft[2] as number;
    };
    // Seven trains of the timetable, at 0, 600, … 3,600 s; six more between them.
    const plain = left([]);
    const more = left([measure({ type: 'extra-trains', pattern: 'out', trains: 6 })]);
    expect(plain).toBe(3_500);
    expect(more).toBe(6_500);
  });

  it('keep another headway in its time, and the timetable after it', () => {
    const run = start({ stations: 3, headwaySeconds: 600, fromSecond: 0 });
    run.setMeasures([
      measure({
        type: 'set-headway',
        pattern: 'out',
        headwaySeconds: 200,
        fromSecond: 1_200,
        untilSecond: 2_400,
      }),
    ]);
    run.advanceTo(ticksFromSeconds(5_000));
    expect(departuresAt(run, 0).slice(1)).toEqual([
      600, 1_200, 1_400, 1_600, 1_800, 2_000, 2_200, 2_400, 3_000, 3_600, 4_200, 4_800,
    ]);
  });

  it('taken back before they run, extra trains do not run', () => {
    const run = start({ stations: 3, headwaySeconds: 600 });
    run.setMeasures([measure({ type: 'extra-trains', pattern: 'out', trains: 6 })]);
    run.advanceTo(ticksFromSeconds(1_000));
    run.setMeasures([]);
    run.advanceTo(ticksFromSeconds(3_000));
    // At 300 and 900 s they had started.
    expect(departuresAt(run, 0).slice(1)).toEqual([300, 600, 900, 1_200, 1_800, 2_400, 3_000]);
    const boarded = run.stopLog().filter((_, at) => at % LOG_COLUMNS === LOG_BOARDED);
    expect(boarded.every((count) => count === 0)).toBe(true);
  });
});

it('runs buses slower where the traffic is slow, from the next departure on', () => {
  const run = start({ stations: 3, headwaySeconds: 600, runSeconds: 100, standSeconds: 20 });
  run.advanceTo(ticksFromSeconds(650));
  run.setSlowness(0, 2);
  run.advanceTo(ticksFromSeconds(1_700));
  // The bus of 600 s was on its way to the first stop; then 200 s a leg, 20 s at the stop.
  expect(departuresAt(run, 1).slice(-2)).toEqual([720, 1_420]);
  // Arrived 200 s later, and stood for the 12.3 s that doors take.
  expect(departuresAt(run, 2).slice(-2)).toEqual([932.3, 1_632.3]);
  expect(() => run.setSlowness(0, 0)).toThrow(/above 0/);
});

it('refuses a measure of a place that is not there', () => {
  const run = start({ stations: 3 });
  expect(() => run.setMeasures([measure({ type: 'close-entrance', entrance: 'nowhere' })])).toThrow(
    TransitProblem,
  );
});
