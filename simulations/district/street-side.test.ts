import { expect, test } from 'vitest';
import { type Measure, measureSchema } from '#contracts';
import { buildDistrictModel } from '../network/build-district-model.ts';
import { EXAMPLE_END_MS, exampleEvent, exampleInput } from '../verification/example-input.ts';
import { createGridDistrict } from '../verification/grid-district.ts';
import { createDistrictRun } from './create-district-run.ts';
import type { DistrictRun, SignalLight } from './run-types.ts';

const START_MS = EXAMPLE_END_MS - 900_000;
const model = buildDistrictModel(createGridDistrict({ blocks: 5 }));
const { links, signals } = model.networks.street;

const open = (measures: readonly Measure[] = [], seed = 1): DistrictRun =>
  createDistrictRun(
    model,
    exampleInput({ startMs: START_MS, seed, events: [exampleEvent(6000, 4)], measures }),
  );

const close = (link: number, fromSecond: number, untilSecond: number): Measure =>
  measureSchema.parse({
    id: `close-${link}`,
    type: 'close-street',
    link: links[link]?.id,
    fromMs: START_MS + fromSecond * 1000,
    untilMs: START_MS + untilSecond * 1000,
  });

test('every turn of the routes is a way through the junction, and no other', () => {
  const { graph, road, linkCount } = model.street;
  const turns = new Set<string>();
  for (let to = 0; to < graph.vertexCount; to += 1) {
    for (let at = graph.inStart[to] as number; at < (graph.inStart[to + 1] as number); at += 1) {
      const from = graph.inVertex[at] as number;
      if (from < linkCount) turns.add(`${from}>${graph.inLane[at]}`);
    }
  }
  const ways = new Set<string>();
  road.movementFrom.forEach((lane, movement) => {
    ways.add(`${road.laneLink[lane]}>${road.movementToLink[movement]}`);
  });
  expect([...turns].sort()).toEqual([...ways].sort());
});

test('vehicles, seen one by one, are those that are counted; nobody stands in another', () => {
  const run = open();
  const spacing = 7.5;
  let seenAtAll = 0;
  for (let minute = 5; minute <= 35; minute += 5) {
    run.advanceTo(START_MS + minute * 60_000 + 7_000);
    const byLink = new Int32Array(links.length);
    const lanes = new Map<string, number[]>();
    run.forEachVehicle(({ link, laneFromKerb, offsetMetres }) => {
      byLink[link] = (byLink[link] as number) + 1;
      expect(laneFromKerb).toBeGreaterThanOrEqual(0);
      expect(laneFromKerb).toBeLessThan(links[link]?.lanes ?? 0);
      const key = `${link}:${laneFromKerb}`;
      lanes.set(key, [...(lanes.get(key) ?? []), offsetMetres]);
      seenAtAll += 1;
    });
    expect([...byLink]).toEqual([...run.counts.streetVehicles]);
    for (const [key, offsets] of lanes) {
      const length = links[Number(key.split(':')[0])]?.lengthMetres ?? 0;
      // From the line back; those inside the junction stand at the line themselves.
      const onLane = offsets.filter((offset) => offset < length).sort((a, b) => b - a);
      onLane.forEach((offset, at) => {
        expect(offset).toBeGreaterThanOrEqual(0);
        const ahead = onLane[at - 1];
        if (ahead !== undefined && offset > 0) {
          expect(ahead - offset).toBeGreaterThan(spacing - 1e-6);
        }
      });
    }
  }
  expect(seenAtAll).toBeGreaterThan(100);
});

test('lights follow the plan in force: greens, yellow of 3 s, and a green that was lengthened', () => {
  const index = 12;
  const signal = signals[index];
  const north = signal?.phases[0]?.links[0] ?? -1;
  const greenSeconds = (measures: readonly Measure[]): Map<SignalLight, number> => {
    const run = open(measures);
    const seen = new Map<SignalLight, number>();
    for (let second = 1; second <= 900; second += 1) {
      run.advanceTo(START_MS + second * 1000);
      const light = run.lightOf(north);
      seen.set(light, (seen.get(light) ?? 0) + 1);
    }
    return seen;
  };
  // Ten cycles of 90 s: 40 s of green and 5 s between, of which 3 s are yellow.
  const plain = greenSeconds([]);
  expect(Object.fromEntries(plain)).toEqual({ green: 400, yellow: 30, red: 470 });
  const longer = greenSeconds([
    measureSchema.parse({
      id: 'longer',
      type: 'shift-green',
      signal: signal?.id,
      phase: 0,
      seconds: 15,
      fromMs: START_MS - 1,
      untilMs: START_MS + 3_600_000,
    }),
  ]);
  expect(longer.get('green')).toBe(550);
});

test('a street that closes takes nobody more, lets off who is on it, and loses nobody', () => {
  const counted = open();
  counted.advanceTo(START_MS + 900_000);
  const busiest = counted.counts.streetOutTotal.reduce(
    (best, out, link, all) => (out > (all[best] as number) ? link : best),
    0,
  );
  const run = open([close(busiest, 900, 1500)]);
  let passed = 0;
  for (let second = 1; second <= 1800; second += 1) {
    run.advanceTo(START_MS + second * 1000);
    const { vehicles } = run.ledger();
    expect(vehicles.released).toBe(vehicles.arrived + vehicles.underWay);
    // Longer than anybody needs to drive off 200 m past a signal.
    if (second === 1200) {
      expect(run.counts.streetVehicles[busiest]).toBe(0);
      passed = run.counts.streetOutTotal[busiest] as number;
    }
    if (second === 1500) expect(run.counts.streetOutTotal[busiest]).toBe(passed);
  }
  expect(run.counts.streetOutTotal[busiest]).toBeGreaterThan(passed);
});
