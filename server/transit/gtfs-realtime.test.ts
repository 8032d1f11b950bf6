import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { transitLiveSchema } from '#contracts';
import { INGEST_TOKEN, startTestServer, type TestServer } from '../testing/start-test-server.ts';
import { decodeGtfsRealtime } from './decode-gtfs-realtime.ts';
import { feedMessageType } from './gtfs-realtime-messages.ts';
import { fetchFeed } from './poll-feed.ts';
import { createTransitBook } from './transit-book.ts';

const NOW_SECONDS = 1_780_000_000;
const message = (entity: readonly object[], header: object = {}): Uint8Array =>
  feedMessageType
    .encode(
      feedMessageType.fromObject({
        header: { gtfsRealtimeVersion: '2.0', timestamp: NOW_SECONDS, ...header },
        entity,
      }),
    )
    .finish();
const train = (id: string, longitude: number, occupancyStatus = 3) => ({
  id: `e-${id}`,
  vehicle: {
    trip: { tripId: `trip ${id}`, routeId: '1' },
    vehicle: { id },
    position: { latitude: 31.18, longitude, bearing: 90 },
    timestamp: NOW_SECONDS - 5,
    occupancyStatus,
  },
});
const late = {
  id: 'late',
  tripUpdate: {
    trip: { tripId: 'trip a', routeId: '1' },
    vehicle: { id: 'a' },
    stopTimeUpdate: [
      { stopId: 'S1', departure: { delay: 95 } },
      { stopId: 'S2', scheduleRelationship: 'SKIPPED' },
    ],
  },
};
const alert = {
  id: 'closed',
  alert: {
    cause: 'MAINTENANCE',
    effect: 'NO_SERVICE',
    informedEntity: [{ routeId: '1' }, { stopId: 'S2' }],
    activePeriod: [{ start: NOW_SECONDS, end: NOW_SECONDS + 3_600 }],
    headerText: { translation: [{ text: '上海体育馆站封闭', language: 'zh' }] },
  },
};

describe('a message', () => {
  it('gives vehicles, trips and alerts', () => {
    const decoded = decodeGtfsRealtime(message([train('a', 121.43), late, alert]));
    if (!decoded.ok) throw new Error(decoded.reason);
    const { vehicles, trips, alerts, leftOut } = decoded.feed;
    expect(vehicles.get('e-a')).toMatchObject({
      id: 'a',
      tripId: 'trip a',
      occupancy: 'STANDING_ROOM_ONLY',
      bearingDegrees: 90,
      timeMs: (NOW_SECONDS - 5) * 1000,
    });
    expect(trips.get('late')?.calls).toEqual([
      {
        stopId: 'S1',
        stopSequence: null,
        arrivalDelaySeconds: null,
        departureDelaySeconds: 95,
        skipped: false,
      },
      {
        stopId: 'S2',
        stopSequence: null,
        arrivalDelaySeconds: null,
        departureDelaySeconds: null,
        skipped: true,
      },
    ]);
    expect(alerts.get('closed')).toMatchObject({
      cause: 'MAINTENANCE',
      effect: 'NO_SERVICE',
      routeIds: ['1'],
      stopIds: ['S2'],
      header: [{ language: 'zh', text: '上海体育馆站封闭' }],
    });
    expect(leftOut).toEqual([]);
  });

  it('takes a zero for what it is: an empty train, no delay', () => {
    const onTime = { ...late, tripUpdate: { ...late.tripUpdate, delay: 0 } };
    const decoded = decodeGtfsRealtime(message([train('a', 121.43, 0), onTime]));
    if (!decoded.ok) throw new Error(decoded.reason);
    expect(decoded.feed.vehicles.get('e-a')?.occupancy).toBe('EMPTY');
    expect(decoded.feed.trips.get('late')?.delaySeconds).toBe(0);
  });

  it('leaves out a vehicle that is nowhere, and counts it', () => {
    const decoded = decodeGtfsRealtime(message([train('a', 121.43), train('b', 500)]));
    if (!decoded.ok) throw new Error(decoded.reason);
    expect(decoded.feed.vehicles.size).toBe(1);
    expect(decoded.feed.leftOut).toHaveLength(1);
    expect(decoded.feed.leftOut[0]).toMatchObject({ count: 1 });
  });

  it('is refused whole when it is cut anywhere inside a record', () => {
    const bytes = message([train('a', 121.43), late, alert]);
    let whole = 0;
    for (let cut = 0; cut < bytes.length; cut += 1) {
      const decoded = decodeGtfsRealtime(bytes.subarray(0, cut));
      if (decoded.ok) whole += 1;
    }
    // After the header, the first and the second entity it is a whole message, only a shorter one.
    expect(whole).toBe(3);
    expect(decodeGtfsRealtime(new TextEncoder().encode('<html>not found</html>')).ok).toBe(false);
    expect(decodeGtfsRealtime(message([], { gtfsRealtimeVersion: '9' }))).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/expected version 1\.0 or 2\.0/),
    });
  });
});

describe('the book', () => {
  const open = () =>
    createTransitBook({ nowMs: () => NOW_SECONDS * 1000 + 2_000, kind: 'measured' });

  it('keeps the newest message of a source, changes by id when the feed is differential', () => {
    const book = open();
    expect(book.receive('metro', message([train('a', 121.43), train('b', 121.44)])).ok).toBe(true);
    expect(book.answer().sources[0]).toMatchObject({ source: 'metro', kind: 'measured' });
    const change = { incrementality: 'DIFFERENTIAL', timestamp: NOW_SECONDS + 1 };
    book.receive('metro', message([train('a', 121.5), { id: 'e-b', isDeleted: true }], change));
    const [metro] = book.answer().sources;
    expect(metro?.vehicles.map(({ id, lonLat }) => [id, lonLat[0].toFixed(2)])).toEqual([
      ['a', '121.50'],
    ]);
    expect(transitLiveSchema.safeParse(metro).success).toBe(true);
  });

  it('refuses what is older than it has, or off its clock, and tells', () => {
    const book = open();
    book.receive('metro', message([train('a', 121.43)]));
    expect(book.receive('metro', message([], { timestamp: NOW_SECONDS - 30 }))).toMatchObject({
      reason: expect.stringMatching(/is older/),
    });
    expect(book.receive('metro', message([], { timestamp: NOW_SECONDS - 3_600 }))).toMatchObject({
      reason: expect.stringMatching(/the district's clock says/),
    });
    expect(book.answer().sources[0]?.vehicles).toHaveLength(1);
    expect(book.answer().refused.total).toBe(2);
  });

  it('observes occupancy and delay of vehicles that have a name', () => {
    const outcome = open().receive('metro', message([train('a', 121.43, 5), late]));
    expect(outcome.ok && outcome.observations).toEqual([
      {
        subject: 'transit/metro/a',
        quantity: 'transitOccupancyRank',
        timeMs: (NOW_SECONDS - 5) * 1000,
        receivedMs: NOW_SECONDS * 1000 + 2_000,
        value: 5,
      },
      expect.objectContaining({ quantity: 'transitDelaySeconds', value: 95 }),
    ]);
  });
});

const SAMPLE = resolve(import.meta.dirname, '../../../shared/data/gtfs-rt-sample');
if (!existsSync(SAMPLE)) console.log('skipped: no reference data gtfs-rt-sample (../shared/data)');
describe.runIf(existsSync(SAMPLE))('the real feed of Melbourne', () => {
  const name = 'vic-metro-vehicle-positions';
  const bytes = existsSync(SAMPLE)
    ? new Uint8Array(readFileSync(resolve(SAMPLE, `${name}.pb`)))
    : new Uint8Array();

  it('decodes as the published bindings do', () => {
    const decoded = decodeGtfsRealtime(bytes);
    if (!decoded.ok) throw new Error(decoded.reason);
    const published = z
      .object({
        entity: z.array(
          z.object({
            id: z.string(),
            vehicle: z.object({
              trip: z.object({ tripId: z.string() }),
              vehicle: z.object({ id: z.string() }),
              position: z.object({ latitude: z.number(), longitude: z.number() }),
              occupancyStatus: z.string().optional(),
              timestamp: z.number(),
            }),
          }),
        ),
      })
      .parse(JSON.parse(readFileSync(resolve(SAMPLE, `${name}.json`), 'utf8')));
    // 226 entities, one of them sent twice, word for word.
    expect(published.entity).toHaveLength(226);
    expect(decoded.feed.vehicles.size).toBe(225);
    expect(decoded.feed.leftOut).toEqual([
      { reason: 'entity id given twice: the last one stands', count: 1 },
    ]);
    const theirs = published.entity.map(({ id, vehicle }) => [
      id,
      vehicle.vehicle.id,
      vehicle.trip.tripId,
      [vehicle.position.longitude, vehicle.position.latitude],
      vehicle.occupancyStatus ?? null,
      vehicle.timestamp * 1000,
    ]);
    const ours = [...decoded.feed.vehicles].map(([id, vehicle]) => [
      id,
      vehicle.id,
      vehicle.tripId,
      vehicle.lonLat,
      vehicle.occupancy,
      vehicle.timeMs,
    ]);
    expect(new Map(ours.map((row) => [row[0], row]))).toEqual(
      new Map(theirs.map((row) => [row[0], row])),
    );
  });

  it('is refused when half of it arrives', () => {
    expect(decodeGtfsRealtime(bytes.subarray(0, bytes.length / 2)).ok).toBe(false);
  });
});

describe('the server', () => {
  let server: TestServer;
  let feed: ReturnType<typeof createServer>;
  let url = '';
  const polled = Promise.withResolvers<void>();
  let asked = 0;
  beforeAll(async () => {
    const bytes = message([train('polled', 121.4)], { timestamp: Math.floor(Date.now() / 1000) });
    feed = createServer((_request, response) => {
      asked += 1;
      if (asked === 2) polled.resolve();
      response.setHeader('etag', '"1"').end(bytes);
    });
    await new Promise<void>((listening) => feed.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(feed.address() as AddressInfo).port}/vehicles.pb?key=secret`;
    server = await startTestServer({ gtfsRealtime: [url] });
  });
  afterAll(async () => {
    await server.end();
    feed.close();
  });
  const post = (source: string, body: Uint8Array, token = INGEST_TOKEN) =>
    fetch(`${server.address}/api/ingest/gtfs-realtime/${source}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-protobuf' },
      body: Buffer.from(body),
    });
  const live = async () =>
    z
      .object({ sources: z.array(transitLiveSchema), refused: z.object({ total: z.number() }) })
      .parse(await (await server.get('/api/transit/live')).json());
  const fresh = () => ({ timestamp: Math.floor(Date.now() / 1000) });

  it('takes a posted message with the devices’ token, stores what it observes, serves it', async () => {
    const body = message([train('posted', 121.45)], fresh());
    expect((await post('metro', body, 'wrong')).status).toBe(401);
    expect((await post('metro', body)).status).toBe(202);
    const { sources } = await live();
    const metro = sources.find(({ source }) => source === 'metro');
    expect(metro?.vehicles.map(({ id }) => id)).toEqual(['posted']);
    expect(metro?.kind).toBe('measured');
    const history = await server.get(
      '/api/history?subject=transit/metro/posted&quantity=transitOccupancyRank&fromMs=0',
    );
    expect(await history.json()).toMatchObject({ values: [3] });
    const before = (await live()).refused.total;
    expect((await post('metro', body.subarray(0, body.length / 2))).status).toBe(400);
    expect((await live()).refused.total).toBe(before + 1);
    expect((await live()).sources.find(({ source }) => source === 'metro')).toEqual(metro);
  });

  it('polls a feed and does not show the key in its name', async () => {
    const first = await fetchFeed(url, null, new AbortController().signal);
    expect(first?.tag).toBe('"1"');
    await polled.promise;
    const { sources } = await live();
    const source = sources.find(({ vehicles }) => vehicles.some(({ id }) => id === 'polled'));
    expect(source?.source).toMatch(/vehicles\.pb$/);
    expect(JSON.stringify(sources)).not.toContain('secret');
  });

  it('says where nobody answered, without the key in the address', async () => {
    const nobody = createServer().listen(0, '127.0.0.1');
    await once(nobody, 'listening');
    const { port } = nobody.address() as AddressInfo;
    nobody.close();
    await once(nobody, 'close');
    const url = `http://127.0.0.1:${port}/vehicles.pb?key=secret`;
    const asked = fetchFeed(url, null, new AbortController().signal);
    await expect(asked).rejects.toThrow(
      /vehicles\.pb: expected an answer, got none: .*ECONNREFUSED/,
    );
    await expect(asked).rejects.not.toThrow(/secret/);
  });
});
