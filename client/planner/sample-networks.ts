/** A district of one footway and one venue, for tests. */
import { type DistrictNetworks, districtNetworksSchema } from '#contracts';

export const sampleNetworks: DistrictNetworks = districtNetworksSchema.parse({
  version: 1,
  street: { nodes: [], links: [], forbiddenTurns: [], signals: [] },
  walk: {
    nodes: [
      { point: [0, 0], residents: 0, workers: 0, gateway: false },
      { point: [10, 0], residents: 0, workers: 0, gateway: false },
    ],
    links: [
      {
        id: 'w,1',
        from: 0,
        to: 1,
        lengthMetres: 10,
        widthMetres: 2,
        facility: 'footway',
        oneWay: false,
        name: { zh: '=路"', en: '' },
        line: [
          [0, 0],
          [10, 0],
        ],
        streetLinks: [],
        kind: 'synthetic',
      },
    ],
  },
  stations: [],
  venues: [
    {
      id: 'v1',
      name: { zh: '体育场', en: 'Stadium' },
      outline: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
        ],
      ],
      capacityPersons: { value: 100, kind: 'measured', source: 'test' },
      gates: [
        { id: 'g1', name: { zh: '门', en: 'Gate' }, node: 0, widthMetres: 2, kind: 'synthetic' },
      ],
      carParks: [],
    },
  ],
  sensors: [],
});
