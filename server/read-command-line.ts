/** The server's command line. Every fault is one line that says what was expected and what came. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ClockSettings } from '#contracts';
import { type BaseLayer, baseLayerFrom } from './http/base-layer.ts';
import type { ServerOptions } from './start-server.ts';

export const SERVER_USAGE = `node server/main.ts --city DIR --data DIR --client DIR [options]
  --host HOST              address of the interface (default 127.0.0.1)
  --port N                 its port (default 8700; 0 takes a free one)
  --mqtt-host HOST         address for devices (default 127.0.0.1; another one needs --mqtt-password-file)
  --mqtt-port N            their port (default 8701; 0 takes a free one)
  --mqtt-password-file F   device credentials, name:argon2id-hash a line (npm run accounts -- hash-password)
  --mqtt-broker URL        subscribe at an MQTT 5 broker instead of listening
  --base-layer URL|DIR     a mesh from photographs or splats as 3D Tiles under the city's volumes
  --gtfs-rt URL            GTFS-Realtime feed to poll; may be given again
  --clock-start ISO|none   demonstration: the district's time at --clock-epoch; none: the real clock
  --clock-epoch MS         wall clock (UTC milliseconds) that belongs to --clock-start (default now)
  --clock-rate N           district seconds per second, up to 1000 (default 1)
  --demonstration-event F  event without dates for a demonstration (default data/reference-district/event.json)
  --log-level LEVEL        error, warn, info, debug (default warn)`;

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export type CommandLine = Omit<ServerOptions, 'extensions' | 'log' | 'environment'> & {
  readonly logLevel: string;
};

const DEFAULT_EVENT_FILE = join(import.meta.dirname, '../data/reference-district/event.json');
const LOG_LEVELS = ['error', 'warn', 'info', 'debug'];

export function readCommandLine(
  args: readonly string[],
  nowMs: number,
  environment: Readonly<Record<string, string | undefined>>,
): CommandLine {
  const text = { type: 'string' } as const;
  const values = (() => {
    try {
      return parseArgs({
        args: [...args],
        strict: true,
        options: {
          city: text,
          data: text,
          client: text,
          host: { ...text, default: '127.0.0.1' },
          port: { ...text, default: '8700' },
          'mqtt-host': { ...text, default: '127.0.0.1' },
          'mqtt-port': { ...text, default: '8701' },
          'mqtt-password-file': text,
          'mqtt-broker': text,
          'gtfs-rt': { ...text, multiple: true, default: [] },
          'clock-start': { ...text, default: 'none' },
          'clock-epoch': text,
          'clock-rate': { ...text, default: '1' },
          'base-layer': text,
          'demonstration-event': { ...text, default: DEFAULT_EVENT_FILE },
          'log-level': { ...text, default: 'warn' },
        },
      }).values;
    } catch (error) {
      throw new UsageError(error instanceof Error ? error.message : String(error));
    }
  })();
  const required = (name: 'city' | 'data' | 'client'): string => {
    const value = values[name];
    if (!value) throw new UsageError(`--${name}: expected a folder, got nothing`);
    return value;
  };
  const logLevel = values['log-level'];
  if (!LOG_LEVELS.includes(logLevel)) {
    throw new UsageError(`--log-level: expected one of ${LOG_LEVELS.join(', ')}, got ${logLevel}`);
  }
  return {
    cityDirectory: required('city'),
    dataDirectory: required('data'),
    clientDirectory: required('client'),
    host: values.host,
    port: portOf('--port', values.port),
    mqttHost: values['mqtt-host'],
    mqttPort: portOf('--mqtt-port', values['mqtt-port']),
    mqttBroker: values['mqtt-broker'] ?? null,
    mqttPasswordFile: values['mqtt-password-file'] ?? environment.GEZI_MQTT_PASSWORD_FILE ?? null,
    gtfsRealtime: values['gtfs-rt'].map(feedUrlOf),
    clock: clockOf(values['clock-start'], values['clock-epoch'], values['clock-rate'], nowMs),
    demonstrationEventFile: values['demonstration-event'],
    baseLayer: values['base-layer'] === undefined ? null : baseLayerOf(values['base-layer']),
    logLevel,
  };
}

function baseLayerOf(text: string): BaseLayer {
  try {
    return baseLayerFrom(text);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function feedUrlOf(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new UsageError(`--gtfs-rt: expected an http or https URL, got ${text}`);
}

function portOf(name: string, text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`${name}: expected a port from 0 to 65535, got ${text}`);
  }
  return port;
}

function clockOf(
  start: string,
  epoch: string | undefined,
  rate: string,
  nowMs: number,
): ClockSettings {
  const rateNumber = Number(rate);
  if (!(rateNumber > 0 && rateNumber <= 1000)) {
    throw new UsageError(`--clock-rate: expected a number above 0 and at most 1000, got ${rate}`);
  }
  if (start === 'none') {
    if (rateNumber === 1) return { mode: 'real' };
    throw new UsageError(
      `--clock-rate ${rate}: expected --clock-start with it; real time runs at 1`,
    );
  }
  const startMs = Date.parse(start);
  if (Number.isNaN(startMs)) {
    throw new UsageError(
      `--clock-start: expected an ISO time such as 2026-11-22T13:30:00Z or none, got ${start}`,
    );
  }
  const epochMs = epoch === undefined ? nowMs : Number(epoch);
  if (!Number.isFinite(epochMs)) {
    throw new UsageError(`--clock-epoch: expected UTC milliseconds, got ${epoch}`);
  }
  return { mode: 'demonstration', startMs, epochMs, rate: rateNumber };
}
