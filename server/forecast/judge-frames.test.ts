import { expect, test } from 'vitest';
import { createFrames, type DistrictNetworks, districtNetworksSchema } from '#contracts';
import { judgeFrames } from './judge-frames.ts';

const networks: DistrictNetworks = districtNetworksSchema.parse({
  version: 1,
  street: { nodes: [], links: [], forbiddenTurns: [], signals: [] },
  walk: {
    nodes: [0, 50].map((x) => ({ point: [x, 0], residents: 0, workers: 0, gateway: false })),
    links: ['a', 'b'].map((id) => ({
      id,
      from: 0,
      to: 1,
      lengthMetres: 50,
      widthMetres: 2,
      facility: 'footway',
      oneWay: false,
      name: null,
      line: [
        [0, 0],
        [50, 0],
      ],
      streetLinks: [],
      kind: 'measured',
    })),
  },
  stations: [
    {
      id: 's',
      name: { zh: '站', en: 'S' },
      lines: ['1'],
      point: [0, 0],
      departureCapacityPersonsPerMinute: { value: 100, kind: 'inferred', source: 'test' },
      entrances: [
        { id: 'e', name: { zh: '1 口', en: '1' }, node: 0, capacityPersonsPerMinute: 100 },
      ],
      kind: 'measured',
    },
  ],
  venues: [],
  sensors: [],
});

test('what is crowded now is reported as now, what will be as ahead with its time', () => {
  const frames = createFrames({
    startMs: 6_000_000,
    frameCount: 3,
    walkLinkCount: 2,
    streetLinkCount: 0,
    stationCount: 1,
  });
  // 100 m² each: link a is at 4.5/m² already; link b rises to 5/m² in two minutes.
  frames.walkPersons.set([450, 10, 460, 200, 300, 500]);
  frames.stationWaiting.set([100, 900, 1200]);
  const { now, ahead } = judgeFrames(networks, frames);
  expect(now).toEqual([
    { type: 'density', link: 'a', personsPerSquareMetre: 4.5, atMs: 6_000_000 },
  ]);
  expect(ahead).toEqual([
    { type: 'density', link: 'b', personsPerSquareMetre: 5, atMs: 6_120_000 },
    { type: 'station-queue', station: 's', persons: 1200, limitPersons: 1000, atMs: 6_120_000 },
  ]);
});
