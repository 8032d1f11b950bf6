import { describe, expect, it } from 'vitest';
import { entranceIdSchema, type Measure, measureIdSchema, stationIdSchema } from '#contracts';
import { EXAMPLE_END_MS } from '../verification/example-input.ts';
import {
  COUPLED_START_MS,
  type CoupledDistrict,
  createCoupledDistrict,
} from './coupled-district.ts';
import { coupledLedger, ledgerGaps } from './coupled-ledger.ts';

const MINUTE = 60_000;
const during = {
  id: measureIdSchema.parse('m'),
  fromMs: COUPLED_START_MS,
  untilMs: COUPLED_START_MS + 180 * MINUTE,
};

function advance({ run }: CoupledDistrict, minutes: number): void {
  run.advanceTo(COUPLED_START_MS + minutes * MINUTE);
}

describe('what planners turn at doors with trains behind them', () => {
  const station = stationIdSchema.parse('station-0');
  const entered = ({ metro }: CoupledDistrict): number => metro.run.state.entranceEntered[0] ?? 0;

  it('a station held at the door takes nobody in, and everybody is still there', () => {
    const hold: Measure = { ...during, type: 'hold-station', station, personsPerMinute: 0 };
    const district = createCoupledDistrict({ attendance: 4_000, measures: [hold] });
    advance(district, 40);
    expect(entered(district)).toBe(0);
    expect(district.run.counts.stationWaiting[0]).toBeGreaterThan(100);
    expect(ledgerGaps(coupledLedger(district.run, district.metro))).toEqual([0, 0]);
  });

  it('a metered door passes its rate', () => {
    const hold: Measure = { ...during, type: 'hold-station', station, personsPerMinute: 30 };
    const district = createCoupledDistrict({ attendance: 9_000, measures: [hold] });
    advance(district, 20);
    const before = entered(district);
    advance(district, 40);
    // 30 a minute for 20 minutes; a packet may stand half in at either end.
    expect(entered(district) - before).toBeGreaterThan(0.95 * 600);
    expect(entered(district) - before).toBeLessThan(1.05 * 600);
  });

  it('a metered entrance of the lines does the same', () => {
    const district = createCoupledDistrict({ attendance: 9_000 });
    district.metro.run.setMeasures([
      {
        id: measureIdSchema.parse('meter'),
        type: 'meter-entrance',
        entrance: entranceIdSchema.parse('E0'),
        personsPerMinute: 20,
        fromSecond: 21 * 3600,
        untilSecond: 24 * 3600,
      },
    ]);
    advance(district, 20);
    const before = district.metro.run.state.elementPassed[0] ?? 0;
    advance(district, 40);
    const passed = (district.metro.run.state.elementPassed[0] ?? 0) - before;
    expect(passed).toBeGreaterThan(0.95 * 400);
    expect(passed).toBeLessThan(1.05 * 400);
    // Who does not get in stands in front and is still a walker of the district.
    expect(district.metro.count().outside).toBeGreaterThan(200);
    expect(district.metro.run.queueAt(0)).toBeLessThan(10);
  });

  it('closed entrances take nobody; who stood there goes to the open one', () => {
    const close = (index: number, fromMs: number): Measure => ({
      ...during,
      type: 'close-entrance',
      station,
      entrance: entranceIdSchema.parse(`entrance-0-${index}`),
      fromMs,
    });
    const hold: Measure = { ...during, type: 'hold-station', station, personsPerMinute: 30 };
    const both = createCoupledDistrict({
      attendance: 9_000,
      measures: [hold, ...[0, 1].map((index) => close(index, EXAMPLE_END_MS + 10 * MINUTE))],
    });
    advance(both, 21);
    // Held at the door, so that people stand there when it closes.
    expect(both.metro.count().outside).toBeGreaterThan(100);
    const before = entered(both);
    expect(before).toBeGreaterThan(100);
    advance(both, 40);
    expect(entered(both)).toBe(before);
    expect(ledgerGaps(coupledLedger(both.run, both.metro))).toEqual([0, 0]);
    const one = createCoupledDistrict({
      attendance: 9_000,
      measures: [hold, close(0, EXAMPLE_END_MS + 10 * MINUTE)],
    });
    advance(one, 40);
    expect(entered(one)).toBeGreaterThan(before + 100);
  });
});
