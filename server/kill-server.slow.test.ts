/**
 * The promise of ingest, against the real process: whatever was acknowledged survives SIGKILL.
 * Ten rounds; in each, four MQTT clients (3.1.1 and 5, QoS 1) publish meter readings and one smoke
 * alarm as fast as they are acknowledged, the server is killed in the middle, and after the next
 * start every acknowledged reading must be in the history and every acknowledged alarm in the list.
 * The fast lane keeps: acknowledgement after the write (commit-groups.test.ts), one transaction for
 * observations and alarms (open-store.test.ts, listen-mqtt.test.ts).
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { alarmSchema, topicOf } from '#contracts';
import { openStore, STORE_FILE } from './store/index.ts';
import { buildFixtureCity, FIXTURE, signInByLink } from './testing/index.ts';

const ROUNDS = 10;
const PUBLISHERS = 4;
/** Acknowledged readings after which the kill comes; differs by round so that it falls anywhere. */
const killAfter = (round: number): number => 200 + round * 37;

const readySchema = z.object({
  type: z.literal('ready'),
  address: z.string(),
  signInLink: z.string(),
  mqttAddress: z.string(),
});
let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'gezi-kill-'));
  buildFixtureCity(join(directory, 'city'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function start(): Promise<{ child: ChildProcess; ready: z.infer<typeof readySchema> }> {
  const child = fork(
    join(import.meta.dirname, 'main.ts'),
    [
      ...['--city', join(directory, 'city'), '--data', join(directory, 'data')],
      ...['--client', join(directory, 'client'), '--port', '0', '--mqtt-port', '0'],
    ],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  const message = await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) =>
      reject(new Error(`server ended with ${code} before it was ready`)),
    );
  });
  return { child, ready: readySchema.parse(message) };
}

const ended = (child: ChildProcess): Promise<unknown> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', resolve));

test(`${ROUNDS} rounds of SIGKILL under load lose nothing that was acknowledged`, async () => {
  const acknowledged = new Set<number>();
  const alarmed: string[] = [];
  const units = ['tower-1F-101', 'tower-1F-102', 'tower-2F-201', 'tower-2F-202', 'hall-1F-101'];
  let nextMs = Date.now() - 3_600_000;

  for (let round = 0; round < ROUNDS; round += 1) {
    const { child, ready } = await start();
    const target = acknowledged.size + killAfter(round);
    const publishers = Array.from({ length: PUBLISHERS }, async (_, index) => {
      const client = await connectAsync(ready.mqttAddress, {
        protocolVersion: index % 2 === 0 ? 5 : 4,
        reconnectPeriod: 0,
      });
      client.on('error', () => {});
      const topic = topicOf(FIXTURE.district, 'building/power', FIXTURE.building);
      const cut = new Promise<false>((resolve) => client.once('close', () => resolve(false)));
      for (let living = true; living; ) {
        nextMs += 1;
        const timeMs = nextMs;
        const payload = JSON.stringify({
          timeMs,
          readings: [{ unit: FIXTURE.unit, value: timeMs % 997 }],
        });
        const sent = client.publishAsync(topic, payload, { qos: 1 }).then(
          () => true,
          () => false,
        );
        living = await Promise.race([sent, cut]);
        if (living) acknowledged.add(timeMs);
        if (acknowledged.size >= target) child.kill('SIGKILL');
      }
      client.end(true);
    });
    const unit = units[round];
    if (unit) {
      const client = await connectAsync(ready.mqttAddress, {
        protocolVersion: 5,
        reconnectPeriod: 0,
      });
      const payload = JSON.stringify({ timeMs: Date.now(), alarm: true });
      await client.publishAsync(topicOf(FIXTURE.district, 'unit/smoke', unit), payload, { qos: 1 });
      alarmed.push(unit);
      // Some rounds die right after the acknowledgement of the alarm.
      if (round % 2 === 0) child.kill('SIGKILL');
      client.on('error', () => {});
      client.end(true);
    }
    await Promise.all([...publishers, ended(child)]);
  }

  const { child, ready } = await start();
  const cookie = await signInByLink(ready.signInLink);
  const response = await fetch(`${ready.address}/api/alarms`, { headers: { cookie } });
  const alarms = z.array(alarmSchema).parse(await response.json());
  child.kill('SIGTERM');
  await ended(child);
  expect(child.exitCode).toBe(0);

  const codes = alarms.map(({ place }) => (place.type === 'unit' ? place.code : ''));
  expect(codes.sort()).toEqual(alarmed.sort());
  const store = openStore(join(directory, 'data', STORE_FILE));
  const { timesMs } = store.observations.read(FIXTURE.unit, 'powerWatts', 0, 2 ** 50, 1_000_000);
  const integrity = store.database.sqlite.prepare('PRAGMA integrity_check').get();
  store.close();
  const stored = new Set(timesMs);
  const lost = [...acknowledged].filter((timeMs) => !stored.has(timeMs));
  console.log(
    `${acknowledged.size} readings and ${alarmed.length} alarms acknowledged, ${lost.length} lost, ${stored.size} stored`,
  );
  expect(lost).toEqual([]);
  expect(integrity).toEqual({ integrity_check: 'ok' });
  expect(acknowledged.size).toBeGreaterThan(ROUNDS * 50);
});
