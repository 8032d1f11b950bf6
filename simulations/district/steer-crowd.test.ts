import { expect, test } from 'vitest';
import { type Measure, measureSchema } from '#contracts';
import { buildDistrictModel } from '../network/build-district-model.ts';
import { DEFAULT_PARAMETERS } from '../parameters/parameters.ts';
import { EXAMPLE_END_MS, exampleEvent, exampleInput } from '../verification/example-input.ts';
import { createGridDistrict } from '../verification/grid-district.ts';
import { crossingRate, runCrossing } from '../verification/run-crossing.ts';
import { createDistrictRun } from './create-district-run.ts';
import type { DistrictRun } from './run-types.ts';

/** From `from` to `until` minutes after the event's end. */
const measure = (from: number, until: number, what: Record<string, unknown>): Measure =>
  measureSchema.parse({
    id: `m-${String(what.type)}`,
    fromMs: EXAMPLE_END_MS + from * 60_000,
    untilMs: EXAMPLE_END_MS + until * 60_000,
    ...what,
  });
const always = (what: Record<string, unknown>): Measure => measure(-60, 300, what);

const grid = buildDistrictModel(createGridDistrict({ blocks: 5, residents: 0, workers: 0 }));
function leaveGrid(measures: readonly Measure[], people = 4000, seconds = 3600): DistrictRun {
  const run = createDistrictRun(
    grid,
    exampleInput({
      startMs: EXAMPLE_END_MS - 900_000,
      events: [exampleEvent(people, 4)],
      measures,
    }),
  );
  run.advanceTo(EXAMPLE_END_MS - 900_000 + seconds * 1000);
  const { people: ledger } = run.ledger();
  expect(ledger.released).toBe(ledger.arrived + ledger.underWay);
  return run;
}

const LEVEL = { facility: 'square', lengthMetres: 30, widthMetres: 4 } as const;

test('a gate in waves passes its capacity for the open part of every cycle, and nobody else', () => {
  const crowd = runCrossing({
    ...LEVEL,
    gateWidthMetres: 3,
    people: 8000,
    measures: [always({ type: 'release-waves', gate: 'gate', openSeconds: 20, cycleSeconds: 60 })],
  });
  const out = (): number => crowd.run.counts.gateOutTotal[0] as number;
  crowd.advanceTo(600);
  let inShut = 0;
  const before = out();
  for (let second = 601; second <= 1200; second += 1) {
    const last = out();
    crowd.advanceTo(second);
    if (second % 60 >= 20) inShut += out() - last;
  }
  expect(inShut).toBe(0);
  // Ten cycles of 20 s at 3 m × 1 person/(m·s); one person of saved credit a cycle.
  expect(Math.abs(out() - before - 600)).toBeLessThanOrEqual(10);
});

test('a barrier passes the flow of its opening; one without opening passes nobody', () => {
  const narrow = runCrossing({
    ...LEVEL,
    gateWidthMetres: 6,
    people: 8000,
    measures: [always({ type: 'place-barrier', link: 'middle', openMetres: 1.5 })],
  });
  const capacity = 1.5 * DEFAULT_PARAMETERS.specificFlowPersonsPerMetreSecond.level;
  const rate = crossingRate(narrow, 300, 900);
  expect(rate).toBeGreaterThan(capacity * 0.97);
  expect(rate).toBeLessThan(capacity * 1.01);
  const shut = runCrossing({
    ...LEVEL,
    gateWidthMetres: 6,
    people: 800,
    measures: [always({ type: 'place-barrier', link: 'middle', openMetres: 0 })],
  });
  shut.advanceTo(900);
  expect(shut.crossed()).toBe(0);
});

test('on a one-way footway nobody steps against the direction any more', () => {
  const open = leaveGrid([]);
  const { walkForwardTotal, walkBackwardTotal } = open.counts;
  const link = walkBackwardTotal.findIndex(
    (n, i) => n > 100 && (walkForwardTotal[i] as number) > 0,
  );
  expect(link).toBeGreaterThanOrEqual(0);
  const name = `walk-${link}`;
  const steered = leaveGrid([
    always({ type: 'one-way-walk-link', link: name, direction: 'forward' }),
  ]);
  expect(steered.counts.walkBackwardTotal[link]).toBe(0);
  expect(steered.events()[0]?.arrived).toBeGreaterThan(3000);
});

test('a held station lets in what it is told to, and nobody at 0', () => {
  const minutes = 40;
  const held = leaveGrid(
    [always({ type: 'hold-station', station: 'station-0', personsPerMinute: 12 })],
    6000,
    minutes * 60,
  );
  const entries = held.counts.stationEntriesTotal[0] as number;
  // A group that the last credit admits may overdraw it.
  expect(entries).toBeLessThanOrEqual(12 * minutes + 12);
  expect(entries).toBeGreaterThan(12 * 15);
  const shut = leaveGrid([
    always({ type: 'hold-station', station: 'station-0', personsPerMinute: 0 }),
  ]);
  expect(shut.counts.stationEntriesTotal[0]).toBeLessThanOrEqual(12);
  expect(leaveGrid([]).counts.stationEntriesTotal[0]).toBeGreaterThan(300);
});

test('of the people told of a station, the asked share goes there', () => {
  const entriesOf = (followPercent: number): readonly number[] => {
    const message = always({ type: 'recommend-station', station: 'station-2', followPercent });
    return [
      ...leaveGrid(followPercent > 0 ? [message] : [], 4000, 5400).counts.stationEntriesTotal,
    ];
  };
  const share = (entries: readonly number[]): number =>
    (entries[2] as number) / entries.reduce((sum, n) => sum + n, 0);
  const without = share(entriesOf(0));
  // Those who do not follow choose as before.
  for (const follow of [50, 100]) {
    const expected = follow / 100 + (1 - follow / 100) * without;
    expect(Math.abs(share(entriesOf(follow)) - expected)).toBeLessThan(0.05);
  }
});

test('a message reaches people who are already walking', () => {
  const message = measure(0, 120, {
    type: 'recommend-station',
    station: 'station-2',
    followPercent: 100,
  });
  const late = leaveGrid([message], 4000, 5400).counts.stationEntriesTotal;
  const without = leaveGrid([], 4000, 5400).counts.stationEntriesTotal;
  expect(late[2]).toBeGreaterThan(1.5 * (without[2] as number));
});

test('a warning empties the way it names, as far as people heed it', () => {
  const open = leaveGrid([], 4000, 5400).counts;
  const total = (counts: DistrictRun['counts'], link: number): number =>
    (counts.walkForwardTotal[link] as number) + (counts.walkBackwardTotal[link] as number);
  let busiest = 0;
  for (let link = 0; link < grid.walk.linkCount; link += 1) {
    if (total(open, link) > total(open, busiest)) busiest = link;
  }
  const warn = (followPercent: number): number =>
    total(
      leaveGrid(
        [always({ type: 'warn-of-link', link: `walk-${busiest}`, followPercent })],
        4000,
        5400,
      ).counts,
      busiest,
    );
  const half = warn(50);
  const all = warn(100);
  expect(half).toBeLessThan(total(open, busiest) * 0.8);
  expect(all).toBeLessThan(total(open, busiest) * 0.1);
});

test('stewards and fences give a two-way footway back the flow that conflicts cost', () => {
  const { counterflowLoss, metresPerSteward } = DEFAULT_PARAMETERS;
  const losses = (measures: readonly Measure[]): readonly number[] => {
    const run = runCrossing({ ...LEVEL, gateWidthMetres: 3, people: 100, measures });
    const { opposite, counterflowLoss: loss, flowPerSecond } = run.walkTable();
    return [opposite[2] as number, loss[2] as number, flowPerSecond[2] as number];
  };
  const [, loss, flow = 0] = losses([]);
  expect(loss).toBe(counterflowLoss);
  const half = { type: 'post-staff', link: 'middle', staff: 1 };
  expect(losses([always(half)])[1]).toBeCloseTo(counterflowLoss * (1 - metresPerSteward / 30), 12);
  expect(losses([always({ ...half, staff: 2 })])[1]).toBe(0);
  // A fence: no opposite lane, half the width each.
  const fenced = losses([always({ type: 'part-directions', link: 'middle' })]);
  expect(fenced[0]).toBe(-1);
  expect(fenced[2]).toBeCloseTo(flow / 2, 12);
});

test('zipper crossing: people cross in the walkers’ part of the cycle and vehicles in the rest', () => {
  const cycleSeconds = 60;
  const walkSeconds = 30;
  const crossing = { facility: 'crossing', lengthMetres: 12, widthMetres: 4 } as const;
  const crowd = runCrossing({
    ...crossing,
    gateWidthMetres: 8,
    people: 20_000,
    street: 14,
    // The taxis of this crowd would fill the kerb behind the crossing and hold the street for themselves.
    parameters: { kerbPlaces: 1000 },
    measures: [always({ type: 'crossing-waves', link: 'middle', walkSeconds, cycleSeconds })],
  });
  const people = crossingRate(crowd, 900, 1500);
  const flow = DEFAULT_PARAMETERS.specificFlowPersonsPerMetreSecond.crossing * (4 - 0.4);
  expect(Math.abs(people - (flow * walkSeconds) / cycleSeconds)).toBeLessThan(0.05 * flow);
  const before = crowd.vehicles();
  crowd.advanceTo(2100);
  // Vehicles wait until the last person is over: 12 m at 1.2 m/s.
  const open = (cycleSeconds - walkSeconds - 10) / cycleSeconds;
  const vehicles = (crowd.vehicles() - before) / 600;
  expect(Math.abs(vehicles - open)).toBeLessThan(0.05);
});
