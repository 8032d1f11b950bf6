/** Whatever is broken in a feed: it is read, with what was left out listed, or refused with its place. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { transitNetworkSchema } from '#contracts';
import { CityBuildError } from '../../city-build-error.ts';
import { readGtfs } from './read-gtfs.ts';

const FEED: Readonly<Record<string, string>> = {
  'stops.txt':
    'stop_id,stop_name,stop_lat,stop_lon\nA,A,31.1,121.4\nB,B,31.2,121.4\nC,C,31.3,121.4\n',
  'routes.txt': 'route_id,route_short_name,route_type\nX,44,3\nM,1,1\n',
  'calendar_dates.txt': 'service_id,date,exception_type\nd,20260105,1\n',
  'trips.txt': 'route_id,service_id,trip_id\nX,d,t1\nX,d,t2\nM,d,m1\n',
  'stop_times.txt': `trip_id,arrival_time,departure_time,stop_id,stop_sequence
t1,08:00:00,08:00:00,A,1
t1,08:10:00,08:10:00,B,2
t1,08:20:00,08:20:00,C,3
t2,08:30:00,08:30:00,A,1
t2,08:50:00,08:50:00,C,3
m1,08:30:00,08:30:00,C,1
m1,08:50:00,08:50:00,A,3
`,
};
const NAMES = Object.keys(FEED);

it('takes or refuses, and never falls over, 150 feeds with characters changed and cut', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gtfs-fuzz-'));
  let taken = 0;
  let refused = 0;
  const change = fc.record({
    name: fc.constantFrom(...NAMES),
    at: fc.nat(400),
    drop: fc.nat(12),
    insert: fc.constantFrom('', '"', ',', '\n', '99:99:99', 'A', '-1', '\u0000', '07:00:00'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      const feed = new Map(Object.entries(FEED));
      for (const { name, at, drop, insert } of changes) {
        const text = feed.get(name) ?? '';
        const place = at % (text.length + 1);
        feed.set(name, text.slice(0, place) + insert + text.slice(place + drop));
      }
      for (const [name, text] of feed) await writeFile(join(folder, name), text);
      try {
        const { network } = await readGtfs(folder);
        taken += 1;
        expect(transitNetworkSchema.safeParse(network).success).toBe(true);
        for (const { arrivalSeconds, departureSeconds } of network.profiles) {
          arrivalSeconds.forEach((arrival, stop) => {
            expect(arrival).toBeGreaterThanOrEqual(departureSeconds[stop - 1] ?? 0);
            expect(departureSeconds[stop] ?? arrival).toBeGreaterThanOrEqual(arrival);
          });
        }
      } catch (error) {
        refused += 1;
        expect(error).toBeInstanceOf(CityBuildError);
      }
    }),
    { numRuns: 150, seed: 20_260_105 },
  );
  await rm(folder, { recursive: true });
  expect(Math.min(taken, refused)).toBeGreaterThan(20);
});
