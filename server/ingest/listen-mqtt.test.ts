import { once } from 'node:events';
import { connect as openSocket } from 'node:net';
import { connectAsync, type MqttClient } from 'mqtt';
import { generate, parser } from 'mqtt-packet';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { topicOf } from '#contracts';
import { FIXTURE, startTestServer, type TestServer } from '../testing/index.ts';
import { listenMqtt } from './listen-mqtt.ts';
import { MQTT_LIMITS } from './serve-mqtt-connection.ts';

let server: TestServer;
const clients: MqttClient[] = [];
beforeAll(async () => {
  server = await startTestServer();
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.endAsync(true);
});
afterAll(() => server.end());

const mqttUrl = (): string => server.mqttAddress ?? '';
async function connect(protocolVersion: 4 | 5, clientId = ''): Promise<MqttClient> {
  const client = await connectAsync(mqttUrl(), {
    protocolVersion,
    reconnectPeriod: 0,
    ...(clientId ? { clientId } : {}),
  });
  clients.push(client);
  return client;
}
const powerTopic = topicOf(FIXTURE.district, 'building/power', FIXTURE.building);
const power = (timeMs: number): string =>
  JSON.stringify({ timeMs, readings: [{ unit: FIXTURE.unit, value: 900 }] });
const rejectsSchema = z.object({
  recent: z.array(z.object({ topic: z.string(), payload: z.string() })),
});
const seriesSchema = z.object({ timesMs: z.array(z.number()) });
const storedTimes = async (): Promise<number[]> => {
  const response = await server.get(`/api/history?subject=${FIXTURE.unit}&quantity=powerWatts`);
  return seriesSchema.parse(await response.json()).timesMs;
};

test.each([4, 5] as const)(
  'MQTT version %s: what QoS 1 and 2 acknowledged is in the history',
  async (version) => {
    const client = await connect(version);
    const now = Date.now() - 60_000 * version;
    await client.publishAsync(powerTopic, power(now), { qos: 1 });
    expect(await storedTimes()).toContain(now);
    await client.publishAsync(powerTopic, power(now + 1), { qos: 2 });
    expect(await storedTimes()).toContain(now + 1);
    client.publish(powerTopic, power(now + 2), { qos: 0 });
    // A later acknowledged message of the same connection comes after it.
    await client.publishAsync(powerTopic, power(now + 3), { qos: 1 });
    expect(await storedTimes()).toContain(now + 2);
  },
);

test.each([
  [topicOf(FIXTURE.district, 'unit/smoke', FIXTURE.unit), '{"alarm":1}', 0x99],
  [topicOf('elsewhere', 'unit/smoke', FIXTURE.unit), '{}', 0x90],
  ['nonsense', 'x', 0x90],
  [topicOf(FIXTURE.district, 'unit/smoke', 'nowhere'), `{"timeMs":1,"alarm":true}`, 0x87],
])('MQTT 5 is told why %s was refused, and it is listed', async (topic, payload, reasonCode) => {
  const client = await connect(5);
  await expect(client.publishAsync(topic, payload, { qos: 1 })).rejects.toMatchObject({
    code: reasonCode,
  });
  const rejects = await server.get('/api/ingest/rejects');
  const { recent } = rejectsSchema.parse(await rejects.json());
  expect(recent[0]).toMatchObject({ topic, payload });
});

test('MQTT 3.1.1 has no refusal: the message is acknowledged and listed', async () => {
  const client = await connect(4);
  await client.publishAsync('nonsense', 'x', { qos: 1 });
  await client.publishAsync('nonsense', 'x', { qos: 2 });
});

test('a subscription is refused and the connection lives on', async () => {
  const client = await connect(5);
  await expect(client.subscribeAsync('#')).rejects.toThrow();
  await client.publishAsync(powerTopic, power(Date.now()), { qos: 1 });
});

test('a second connection with the same client id ends the first', async () => {
  const first = await connect(5, 'device-1');
  const closed = new Promise<void>((resolve) => first.once('close', () => resolve()));
  await connect(5, 'device-1');
  await closed;
});

test('a packet larger than the limit ends the connection before it is read', async () => {
  // mqtt.js honours the announced maximum, so the bytes are sent by hand.
  const raw = openSocket(Number(new URL(mqttUrl()).port), '127.0.0.1');
  raw.write(
    generate({ cmd: 'connect', clientId: 'raw', protocolVersion: 5, clean: true, keepalive: 0 }),
  );
  await once(raw, 'data');
  const header = Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f]);
  raw.write(Buffer.concat([header, Buffer.alloc(MQTT_LIMITS.packetBytes + 100)]));
  const [reason] = await new Promise<number[]>((resolve) => {
    const stream = parser({ protocolVersion: 5 });
    stream.on('packet', (packet) => {
      if (packet.cmd === 'disconnect') resolve([packet.reasonCode ?? 0]);
    });
    raw.on('data', (chunk) => stream.parse(Buffer.from(chunk)));
  });
  expect(reason).toBe(0x95);
  raw.destroy();
});

test('garbage instead of CONNECT closes the connection, and the listener lives on', async () => {
  const raw = openSocket(Number(new URL(mqttUrl()).port), '127.0.0.1');
  raw.write('GET / HTTP/1.1\r\n\r\n');
  raw.resume();
  await once(raw, 'close');
  await (await connect(4)).publishAsync(powerTopic, power(Date.now()), { qos: 1 });
});

test('an address that others can reach needs device credentials', async () => {
  const ingest = { receive: () => {}, isFull: () => false, onRoom: () => {} };
  const options = { host: '0.0.0.0', port: 0, checkCredentials: null };
  await expect(listenMqtt({ ...options, ingest: { ...ingest, ...UNUSED } })).rejects.toThrow(
    /--mqtt-password-file/,
  );
});

const UNUSED = {
  rejects: { add: () => {}, total: () => 0, list: () => ({ total: 0, recent: [], byReason: [] }) },
  acceptedTotal: () => 0,
  close: () => {},
};
