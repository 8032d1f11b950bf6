/**
 * Starts Gezi as a newcomer does, through the entry of `npm start`, on free ports and with a data
 * folder of its own, and ends it in order. What it prints is what tests know of it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = resolve(import.meta.dirname, '..', '..');
/** A build of city and pages is included, when one is missing. */
const READY_WITHIN_MS = 120_000;
/** The launcher itself gives each process ten seconds. */
const END_WITHIN_MS = 25_000;
const KEPT_LINES = 60;

export interface InstanceOptions {
  /** Time on the district's clock at the start. */
  readonly at: string;
  readonly rate: number;
  readonly feed: boolean;
  /** `core` stays as it is; `whole` is built behind it and then opened, where it is not there yet. */
  readonly area: 'core' | 'whole';
  readonly gtfsRealtimeUrl?: string;
}

/** Half an hour before the demonstration's concert ends; the clock runs as fast as ours. */
export const EVENING: InstanceOptions = { at: '21:30', rate: 1, feed: true, area: 'core' };

export interface Instance {
  /** `http://127.0.0.1:54321`. */
  readonly address: string;
  readonly mqttAddress: string;
  readonly signInLink: string;
  readonly dataFolder: string;
  /** Ctrl-C, and the data folder removed; fails when the end was not clean. */
  end(): Promise<void>;
}

export async function startInstance(options: InstanceOptions = EVENING): Promise<Instance> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'gezi-e2e-'));
  const mqttPort = await takeFreePort();
  const child = spawn(
    process.execPath,
    [
      ...['--import', './launch/require-node.mjs', 'launch/start.ts'],
      ...['--data', dataFolder, '--port', '0', '--mqtt-port', String(mqttPort)],
      ...['--at', options.at, '--rate', String(options.rate)],
      ...['--area', options.area],
      ...(options.gtfsRealtimeUrl === undefined ? [] : ['--gtfs-rt', options.gtfsRealtimeUrl]),
      ...(options.feed ? [] : ['--no-feed']),
    ],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = once(child, 'exit');
  const removeData = () => rm(dataFolder, { recursive: true, force: true });
  try {
    const printed = await readStart(child);
    return {
      ...printed,
      mqttAddress: `mqtt://127.0.0.1:${mqttPort}`,
      dataFolder,
      end: async () => {
        child.kill('SIGINT');
        const force = setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS);
        const [code, signal] = await ended;
        clearTimeout(force);
        await removeData();
        if (code !== 0) {
          throw new Error(`npm start: expected status 0 after Ctrl-C, got ${code ?? signal}`);
        }
      },
    };
  } catch (error) {
    child.kill('SIGINT');
    await ended;
    await removeData();
    throw error;
  }
}

async function readStart(
  child: ChildProcess,
): Promise<{ readonly address: string; readonly signInLink: string }> {
  const lines: string[] = [];
  const found = new Map<'address' | 'link', string>();
  const { promise, resolve: done, reject } = Promise.withResolvers<void>();
  const fail = (what: string): void =>
    reject(new Error(`npm start ${what}; its last lines:\n${lines.join('\n')}`));
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    // Read to the end: a full pipe would stop the instance.
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
      const url = /https?:\/\/\S+/.exec(line)?.[0];
      if (url === undefined) return;
      if (line.includes('Gezi is ready:')) found.set('address', url);
      if (line.includes('Sign in:')) found.set('link', url);
      if (found.size === 2) done();
    });
  }
  child.once('exit', (code, signal) => fail(`ended with ${code ?? signal} before it was ready`));
  const timer = setTimeout(
    () => fail(`was not ready after ${READY_WITHIN_MS / 1000} s`),
    READY_WITHIN_MS,
  );
  await promise.finally(() => clearTimeout(timer));
  return { address: found.get('address') ?? '', signInLink: found.get('link') ?? '' };
}

/** Free at this moment; the start fails plainly should somebody else take it in between. */
async function takeFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('expected a TCP port');
  return address.port;
}
