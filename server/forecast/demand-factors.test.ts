import { expect, test } from 'vitest';
import {
  createFrames,
  DEFAULT_MODE_SHARES,
  type DistrictNetworks,
  districtNetworksSchema,
  eventPlanSchema,
} from '#contracts';
import { updateDemandFactors } from './demand-factors.ts';

const networks: DistrictNetworks = districtNetworksSchema.parse({
  version: 1,
  street: {
    nodes: [
      { point: [0, 0], gateway: true },
      { point: [500, 0], gateway: true },
    ],
    links: [
      {
        id: 's0',
        from: 0,
        to: 1,
        lengthMetres: 500,
        lanes: 2,
        freeSpeedMetresPerSecond: 14,
        capacityVehiclesPerHour: 3600,
        roadClass: 'primary',
        name: null,
        line: [
          [0, 0],
          [500, 0],
        ],
        kind: 'measured',
      },
    ],
    forbiddenTurns: [],
    signals: [],
  },
  walk: {
    nodes: [0, 134].map((x) => ({ point: [x, 0], residents: 0, workers: 0, gateway: true })),
    links: [
      {
        id: 'w0',
        from: 0,
        to: 1,
        lengthMetres: 134,
        widthMetres: 4,
        facility: 'footway',
        oneWay: false,
        name: null,
        line: [
          [0, 0],
          [134, 0],
        ],
        streetLinks: [],
        kind: 'measured',
      },
    ],
  },
  stations: [],
  venues: [],
  sensors: [
    { type: 'people-counter', id: 'p', walkLink: 0, kind: 'synthetic' },
    { type: 'road-detector', id: 'd', streetLink: 0, kind: 'synthetic' },
  ],
});

// 100 people on 134 m at 1.34 m/s: one passes a cross-section each second, 60 a minute.
const nowcast = createFrames({
  startMs: 0,
  frameCount: 1,
  walkLinkCount: 1,
  streetLinkCount: 1,
  stationCount: 0,
});
nowcast.walkPersons[0] = 100;
nowcast.streetFlowVehiclesPerHour[0] = 1000;

const truth = { walk: 1.4, street: 0.7 };
/** Sensors of a world in which demand is `truth`, while the nowcast was made with `used`. */
const world = (used: { walk: number; street: number }) => (_sensor: string, quantity: string) =>
  quantity === 'flowVehiclesPerHour'
    ? (1000 * truth.street) / used.street
    : (30 * truth.walk) / used.walk;

test('repeated correction comes to the true demand', () => {
  let used = { walk: 1, street: 1 };
  for (let minute = 0; minute < 40; minute += 1) {
    used = updateDemandFactors(networks, nowcast, used, world(used), [], 0);
  }
  // Factors are rounded to a thousandth.
  expect(Math.abs(used.walk - truth.walk)).toBeLessThan(0.003);
  expect(Math.abs(used.street - truth.street)).toBeLessThan(0.003);
});

test('people of an event do not count as background', () => {
  const event = eventPlanSchema.parse({
    id: 'e',
    name: 'e',
    venue: 'v',
    attendance: 1,
    startMs: 100_000_000,
    endMs: 110_000_000,
    endSpreadMinutes: 5,
    modeShares: DEFAULT_MODE_SHARES,
  });
  const used = { walk: 1, street: 1 };
  const during = updateDemandFactors(
    networks,
    nowcast,
    used,
    world(used),
    [event],
    event.endMs + 600_000,
  );
  expect(during.walk).toBe(1);
  expect(during.street).toBeLessThan(1);
});

test('silent sensors change nothing', () => {
  const used = { walk: 1.2, street: 0.9 };
  expect(updateDemandFactors(networks, nowcast, used, () => null, [], 0)).toEqual(used);
});
