/**
 * `node feed/main.ts --city DIR --mqtt URL [--event FILE] [--clock-start ISO|none] [--clock-epoch MS]
 * [--clock-rate N] [--seed N]`: runs the demonstration city's devices until it is told to stop.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import {
  type ClockSettings,
  demonstrationEventSchema,
  districtTimeMs,
  type EventPlan,
  placeOnDay,
} from '#contracts';
import { readCity } from './city/read-city.ts';
import { METER_BACKLOG_MS } from './devices/meter-concentrators.ts';
import { DEVICE_LINK_DEFAULTS, openDeviceLink } from './link/device-link.ts';
import { createFeed } from './run-feed.ts';

/** What devices had stored before they could send. */
const BACKLOG_MS = 2 * 3_600_000;
const TICK_MS = 500;

interface FeedArguments {
  readonly city: string;
  readonly mqtt: string;
  readonly event: string | undefined;
  readonly clock: ClockSettings;
  readonly seed: number;
}

function readArguments(args: readonly string[]): FeedArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      city: { type: 'string' },
      mqtt: { type: 'string' },
      event: { type: 'string' },
      'clock-start': { type: 'string', default: 'none' },
      'clock-epoch': { type: 'string' },
      'clock-rate': { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
    },
  });
  if (!values.city || !values.mqtt) throw new Error('feed: expected --city DIR and --mqtt URL');
  const startMs = Date.parse(values['clock-start']);
  const rate = Number(values['clock-rate']);
  const seed = Number(values.seed);
  if (values['clock-start'] !== 'none' && Number.isNaN(startMs)) {
    throw new Error(
      `feed: --clock-start expects an ISO time or none, got ${values['clock-start']}`,
    );
  }
  if (!(rate > 0 && rate <= 1000))
    throw new Error(`feed: --clock-rate expects 0–1000, got ${values['clock-rate']}`);
  if (!Number.isInteger(seed) || seed < 0)
    throw new Error(`feed: --seed expects a whole number, got ${values.seed}`);
  return {
    city: values.city,
    mqtt: values.mqtt,
    event: values.event,
    seed,
    clock: Number.isNaN(startMs)
      ? { mode: 'real' }
      : {
          mode: 'demonstration',
          startMs,
          epochMs: values['clock-epoch'] ? Number(values['clock-epoch']) : Date.now(),
          rate,
        },
  };
}

function readEvent(path: string, nowMs: number, timeZone: string): EventPlan {
  const parsed = demonstrationEventSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`);
  return placeOnDay(parsed.data, nowMs, timeZone);
}

async function main(): Promise<void> {
  const options = readArguments(process.argv.slice(2));
  const nowMs = (): number => Math.floor(districtTimeMs(options.clock, Date.now()));
  const city = readCity(options.city);
  const planned = options.event ? [readEvent(options.event, nowMs(), city.manifest.timeZone)] : [];
  const events = planned.filter((event) =>
    city.networks.venues.some((venue) => venue.id === event.venue),
  );
  const startMs = nowMs();
  const feed = createFeed({
    city,
    events,
    seed: options.seed,
    fromMs: startMs - BACKLOG_MS,
    metersFromMs: startMs - METER_BACKLOG_MS,
    liveFromMs: startMs,
  });
  const link = await openDeviceLink({
    ...DEVICE_LINK_DEFAULTS,
    url: options.mqtt,
    clientId: `gezi-feed-${city.manifest.district}`,
    onProblem: (text) => console.error(text),
  });
  let ending = false;
  const tick = (): void => {
    if (ending) return;
    for (const message of feed.advance(nowMs())) link.send(message);
    timer = setTimeout(tick, TICK_MS);
  };
  let timer: NodeJS.Timeout;
  const end = (): void => {
    if (ending) return;
    ending = true;
    clearTimeout(timer);
    void link.close().then(() => {
      const { acknowledged, dropped } = link.counts();
      console.log(`feed: ${acknowledged} messages acknowledged, ${dropped} dropped`);
      process.exit(0);
    });
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('disconnect', end);

  console.log(`feed: devices of ${city.manifest.district} deliver the last two hours`);
  for (const message of feed.advance(nowMs())) link.send(message);
  await link.drain();
  console.log(`feed: ${link.counts().acknowledged} stored messages acknowledged; live from here`);
  tick();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
