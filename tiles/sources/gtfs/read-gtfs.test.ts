import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { transitNetworkSchema } from '#contracts';
import { readGtfs } from './read-gtfs.ts';

/** Two stations with two platforms each, a bus stop; a metro there and back, a bus across. */
const FEED: Readonly<Record<string, string>> = {
  'agency.txt': 'agency_name,agency_url,agency_timezone\nA,http://a.example,Asia/Shanghai\n',
  'stops.txt': `stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station
A,Station A,31.18,121.43,1,
A1,A platform 1,31.18,121.43,0,A
A2,A platform 2,31.18,121.43,0,A
Ax,A exit,31.18,121.431,2,A
B,Station B,31.19,121.44,1,
B1,B platform 1,31.19,121.44,0,B
B2,B platform 2,31.19,121.44,0,B
C,Bus stop C,31.20,121.45,,
`,
  'routes.txt': 'route_id,route_short_name,route_type\nM,1,1\nX,44,3\n',
  'calendar.txt':
    'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n' +
    'week,1,1,1,1,1,0,0,20260105,20260301\nend,0,0,0,0,0,1,1,20260105,20260301\n',
  'trips.txt': `route_id,service_id,trip_id,direction_id,trip_headsign,block_id
M,week,m1,0,B,v1
M,week,m2,1,A,v1
M,week,m3,0,B,
X,week,x1,0,C,
X,end,x2,0,C,
`,
  'stop_times.txt': `trip_id,arrival_time,departure_time,stop_id,stop_sequence
m1,23:58:00,23:58:00,A1,1
m1,24:03:00,24:03:30,B1,2
m2,24:10:00,24:10:00,B2,1
m2,24:15:00,24:15:00,A2,2
m3,23:50:00,23:50:00,A1,1
m3,23:55:00,23:55:00,B1,2
x1,08:00:00,08:00:00,A1,1
x1,,,B1,2
x1,08:20:00,08:20:00,C,5
x2,08:00:00,08:00:00,A1,1
x2,08:20:00,08:20:00,C,2
`,
};

async function writeFeed(change: Readonly<Record<string, string | null>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gtfs-'));
  for (const [name, text] of Object.entries({ ...FEED, ...change })) {
    if (text !== null) await writeFile(join(folder, name), text);
  }
  return folder;
}
const reasonOf = (path: string): Promise<string> =>
  readGtfs(path).then(
    () => 'taken',
    (error: unknown) => String(error),
  );
const addLines = (name: string, lines: string): Record<string, string> => ({
  [name]: `${FEED[name]}${lines}\n`,
});

describe('a whole feed', () => {
  it('becomes a network: the busiest day, stations, patterns, blocks, times after midnight', async () => {
    const { network, date, findings } = await readGtfs(await writeFeed());
    expect(transitNetworkSchema.safeParse(network).success).toBe(true);
    expect(date).toBe('20260105');
    expect(network.timeZone).toBe('Asia/Shanghai');
    expect(network.stations.map(({ id }) => id).sort()).toEqual(['A', 'B', 'C']);
    expect(network.stops.map(({ id }) => id).sort()).toEqual(['A1', 'A2', 'B1', 'B2', 'C']);
    expect(network.entrances.map(({ id }) => id).sort()).toEqual(['Ax', 'B/street', 'C/street']);
    expect(network.patterns).toHaveLength(3);
    expect(network.trips.map(({ id }) => id).sort()).toEqual(['m1', 'm2', 'm3', 'x1']);
    const m1 = network.trips.find(({ id }) => id === 'm1');
    expect(m1).toMatchObject({ startSecond: 86_280, block: 'v1' });
    expect(network.profiles[m1?.profile ?? -1]).toMatchObject({
      arrivalSeconds: [0, 300],
      departureSeconds: [0, 300],
    });
    // The bus passes B with no time of its own: half way between 08:00 and 08:20.
    const x1 = network.profiles[network.trips.find(({ id }) => id === 'x1')?.profile ?? -1];
    expect(x1?.arrivalSeconds).toEqual([0, 600, 1_200]);
    expect(findings).toEqual([
      {
        reason: 'trip with times left open: laid evenly between those given',
        count: 1,
        examples: ["trip 'x1'"],
      },
    ]);
  });

  it('reads the same from a zip, in a folder of it too', async () => {
    const folder = await writeFeed();
    const zipped = join(folder, 'feed.zip');
    const files = Object.entries(FEED).map(([name, text]) => [`feed/${name}`, strToU8(text)]);
    await writeFile(zipped, zipSync(Object.fromEntries(files)));
    const fromZip = await readGtfs(zipped);
    const fromFolder = await readGtfs(folder);
    expect({ ...fromZip.network, name: '' }).toEqual({ ...fromFolder.network, name: '' });
    const bytes = zipSync(Object.fromEntries(files));
    await writeFile(zipped, bytes.subarray(0, bytes.length / 2));
    expect(await reasonOf(zipped)).toMatch(/expected a zip archive/);
  });

  it('takes another day, its exceptions, and headways', async () => {
    const saturday = await readGtfs(await writeFeed(), { date: '20260110' });
    expect(saturday.network.trips.map(({ id }) => id)).toEqual(['x2']);
    const holiday = await writeFeed({
      'calendar_dates.txt': 'service_id,date,exception_type\nweek,20260105,2\nend,20260105,1\n',
      'frequencies.txt': 'trip_id,start_time,end_time,headway_secs\nx2,06:00:00,07:00:00,600\n',
    });
    const { network } = await readGtfs(holiday, { date: '20260105' });
    expect(network.trips).toEqual([]);
    expect(network.services).toEqual([
      { profile: 0, fromSecond: 21_600, untilSecond: 25_200, headwaySeconds: 600 },
    ]);
    await expect(readGtfs(await writeFeed(), { date: '20300101' })).rejects.toThrow(
      /no trip runs on 20300101; 20260105 has 4/,
    );
  });
});

describe('bad input', () => {
  it.each([
    ['stops.txt', /needs stops\.txt/],
    ['stop_times.txt', /needs stop_times\.txt/],
    ['calendar.txt', /needs calendar\.txt/],
  ])('refuses a feed without %s', async (name, reason) => {
    expect(await reasonOf(await writeFeed({ [name]: null }))).toMatch(reason);
  });

  it('refuses empty calls, missing columns and what is no feed', async () => {
    const header = (FEED['stop_times.txt'] ?? '').split('\n')[0] ?? '';
    expect(await reasonOf(await writeFeed({ 'stop_times.txt': `${header}\n` }))).toMatch(
      /stop_times\.txt holds no call/,
    );
    expect(await reasonOf(await writeFeed({ 'stop_times.txt': '' }))).toMatch(/is empty/);
    expect(await reasonOf(await writeFeed({ 'routes.txt': 'route_id\nM\n' }))).toMatch(
      /routes\.txt: expected columns route_type/,
    );
    expect(await reasonOf('/nowhere/feed.zip')).toMatch(/no such file or folder/);
  });

  it('leaves out trips that go back in time, and unknown references; counts and names them', async () => {
    const { network, findings } = await readGtfs(
      await writeFeed({
        ...addLines(
          'trips.txt',
          'M,week,back,0,B,\nM,week,early,0,B,\nnowhere,week,r,0,B,\nM,never,s,0,B,\nM,week,short,0,B,',
        ),
        ...addLines(
          'stop_times.txt',
          'back,10:00:00,10:00:00,A1,1\nback,09:55:00,09:55:00,B1,2\n' +
            'early,10:00:00,09:59:00,A1,1\nearly,10:05:00,10:05:00,B1,2\n' +
            'ghost,10:00:00,10:00:00,A1,1\n' +
            'short,10:00:00,10:00:00,A1,1\nshort,10:05:00,10:05:00,Q,2',
        ),
      }),
    );
    expect(network.trips.map(({ id }) => id).sort()).toEqual(['m1', 'm2', 'm3', 'x1']);
    const count = Object.fromEntries(findings.map(({ reason, count }) => [reason, count]));
    expect(count).toMatchObject({
      'trip that goes back in time: left out': 1,
      'trip that leaves a stop before it arrives: left out': 1,
      'trip of a route that is not there: left out': 1,
      'trip of a service that is not there: left out': 1,
      'call of a trip that is not there: left out': 1,
      'call at a stop that is not there: left out': 1,
      'trip with fewer than two calls: left out': 1,
    });
    expect(findings.flatMap(({ examples }) => examples)).toContain("trip 'back'");
  });
});
