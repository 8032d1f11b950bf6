import { describe, expect, it } from 'vitest';
import { DEFAULT_PARAMETERS } from '../parameters/parameters.ts';
import type { TransitDemand } from '../transit/index.ts';
import {
  COUPLED_START_MS,
  type CoupledDistrict,
  createCoupledDistrict,
  createCoupledLine,
} from './coupled-district.ts';
import { coupledLedger, ledgerGaps } from './coupled-ledger.ts';

const MINUTE = 60_000;
const CAPACITY = 240;
const SMALL_TRAINS = { capacityPersons: CAPACITY, seats: 60, doors: 8 };
/** People of the line who board at S0 and S1 too and ride through. */
const OTHERS: TransitDemand = {
  from: [0, 2, 3, 1],
  to: [3, 0, 1, 3],
  fromSecond: [21 * 3600, 21 * 3600, 21 * 3600, 21 * 3600],
  untilSecond: [24 * 3600, 24 * 3600, 24 * 3600, 24 * 3600],
  persons: [900, 700, 800, 600],
};

function advance({ run }: CoupledDistrict, minutes: number): void {
  run.advanceTo(COUPLED_START_MS + minutes * MINUTE);
}

function everyMinute(district: CoupledDistrict, minutes: number, look: () => void): void {
  for (let minute = 1; minute <= minutes; minute += 1) {
    advance(district, minute);
    look();
  }
}

/** Everything of both: an FNV-1a hash of each buffer of the saved state. */
function bytesOf({ run }: CoupledDistrict): Map<string, number> {
  return new Map(
    [...run.save().buffers].map(([name, buffer]) => [
      name,
      new Uint8Array(buffer).reduce(
        (hash, byte) => Math.imul(hash ^ byte, 16_777_619),
        buffer.byteLength | 0,
      ),
    ]),
  );
}

describe('a district with trains behind its doors', () => {
  it('keeps everybody in one ledger in every minute, and no train above its capacity', () => {
    for (const demand of [undefined, OTHERS]) {
      const district = createCoupledDistrict({
        attendance: 9_000,
        line: createCoupledLine(SMALL_TRAINS),
        ...(demand && { demand }),
      });
      const { run, metro } = district;
      everyMinute(district, 50, () => {
        const ledger = coupledLedger(run, metro);
        expect(ledgerGaps(ledger)).toEqual([0, 0]);
        const { handed, inside, byTrain, walkedOut } = metro.count();
        expect(handed).toBe(inside + byTrain + walkedOut);
        expect(Math.max(...metro.run.state.trainLoad)).toBeLessThanOrEqual(CAPACITY);
        const { vehicles } = run.ledger();
        expect(vehicles.released).toBe(vehicles.arrived + vehicles.underWay);
      });
      const { byTrain, others } = metro.count();
      expect(byTrain).toBeGreaterThan(1_000);
      expect(others > 0).toBe(demand !== undefined);
      expect(metro.run.state.stopLeftBehind.some((people) => people > 0)).toBe(true);
    }
  });

  it('lets go of a person when a train has taken one, exactly, where nobody else boards', () => {
    const district = createCoupledDistrict({ attendance: 5_000 });
    const { metro, run } = district;
    everyMinute(district, 45, () => {
      const { state, model } = metro.run;
      let boarded = 0;
      let passed = 0;
      state.stopBoarded.forEach((people, stop) => {
        if ((model.stopStation[stop] as number) < 2) boarded += people;
      });
      state.entranceEntered.forEach((people, entrance) => {
        if ((model.entranceStation[entrance] as number) < 2) passed += people;
      });
      expect(metro.count().byTrain).toBe(boarded);
      expect(metro.count().handed).toBe(passed);
      const entries = run.counts.stationEntriesTotal;
      expect((entries[0] ?? 0) + (entries[1] ?? 0)).toBe(passed);
    });
    expect(metro.count().byTrain).toBeGreaterThan(1_000);
    // What has come out at the far stations came in at the district's.
    const left = metro.run.state.entranceLeft.reduce((sum, people) => sum + people, 0);
    expect(left).toBeGreaterThan(500);
  });

  it('holds people as long as trains are full, which a station without lines does not', () => {
    const places = 120;
    const full = createCoupledDistrict({
      attendance: 9_000,
      line: createCoupledLine({ ...SMALL_TRAINS, capacityPersons: places }),
    });
    const wide = createCoupledDistrict({ attendance: 9_000 });
    for (const district of [full, wide]) advance(district, 30);
    const waiting = ({ run }: CoupledDistrict): number =>
      (run.counts.stationWaiting[0] ?? 0) + (run.counts.stationWaiting[1] ?? 0);
    // Seven departures in half an hour from S0, and from S1 in each of two directions.
    expect(full.metro.count().byTrain).toBeLessThanOrEqual(3 * 7 * places);
    expect(wide.metro.count().byTrain).toBeGreaterThan(full.metro.count().byTrain);
    expect(waiting(full)).toBeGreaterThan(waiting(wide) + 2 * places);
  });

  it('leaves those whom the last train left behind in front of the station, not gone', () => {
    const district = createCoupledDistrict({
      attendance: 9_000,
      // The last departures are at 22:05.
      line: createCoupledLine({ ...SMALL_TRAINS, capacityPersons: 120 }, 22 * 3600 + 600),
    });
    const { run, metro } = district;
    everyMinute(district, 60, () => expect(ledgerGaps(coupledLedger(run, metro))).toEqual([0, 0]));
    const { walkedOut, inside, outside, byTrain, handed } = metro.count();
    expect(walkedOut).toBeGreaterThan(50);
    expect([inside, outside >= walkedOut]).toEqual([0, true]);
    expect(handed).toBe(byTrain + walkedOut);
    const stranded = metro.run.state.stationStranded;
    expect(walkedOut).toBe((stranded[0] ?? 0) + (stranded[1] ?? 0));
    const waiting = run.counts.stationWaiting;
    expect((waiting[0] ?? 0) + (waiting[1] ?? 0)).toBe(outside);
  });

  it('gives the same bytes for a seed, others for another', () => {
    const options = { attendance: 4_000, demand: OTHERS };
    const runs = [1, 1, 2].map((seed) => createCoupledDistrict({ ...options, seed }));
    for (const run of runs) advance(run, 25);
    const [first, same, other] = runs.map(bytesOf);
    expect(same).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('goes on from a saved state as if it had never been saved', () => {
    const options = {
      attendance: 4_000,
      demand: OTHERS,
      // The district's rate of the entrances is the least, so that its credits matter.
      line: createCoupledLine(SMALL_TRAINS),
      input: { parameters: { ...DEFAULT_PARAMETERS, stationCapacityFactor: 0.25 } },
    };
    const straight = createCoupledDistrict(options);
    advance(straight, 20);
    const state = straight.run.save();
    advance(straight, 35);
    const restored = createCoupledDistrict(options);
    restored.run.restore(state);
    advance(restored, 35);
    expect(bytesOf(restored)).toEqual(bytesOf(straight));
    // Back in time in the same run, too.
    straight.run.restore(state);
    expect(ledgerGaps(coupledLedger(straight.run, straight.metro))).toEqual([0, 0]);
    advance(straight, 35);
    expect(bytesOf(straight)).toEqual(bytesOf(restored));
  });
});
