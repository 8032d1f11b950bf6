/** The fixture cities' networks: one of everything. */
import { districtNetworksSchema, NETWORKS_VERSION } from '#contracts';
import { FIXTURE } from './fixture-names.ts';

/** Measured throughout, so that a value's kind depends on the clock alone. */
export const FIXTURE_NETWORKS = () =>
  districtNetworksSchema.parse({
    version: NETWORKS_VERSION,
    street: {
      nodes: [
        { point: [0, 0], gateway: true },
        { point: [300, 0], gateway: true },
      ],
      links: [
        {
          ...{ id: 'street-1', from: 0, to: 1, lengthMetres: 300, lanes: 2 },
          ...{
            freeSpeedMetresPerSecond: 13.9,
            capacityVehiclesPerHour: 3600,
            roadClass: 'primary',
          },
          ...{
            name: { zh: '零陵路', en: 'Lingling Road' },
            line: [
              [0, 0],
              [300, 0],
            ],
            kind: 'measured',
          },
        },
      ],
      forbiddenTurns: [],
      signals: [
        {
          ...{ id: 'signal-1', node: 1, cycleSeconds: 90, offsetSeconds: 0, kind: 'measured' },
          phases: [{ greenSeconds: 85, intergreenSeconds: 5, links: [0] }],
        },
      ],
    },
    walk: {
      nodes: [
        { point: [0, 10], residents: 10, workers: 5, gateway: true },
        { point: [134, 10], residents: 0, workers: 0, gateway: false },
      ],
      links: [
        {
          ...{
            id: 'walk-1',
            from: 0,
            to: 1,
            lengthMetres: 134,
            widthMetres: 4,
            facility: 'pavement',
          },
          ...{
            oneWay: false,
            name: null,
            line: [
              [0, 10],
              [134, 10],
            ],
            streetLinks: [0],
            kind: 'measured',
          },
        },
      ],
    },
    stations: [
      {
        ...{
          id: 'station-1',
          name: { zh: '体育场站', en: 'Stadium station' },
          lines: ['1'],
          point: [0, 20],
        },
        departureCapacityPersonsPerMinute: { value: 400, kind: 'inferred', source: 'fixture' },
        entrances: [
          {
            id: 'entrance-1',
            name: { zh: '1 口', en: 'Exit 1' },
            node: 0,
            capacityPersonsPerMinute: 100,
          },
        ],
        kind: 'measured',
      },
    ],
    venues: [
      {
        ...{
          id: FIXTURE.venue,
          name: { zh: '体育场', en: 'Stadium' },
          outline: [
            [
              [0, 0],
              [10, 0],
              [10, 10],
            ],
          ],
        },
        capacityPersons: { value: 56_000, kind: 'measured', source: 'fixture' },
        gates: [
          {
            id: FIXTURE.gate,
            name: { zh: 'A 门', en: 'Gate A' },
            node: 1,
            widthMetres: 6,
            kind: 'measured',
          },
        ],
        carParks: [],
      },
    ],
    sensors: [
      { type: 'people-counter', id: 'counter/1', walkLink: 0, kind: 'measured' },
      { type: 'gate-counter', id: 'gate-counter-1', gate: FIXTURE.gate, kind: 'measured' },
      { type: 'station-gates', id: 'station-gates-1', station: 'station-1', kind: 'measured' },
      { type: 'road-detector', id: 'road-1', streetLink: 0, kind: 'measured' },
      { type: 'weather-station', id: 'weather-1', point: [5, 5], kind: 'measured' },
    ],
  });
