/**
 * `npm run forecast`: the ensemble for one event on a built city, without a server. Reads
 * manifest.json, networks.json and the event; writes one JSON whose bytes depend on these and the
 * seed only. Format: docs/models/forecast.md.
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type CityManifest,
  type CityTransit,
  cityManifestSchema,
  cityTransitSchema,
  type DistrictNetworks,
  districtNetworksSchema,
  type EventPlan,
  encodeFrames,
  encodeTransitFrames,
  eventPlanSchema,
} from '#contracts';
import {
  buildDistrictModel,
  clearingBound,
  cutNetworks,
  DEFAULT_PARAMETERS,
  ENSEMBLE_DEFAULTS,
  findStudyArea,
  prepareDistrictLines,
  runEnsemble,
} from '#simulations';
import { summariseForecast } from './forecast-summary.ts';

const FORMAT_VERSION = 1;
const USAGE =
  'npm run forecast -- --city DIR --event FILE.json --out FILE.json [--seed N] [--members N] [--start ISO] [--rain MM_PER_HOUR]';

class ForecastFault extends Error {}

interface Request {
  readonly city: string;
  readonly event: string;
  readonly out: string;
  readonly seed: number;
  readonly members: number;
  readonly start: string | undefined;
  readonly rainMillimetresPerHour: number;
}

function readRequest(args: readonly string[]): Request {
  const text = { type: 'string' } as const;
  const options = {
    city: text,
    event: text,
    out: text,
    seed: text,
    members: text,
    start: text,
    rain: text,
  };
  const values = (() => {
    try {
      return parseArgs({ args: [...args], strict: true, options }).values;
    } catch (error) {
      throw new ForecastFault(
        `${error instanceof Error ? error.message : String(error)}\n${USAGE}`,
      );
    }
  })();
  const { city, event, out } = values;
  if (!city || !event || !out) throw new ForecastFault(`usage: ${USAGE}`);
  return {
    city,
    event,
    out,
    seed: wholeNumber('--seed', values.seed ?? '1', 0, 2 ** 32 - 1),
    members: wholeNumber('--members', values.members ?? `${ENSEMBLE_DEFAULTS.members}`, 1, 50),
    start: values.start,
    rainMillimetresPerHour: wholeNumber('--rain', values.rain ?? '0', 0, 500),
  };
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new ForecastFault(
      `${name}: expected a whole number from ${least} to ${most}, got ${text}`,
    );
  }
  return value;
}

interface Schema<T> {
  safeParse(value: unknown):
    | { readonly success: true; readonly data: T }
    | {
        readonly success: false;
        readonly error: {
          readonly issues: readonly {
            readonly path: readonly PropertyKey[];
            readonly message: string;
          }[];
        };
      };
}

function readJson<T>(path: string, schema: Schema<T>): T {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new ForecastFault(
      `${path}: cannot be read (${error instanceof Error ? error.message : error})`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ForecastFault(
      `${path}: not JSON (${error instanceof Error ? error.message : error})`,
    );
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ForecastFault(
    `${path}: ${issue?.path.map(String).join('.') || 'root'}: ${issue?.message}`,
  );
}

/** Minute in which the first person leaves, so that frame 0 is the venue still full. */
function startOf(request: Request, event: EventPlan): number {
  if (request.start === undefined) {
    const first = event.endMs - 3 * event.endSpreadMinutes * 60_000;
    return Math.floor(first / 60_000) * 60_000;
  }
  const ms = Date.parse(request.start);
  if (!Number.isFinite(ms)) {
    throw new ForecastFault(`--start: expected an ISO 8601 time, got ${request.start}`);
  }
  return Math.floor(ms / 1000) * 1000;
}

export function forecastEvent(
  request: Request,
  city: {
    readonly manifest: CityManifest;
    readonly networks: DistrictNetworks;
    readonly transit: CityTransit | null;
  },
  event: EventPlan,
): { readonly json: string; readonly summary: string } {
  const { manifest } = city;
  const venue = city.networks.venues.find((candidate) => candidate.id === event.venue);
  if (!venue) {
    const known = city.networks.venues.map((v) => `${v.id} (${v.name.en})`).join(', ') || 'none';
    throw new ForecastFault(
      `${request.event}: venue: expected one of the city's venues ${known}, got ${event.venue}`,
    );
  }
  const startMs = startOf(request, event);
  const weather = {
    rainMillimetresPerHour: request.rainMillimetresPerHour,
    temperatureCelsius: 20,
    windMetresPerSecond: 2,
  };
  const area = findStudyArea(city.networks);
  const networks = area ? cutNetworks(city.networks, area).networks : city.networks;
  const model = buildDistrictModel(networks);
  const lines = city.transit && prepareDistrictLines(model, city.transit);
  const ensemble = {
    input: {
      startMs,
      timeZone: manifest.timeZone,
      seed: request.seed,
      weather,
      events: [event],
      measures: [],
      demandFactors: { walk: 1, street: 1 },
      parameters: DEFAULT_PARAMETERS,
    },
    members: request.members,
    warmupSeconds: ENSEMBLE_DEFAULTS.warmupSeconds,
    frameCount: ENSEMBLE_DEFAULTS.frameCount,
  };
  const result = runEnsemble(model, ensemble, {}, { lines });
  if (result.state !== 'done') throw new ForecastFault('the run was cancelled');
  const bound = clearingBound(networks, event, DEFAULT_PARAMETERS);
  const line = (l: { released: number; arrived: number; underWay: number }): number[] => [
    l.released,
    l.arrived,
    l.underWay,
  ];
  const output = {
    formatVersion: FORMAT_VERSION,
    kind: 'forecast',
    district: manifest.district,
    event,
    weather,
    seed: request.seed,
    members: request.members,
    // Frames and stations are of this part of the district; absent: of all of it.
    ...(area ? { studyArea: area } : {}),
    startMs,
    frameSeconds: 60,
    frameCount: ENSEMBLE_DEFAULTS.frameCount,
    warnings: model.warnings,
    bound,
    outcomes: result.outcomes,
    memberOutcomes: result.memberOutcomes,
    // [member][frame] → [released, arrived, under way]
    peopleLedgers: result.ledgers.map((frames) => frames.map((ledger) => line(ledger.people))),
    vehicleLedgers: result.ledgers.map((frames) => frames.map((ledger) => line(ledger.vehicles))),
    stationWaiting: networks.stations.map((station, index) => ({
      station: station.id,
      persons: Array.from(
        { length: result.frames.frameCount },
        (_, frame) => result.frames.stationWaiting[frame * networks.stations.length + index] ?? 0,
      ),
    })),
    framesBase64: Buffer.from(encodeFrames(result.frames)).toString('base64'),
    // Trains and platforms; absent: stations take people away at a constant rate.
    ...(result.transitFrames
      ? {
          transitFramesBase64: Buffer.from(encodeTransitFrames(result.transitFrames)).toString(
            'base64',
          ),
        }
      : {}),
  };
  return {
    json: `${JSON.stringify(output)}\n`,
    summary: summariseForecast(event, networks, result, bound, manifest.timeZone),
  };
}

/** The file appears whole or not at all. */
function writeWhole(path: string, text: string): void {
  const partial = `${path}.partial`;
  try {
    writeFileSync(partial, text);
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw new ForecastFault(
      `${path}: cannot be written (${error instanceof Error ? error.message : error})`,
    );
  }
}

export function runForecastCommand(
  args: readonly string[],
  print: (text: string) => void,
  printError: (text: string) => void,
): 0 | 1 {
  try {
    const request = readRequest(args);
    const manifest = readJson(join(request.city, 'manifest.json'), cityManifestSchema);
    const networks = readJson(join(request.city, 'networks.json'), districtNetworksSchema);
    const hasLines = manifest.files.some(({ path }) => path === 'transit.json');
    const transit = hasLines
      ? readJson(join(request.city, 'transit.json'), cityTransitSchema)
      : null;
    const event = readJson(request.event, eventPlanSchema);
    const { json, summary } = forecastEvent(request, { manifest, networks, transit }, event);
    writeWhole(request.out, json);
    print(`${summary}\n  written                 ${request.out}`);
    return 0;
  } catch (error) {
    if (!(error instanceof ForecastFault)) throw error;
    printError(`forecast: ${error.message}`);
    return 1;
  }
}

if (import.meta.main) {
  process.exitCode = runForecastCommand(process.argv.slice(2), console.log, console.error);
}
