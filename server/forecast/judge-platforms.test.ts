import { expect, test } from 'vitest';
import { type CityTransit, stationIdSchema, type TransitFrames } from '#contracts';
import { stadiumNetworks } from '../advise/sample-stadium.ts';
import { judgePlatforms } from './judge-platforms.ts';

const [station] = stadiumNetworks.stations;
const platform = (id: string, areaSquareMetres: number | null) => ({
  ...{ id, station: 0, areaSquareMetres },
});
const transit = {
  network: {
    stations: [{ id: stationIdSchema.parse('lines-own'), name: station?.name, lonLat: null }],
    platforms: [platform('wide', 1000), platform('narrow', 100), platform('unknown', null)],
  },
} as unknown as CityTransit;
const judge = (persons: readonly number[]) =>
  judgePlatforms(stadiumNetworks, transit, {
    ...{ startMs: 0, frameCount: persons.length / 3 },
    platforms: ['wide', 'narrow', 'unknown'],
    platformPersons: Uint32Array.from(persons),
  } as unknown as TransitFrames);

test('the densest platform of a station tells, now or at its worst; an unknown area tells nothing', () => {
  expect(judge([500, 390, 9000, 0, 0, 0]).now).toMatchObject([
    { type: 'platform', station: station?.id, personsPerSquareMetre: 3.9, atMs: 0 },
  ]);
  expect(judge([100, 10, 9000, 100, 300, 9000]).ahead).toMatchObject([
    { personsPerSquareMetre: 3, atMs: 60_000 },
  ]);
  expect(judge([100, 10, 9000, 100, 10, 9000])).toEqual({ now: [], ahead: [] });
});
