/**
 * Runs the server and then the feed as child processes, until one ends or the signal fires. A
 * district with half its processes would show stale numbers as if they were live, so the end of one
 * ends the other.
 */

import { z } from 'zod';
import { type Child, startChild } from './child.ts';
import { clockArguments } from './clock-arguments.ts';
import type { StartOptions } from './start-options.ts';

export interface District {
  readonly root: string;
  readonly cityFolder: string;
  readonly dataFolder: string;
  readonly clientFolder: string;
  readonly timeZone: string;
  readonly options: StartOptions;
}

export interface DistrictOutput {
  print(line: string): void;
}

export type DistrictEnd = { readonly ok: true } | { readonly ok: false; readonly reason: string };

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
): Promise<DistrictEnd> {
  const { options } = district;
  const clock = clockArguments(options.clock, district.timeZone, Date.now());
  const children: Child[] = [];
  const ends: Promise<DistrictEnd>[] = [stopWish(stopping)];
  const run = (name: string, args: readonly string[], onMessage: (message: unknown) => void) => {
    const child = startChild(
      { name, args, folder: district.root },
      { onLine: (line) => output.print(`${name.padEnd(6)} │ ${line}`), onMessage },
    );
    children.push(child);
    ends.push(endOf(child));
  };

  const ready = new Promise<ServerReady>((resolve) => {
    run('server', serverArguments(district, clock), (message) => {
      const parsed = serverReadySchema.safeParse(message);
      if (parsed.success) resolve(parsed.data);
    });
  });
  const first = await Promise.race([ready, ...ends]);
  if ('type' in first) {
    if (options.feed !== undefined) {
      const mqtt = first.mqttAddress ?? `mqtt://127.0.0.1:${options.mqttPort}`;
      run('feed', feedArguments(district, options.feed.seed, mqtt, clock), () => {});
    }
    announce(first, output);
  }
  const end = await Promise.race(ends);
  // The feed first: devices that fall silent are normal, a server that vanishes is not.
  for (const child of children.toReversed()) await child.stop(GRACE_MS);
  return end;
}

function serverArguments(district: District, clock: readonly string[]): readonly string[] {
  const { options } = district;
  return [
    'server/main.ts',
    ...['--city', district.cityFolder],
    ...['--data', district.dataFolder],
    ...['--client', district.clientFolder],
    ...['--host', options.host],
    ...['--port', String(options.port)],
    ...['--mqtt-port', String(options.mqttPort)],
    ...clock,
  ];
}

/** Relative to the root, in which the feed runs; it leaves the event out of a city without its venue. */
const DEMONSTRATION_EVENT = 'data/reference-district/event.json';

function feedArguments(
  district: District,
  seed: number,
  mqtt: string,
  clock: readonly string[],
): readonly string[] {
  const where = ['--city', district.cityFolder, '--mqtt', mqtt];
  return [
    'feed/main.ts',
    ...where,
    '--event',
    DEMONSTRATION_EVENT,
    '--seed',
    String(seed),
    ...clock,
  ];
}

function announce(ready: ServerReady, output: DistrictOutput): void {
  output.print('');
  output.print(`  Gezi is ready: ${ready.address}`);
  if (ready.signInLink !== undefined) output.print(`  Sign in:       ${ready.signInLink}`);
  output.print('  Ctrl-C ends it.');
  output.print('');
}

function stopWish(stopping: AbortSignal): Promise<DistrictEnd> {
  return new Promise((resolve) => {
    if (stopping.aborted) resolve({ ok: true });
    stopping.addEventListener('abort', () => resolve({ ok: true }), { once: true });
  });
}

/** Neither process ends by itself while the district runs, so even a good status is a failure. */
async function endOf(child: Child): Promise<DistrictEnd> {
  const end = await child.ended;
  const reason = end.ok ? 'ended although nobody asked it to' : end.reason;
  return { ok: false, reason: `The ${child.name} ${reason}; its last lines are above.` };
}
