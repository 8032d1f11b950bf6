import { describe, expect, it } from 'vitest';
import { type CityTransit, type Measure, measureSchema, stationIdSchema } from '#contracts';
import type { RunInput } from '../district/run-types.ts';
import { combineMembers, runEnsemble, runEnsembleMember } from '../ensemble/run-ensemble.ts';
import { buildDistrictModel } from '../network/build-district-model.ts';
import { EXAMPLE_END_MS, exampleEvent, exampleInput } from '../verification/example-input.ts';
import { createGridDistrict } from '../verification/grid-district.ts';
import { createCoupledLine } from './coupled-district.ts';
import { coupledLedger, ledgerGaps } from './coupled-ledger.ts';
import { createLinedRun } from './create-lined-run.ts';
import { prepareDistrictLines } from './prepare-lines.ts';

const MINUTE = 60_000;
/** A line for a town, so that a crowd of thousands fills its trains. */
const city = (untilSecond = 25 * 3600): CityTransit => ({
  network: createCoupledLine({ capacityPersons: 300, seats: 60 }, untilSecond).network,
  riders: {
    entriesPerDay: [6_000, 6_000, 6_000, 6_000],
    kind: 'synthetic',
    rule: { zh: '测试', en: 'test' },
  },
});
const model = buildDistrictModel(createGridDistrict());
const linesOf = (transit: CityTransit) => {
  const lines = prepareDistrictLines(model, transit);
  if (!lines) throw new Error('expected lines');
  return lines;
};
const inputWith = (measures: readonly Measure[], change: Partial<RunInput> = {}): RunInput => ({
  ...exampleInput({
    startMs: EXAMPLE_END_MS - 10 * MINUTE,
    seed: 1,
    measures,
    events: [exampleEvent(6_000, 5)],
  }),
  ...change,
});
const during = {
  id: 'm',
  fromMs: EXAMPLE_END_MS - 5 * MINUTE,
  untilMs: EXAMPLE_END_MS + 40 * MINUTE,
};
const measure = (fields: object): Measure => measureSchema.parse({ ...during, ...fields });
const request = (measures: readonly Measure[] = [], frameCount = 61) => ({
  input: inputWith(measures),
  members: 1,
  warmupSeconds: 300,
  frameCount,
});
const run = (lines: ReturnType<typeof linesOf>, measures: readonly Measure[] = []) => {
  const result = runEnsemble(model, request(measures), {}, { lines });
  if (result.state !== 'done') throw new Error('cancelled');
  return result;
};
const leftBehind = (result: ReturnType<typeof run>): number =>
  result.memberOutcomes[0]?.leftBehind ?? Number.NaN;

describe('an ensemble with lines behind the doors', () => {
  const lines = linesOf(city());
  const base = run(lines);

  it('tells trains, platforms and whom trains leave behind', () => {
    const { transitFrames: frames, outcomes } = base;
    if (!frames) throw new Error('expected frames of the lines');
    expect(leftBehind(base)).toBeGreaterThan(200);
    expect(outcomes.transit?.worstStop?.leftBehind.median).toBeGreaterThan(100);
    expect(frames.frameCount).toBe(61);
    // Counts at the stops add up to the member's figure: one member is its own median.
    const last = frames.stopLeftBehind.subarray(60 * frames.stops.length);
    expect(last.reduce((a, b) => a + b, 0)).toBe(leftBehind(base));
    for (let at = 0; at < frames.trainNumber.length; at += 1) {
      expect(frames.trainAboard[at]).toBeLessThanOrEqual(300);
      expect((frames.trainPosition[at] ?? 0) / 256).toBeLessThan(4);
    }
    // A train never goes back: by number, positions rise from frame to frame.
    const seen = new Map<number, number>();
    for (let frame = 0; frame < frames.frameCount; frame += 1) {
      const end = frames.trainStart[frame + 1] ?? 0;
      for (let at = frames.trainStart[frame] ?? 0; at < end; at += 1) {
        const train = frames.trainNumber[at] ?? 0;
        const position = frames.trainPosition[at] ?? 0;
        expect(position).toBeGreaterThanOrEqual(seen.get(train) ?? 0);
        seen.set(train, position);
      }
    }
    expect(seen.size).toBeGreaterThan(10);
  });

  it('is the same from one member alone, and for the same seed', () => {
    const alone = runEnsembleMember(model, request(), 0, () => false, { lines });
    if (!alone) throw new Error('cancelled');
    const combined = combineMembers(model, request(), [alone], { lines });
    expect(combined.transitFrames).toEqual(base.transitFrames);
    expect(combined.outcomes).toEqual(base.outcomes);
  });

  it('leaves fewer behind with more trains, more with fewer, none at a station passed', () => {
    const pattern = lines.transit.network.patterns[0]?.id ?? '';
    const back = lines.transit.network.patterns[1]?.id ?? '';
    const station = stationIdSchema.parse('station-1');
    const fresh = [pattern, back].map((each) =>
      measure({ type: 'add-trains', pattern: each, trains: 12, from: station }),
    );
    const few = [pattern, back].map((each) =>
      measure({ type: 'set-headway', pattern: each, headwaySeconds: 1200 }),
    );
    expect(leftBehind(run(lines, fresh))).toBeLessThan(0.8 * leftBehind(base));
    expect(leftBehind(run(lines, few))).toBeGreaterThan(1.2 * leftBehind(base));
    // The district's own word for it: as many trains as carry so many a minute.
    const asked = measure({ type: 'extra-trains', station, personsPerMinute: 80 });
    expect(leftBehind(run(lines, [asked]))).toBeLessThan(leftBehind(base));
    const passed = run(lines, [measure({ type: 'skip-station', station, line: null })]);
    expect(passed.outcomes.peakStationQueue.persons.median).toBeGreaterThan(
      base.outcomes.peakStationQueue.persons.median,
    );
  });

  it('says who stands without a train when the last one has gone', () => {
    const early = linesOf(city(22 * 3600 + 600));
    expect(base.outcomes.transit?.withoutTrain.high).toBe(0);
    expect(run(early).outcomes.transit?.withoutTrain.median).toBeGreaterThan(500);
  });

  it('has trains again on the next service day, and everybody still in one place', () => {
    const startMs = EXAMPLE_END_MS + 4 * 3600_000 + 50 * MINUTE; // 2:50 at night
    const morning = (until: number, from: number): CityTransit => {
      const whole = city();
      const services = whole.network.services.map((service) => ({
        ...service,
        fromSecond: from,
        untilSecond: until,
      }));
      return { ...whole, network: { ...whole.network, services } };
    };
    const early = linesOf(morning(25 * 3600, 4 * 3600));
    const input = inputWith([], { startMs, events: [exampleEvent(0, 5)] });
    const { run: district, metro } = createLinedRun(model, input, early);
    for (let minute = 10; minute <= 240; minute += 10) {
      district.advanceTo(startMs + minute * MINUTE);
      expect(ledgerGaps(coupledLedger(district, metro))).toEqual([0, 0]);
    }
    // 6:50: an hour of the background's first walkers to the station.
    expect(metro.count().daysOver).toBe(1);
    expect(metro.count().byTrain).toBeGreaterThan(0);
  });

  it('keeps everybody when trains are added under way', () => {
    const { run: district, metro } = createLinedRun(model, inputWith([]), lines);
    district.advanceTo(EXAMPLE_END_MS + 5 * MINUTE);
    const pattern = lines.transit.network.patterns[0]?.id ?? '';
    const more = measure({ type: 'add-trains', pattern, trains: 6, from: 'station-1' });
    district.change({ measures: [more] });
    for (let minute = 6; minute < 40; minute += 1) {
      district.advanceTo(EXAMPLE_END_MS + minute * MINUTE);
      expect(ledgerGaps(coupledLedger(district, metro))).toEqual([0, 0]);
    }
    const extra = metro.run.state.tripExtra.reduce((sum, each) => sum + each, 0);
    expect(extra).toBeGreaterThan(3);
  });
});

it('a metered entrance lets in what it is metered to, with lines and without', () => {
  const entrances = model.networks.stations[1]?.entrances ?? [];
  const measures = entrances.map(({ id: entrance }) =>
    measure({ type: 'meter-entrance', station: 'station-1', entrance, personsPerMinute: 20 }),
  );
  for (const lines of [linesOf(city()), null]) {
    const result = runEnsemble(model, request(measures, 41), {}, { lines });
    const free = runEnsemble(model, request([], 41), {}, { lines });
    if (result.state !== 'done' || free.state !== 'done') throw new Error('cancelled');
    expect(result.outcomes.peakStationQueue.persons.median).toBeGreaterThan(
      free.outcomes.peakStationQueue.persons.median,
    );
  }
});

it('no lines where no station is matched', () => {
  const { network, riders } = city();
  const foreign = {
    ...network,
    stations: network.stations.map((station, index) => ({
      ...station,
      id: stationIdSchema.parse(`far-${index}`),
      name: { zh: `远 ${index}`, en: `Far ${index}` },
    })),
  };
  expect(prepareDistrictLines(model, { network: foreign, riders })).toBeNull();
});
