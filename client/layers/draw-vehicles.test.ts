import { expect, test } from 'vitest';
import { type DistrictTransit, OCCUPANCY_STATUSES, vehicleIdSchema } from '#contracts';
import { drawVehicles, occupancyShare } from './draw-vehicles.ts';

const NOW = 1_780_000_000_000;
const vehicle = (name: string, secondsAgo: number) => ({
  ...{ id: vehicleIdSchema.parse(`trams/${name}`), source: 'trams', name, line: 'T1' },
  ...{ bearingDegrees: null, speedMetresPerSecond: null, delaySeconds: null },
  ...{ occupancy: null, occupancyPercent: null, timeOf: 'vehicle' as const },
  point: [0, 0] as [number, number],
  timeMs: NOW - secondsAgo * 1000,
});
const transit = (vehicles: DistrictTransit['vehicles']): DistrictTransit => ({
  feeds: [
    {
      ...{ source: 'trams', kind: 'measured', vehiclesOutside: 0, leftOut: 0 },
      status: { state: 'answering', timeMs: NOW },
    },
  ],
  ...{ vehicles, alerts: [], alertsLeftOut: 0 },
});

test('a vehicle is fresh for two minutes, then stale, and gone after five', () => {
  const drawn = drawVehicles(
    transit([vehicle('c', 301), vehicle('b', 299), vehicle('a', 119), vehicle('d', 121)]),
    NOW,
  );
  expect(drawn.vehicles.map(({ name, stale }) => [name, stale])).toEqual([
    ['a', false],
    ['b', true],
    ['d', true],
  ]);
  expect(drawn.gone).toBe(1);
  expect(drawn.vehicles[0]?.kind).toBe('measured');
});

test('statuses fill up in their order, a percentage wins, and nothing said is nothing shown', () => {
  const shares = OCCUPANCY_STATUSES.map((occupancy) =>
    occupancyShare({ occupancy, occupancyPercent: null }),
  );
  expect(shares).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1, 1]);
  expect(occupancyShare({ occupancy: 'EMPTY', occupancyPercent: 130 })).toBe(1);
  expect(occupancyShare({ occupancy: null, occupancyPercent: null })).toBeNull();
});
