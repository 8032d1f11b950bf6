import { expect, test } from 'vitest';
import {
  type BusNetwork,
  busNetworkSchema,
  type EventPlan,
  type Measure,
  measureSchema,
} from '#contracts';
import { buildDistrictModel } from '../network/build-district-model.ts';
import { createDiamond } from '../verification/diamond-district.ts';
import { EXAMPLE_END_MS, exampleEvent, exampleInput } from '../verification/example-input.ts';
import { createGridDistrict } from '../verification/grid-district.ts';
import { departuresBetween } from './bus-times.ts';
import { createDistrictRun } from './create-district-run.ts';
import type { DistrictRun } from './run-types.ts';

const START_MS = EXAMPLE_END_MS - 900_000;
/** 21:45 in Shanghai. */
const START_SECOND = 78_300;
const BY_BUS = { metro: 0, car: 0, taxi: 0, bus: 1, walk: 0 };
const byBus = (event: EventPlan): EventPlan => ({
  ...event,
  modeShares: { dry: BY_BUS, rain: BY_BUS },
});
const name = { zh: '1 路', en: 'Line 1' };
const fact = (value: number) => ({ value, kind: 'synthetic', source: 'test' });

interface LineOptions {
  readonly stops: readonly (readonly [streetLink: number, walkNode: number])[];
  readonly entersAt: number | null;
  readonly leavesAt: number | null;
  readonly headwaySeconds: number;
  readonly capacityPersons?: number;
  readonly firstSecond?: number;
  readonly lastSecond?: number;
}

const busesOf = (...lines: readonly LineOptions[]): BusNetwork => {
  const stops = lines.flatMap((line) => line.stops);
  return busNetworkSchema.parse({
    stops: stops.map(([streetLink, walkNode], index) => ({
      ...{ id: `stop-${index}`, name, point: [0, 0], streetLink, walkNode, kind: 'synthetic' },
    })),
    lines: lines.map((line, index) => ({
      ...{ id: `line-${index}`, name, kind: 'synthetic' },
      stops: line.stops.map((stop) => stops.indexOf(stop)),
      ...{ entersAt: line.entersAt, leavesAt: line.leavesAt },
      headwaySeconds: fact(line.headwaySeconds),
      firstSecond: line.firstSecond ?? 0,
      lastSecond: line.lastSecond ?? 100_000,
      capacityPersons: fact(line.capacityPersons ?? 80),
    })),
  });
};

const always = (what: Record<string, unknown>): Measure =>
  measureSchema.parse({
    id: `m-${String(what.type)}`,
    fromMs: START_MS - 1,
    untilMs: START_MS + 36_000_000,
    ...what,
  });

function holds(run: DistrictRun): void {
  const { people, vehicles } = run.ledger();
  expect(people.released).toBe(people.arrived + people.underWay);
  expect(vehicles.released).toBe(vehicles.arrived + vehicles.underWay);
}

test('departures are those of a timetable written out by hand, past midnight too', () => {
  const [line] = busesOf({
    ...{ stops: [[0, 0]], entersAt: 0, leavesAt: null, headwaySeconds: 700 },
    ...{ firstSecond: 80_000, lastSecond: 88_000 },
  }).lines;
  if (!line) throw new Error('a line');
  const times: number[] = [];
  for (let at = 80_000; at <= 88_000; at += 700) times.push(at % 86_400);
  for (let second = 0; second < 86_400; second += 50) {
    const asked = departuresBetween(line, second - 50, second);
    const written = times.filter((at) => at > second - 50 && at <= second).length;
    expect(asked).toBe(written);
  }
});

/** One bus through the diamond, which calls on `short`. */
const ONE_BUS: LineOptions = {
  ...{ stops: [[1, 1]], entersAt: 0, leavesAt: 4, headwaySeconds: 86_400 },
  ...{ firstSecond: START_SECOND + 1_500, lastSecond: START_SECOND + 1_500 },
};
const NO_TRAFFIC = { walk: 0, street: 0 };

function throughDiamond(line: LineOptions, people: number, measures: readonly Measure[] = []) {
  const model = buildDistrictModel(createDiamond({ buses: busesOf(line) }));
  const events = people > 0 ? [byBus(exampleEvent(people, 0))] : [];
  const input = exampleInput({ startMs: START_MS, events, measures });
  const run = createDistrictRun(model, { ...input, demandFactors: NO_TRAFFIC });
  let waiting = 0;
  let leftSecond = -1;
  for (let second = 1; second <= 2_400; second += 1) {
    run.advanceTo(START_MS + second * 1000);
    waiting = Math.max(waiting, run.counts.busStopWaiting[0] as number);
    if (leftSecond < 0 && run.ledger().vehicles.arrived === 1) leftSecond = second;
  }
  holds(run);
  return { run, waiting, leftSecond };
}

test('a bus stands as long as people take to board, and takes away as many as it has places for', () => {
  const stops = throughDiamond(ONE_BUS, 20);
  expect(stops.waiting).toBe(20);
  expect(stops.run.busFigures()).toEqual({ boarded: 20, leftBehind: 0 });
  expect(stops.run.counts.busStopWaiting[0]).toBe(0);
  expect(stops.run.events()[0]?.arrived).toBe(20);
  // SimMobility's smart cards: 3.5 s for the doors and 3.5 s a person; the clock is whole seconds.
  const empty = throughDiamond(ONE_BUS, 0);
  expect(Math.abs(stops.leftSecond - empty.leftSecond - 20 * 3.5)).toBeLessThanOrEqual(1);
});

test('who does not fit is left behind, counted, and goes another way when no bus comes any more', () => {
  // 7 of 10 places are free: the others belong to people who are not modelled.
  const { run, waiting } = throughDiamond({ ...ONE_BUS, capacityPersons: 10 }, 20);
  expect(waiting).toBe(20);
  expect(run.busFigures()).toEqual({ boarded: 7, leftBehind: 13 });
  expect(run.counts.busStopWaiting[0]).toBe(0);
  expect(run.events()[0]?.arrived).toBe(20);
});

test('a bus goes round a closure; people leave a stop on a closed street', () => {
  // Closed before anybody comes to the stop: they go home on foot at once.
  const closed = throughDiamond(ONE_BUS, 20, [always({ type: 'close-street', link: 'short' })]);
  expect(closed.run.busFigures()).toEqual({ boarded: 0, leftBehind: 0 });
  expect(closed.leftSecond).toBeGreaterThan(0);
  expect(closed.run.events()[0]?.arrived).toBe(20);
  // The bus drove over the longer way: 500 m at 13.9 m/s more, without the stop.
  const empty = throughDiamond(ONE_BUS, 0);
  const detour = 500 / 13.9 - 3.5;
  expect(closed.leftSecond - empty.leftSecond).toBeGreaterThan(0.8 * detour);
  expect(closed.leftSecond - empty.leftSecond).toBeLessThan(1.4 * detour);
});

const BLOCKS = 5;
const base = createGridDistrict({ blocks: BLOCKS });
const streetLink = (from: number, to: number): number =>
  base.street.links.findIndex((link) => link.from === from && link.to === to);
const street = (x: number, y: number): number => y * BLOCKS + x;
const walk = (x: number, y: number): number => 2 * y * (2 * BLOCKS - 1) + 2 * x;
/** Along the second row, both ways, a bus each two minutes, with a stop a block. */
const along = (xs: readonly number[], from: number, to: number): LineOptions => ({
  stops: xs
    .slice(1, -1)
    .map((x, i) => [streetLink(street(xs[i] as number, 1), street(x, 1)), walk(x, 1)] as const),
  ...{ entersAt: street(from, 1), leavesAt: street(to, 1), headwaySeconds: 120 },
});
const grid = buildDistrictModel({
  ...base,
  buses: busesOf(along([0, 1, 2, 3, 4], 0, 4), along([4, 3, 2, 1, 0], 4, 0)),
});
const MIXED = { metro: 0.5, car: 0.1, taxi: 0.1, bus: 0.2, walk: 0.1 };
const leaving: EventPlan = {
  ...exampleEvent(6_000, 4),
  modeShares: { dry: MIXED, rain: MIXED },
};
const AMBULANCE = always({
  type: 'emergency-run',
  from: null,
  to: 'street-20-0',
  everyMinutes: 10,
});

test('people and vehicles are whole in every minute, and those who want a bus get one', () => {
  const input = exampleInput({ startMs: START_MS, events: [leaving], measures: [AMBULANCE] });
  const run = createDistrictRun(grid, input);
  for (let minute = 1; minute <= 75; minute += 1) {
    run.advanceTo(START_MS + minute * 60_000);
    holds(run);
  }
  const { boarded } = run.busFigures();
  // A fifth of the people, as far as gates, chance and the last minutes let them.
  expect(boarded).toBeGreaterThan(0.15 * 6_000);
  expect(boarded).toBeLessThan(0.25 * 6_000);
});

test('people who come by bus get off at their stop and go in', () => {
  const coming: EventPlan = {
    ...byBus(exampleEvent(2_000, 4)),
    startMs: START_MS + 9_000_000,
    endMs: START_MS + 36_000_000,
  };
  const run = createDistrictRun(grid, exampleInput({ startMs: START_MS, events: [coming] }));
  // The last come 16 min after it has begun.
  run.advanceTo(START_MS + 11_400_000);
  holds(run);
  const inside = run.counts.gateInTotal.reduce((sum, count) => sum + count, 0);
  expect(inside).toBe(2_000);
  expect(run.busFigures()).toEqual({ boarded: 0, leftBehind: 0 });
});

test('the same seed makes the same run, and a restored run goes on as the first', () => {
  const input = exampleInput({ startMs: START_MS, events: [leaving], measures: [AMBULANCE] });
  const first = createDistrictRun(grid, input);
  first.advanceTo(START_MS + 1_500_000);
  const saved = first.save();
  const second = createDistrictRun(grid, input);
  second.restore(saved);
  for (const run of [first, second]) run.advanceTo(START_MS + 3_000_000);
  const [a, b] = [first.save().buffers, second.save().buffers];
  expect([...b.keys()]).toEqual([...a.keys()]);
  for (const [key, buffer] of a) {
    expect(new Uint8Array(b.get(key) as ArrayBuffer), key).toEqual(new Uint8Array(buffer));
  }
});

test('an emergency vehicle is there sooner than a car could be, in a queue above all', () => {
  const model = buildDistrictModel(createDiamond());
  const run = (measures: readonly Measure[], demand: number) => {
    const input = exampleInput({ startMs: START_MS, events: [], measures });
    const made = createDistrictRun(model, { ...input, demandFactors: { walk: 0, street: demand } });
    made.advanceTo(START_MS + 3_590_000);
    holds(made);
    return made;
  };
  const measure = always({
    ...{ type: 'emergency-run', from: 'in', to: 'out', everyMinutes: 10 },
    fromMs: START_MS + 1_800_000,
  });
  if (measure.type !== 'emergency-run') throw new Error('an emergency run');
  const secondsOf = (made: DistrictRun): number[] =>
    made
      .emergencyTrips(measure)
      .map(({ sentMs, arrivedMs }) => ((arrivedMs ?? Number.POSITIVE_INFINITY) - sentMs) / 1000);
  const free = secondsOf(run([measure], 0));
  const jammed = secondsOf(run([measure], 30));
  expect(free.length).toBe(3);
  expect(jammed.length).toBe(3);
  // 900 m at 13.9 m/s, and what it takes to set off.
  for (const seconds of free) expect(Math.abs(seconds - 900 / 13.9)).toBeLessThan(20);
  // One lane leads out and is full: cars stand for minutes.
  const { counts } = run([], 30);
  const short = 1;
  const perCar =
    (counts.streetTravelSecondsTotal[short] as number) / (counts.streetOutTotal[short] as number);
  for (const seconds of jammed) expect(seconds).toBeLessThan(300 / 13.9 + perCar);
});
