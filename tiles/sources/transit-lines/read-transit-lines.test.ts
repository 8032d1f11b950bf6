import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type TransitNetwork, transitNetworkSchema } from '#contracts';
import { readTransitLines } from './read-transit-lines.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const LINES = join(ROOT, 'data/reference-district/transit/lines-1-4-11.json');
const SODA = resolve(ROOT, '../shared/data/shanghai-metro-soda2015');

describe('lines 1, 4 and 11', () => {
  let network: TransitNetwork;
  beforeAll(async () => {
    network = await readTransitLines(LINES);
  });

  it('is a network of the city’s vocabulary', () => {
    expect(transitNetworkSchema.safeParse(network).success).toBe(true);
    expect(network.stations).toHaveLength(86);
    expect(network.patterns.map(({ stops }) => stops.length)).toEqual([
      28, 28, 26, 26, 29, 29, 33, 33,
    ]);
  });

  it('joins lines in one station: two platforms at 徐家汇, a change between them', () => {
    const at = network.stations.findIndex(({ name }) => name.zh === '徐家汇');
    const platforms = network.platforms.flatMap(({ station }, index) =>
      station === at ? [index] : [],
    );
    expect(platforms).toHaveLength(2);
    const changes = network.ways.filter(
      (way) => way.type === 'change' && platforms.includes(way.from),
    );
    expect(changes).toHaveLength(2);
  });

  const diagrams = [
    ['1-north', '2014_10_30_11_38_24', '000138'],
    ['1-south', '2014_10_30_11_38_24', '000111'],
    ['4-clockwise', '2014_12_31_11_20_30', '000402'],
    ['4-counter-clockwise', '2014_12_31_11_20_30', '040402'],
    ['11-south', '2015_4_2_10_31_39', '041160'],
    ['11-north', '2015_4_2_10_31_39', '021131'],
    ['11-branch-north', '2015_4_2_10_31_39', '011114'],
  ] as const;
  const there = existsSync(SODA);
  if (!there) console.log('skipped: no reference data shanghai-metro-soda2015 (../shared/data)');

  it.runIf(there).each(diagrams)(
    '%s has the published times of its last train',
    (id, drawing, to) => {
      const rows = (file: string) =>
        z
          .array(z.record(z.string(), z.string()))
          .parse(parse(readFileSync(join(SODA, file)), { columns: true, bom: true, trim: true }));
      const names = new Map(rows('station_base.csv').map((row) => [row.ST_NO, row.ST_NAME]));
      const published = new Map(
        rows('first_last_train_timetable.csv')
          .filter((row) => row.DRAWING_NO === drawing && row.DESTINATION === to)
          .map((row) => [names.get(row.ST_NO?.slice(-4)) ?? '', Number(row.LAST_T_TIME)]),
      );
      const pattern = network.patterns.findIndex((candidate) => candidate.id === id);
      const profileAt = network.profiles.findIndex((profile) => profile.pattern === pattern);
      const last = network.trips.find(({ profile }) => profile === profileAt);
      const compared = network.patterns[pattern]?.stops.flatMap((stop, at) => {
        const zh = network.stations[network.stops[stop]?.station ?? 0]?.name.zh ?? '';
        const time = published.get(zh);
        if (time === undefined || Number.isNaN(time)) return [];
        const departure = network.profiles[profileAt]?.departureSeconds[at] ?? 0;
        return [(last?.startSecond ?? 0) + departure - time];
      });
      expect(compared?.length).toBeGreaterThan(20);
      // Whole seconds, nothing rounded: equal.
      expect(new Set(compared)).toEqual(new Set([0]));
    },
  );
});

it('refuses a lines file with its place', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lines-'));
  const broken = async (change: (file: Record<string, unknown>) => unknown): Promise<string> => {
    const file = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(LINES, 'utf8')));
    const path = join(folder, 'lines.json');
    await writeFile(path, JSON.stringify(change(file)));
    return readTransitLines(path).then(
      () => 'taken',
      (error: unknown) => String(error),
    );
  };
  expect(await broken((file) => ({ ...file, version: 2 }))).toMatch(/version/);
  expect(await broken((file) => ({ ...file, stations: [] }))).toMatch(/there is no station/);
  const lines = z.array(z.record(z.string(), z.unknown()));
  const first = (file: Record<string, unknown>, change: Record<string, unknown>) => {
    const [line = {}, ...others] = lines.parse(file.lines);
    const [direction = {}] = lines.parse(line.directions);
    return { ...file, lines: [{ ...line, directions: [{ ...direction, ...change }] }, ...others] };
  };
  expect(await broken((file) => first(file, { secondsToNext: [100] }))).toMatch(
    /expected 27 times between its stops, got 1/,
  );
  const backwards = [
    { from: '20:00', until: '21:00', headwaySeconds: 300 },
    { from: '19:00', until: '20:30', headwaySeconds: 300 },
  ];
  expect(await broken((file) => first(file, { departures: backwards }))).toMatch(
    /departures must follow each other in time/,
  );
});
