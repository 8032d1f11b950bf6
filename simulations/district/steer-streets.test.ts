import { expect, test } from 'vitest';
import { type Measure, measureSchema } from '#contracts';
import { buildDistrictModel } from '../network/build-district-model.ts';
import { DEFAULT_PARAMETERS } from '../parameters/parameters.ts';
import { createDiamond, DIAMOND } from '../verification/diamond-district.ts';
import { EXAMPLE_END_MS, exampleEvent, exampleInput } from '../verification/example-input.ts';
import { createGridDistrict } from '../verification/grid-district.ts';
import { conditionsAt } from './conditions.ts';
import { createDistrictRun } from './create-district-run.ts';
import type { DistrictRun } from './run-types.ts';
import { createStandingPlaces } from './standing-places.ts';

const START_MS = EXAMPLE_END_MS - 900_000;
const always = (what: Record<string, unknown>): Measure =>
  measureSchema.parse({
    id: `m-${String(what.type)}`,
    fromMs: START_MS - 1,
    untilMs: START_MS + 36_000_000,
    ...what,
  });

const { short: SHORT, long1: LONG, out: OUT } = DIAMOND;

const diamond = buildDistrictModel(createDiamond());
function drive(measures: readonly Measure[], street: number, seconds: number): DistrictRun {
  const input = exampleInput({ startMs: START_MS, events: [], measures });
  const run = createDistrictRun(diamond, { ...input, demandFactors: { walk: 0, street } });
  run.advanceTo(START_MS + seconds * 1000);
  const { vehicles } = run.ledger();
  expect(vehicles.released).toBe(vehicles.arrived + vehicles.underWay);
  return run;
}

test('a banned turn is made by nobody, and all go the other way', () => {
  const open = drive([], 1, 1800).counts.streetOutTotal;
  const banned = drive([always({ type: 'ban-turn', from: 'in', to: 'short' })], 1, 1800).counts
    .streetOutTotal;
  expect(open[SHORT]).toBeGreaterThan(100);
  expect(banned[SHORT]).toBe(0);
  // Those on the longer way when time is up: its 500 m more at the same flow.
  expect(banned[LONG]).toBeGreaterThan(0.9 * ((open[SHORT] as number) + (open[LONG] as number)));
});

test('who stands before a turn when it is banned turns off, and comes back when it is not', () => {
  const run = drive(
    [
      measureSchema.parse({
        ...{ id: 'm', type: 'ban-turn', from: 'in', to: 'short' },
        ...{ fromMs: START_MS + 600_000, untilMs: START_MS + 1_200_000 },
      }),
    ],
    1,
    600,
  );
  const before = run.counts.streetOutTotal[SHORT] as number;
  run.advanceTo(START_MS + 700_000);
  const cleared = run.counts.streetOutTotal[SHORT] as number;
  run.advanceTo(START_MS + 1_200_000);
  expect(run.counts.streetOutTotal[SHORT]).toBe(cleared);
  expect(cleared).toBeGreaterThanOrEqual(before);
  run.advanceTo(START_MS + 1_800_000);
  expect(run.counts.streetOutTotal[SHORT]).toBeGreaterThan(cleared);
});

test('a lane of the other direction doubles what one lane lets through, and closes that direction', () => {
  const flow = (measures: readonly Measure[]): number => {
    const run = drive(measures, 30, 900);
    const before = run.counts.streetOutTotal[OUT] as number;
    run.advanceTo(START_MS + 2_700_000);
    return ((run.counts.streetOutTotal[OUT] as number) - before) * 2;
  };
  const one = flow([]);
  const two = flow([always({ type: 'contraflow', link: 'out', lanes: 1 })]);
  // Whole vehicles and the change of streams where two lanes join, 0.18 s of 2 s each.
  expect(one).toBeGreaterThan(0.88 * 1800);
  expect(one).toBeLessThan(1.01 * 1800);
  expect(two / one).toBeGreaterThan(1.85);
  expect(two / one).toBeLessThan(2.1);
});

const grid = buildDistrictModel(createGridDistrict({ blocks: 5 }));
function leave(measures: readonly Measure[], seconds: number): DistrictRun {
  const run = createDistrictRun(
    grid,
    exampleInput({ startMs: START_MS, events: [exampleEvent(20_000, 4)], measures }),
  );
  run.advanceTo(START_MS + seconds * 1000);
  return run;
}

test('a signal runs the plan that it is told, from the offset on', () => {
  const signal = grid.networks.street.signals[12];
  const link = signal?.phases[0]?.links[0] ?? -1;
  const told = always({
    ...{ type: 'set-signal-plan', signal: signal?.id, greenSeconds: [20, 90], offsetSeconds: 7 },
  });
  const run = leave([told], 1);
  let greens = 0;
  let begins = -1;
  // Ten cycles of 20 + 5 + 90 + 5 s.
  for (let second = 2; second <= 1201; second += 1) {
    run.advanceTo(START_MS + second * 1000);
    if (run.lightOf(link) !== 'green') continue;
    greens += 1;
    if (begins < 0 && second > 125) begins = START_MS / 1000 + second;
  }
  expect(greens).toBe(200);
  expect([7, 8]).toContain(begins % 120);
});

test('no more vehicles stand at a kerb than it has places; the next block the lane', () => {
  const served = (places: number): { readonly most: number; readonly left: number } => {
    const run = leave([always({ type: 'limit-kerb', venue: 'venue', places })], 900);
    let most = 0;
    for (let second = 905; second <= 3600; second += 5) {
      run.advanceTo(START_MS + second * 1000);
      most = Math.max(most, ...run.counts.kerbVehicles);
    }
    const { people, vehicles } = run.ledger();
    expect(people.released).toBe(people.arrived + people.underWay);
    expect(vehicles.released).toBe(vehicles.arrived + vehicles.underWay);
    return { most, left: vehicles.arrived };
  };
  const wide = served(20);
  const narrow = served(1);
  expect(narrow.most).toBe(1);
  expect(wide.most).toBeGreaterThan(2);
  expect(narrow.left).toBeLessThan(wide.left);
});

test('the gates of a car park let out what they are told, and nobody at 0', () => {
  const park = grid.networks.venues[0]?.carParks[0]?.name.zh;
  const gone = (vehiclesPerHourOut: number): number => {
    const gate = { type: 'car-park-gate', venue: 'venue', carPark: park, vehiclesPerHourIn: 600 };
    const run = leave([always({ ...gate, vehiclesPerHourOut })], 1500);
    const before = run.counts.carParkVehicles[0] as number;
    run.advanceTo(START_MS + 3_300_000);
    return before - (run.counts.carParkVehicles[0] as number);
  };
  expect(gone(0)).toBe(0);
  // Half an hour of 120 vehicles/h.
  expect(Math.abs(gone(120) - 60)).toBeLessThanOrEqual(1);
});

test('a full car park sends drivers to another of the venue; without one they wait', () => {
  const twice = createGridDistrict();
  const venue = twice.venues[0];
  const park = venue?.carParks[0];
  if (!venue || !park) throw new Error('the grid has a venue with a car park');
  const small = { ...park, capacityVehicles: 2 };
  const places = (carParks: readonly (typeof park)[]) => {
    const model = buildDistrictModel({ ...twice, venues: [{ ...venue, carParks: [...carParks] }] });
    const made = createStandingPlaces(model, [], START_MS);
    const input = exampleInput({ startMs: START_MS, events: [] });
    made.setConditions(conditionsAt(model, { ...input, parameters: DEFAULT_PARAMETERS }, START_MS));
    const first = model.street.places.range['car-park'][0];
    for (let car = 0; car < 2; car += 1) {
      for (let second = 0; second < 10; second += 1) made.step();
      expect(made.hasRoom(first)).toBe(true);
      made.arrive(first);
    }
    expect(made.hasRoom(first)).toBe(false);
    return made.otherPark(first) - first;
  };
  expect(places([small, park])).toBe(1);
  expect(places([small])).toBeLessThan(0);
});
