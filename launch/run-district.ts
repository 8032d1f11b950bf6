/**
 * Runs the server and then the feed as child processes, until one ends or the signal fires. A
 * district with half its processes would show stale numbers as if they were live, so the end of one
 * ends the other.
 */

import { z } from 'zod';
import type { CityBuild } from '#contracts';
import { type Child, startChild } from './child.ts';
import type { StartOptions } from './start-options.ts';

export interface District {
  readonly root: string;
  readonly cityFolder: string;
  readonly dataFolder: string;
  readonly clientFolder: string;
  /** Arguments that set the district's clock. */
  readonly clock: readonly string[];
  readonly options: StartOptions;
}

export interface DistrictOutput {
  print(line: string): void;
}

export type DistrictEnd =
  | { readonly ok: true; readonly why: 'stopped' }
  /** Ports that were taken, for the district that follows. */
  | {
      readonly ok: true;
      readonly why: 'replaced';
      readonly port: number;
      readonly mqttPort: number;
    }
  | { readonly ok: false; readonly reason: string };

/** Work behind the running district; ends it when it resolves, so that another can follow. */
export type Behind = (tellServer: (build: CityBuild) => void) => Promise<void>;

/** What the server sends over the process channel when it listens. */
const serverReadySchema = z.object({
  type: z.literal('ready'),
  /** `http://127.0.0.1:8700`. */
  address: z.string(),
  /** Signs in as the demonstration's first user; absent where that is switched off. */
  signInLink: z.string().optional(),
  /** `mqtt://127.0.0.1:8701`; needed when the port was left to the system. */
  mqttAddress: z.string().optional(),
});
type ServerReady = z.infer<typeof serverReadySchema>;

/** Long enough to flush the store and close the clients' connections. */
const GRACE_MS = 10_000;

export async function runDistrict(
  district: District,
  output: DistrictOutput,
  stopping: AbortSignal,
  behind?: Behind,
): Promise<DistrictEnd> {
  const { options } = district;
  const children: Child[] = [];
  const ends: Promise<DistrictEnd>[] = [stopWish(stopping)];
  const run = (name: string, args: readonly string[], onMessage: (message: unknown) => void) => {
    const child = startChild(
      { name, args, folder: district.root },
      { onLine: (line) => output.print(`${name.padEnd(6)} │ ${line}`), onMessage },
    );
    children.push(child);
    ends.push(endOf(child));
    return child;
  };

  const ready = new Promise<ServerReady>((resolve) => {
    run('server', serverArguments(district), (message) => {
      const parsed = serverReadySchema.safeParse(message);
      if (parsed.success) resolve(parsed.data);
    });
  });
  const [server] = children;
  const first = await Promise.race([ready, ...ends]);
  if ('type' in first) {
    const mqtt = first.mqttAddress ?? `mqtt://127.0.0.1:${options.mqttPort}`;
    if (options.feed !== undefined) {
      run('feed', feedArguments(district, options.feed.seed, mqtt), () => {});
    }
    announce(first, output);
    if (behind) {
      const done = behind((build) => server?.tell({ type: 'city-build', build }));
      const ports = { port: portOf(first.address), mqttPort: portOf(mqtt) };
      ends.push(done.then(() => ({ ok: true, why: 'replaced', ...ports })));
    }
  }
  const end = await Promise.race(ends);
  // The feed first: devices that fall silent are normal, a server that vanishes is not.
  for (const child of children.toReversed()) await child.stop(GRACE_MS);
  return end;
}

function serverArguments(district: District): readonly string[] {
  const { options } = district;
  return [
    'server/main.ts',
    ...['--city', district.cityFolder],
    ...['--data', district.dataFolder],
    ...['--client', district.clientFolder],
    ...['--host', options.host],
    ...['--port', String(options.port)],
    ...['--mqtt-port', String(options.mqttPort)],
    ...(options.gtfsRealtimeUrl === undefined ? [] : ['--gtfs-rt', options.gtfsRealtimeUrl]),
    ...district.clock,
  ];
}

/** Relative to the root, in which the feed runs; it leaves the event out of a city without its venue. */
const DEMONSTRATION_EVENT = 'data/reference-district/event.json';

function feedArguments(district: District, seed: number, mqtt: string): readonly string[] {
  const where = ['--city', district.cityFolder, '--mqtt', mqtt];
  return [
    'feed/main.ts',
    ...where,
    '--event',
    DEMONSTRATION_EVENT,
    '--seed',
    String(seed),
    ...district.clock,
  ];
}

function announce(ready: ServerReady, output: DistrictOutput): void {
  output.print('');
  output.print(`  Gezi is ready: ${ready.address}`);
  if (ready.signInLink !== undefined) output.print(`  Sign in:       ${ready.signInLink}`);
  output.print('  Ctrl-C ends it.');
  output.print('');
}

function portOf(address: string): number {
  return Number(new URL(address).port);
}

function stopWish(stopping: AbortSignal): Promise<DistrictEnd> {
  return new Promise((resolve) => {
    const stopped = { ok: true, why: 'stopped' } as const;
    if (stopping.aborted) resolve(stopped);
    stopping.addEventListener('abort', () => resolve(stopped), { once: true });
  });
}

/** Neither process ends by itself while the district runs, so even a good status is a failure. */
async function endOf(child: Child): Promise<DistrictEnd> {
  const end = await child.ended;
  const reason = end.ok ? 'ended although nobody asked it to' : end.reason;
  return { ok: false, reason: `The ${child.name} ${reason}; its last lines are above.` };
}
