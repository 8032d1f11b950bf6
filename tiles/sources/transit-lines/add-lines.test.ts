/** A user's lines join a city: what calls at its stations stays whole, the rest goes, riders are inferred. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalFrame, MEAN_STATION_ENTRIES_PER_DAY } from '#contracts';
import type { SourceCity } from '../source-city.ts';
import { addLines } from './add-lines.ts';

const line = (id: string, stops: readonly string[]) => ({
  ...{ id, name: { zh: id, en: id }, mode: 'metro' },
  vehicle: { capacityPersons: 1000, seats: 100, doors: 20, boarding: 'all-doors' },
  ...{ clearanceSeconds: 60, turnBackSeconds: null, maximumDwellSeconds: 60, dwellSeconds: 20 },
  directions: [
    {
      ...{ id: `${id}-there`, headsign: 'end', loop: false, stops },
      secondsToNext: stops.slice(1).map(() => 120),
      departures: [{ from: '06:00', until: '23:00', headwaySeconds: 300 }],
    },
  ],
});
const file = {
  ...{ version: 1, name: 'town', timeZone: 'Europe/Paris', sources: {} },
  stations: ['A', 'B', 'C', 'X', 'Y'].map((id) => ({
    ...{ id: `line-${id}`, name: { zh: id, en: id }, lonLat: null },
  })),
  lines: [
    line('1', ['line-A', 'line-B', 'line-C']),
    line('2', ['line-C', 'line-B']),
    line('9', ['line-X', 'line-Y']),
  ],
};
const ORIGIN = { lonDegrees: 7.42, latDegrees: 43.73, heightMetres: 0 };
const city = (names: readonly string[], timeZone = 'Europe/Paris'): SourceCity =>
  ({
    ...{ timeZone, sources: [], skipped: [], origin: ORIGIN },
    streets: [
      {
        line: [
          [-100, 20],
          [300, 220],
        ],
      },
    ],
    stations: names.map((name) => ({ id: `osm-${name}`, name: { zh: name, en: name } })),
  }) as unknown as SourceCity;

describe('lines of a user’s city', () => {
  let folder = '';
  let path = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gezi-lines-'));
    path = join(folder, 'lines.json');
    await writeFile(path, JSON.stringify(file));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('keeps lines that call there, whole and renumbered, and leaves out the others', async () => {
    const { transit, sources } = await addLines(city(['A']), { type: 'lines', path });
    const network = transit?.network;
    expect(network?.lines.map(({ id }) => id)).toEqual(['1']);
    expect(network?.stations.map(({ name }) => name.zh)).toEqual(['A', 'B', 'C']);
    expect(network?.patterns[0]?.stops).toEqual([0, 1, 2]);
    // Every reference is inside its list: line 2's stops at B and C went with it.
    expect(network?.stops.map(({ station }) => station)).toEqual([0, 1, 2]);
    expect(network?.services.every(({ profile }) => profile === 0)).toBe(true);
    expect(sources.at(-1)?.kind).toBe('inferred');
  });

  it('infers riders by the lines that meet at a station, a mean station’s in the mean', async () => {
    const { transit } = await addLines(city(['B']), { type: 'lines', path });
    const perDay = transit?.riders.entriesPerDay ?? [];
    expect(transit?.riders.kind).toBe('inferred');
    // A is on one line, B and C on two.
    expect((perDay[1] ?? 0) / (perDay[0] ?? 1)).toBeCloseTo(2, 3);
    const mean = perDay.reduce((sum, entries) => sum + entries, 0) / perDay.length;
    expect(Math.abs(mean - MEAN_STATION_ENTRIES_PER_DAY)).toBeLessThan(1);
  });

  it('takes buses with stops among the streets as bus lines of the streets, not twice', async () => {
    const frame = createLocalFrame(ORIGIN);
    const at = (x: number, y: number) => frame.lonLatFromPoint([x, y]);
    const places = { A: at(-100, 0), B: at(300, 200), C: at(5_000, 0) };
    const stations = Object.entries(places).map(([name, lonLat]) => ({
      ...{ id: `line-${name}`, name: { zh: name, en: name }, lonLat },
    }));
    const bus = { ...line('7', ['line-A', 'line-B', 'line-C']), mode: 'bus' };
    const far = { ...line('8', ['line-B', 'line-C']), mode: 'bus' };
    const busPath = join(folder, 'buses.json');
    const written = { ...file, stations, lines: [bus, far, line('1', ['line-A', 'line-B'])] };
    await writeFile(busPath, JSON.stringify(written));
    const { busLines = [], transit } = await addLines(city(['B']), {
      type: 'lines',
      path: busPath,
    });
    expect(busLines.map(({ id }) => id)).toEqual(['7-there']);
    expect(busLines[0]?.stops.map(({ name }) => name.zh)).toEqual(['A', 'B', 'C']);
    for (const [k, wanted] of [[0, [-100, 0]] as const, [1, [300, 200]] as const]) {
      const [x = 0, y = 0] = busLines[0]?.stops[k]?.point ?? [];
      expect(Math.hypot(x - wanted[0], y - wanted[1])).toBeLessThan(0.1);
    }
    // 6:00 to 23:00, each five minutes.
    expect(busLines[0]?.headwaySeconds?.value).toBe(300);
    expect(busLines[0]?.firstSecond).toBe(21_600);
    expect(busLines[0]?.lastSecond).toBe(82_500);
    // A lines file states what a bus carries; its lines keep their own kind.
    expect(busLines[0]?.capacityPersons?.source).toBe('lines file');
    expect(busLines[0]?.kind).toBe(transit?.network.lines[0]?.kind);
    // One stop among the streets is passing by: it stays behind the station.
    expect(transit?.network.lines.map(({ id }) => id)).toEqual(['8', '1']);
  });

  it('runs a line once that the map has too: the timetable knows its hours', async () => {
    const frame = createLocalFrame(ORIGIN);
    const stations = ['A', 'B'].map((name, at) => ({
      ...{ id: `line-${name}`, name: { zh: name, en: name } },
      lonLat: frame.lonLatFromPoint([-100 + 400 * at, 200 * at]),
    }));
    const busPath = join(folder, 'twice.json');
    const bus = { ...line('7', ['line-A', 'line-B']), mode: 'bus' };
    await writeFile(busPath, JSON.stringify({ ...file, stations, lines: [bus] }));
    const mapped = [bus.name.zh, '9'].map((number) => ({
      ...{ id: `relation/${number}`, number, name: { zh: number, en: number }, stops: [] },
    }));
    const both = { ...city([]), busLines: mapped };
    const { busLines, transit, skipped } = await addLines(both, { type: 'lines', path: busPath });
    expect(busLines?.map(({ id }) => id)).toEqual(['relation/9', '7-there']);
    expect(transit).toBeUndefined();
    expect(skipped).toMatchObject([
      { reason: 'bus line: taken from the timetable instead', count: 1 },
    ]);
  });

  it('takes hours, headway and stops of a GTFS bus as measured, its places as inferred', async () => {
    const frame = createLocalFrame(ORIGIN);
    const feed = await mkdtemp(join(folder, 'gtfs-'));
    const stop = (id: string, x: number, y: number): string => {
      const [lon, lat] = frame.lonLatFromPoint([x, y]);
      return `${id},Stop ${id},${lat},${lon}`;
    };
    const trips = ['06:00', '06:20', '06:30', '07:00'].map((time, at) => ({ id: `t${at}`, time }));
    const tables = {
      'agency.txt': ['agency_name,agency_url,agency_timezone', 'A,http://a.example,Europe/Paris'],
      'stops.txt': [
        'stop_id,stop_name,stop_lat,stop_lon',
        ...[stop('A', -100, 0), stop('B', 300, 200), stop('C', 5000, 0)],
      ],
      'routes.txt': ['route_id,route_short_name,route_type', 'R,12,3'],
      'calendar.txt': [
        'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date',
        'all,1,1,1,1,1,1,1,20260101,20261231',
      ],
      'trips.txt': [
        'route_id,service_id,trip_id,direction_id,trip_headsign',
        ...trips.map(({ id }) => `R,all,${id},0,Menton`),
      ],
      'stop_times.txt': [
        'trip_id,arrival_time,departure_time,stop_id,stop_sequence',
        ...trips.flatMap(({ id, time }) => [
          ...[`${id},${time}:00,${time}:00,A,1`, `${id},${time}:40,${time}:40,B,2`],
          `${id},${time}:59,${time}:59,C,3`,
        ]),
      ],
    };
    for (const [name, rows] of Object.entries(tables)) {
      await writeFile(join(feed, name), `${rows.join('\n')}\n`);
    }
    const { busLines, transit } = await addLines(city([]), { type: 'gtfs', path: feed });
    expect(transit).toBeUndefined();
    expect(busLines).toMatchObject([
      {
        ...{ name: { en: '12 → Menton' }, kind: 'measured', number: '12' },
        stops: [{ id: 'A' }, { id: 'B' }, { id: 'C' }],
        // Four departures within the hour: three gaps.
        headwaySeconds: { value: 1200 },
        ...{ firstSecond: 21_600, lastSecond: 25_200 },
        capacityPersons: { kind: 'inferred' },
      },
    ]);
  });

  it('refuses lines that call nowhere, and those of another clock', async () => {
    await expect(addLines(city(['Q']), { type: 'lines', path })).rejects.toThrow(/no line calls/);
    await expect(addLines(city(['A'], 'Asia/Shanghai'), { type: 'lines', path })).rejects.toThrow(
      /time zone Asia\/Shanghai, got Europe\/Paris/,
    );
  });
});
