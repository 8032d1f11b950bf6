/**
 * An MQTT client that is not ours: `mosquitto_pub` of Debian's mosquitto-clients raises and clears a
 * smoke alarm over MQTT 3.1.1 and 5. Skipped with a notice where it is not installed; the fast lane
 * covers the same with mqtt.js.
 */
import { spawn, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { alarmSchema, topicOf } from '#contracts';
import { FIXTURE, startTestServer, type TestServer } from './testing/index.ts';

const installed = spawnSync('mosquitto_pub', ['--help']).error === undefined;
if (!installed)
  console.log('skipped: mosquitto_pub is not installed (apt-get install mosquitto-clients)');

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.end());

/** Asynchronous: the server under test lives in this process. */
const publish = (version: string, qos: string, alarm: boolean): Promise<number | null> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.mqttAddress ?? '');
    const message = JSON.stringify({ timeMs: Date.now(), alarm });
    const topic = topicOf(FIXTURE.district, 'unit/smoke', FIXTURE.unit);
    spawn('mosquitto_pub', [
      '-h',
      hostname,
      '-p',
      port,
      '-V',
      version,
      '-q',
      qos,
      '-t',
      topic,
      '-m',
      message,
    ])
      .on('error', reject)
      .on('exit', resolve);
  });
const states = async (): Promise<string[]> =>
  z
    .array(alarmSchema)
    .parse(await (await server.get('/api/alarms')).json())
    .map((a) => a.status.state);

test.skipIf(!installed).each([
  ['mqttv311', '1'],
  ['mqttv311', '2'],
  ['mqttv5', '1'],
  ['mqttv5', '2'],
])('mosquitto_pub -V %s -q %s raises one alarm and clears it', async (version, qos) => {
  expect(await publish(version, qos, true)).toBe(0);
  expect(await publish(version, qos, true)).toBe(0);
  expect((await states()).filter((state) => state === 'active')).toHaveLength(1);
  expect(await publish(version, qos, false)).toBe(0);
  expect((await states()).filter((state) => state === 'active')).toHaveLength(0);
});
