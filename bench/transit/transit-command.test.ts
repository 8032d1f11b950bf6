import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { LINES_FILE } from './open-evening.ts';
import { runTransitCommand, type TransitCommand } from './run-transit-command.ts';

const FEED = {
  'stops.txt':
    'stop_id,stop_name,stop_lat,stop_lon\nA,A,31.1,121.4\nB,B,31.2,121.4\nC,C,31.3,121.4\n',
  'routes.txt': 'route_id,route_short_name,route_type\nX,44,3\n',
  'calendar_dates.txt': 'service_id,date,exception_type\nd,20260105,1\n',
  'trips.txt': 'route_id,service_id,trip_id\nX,d,t1\nX,d,t2\nX,d,back\n',
  'stop_times.txt': `trip_id,arrival_time,departure_time,stop_id,stop_sequence
t1,08:00:00,08:00:00,A,1
t1,08:10:00,08:10:00,B,2
t1,08:20:00,08:20:00,C,3
t2,08:30:00,08:30:00,A,1
t2,08:40:00,08:40:00,B,2
t2,08:50:00,08:50:00,C,3
back,09:00:00,09:00:00,C,1
back,08:00:00,08:00:00,A,2
`,
};

const folderOf = () => mkdtemp(join(tmpdir(), 'transit-'));
async function run(options: Partial<TransitCommand>) {
  const out = await folderOf();
  await runTransitCommand({
    ...{ gtfs: undefined, lines: undefined, date: undefined, od: undefined, measures: undefined },
    ...{ people: 0, fromSecond: 7 * 3600, seconds: 7_200, interval: 1_800, seed: 1, out },
    ...options,
  });
  const table = async (name: string) =>
    z
      .array(z.record(z.string(), z.string()))
      .parse(parse(await readFile(join(out, name)), { columns: true }));
  const summary: unknown = JSON.parse(await readFile(join(out, 'summary.json'), 'utf8'));
  return { summary, trains: await table('trains.csv'), stations: await table('stations.csv') };
}

describe('npm run transit -- run', () => {
  it('runs a GTFS bus that fills up: who does not fit takes the next one', async () => {
    const gtfs = await folderOf();
    for (const [name, text] of Object.entries(FEED)) await writeFile(join(gtfs, name), text);
    const od = join(gtfs, 'od.csv');
    await writeFile(
      od,
      'from,to,from_time,until_time,persons\nA,C,07:30,07:50,100\nB,C,07:30,07:50,20\n',
    );
    const { summary, trains, stations } = await run({ gtfs, od });
    expect(summary).toMatchObject({
      trips: 2,
      entered: 120,
      left: 120,
      // The bus holds 80: 20 stay at A, all 20 at B.
      leftBehind: 40,
      mostAboard: 80,
      findings: [{ reason: 'trip that goes back in time: left out', count: 1 }],
    });
    expect(
      trains.map(({ trip, stop, aboard, left_behind }) => [trip, stop, aboard, left_behind]),
    ).toEqual([
      ['t1', 'A', '80', '20'],
      ['t1', 'B', '80', '20'],
      ['t1', 'C', '0', '0'],
      ['t2', 'A', '20', '0'],
      ['t2', 'B', '40', '0'],
      ['t2', 'C', '0', '0'],
    ]);
    const left = stations.filter(({ station }) => station === 'C').map((row) => row.left);
    expect(left).toEqual(['0', '0', '80', '40']);
    await writeFile(od, 'from,to,from_time,until_time,persons\nA,Z,07:30,07:50,100\n');
    await expect(run({ gtfs, od })).rejects.toThrow(/od\.csv:2: there is no station 'Z'/);
    await writeFile(od, 'from,to,from_time,until_time,persons\nA,C,08:30,07:50,100\n');
    await expect(run({ gtfs, od })).rejects.toThrow(/od\.csv:2: until_time must lie after/);
  });

  it('runs a lines file with measures', async () => {
    const measures = join(await folderOf(), 'measures.json');
    const during = { fromSecond: 61_200, untilSecond: 64_800 };
    await writeFile(
      measures,
      JSON.stringify([
        { id: 'm1', type: 'skip-station', station: 'shanghai-stadium', line: '4', ...during },
        { id: 'm2', type: 'extra-trains', pattern: '4-clockwise', trains: 6, ...during },
      ]),
    );
    const lines = { lines: LINES_FILE, fromSecond: 61_200, seconds: 3_600, people: 5_000 };
    const plain = await run(lines);
    const changed = await run({ ...lines, measures });
    const at = (trains: typeof plain.trains) =>
      trains.filter(({ station }) => station === 'shanghai-stadium');
    expect(at(plain.trains).some(({ boarded }) => boarded !== '0')).toBe(true);
    expect(
      at(changed.trains).every(({ boarded, alighted }) => boarded === '0' && alighted === '0'),
    ).toBe(true);
    const extra = new Set(
      changed.trains.flatMap(({ trip }) => (trip?.startsWith('extra') ? [trip] : [])),
    );
    expect(extra.size).toBe(6);
    await writeFile(measures, '[{"id":"m","type":"wish"}]');
    await expect(run({ ...lines, measures })).rejects.toThrow(/measures\.json/);
  });
});
