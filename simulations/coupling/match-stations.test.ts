import { describe, expect, it } from 'vitest';
import { entranceIdSchema, stationIdSchema } from '#contracts';
import { createDistrictRun } from '../district/create-district-run.ts';
import { createEntityPool } from '../kernel/entity-pool.ts';
import { createWaitingLists } from '../kernel/waiting-lists.ts';
import { buildDistrictModel } from '../network/build-district-model.ts';
import { buildTransitModel } from '../transit/index.ts';
import { createSmallTransit } from '../transit/verification/small-transit.ts';
import { exampleInput } from '../verification/example-input.ts';
import { createGridDistrict } from '../verification/grid-district.ts';
import { COUPLED_START_MS, createCoupledDistrict, createCoupledLine } from './coupled-district.ts';
import { createTransitStations } from './create-transit-stations.ts';
import { matchStations } from './match-stations.ts';
import { takePeople } from './take-people.ts';

const district = buildDistrictModel(createGridDistrict());

describe('which station stands behind which', () => {
  it('finds stations by id and all entrances of a station told as one', () => {
    const match = matchStations(district, createCoupledLine());
    expect([...match.transitStation]).toEqual([0, 1, -1, -1]);
    expect([...match.transitEntrance]).toEqual([0, 0, 1, 1, -1, -1, -1, -1]);
    // The grid's stations are on line 1, the small line is called L.
    expect(match.missingLines).toEqual([
      { station: 'station-0', lines: ['1'] },
      { station: 'station-1', lines: ['1'] },
    ]);
  });

  it('finds by Chinese name and exit label, and refuses what fits twice or not at all', () => {
    const network = createSmallTransit({ stations: 2 });
    const named = (zh: string, count: number, ids: readonly string[]) =>
      buildTransitModel({
        ...network,
        stations: network.stations.map((station, index) =>
          index < count ? { ...station, name: { zh, en: zh } } : station,
        ),
        entrances: ids.map((id, index) => ({
          id: entranceIdSchema.parse(id),
          name: { zh: id, en: id },
          station: index < 2 ? 0 : 1,
          personsPerMinute: null,
          walkSeconds: 0,
          share: 1,
        })),
        ways: ids.flatMap((_, entrance) => [
          { type: 'in', entrance, platform: entrance < 2 ? 0 : 1, elements: [] },
          { type: 'out', entrance, platform: entrance < 2 ? 0 : 1, elements: [] },
        ]),
      });
    const grid = createGridDistrict();
    const [first] = grid.stations;
    if (!first) throw new Error('the grid has stations');
    const one = buildDistrictModel({
      ...grid,
      stations: [{ ...first, id: stationIdSchema.parse('x'), name: { zh: '甲站', en: 'A' } }],
    });
    const fits = matchStations(one, named('甲站', 1, ['甲/1', '甲/0', '乙/0']));
    expect([...fits.transitStation]).toEqual([0]);
    expect([...fits.transitEntrance]).toEqual([1, 0]);
    expect(() => matchStations(one, named('甲站', 2, ['甲/1', '甲/0', '乙/0']))).toThrow(
      /fits 2 stations/,
    );
    expect(() => matchStations(one, named('甲站', 1, ['甲/7', '甲/8', '乙/0']))).toThrow(
      /entrance 'entrance-0-0' fits none of '甲\/7', '甲\/8'/,
    );
  });

  it('refuses another time zone, and a second district on the same lines', () => {
    const transit = createCoupledLine();
    const options = { transit, startMs: COUPLED_START_MS, seed: 1 };
    expect(() => createTransitStations({ ...options, timeZone: 'Europe/Berlin' })).toThrow(
      /one clock/,
    );
    const metro = createTransitStations({ ...options, timeZone: 'Asia/Shanghai' });
    expect(() => metro.match()).toThrow(/district run first/);
    const input = exampleInput({ startMs: COUPLED_START_MS, events: [] });
    createDistrictRun(district, input, { stations: metro.stations });
    expect(() => createDistrictRun(district, input, { stations: metro.stations })).toThrow(
      /make another/,
    );
  });

  it('counts a run that starts after midnight to the service day before', () => {
    const start = (time: string): number =>
      createCoupledDistrict({ attendance: 0, startMs: Date.parse(time) }).metro.run.nowTick;
    // 22:00, 1:00 and 5:00 in Shanghai.
    expect(start('2026-11-22T14:00:00Z')).toBe(22 * 36_000);
    expect(start('2026-11-22T17:00:00Z')).toBe(25 * 36_000);
    expect(start('2026-11-22T21:00:00Z')).toBe(5 * 36_000);
  });
});

describe('people out of a list', () => {
  it('are whole and as many as asked, entities split where need be', () => {
    const pool = createEntityPool();
    const lists = createWaitingLists(1, pool);
    for (const people of [3, 255, 1]) {
      const entity = pool.allocate();
      pool.arrays.people[entity] = people;
      pool.arrays.tag[entity] = people % 7;
      lists.push(0, entity);
    }
    const taken: [number, number][] = [];
    const note = (entity: number): void => {
      taken.push([pool.arrays.people[entity] ?? 0, pool.arrays.tag[entity] ?? 0]);
      pool.free(entity);
    };
    expect(takePeople(lists, 0, pool, 10, note)).toBe(10);
    expect(taken).toEqual([
      [3, 3],
      [7, 255 % 7],
    ]);
    expect(lists.size[0]).toBe(249);
    expect(takePeople(lists, 0, pool, 500, note)).toBe(249);
    expect(lists.size[0]).toBe(0);
    expect(pool.alive()).toBe(0);
    expect(takePeople(lists, 0, pool, 1, note)).toBe(0);
  });
});
