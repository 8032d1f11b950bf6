/**
 * How many device messages a second the server takes over MQTT 5, QoS 1, when an acknowledgement
 * means "on disk". The server runs as its own process on a built reference district; the
 * publishers share this process, so that on two cores the figure is a floor.
 */
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { connectAsync, type MqttClient } from 'mqtt';
import { z } from 'zod';
import { districtNetworksSchema, topicOf } from '#contracts';
import { type Figure, judgeFigure } from '../report/figure.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const MESSAGES = 40_000;
/** Flow and speed. */
const VALUES_A_MESSAGE = 2;
const CONNECTIONS = 8;
const IN_FLIGHT = 100;
/** Readings are spread over the past, one second apart for each detector: all are new rows. */
const OLDEST_MS = 6 * 3_600_000;

const readySchema = z.object({ type: z.literal('ready'), mqttAddress: z.string() });
const manifestSchema = z.object({ district: z.string() });

export async function benchIngest(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gezi-bench-ingest-'));
  const city = join(folder, 'city');
  let server: ChildProcess | undefined;
  try {
    const built = spawnSync(process.execPath, ['tiles/main.ts', 'reference', '--out', city], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    if (built.status !== 0) throw new Error(`the reference city was not built: ${built.stderr}`);
    server = startServer(city, join(folder, 'data'));
    const address = await mqttAddressOf(server);
    return await publishAll(address, city);
  } finally {
    await stop(server);
    rmSync(folder, { recursive: true, force: true });
  }
}

function startServer(city: string, data: string): ChildProcess {
  const options = ['--city', city, '--data', data, '--client', city, '--host', '127.0.0.1'];
  const ports = ['--port', '0', '--mqtt-port', '0', '--clock-start', 'none', '--clock-rate', '1'];
  return fork(join(ROOT, 'server/main.ts'), [...options, ...ports], { cwd: ROOT, silent: true });
}

const mqttAddressOf = (server: ChildProcess): Promise<string> =>
  new Promise((ready, fail) => {
    let said = '';
    server.stderr?.on('data', (chunk) => {
      said += String(chunk);
    });
    server.on('exit', (code) => fail(new Error(`the server ended with ${code}: ${said}`)));
    server.on('message', (message) => {
      const parsed = readySchema.safeParse(message);
      if (parsed.success) ready(parsed.data.mqttAddress);
    });
  });

async function stop(server: ChildProcess | undefined): Promise<void> {
  if (!server || server.exitCode !== null) return;
  const ended = new Promise((done) => server.once('exit', done));
  server.kill('SIGTERM');
  await ended;
}

async function publishAll(address: string, city: string): Promise<readonly Figure[]> {
  const networks = districtNetworksSchema.parse(
    JSON.parse(readFileSync(join(city, 'networks.json'), 'utf8')),
  );
  const { district } = manifestSchema.parse(
    JSON.parse(readFileSync(join(city, 'manifest.json'), 'utf8')),
  );
  const topics = networks.sensors
    .filter((sensor) => sensor.type === 'road-detector')
    .map((sensor) => topicOf(district, 'road-detector/flow', sensor.id));
  const clients = await Promise.all(
    Array.from({ length: CONNECTIONS }, () => connectAsync(address, { protocolVersion: 5 })),
  );
  const latencies = new Float64Array(MESSAGES);
  const oldestMs = Date.now() - OLDEST_MS;
  let next = 0;
  const publishNext = async (client: MqttClient): Promise<void> => {
    while (next < MESSAGES) {
      const index = next;
      next += 1;
      const payload = {
        timeMs: oldestMs + Math.floor(index / topics.length) * 1000,
        intervalSeconds: 60,
        vehicles: index % 60,
        meanSpeedMetresPerSecond: 10,
      };
      const sentMs = performance.now();
      await client.publishAsync(topics[index % topics.length] ?? '', JSON.stringify(payload), {
        qos: 1,
      });
      latencies[index] = performance.now() - sentMs;
    }
  };
  const startMs = performance.now();
  await Promise.all(
    clients.flatMap((client) => Array.from({ length: IN_FLIGHT }, () => publishNext(client))),
  );
  const seconds = (performance.now() - startMs) / 1000;
  await Promise.all(clients.map((client) => client.endAsync()));
  latencies.sort();
  const quantile = (share: number): number => latencies[Math.floor(share * (MESSAGES - 1))] ?? 0;
  const note = `${MESSAGES} messages, ${CONNECTIONS} connections, ${IN_FLIGHT} in flight each`;
  return [
    judgeFigure({
      name: 'values on disk before their acknowledgement',
      value: (VALUES_A_MESSAGE * MESSAGES) / seconds,
      unit: 'values/s',
      baseline: {
        what: 'ThingsBoard on PostgreSQL, stored after it',
        value: 10_000,
        source: 'its documentation: 5 to 10 thousand',
      },
      note,
    }),
    judgeFigure({ name: 'acknowledgement, median', value: quantile(0.5), unit: 'ms', note }),
    judgeFigure({ name: 'acknowledgement, 99 %', value: quantile(0.99), unit: 'ms', note }),
  ];
}
