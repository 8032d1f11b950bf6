import { createServer } from 'node:http';
import { connectAsync, type MqttClient } from 'mqtt';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  type ClientToServerEvents,
  forEachCellChange,
  LIVE_PATH,
  LIVE_PROTOCOL_VERSION,
  type ServerToClientEvents,
  topicOf,
} from '#contracts';
import { hashPassword } from '../access/index.ts';
import { createDistrictClock } from '../clock/district-clock.ts';
import { openStore, STORE_FILE } from '../store/index.ts';
import { FIXTURE, signIn, startTestServer, type TestServer } from '../testing/index.ts';
import { openLiveWire } from './live-wire.ts';

type Client = Socket<ServerToClientEvents, ClientToServerEvents>;
type Snapshot = Parameters<ServerToClientEvents['snapshot']>[0];
type Delta = Parameters<ServerToClientEvents['delta']>[0];

const PASSWORD = 'a long enough password';
let server: TestServer;
let mqtt: MqttClient;
const open: Client[] = [];

beforeAll(async () => {
  server = await startTestServer();
  mqtt = await connectAsync(server.mqttAddress ?? '', { protocolVersion: 5 });
  const store = openStore(`${server.directory}/data/${STORE_FILE}`);
  store.accounts.put('official', ['official'], await hashPassword(PASSWORD), Date.now());
  store.close();
});
afterEach(() => {
  for (const client of open.splice(0)) client.disconnect();
});
afterAll(async () => {
  await mqtt.endAsync();
  await server.end();
});

const portOf = (address: ReturnType<ReturnType<typeof createServer>['address']>): number =>
  typeof address === 'object' && address ? address.port : 0;
const openClient = (cookie = server.cookie, origin?: string, port?: number): Client => {
  const address = port === undefined ? server.address : `http://127.0.0.1:${port}`;
  const client: Client = io(address, {
    path: LIVE_PATH,
    transports: ['websocket'],
    extraHeaders: { cookie, ...(origin ? { origin } : {}) },
    forceNew: true,
    reconnection: false,
  });
  open.push(client);
  return client;
};
/** Waits for the first message for which `accept` holds. */
const next = <E extends 'snapshot' | 'delta', M = Parameters<ServerToClientEvents[E]>[0]>(
  client: Client,
  event: E,
  accept: (message: Snapshot | Delta) => boolean = () => true,
): Promise<M> =>
  new Promise((resolve) => {
    const listen = (message: Snapshot | Delta): void => {
      if (!accept(message)) return;
      client.off('snapshot', listen).off('delta', listen);
      // The type of the event's message; socket.io's overloads lose it here.
      resolve(message as M);
    };
    if (event === 'snapshot') client.on('snapshot', listen);
    else client.on('delta', listen);
  });
const welcomed = async (cookie?: string): Promise<Client> => {
  const client = openClient(cookie);
  const welcome = new Promise((resolve) => client.once('welcome', resolve));
  client.emit('hello', { version: LIVE_PROTOCOL_VERSION });
  await welcome;
  return client;
};
const smoke = (alarm: boolean): Promise<unknown> =>
  mqtt.publishAsync(
    topicOf(FIXTURE.district, 'unit/smoke', FIXTURE.unit),
    JSON.stringify({ timeMs: Date.now(), alarm }),
    { qos: 1 },
  );

test('[W1] another version is refused by name and disconnected', async () => {
  const client = openClient();
  const refused = new Promise((resolve) => client.once('refused', resolve));
  const disconnected = new Promise((resolve) => client.once('disconnect', resolve));
  client.emit('hello', { version: 99 });
  expect(await refused).toMatchObject({ reason: 'version' });
  await disconnected;
});

test('without a session, and from another origin, no connection opens', async () => {
  for (const client of [
    openClient('gezi_session=wrong'),
    openClient(server.cookie, 'https://evil.example'),
  ]) {
    await new Promise((resolve) => client.once('connect_error', resolve));
    expect(client.connected).toBe(false);
  }
});

test('[W2] a smoke alarm changes the cell, its storey and building, and is listed, within a second', async () => {
  const client = await welcomed();
  client.emit('subscribe', { channels: ['cells:alarm', 'alarms'] });
  const first = await next(client, 'snapshot', (m) => m.channel === 'cells:alarm');
  if (first.channel !== 'cells:alarm') throw new Error('wrong channel');
  expect(new Uint8Array(first.bytes)[FIXTURE.unitCell]).toBe(0);
  const cells = next(client, 'delta', (m) => m.channel === 'cells:alarm');
  const alarms = next(client, 'delta', (m) => m.channel === 'alarms');
  const startedMs = performance.now();
  await smoke(true);
  const [cellDelta, alarmDelta] = await Promise.all([cells, alarms]);
  expect(performance.now() - startedMs).toBeLessThan(1_000);
  if (cellDelta.channel !== 'cells:alarm' || alarmDelta.channel !== 'alarms')
    throw new Error('wrong channel');
  const changed = new Map<number, number>();
  forEachCellChange(new Uint8Array(cellDelta.changes), (cell, byte) => changed.set(cell, byte));
  expect(Object.fromEntries(changed)).toEqual({
    [FIXTURE.unitCell]: 4,
    [FIXTURE.storeyCell]: 4,
    [FIXTURE.buildingCell]: 4,
  });
  expect(cellDelta.sequence).toBe(first.sequence + 1);
  expect(alarmDelta.data).toMatchObject([
    { cause: 'smoke', priority: 'critical', place: { code: FIXTURE.unit }, kind: 'measured' },
  ]);
  const cleared = next(client, 'delta', (m) => m.channel === 'alarms');
  await smoke(false);
  const end = await cleared;
  expect(end.channel === 'alarms' && end.data[0]?.status.state).toBe('cleared');
});

test('[W3] sequence numbers rise by one, and a resync answers with the present state', async () => {
  const client = await welcomed();
  client.emit('subscribe', { channels: ['cells:power'] });
  const first = await next(client, 'snapshot');
  const sequences: number[] = [];
  client.on('delta', (m) => sequences.push(m.sequence));
  for (let i = 1; i <= 3; i += 1) {
    const seen = next(client, 'delta');
    const readings = [{ unit: FIXTURE.unit, value: i * 1_000 }];
    const payload = JSON.stringify({ timeMs: Date.now(), readings });
    await mqtt.publishAsync(
      topicOf(FIXTURE.district, 'building/power', FIXTURE.building),
      payload,
      { qos: 1 },
    );
    await seen;
    client.on('delta', (m) => sequences.push(m.sequence));
  }
  expect(new Set(sequences)).toEqual(new Set([1, 2, 3].map((step) => first.sequence + step)));
  const again = next(client, 'snapshot');
  client.emit('resync', { channel: 'cells:power' });
  const snapshot = await again;
  expect(snapshot.sequence).toBe(first.sequence + 3);
  // 3,000 W on 100 m² = 30 W/m², the middle of 0 … 60: byte 1 + 127.
  expect(
    snapshot.channel === 'cells:power' && new Uint8Array(snapshot.bytes)[FIXTURE.unitCell],
  ).toBe(128);
});

test('a channel that the role may not see stays silent', async () => {
  const cookie = await signIn(server.address, {
    with: 'password',
    name: 'official',
    password: PASSWORD,
  });
  const client = await welcomed(cookie);
  const channels: string[] = [];
  client.on('snapshot', (m) => channels.push(m.channel));
  client.emit('subscribe', { channels: ['forecast', 'advice', 'runs', 'district', 'plans'] });
  await next(client, 'snapshot', (m) => m.channel === 'plans');
  // Answers come in the order asked: 'plans' is the last.
  expect(channels).not.toEqual(expect.arrayContaining(['forecast']));
  expect(channels).not.toEqual(expect.arrayContaining(['runs']));
});

test('a message of the wrong form is refused, and the server lives on', async () => {
  const client = await welcomed();
  const refused = new Promise((resolve) => client.once('refused', resolve));
  client.emit('subscribe', JSON.parse('{"channels":["cells:nonsense"]}'));
  expect(await refused).toMatchObject({ reason: 'bad-message' });
  await welcomed();
});

test('[W4] beyond its byte budget a client is left out, and gets the present state when it reads again', async () => {
  const http = createServer();
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', () => resolve()));
  const port = portOf(http.address());
  let state: readonly string[] = ['start'];
  const clock = createDistrictClock({ mode: 'real' });
  const nothing = (): readonly never[] => [];
  const wire = openLiveWire({
    server: http,
    clock,
    district: FIXTURE.district,
    cityBuiltAtMs: 0,
    sessionOf: () => ({ name: 'a', roles: ['operator'] }),
    isSameOrigin: () => true,
    sources: {
      cells: () => new Uint8Array(0),
      records: {
        ...{
          sensors: nothing,
          district: nothing,
          forecast: nothing,
          advice: nothing,
          advising: nothing,
        },
        ...{ plans: nothing, runs: nothing, transit: nothing, alarms: () => state },
      },
    },
  });
  const [slow, quick] = [openClient('', undefined, port), openClient('', undefined, port)];
  const counts = { slow: 0, quick: 0 };
  slow.on('delta', () => {
    counts.slow += 1;
  });
  quick.on('delta', () => {
    counts.quick += 1;
  });
  for (const client of [slow, quick]) {
    const first = next(client, 'snapshot');
    client.emit('hello', { version: LIVE_PROTOCOL_VERSION });
    client.emit('subscribe', { channels: ['alarms'] });
    await first;
  }
  const socket = Reflect.get(Reflect.get(slow.io.engine.transport, 'ws'), '_socket');
  socket.pause();
  const SENT = 100;
  for (let i = 1; i <= SENT; i += 1) {
    // 200 kB each: 20 MB in all, beyond what the kernel's buffers and the budget hold.
    state = [`state ${i}`, 'x'.repeat(200_000)];
    const seen = next(quick, 'delta');
    wire.sendRecords('alarms', state);
    await seen;
  }
  expect(counts.quick).toBe(SENT);
  const snapshot = next(slow, 'snapshot');
  socket.resume();
  // What upkeep does a few times a second, here until the slow client has drained.
  const healing = setInterval(wire.healLagging, 20);
  const healed = await snapshot;
  clearInterval(healing);
  expect(healed.sequence).toBe(SENT);
  expect(healed.channel === 'alarms' && JSON.stringify(healed.data).slice(0, 20)).toContain(
    'state 100',
  );
  expect(counts.slow).toBeLessThan(SENT);
  for (const client of open) client.disconnect();
  await wire.close();
});

test('the district summary names weather, key figures and ingest', async () => {
  const client = await welcomed();
  client.emit('subscribe', { channels: ['district'] });
  const snapshot = await next(client, 'snapshot');
  if (snapshot.channel !== 'district') throw new Error('wrong channel');
  expect(snapshot.data.keyFigures.map(({ id }) => id)).toEqual([
    'people-on-streets',
    'venue-people',
    'station-entries',
    'road-speed',
  ]);
  expect(snapshot.data.weather).toBeNull();
  expect(snapshot.data.sensors).toEqual({ total: 5, fresh: 0, stale: 0 });
});
