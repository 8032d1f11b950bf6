/** A stadium with two gates, a crossing, a pavement and a station: just enough to advise on. For tests. */
import {
  DEFAULT_MODE_SHARES,
  type DistrictNetworks,
  districtNetworksSchema,
  type EventPlan,
  eventPlanSchema,
  type Outcomes,
  outcomesSchema,
} from '#contracts';

const walkLink = (
  id: string,
  from: number,
  to: number,
  x: number,
  facility: string,
  streetLinks: number[],
) => ({
  id,
  from,
  to,
  lengthMetres: 100,
  widthMetres: 4,
  facility,
  oneWay: false,
  name: { zh: id, en: id },
  line: [
    [x, 0],
    [x + 100, 0],
  ],
  streetLinks,
  kind: 'synthetic',
});

export const stadiumNetworks: DistrictNetworks = districtNetworksSchema.parse({
  version: 1,
  street: {
    nodes: [
      { point: [0, 20], gateway: false },
      { point: [300, 20], gateway: true },
    ],
    links: [
      ['s0', 0, 1],
      ['s1', 1, 0],
    ].map(([id, from, to]) => ({
      id,
      from,
      to,
      lengthMetres: 300,
      lanes: 2,
      freeSpeedMetresPerSecond: 14,
      capacityVehiclesPerHour: 3600,
      roadClass: 'primary',
      name: { zh: '体育场路', en: 'Stadium Road' },
      line: [
        [0, 20],
        [300, 20],
      ],
      kind: 'synthetic',
    })),
    forbiddenTurns: [],
    signals: [
      {
        id: 'signal',
        node: 0,
        cycleSeconds: 90,
        offsetSeconds: 0,
        phases: [
          { greenSeconds: 40, intergreenSeconds: 5, links: [1] },
          { greenSeconds: 40, intergreenSeconds: 5, links: [0] },
        ],
        kind: 'synthetic',
      },
    ],
  },
  walk: {
    nodes: [0, 100, 200, 300].map((x) => ({
      point: [x, 0],
      residents: 0,
      workers: 0,
      gateway: x === 300,
    })),
    links: [
      walkLink('pavement', 0, 1, 0, 'pavement', [0, 1]),
      walkLink('crossing', 1, 2, 100, 'crossing', [0, 1]),
      walkLink('footway', 2, 3, 200, 'footway', []),
    ],
  },
  stations: [
    {
      id: 'station',
      name: { zh: '体育场站', en: 'Stadium station' },
      lines: ['1'],
      point: [300, 0],
      departureCapacityPersonsPerMinute: { value: 300, kind: 'inferred', source: 'test' },
      entrances: ['e1', 'e2'].map((id, node) => ({
        id,
        name: { zh: id, en: id },
        node: 2 + node,
        capacityPersonsPerMinute: 150,
      })),
      kind: 'synthetic',
    },
  ],
  venues: [
    {
      id: 'stadium',
      name: { zh: '体育场', en: 'Stadium' },
      outline: [
        [
          [-100, -50],
          [0, -50],
          [0, 50],
          [-100, 50],
        ],
      ],
      capacityPersons: { value: 20_000, kind: 'synthetic', source: 'test' },
      gates: ['g1', 'g2'].map((id, node) => ({
        id,
        name: { zh: id, en: id },
        node,
        widthMetres: 5,
        kind: 'synthetic',
      })),
      carParks: [],
    },
  ],
  sensors: [],
});

export const stadiumEvent: EventPlan = eventPlanSchema.parse({
  id: 'concert',
  name: 'Concert',
  venue: 'stadium',
  attendance: 15_000,
  startMs: 100_000_000,
  endMs: 110_000_000,
  endSpreadMinutes: 4,
  modeShares: DEFAULT_MODE_SHARES,
});

const interval = (median: number) => ({ low: median * 0.9, median, high: median * 1.1 });

export const stadiumOutcomes: Outcomes = outcomesSchema.parse({
  peakDensity: { personsPerSquareMetre: interval(4.6), link: 'pavement', atMs: 110_300_000 },
  minutesAboveFour: interval(12),
  clearingMinutes: interval(35),
  peakStationQueue: { persons: interval(2_500), station: 'station' },
  vehicleDelayHours: interval(40),
  staffNeeded: 8,
  worstPlaces: ['pavement', 'crossing'].map((link) => ({
    link,
    name: link,
    personsPerSquareMetre: interval(4.4),
    atMs: 110_300_000,
  })),
});
