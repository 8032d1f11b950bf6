/** Trains against what is known without the model: dwell, waiting, headways, capacity, conservation. */
import type { VerifiedFigure } from '../../verification/figure-input.ts';
import { buildTransitModel } from '../network/build-transit-model.ts';
import { createTransitRun, type TransitRun } from '../run/create-transit-run.ts';
import {
  LOG_ALIGHTED,
  LOG_ARRIVED,
  LOG_BOARDED,
  LOG_COLUMNS,
  LOG_DEPARTED,
  LOG_STOP,
} from '../run/stop-log.ts';
import { TICKS_PER_SECOND, ticksFromSeconds } from '../transit-clock.ts';
import { TRANSIT_PARAMETERS } from '../transit-parameters.ts';
import { findFaults } from './find-faults.ts';
import { createSmallTransit } from './small-transit.ts';

const FUZZ_RUNS = 200;

export function verifyTrains(): VerifiedFigure[] {
  return [
    ...verifyDwell(),
    verifyWaiting(),
    verifyHeadways(),
    ...verifyBunching(),
    ...verifyLaws(),
  ];
}

/**
 * Exchanges worked out by hand from Puong (2000): per door B on, A off, T standing through. The
 * coefficients are written out here a second time on purpose.
 */
function verifyDwell(): VerifiedFigure[] {
  const cases = [
    { boarding: 0, alighting: 0, through: 0, seconds: 12.22 },
    { boarding: 150, alighting: 0, through: 0, seconds: 12.22 + 2.27 * 5 },
    { boarding: 150, alighting: 300, through: 0, seconds: 12.22 + 2.27 * 5 + 1.82 * 10 },
    // 636 through, 336 of them seated: 10 stand at each of 30 doors.
    {
      boarding: 150,
      alighting: 0,
      through: 636,
      seconds: 12.22 + 2.27 * 5 + 6.2e-4 * 10 ** 3 * 5,
    },
  ];
  return cases.map(({ boarding, alighting, through, seconds }) => {
    const measured = dwellOf(boarding, alighting, through);
    return {
      name: `dwell with ${boarding} on, ${alighting} off, ${through} staying, 30 doors`,
      value: measured,
      unit: 's',
      // A tick is 0.1 s and dwells are rounded up.
      asked: { between: [seconds, seconds + 0.1 + 1e-6] },
      baseline: { what: 's', value: seconds, source: 'Puong (2000)' },
    };
  });
}

/** S0 → S1 → S2: people for S1 and S2 board at S0; at S1 some leave, some stay, others board. */
function dwellOf(boarding: number, alighting: number, through: number): number {
  const model = buildTransitModel(
    createSmallTransit({ stations: 3, standSeconds: 0, fromSecond: 600, headwaySeconds: 900 }),
  );
  const run = createTransitRun(model, { startTick: 0, seed: 1, logStops: true });
  run.enter(0, 1, alighting);
  run.enter(0, 2, through);
  run.enter(1, 2, boarding);
  run.advanceTo(ticksFromSeconds(1_200));
  for (const row of rowsOf(run)) {
    if (row[LOG_STOP] === 1 && row[LOG_ALIGHTED] === alighting && row[LOG_BOARDED] === boarding) {
      return ((row[LOG_DEPARTED] as number) - (row[LOG_ARRIVED] as number)) / TICKS_PER_SECOND;
    }
  }
  return Number.NaN;
}

function* rowsOf(run: TransitRun): Generator<Int32Array> {
  const rows = run.stopLog();
  for (let at = 0; at < rows.length; at += LOG_COLUMNS) yield rows.subarray(at, at + LOG_COLUMNS);
}

const evenDemand = (persons: number) => ({
  from: [0, 1, 2, 3],
  to: [4, 4, 4, 4],
  fromSecond: [600, 600, 600, 600],
  untilSecond: [6_600, 6_600, 6_600, 6_600],
  persons: [persons, persons, persons, persons],
});

/**
 * People who come evenly: those between two trains (H - D of H) wait half of that gap, those at open
 * doors (D of H) until they close. One second's packets instead of ten, which would add five.
 */
function verifyWaiting(): VerifiedFigure {
  const headwaySeconds = 300;
  const model = buildTransitModel(
    createSmallTransit({ stations: 5, headwaySeconds, fromSecond: 0, untilSecond: 12_000 }),
  );
  const parameters = { ...TRANSIT_PARAMETERS, releaseSeconds: 1 };
  const demand = evenDemand(2_000);
  const run = createTransitRun(model, { startTick: 0, seed: 1, demand, parameters });
  run.advanceTo(ticksFromSeconds(12_000));
  const stand = 30;
  const theory = ((headwaySeconds - stand) ** 2 + stand ** 2) / (2 * headwaySeconds);
  return {
    name: 'mean wait, even arrivals and headways',
    value: run.meanWaitSeconds(),
    unit: 's',
    asked: { between: [theory * 0.98, theory * 1.02] },
    baseline: { what: 's', value: theory, source: 'theory' },
    note: 'headway 300 s, 30 s at the platform',
  };
}

/** Without people, every gap at every stop is the headway. */
function verifyHeadways(): VerifiedFigure {
  const model = buildTransitModel(
    createSmallTransit({ stations: 8, headwaySeconds: 150, fromSecond: 600, untilSecond: 6_000 }),
  );
  const run = createTransitRun(model, { startTick: 0, seed: 1, logStops: true });
  run.advanceTo(ticksFromSeconds(8_000));
  const gaps = [...Array(8).keys()].flatMap((stop) => gapsAt(run, stop));
  return {
    name: 'largest difference of a gap from the headway, empty line of 8 stops',
    value: Math.max(...gaps.map((gap) => Math.abs(gap - 150))),
    unit: 's',
    asked: { atMost: 0 },
    note: `${gaps.length} gaps`,
  };
}

function gapsAt(run: TransitRun, stop: number): number[] {
  const departures = [...rowsOf(run)].flatMap((row) =>
    row[LOG_STOP] === stop ? [row[LOG_DEPARTED] as number] : [],
  );
  return departures.slice(1).map((tick, at) => (tick - (departures[at] ?? 0)) / TICKS_PER_SECOND);
}

/**
 * Dwell that grows with waiting people makes late trains later (Newell and Potts 1964); holding
 * evens the gaps. And never are two trains nearer than the clearance.
 */
function verifyBunching(): VerifiedFigure[] {
  const build = () =>
    buildTransitModel(
      createSmallTransit({
        stations: 12,
        headwaySeconds: 150,
        fromSecond: 600,
        untilSecond: 7_800,
        vehicle: { doors: 12, seats: 200 },
        maximumDwellSeconds: 120,
      }),
    );
  const variation = (holdingShare: number): { cv: number; clearance: number } => {
    const model = build();
    const from = Array.from({ length: 10 }, (_, station) => station);
    const demand = {
      from,
      to: from.map(() => 11),
      fromSecond: from.map(() => 600),
      untilSecond: from.map(() => 7_800),
      persons: from.map(() => 1_000),
    };
    const parameters = { ...TRANSIT_PARAMETERS, holdingShare };
    const run = createTransitRun(model, {
      startTick: 0,
      seed: 3,
      demand,
      parameters,
      logStops: true,
    });
    run.advanceTo(ticksFromSeconds(12_000));
    const gaps = gapsAt(run, 10).slice(2);
    const mean = gaps.reduce((a, b) => a + b, 0) / gaps.length;
    const spread = Math.sqrt(gaps.reduce((a, b) => a + (b - mean) ** 2, 0) / gaps.length);
    return { cv: spread / mean, clearance: nearest(run, 12) };
  };
  const free = variation(0);
  const held = variation(0.9);
  return [
    {
      name: 'variation of gaps at the 11th of 12 stops, crowded line',
      value: free.cv,
      unit: '',
      note: 'standard deviation over mean, no holding',
    },
    {
      name: 'the same with holding to 0.9 of the headway',
      value: held.cv,
      unit: '',
      asked: { atMost: free.cv },
      baseline: { what: 'without holding', value: free.cv, source: 'this run' },
    },
    {
      name: 'shortest time from a departure to the next arrival at the same stop',
      value: Math.min(free.clearance, held.clearance),
      unit: 's',
      asked: { atLeast: 60 },
      baseline: { what: 's of clearance', value: 60, source: 'input' },
    },
  ];
}

function nearest(run: TransitRun, stops: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let stop = 0; stop < stops; stop += 1) {
    const rows = [...rowsOf(run)].filter((row) => row[LOG_STOP] === stop);
    rows.sort((a, b) => (a[LOG_ARRIVED] as number) - (b[LOG_ARRIVED] as number));
    rows.slice(1).forEach((row, at) => {
      const before = rows[at]?.[LOG_DEPARTED] ?? 0;
      least = Math.min(least, ((row[LOG_ARRIVED] as number) - before) / TICKS_PER_SECOND);
    });
  }
  return least;
}

function verifyLaws(): VerifiedFigure[] {
  let faults = 0;
  let entered = 0;
  let crowded = 0;
  for (let seed = 1; seed <= FUZZ_RUNS; seed += 1) {
    const outcome = findFaults(seed);
    faults += outcome.faults.length;
    entered += outcome.entered;
    if (outcome.leftBehind > 0) crowded += 1;
  }
  return [
    {
      name: 'people lost or made, trains above capacity, tracks shared, trips unfinished',
      value: faults,
      unit: 'violations',
      asked: { atMost: 0 },
      note: `${FUZZ_RUNS} random networks with random measures, seeds 1–${FUZZ_RUNS}; ${entered.toLocaleString('en-US')} people; trains left people behind in ${crowded}`,
    },
  ];
}
