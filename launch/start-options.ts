/** The options of `npm start`: one table makes the parser and the help text. */

import { parseArgs } from 'node:util';

export interface StartOptions {
  /** Undefined: the reference city, built when missing. */
  readonly cityFolder: string | undefined;
  /** Of the reference city: all of it, or only the part around the stadium. */
  readonly area: 'core' | 'whole';
  /** Undefined: `data/state/<district>`. */
  readonly dataFolder: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly mqttPort: number;
  readonly clock: ClockRequest;
  readonly feed: { readonly seed: number } | undefined;
  /** Undefined: vehicles on the map are modelled ones only. */
  readonly gtfsRealtimeUrl: string | undefined;
}

export type ClockRequest =
  | { readonly mode: 'real' }
  | { readonly mode: 'demonstration'; readonly at: string; readonly rate: number };

export type StartRequest =
  | { readonly kind: 'start'; readonly options: StartOptions }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'problem'; readonly text: string };

interface OptionRow {
  readonly argument?: string;
  readonly preset?: string;
  readonly help: string;
}

const OPTIONS = {
  city: { argument: 'DIR', help: 'a built city (without it: the reference city)' },
  area: {
    argument: 'AREA',
    preset: 'whole',
    help: 'of the reference city: whole, or core, the part around the stadium',
  },
  data: { argument: 'DIR', help: 'where the state is kept (without it: data/state/<district>)' },
  host: { argument: 'HOST', preset: '127.0.0.1', help: 'address to listen on' },
  port: { argument: 'PORT', preset: '8700', help: 'port of the web pages; 0: any free one' },
  'mqtt-port': { argument: 'PORT', preset: '8701', help: 'port for devices; 0: any free one' },
  at: {
    argument: 'HH:MM',
    preset: '21:30',
    help: "the district's clock starts at this time today",
  },
  rate: { argument: 'N', preset: '1', help: 'district seconds per second, up to 1000' },
  'real-time': { help: 'the wall clock instead of --at and --rate' },
  seed: { argument: 'N', preset: '1', help: 'seed of the demonstration city’s devices' },
  'gtfs-rt': { argument: 'URL', help: 'GTFS-Realtime feed whose vehicles are shown' },
  'no-feed': { help: 'without the demonstration city’s devices' },
  help: { help: 'this text' },
} as const satisfies Readonly<Record<string, OptionRow>>;

type OptionName = keyof typeof OPTIONS;

export function parseStartOptions(args: readonly string[]): StartRequest {
  try {
    const values = readValues(args);
    if (values.has('help')) return { kind: 'help', text: startHelp() };
    return {
      kind: 'start',
      options: {
        cityFolder: values.get('city'),
        area: areaOf(values),
        dataFolder: values.get('data'),
        host: textOf('host', values),
        port: integerOf('port', values, 65_535),
        mqttPort: integerOf('mqtt-port', values, 65_535),
        clock: clockOf(values),
        gtfsRealtimeUrl: values.get('gtfs-rt'),
        feed: values.has('no-feed') ? undefined : { seed: integerOf('seed', values, 2 ** 32 - 1) },
      },
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'problem', text: `${reason}\n'npm start -- --help' lists the options.` };
  }
}

export function startHelp(): string {
  const rows = rowsOf().map(([name, row]) => {
    const usage = `  --${name}${row.argument === undefined ? '' : ` ${row.argument}`}`;
    const preset = row.preset === undefined ? '' : ` (${row.preset})`;
    return `${usage.padEnd(22)}${row.help}${preset}`;
  });
  return ['npm start -- [options]', '', ...rows].join('\n');
}

function rowsOf(): readonly (readonly [string, OptionRow])[] {
  return Object.entries(OPTIONS);
}

/** Flags without an argument are present with an empty text. */
function readValues(args: readonly string[]): ReadonlyMap<string, string> {
  const { values } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      rowsOf().map(([name, row]) => [
        name,
        { type: row.argument === undefined ? ('boolean' as const) : ('string' as const) },
      ]),
    ),
  });
  const given = new Map<string, string>();
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string') given.set(name, value);
    else if (value === true) given.set(name, '');
  }
  return given;
}

function areaOf(values: ReadonlyMap<string, string>): 'core' | 'whole' {
  const area = textOf('area', values);
  if (area !== 'core' && area !== 'whole') {
    throw new Error(`--area expects core or whole, got '${area}'.`);
  }
  if (values.has('area') && values.has('city')) {
    throw new Error('--area is of the reference city; it cannot be combined with --city.');
  }
  return area;
}

function clockOf(values: ReadonlyMap<string, string>): ClockRequest {
  if (values.has('real-time')) {
    if (values.has('at') || values.has('rate')) {
      throw new Error('--real-time cannot be combined with --at or --rate.');
    }
    return { mode: 'real' };
  }
  const at = textOf('at', values);
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(at)) {
    throw new Error(`--at expects HH:MM from 00:00 to 23:59, got '${at}'.`);
  }
  const rateText = textOf('rate', values);
  const rate = Number(rateText);
  if (rateText.trim() === '' || !(rate > 0 && rate <= 1000)) {
    throw new Error(`--rate expects a number above 0, up to 1000, got '${rateText}'.`);
  }
  return { mode: 'demonstration', at, rate };
}

function integerOf(name: OptionName, values: ReadonlyMap<string, string>, most: number): number {
  const text = textOf(name, values);
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > most) {
    throw new Error(`--${name} expects an integer from 0 to ${most}, got '${text}'.`);
  }
  return value;
}

function textOf(name: OptionName, values: ReadonlyMap<string, string>): string {
  const row: OptionRow = OPTIONS[name];
  const text = values.get(name) ?? row.preset;
  if (text === undefined) throw new Error(`--${name} is required.`);
  return text;
}
