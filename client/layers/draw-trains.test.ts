import { describe, expect, it } from 'vitest';
import type { DistrictNetworks, Point, TransitFrames, TransitNetwork } from '#contracts';
import { stationIdSchema } from '#contracts';
import { comingTrains, drawPlatforms, drawStops, drawTrains } from './draw-trains.ts';
import { layLines } from './lay-lines.ts';

/** A line A – B – C, stations 1 km apart to the east; only B is the district's. */
const network = {
  stations: ['A', 'B', 'C'].map((zh, at) => ({
    id: stationIdSchema.parse(`line-${zh}`),
    name: { zh, en: zh },
    lonLat: [at, 0],
  })),
  platforms: [0, 1, 2].map((station) => ({ id: `p${station}`, station, areaSquareMetres: 500 })),
  stops: [0, 1, 2].map((at) => ({ id: `s${at}`, station: at, platform: at, berths: 1 })),
  lines: [{ name: { zh: '一', en: '1' }, vehicle: { capacityPersons: 1000 } }],
  patterns: [{ id: 'east', line: 0, stops: [0, 1, 2], loop: false, headsign: 'C' }],
} as unknown as TransitNetwork;
const networks = {
  stations: [{ id: 'ours', name: { zh: 'B', en: 'B' }, point: [1000, 0] }],
} as unknown as DistrictNetworks;
const layout = layLines(network, networks, {
  pointFromLonLat: (lon): Point => [lon * 1000, 0],
});
/** One train: a quarter of the way A – B, at B, three quarters of the way B – C. */
const frames: TransitFrames = {
  ...{ startMs: 0, frameCount: 3, member: 0, members: 1 },
  ...{ platforms: ['p1'], stops: ['s1'], entrances: [], patterns: ['east'] },
  platformPersons: Uint32Array.of(100, 600, 2500),
  platformPersonsHigh: Uint32Array.of(120, 700, 2600),
  stopLeftBehind: Uint32Array.of(0, 0, 40),
  stopLeftBehindHigh: Uint32Array.of(0, 0, 50),
  entranceQueue: new Uint32Array(),
  trainStart: Uint32Array.of(0, 1, 2, 3),
  trainNumber: Uint16Array.of(7, 7, 7),
  trainPattern: Uint16Array.of(0, 0, 0),
  trainPosition: Uint16Array.of(64, 256, 448),
  trainAboard: Uint16Array.of(500, 950, 1000),
  trainLeftBehind: Uint16Array.of(0, 0, 40),
};

describe('trains on the ground', () => {
  it('draws each way between stations once, where one of them is the district’s', () => {
    expect(layout.sections).toEqual([
      { line: 0, from: [0, 0], to: [1000, 0] },
      { line: 0, from: [1000, 0], to: [2000, 0] },
    ]);
  });

  it('moves a train evenly from minute to minute, on the right of its way', () => {
    const eastAt = (ms: number): number => drawTrains(layout, frames, ms)[0]?.point?.[0] ?? -1;
    expect(eastAt(0)).toBe(250);
    expect(eastAt(30_000)).toBe(625);
    expect(eastAt(60_000)).toBe(1000);
    expect(eastAt(120_000)).toBe(1750);
    // East is ahead, so right is south.
    expect(drawTrains(layout, frames, 0)[0]?.point?.[1]).toBe(-22);
  });

  it('tells the load and whom the train left behind; nothing beyond the frames', () => {
    expect(drawTrains(layout, frames, 60_000)[0]).toMatchObject({ load: 0.95, leftBehind: 0 });
    expect(drawTrains(layout, frames, 120_000)[0]).toMatchObject({ load: 1, leftBehind: 40 });
    expect(drawTrains(layout, frames, 200_000)).toEqual([]);
    expect(drawTrains(layout, frames, -61_000)).toEqual([]);
  });

  it('tells platforms by their area, stops by who is left', () => {
    expect(drawPlatforms(layout, frames, 120_000)).toEqual([
      { station: 0, lines: [0], persons: 2500, high: 2600, personsPerSquareMetre: 5 },
    ]);
    expect(drawStops(layout, frames, 60_000)).toEqual([
      { pattern: 0, stop: 1, station: 0, soon: 40, ahead: 40 },
    ]);
    expect(drawStops(layout, frames, 120_000)[0]).toMatchObject({ soon: 0, ahead: 0 });
  });

  it('says when the next train comes, how full, and whom it leaves behind', () => {
    expect(comingTrains(layout, frames, 0, 0)).toEqual([
      { pattern: 0, number: 7, minutes: 1, aboard: 950, capacity: 1000, leavesBehind: 40 },
    ]);
    expect(comingTrains(layout, frames, 90_000, 0)).toEqual([]);
  });
});
