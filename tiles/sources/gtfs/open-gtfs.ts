/** The tables of a GTFS feed, from a folder or a zip archive: bytes by file name. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { unzipSync } from 'fflate';
import { CityBuildError } from '../../city-build-error.ts';

/** Whatever else a feed holds (shapes, fares, translations) is not read. */
const TABLES = [
  'agency.txt',
  'stops.txt',
  'routes.txt',
  'trips.txt',
  'stop_times.txt',
  'calendar.txt',
  'calendar_dates.txt',
  'frequencies.txt',
] as const;
export type GtfsTable = (typeof TABLES)[number];
export type GtfsTables = ReadonlyMap<GtfsTable, Uint8Array>;

const isTable = (name: string): name is GtfsTable => TABLES.some((table) => table === name);
const NEEDED: readonly GtfsTable[] = ['stops.txt', 'routes.txt', 'trips.txt', 'stop_times.txt'];

export async function openGtfs(path: string): Promise<GtfsTables> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new CityBuildError(`${path}: there is no such file or folder.`);
  const tables = found.isDirectory() ? await readFolder(path) : unzip(path, await readFile(path));
  const missing = NEEDED.filter((table) => !tables.has(table));
  if (!tables.has('calendar.txt') && !tables.has('calendar_dates.txt')) {
    missing.push('calendar.txt');
  }
  if (missing.length > 0) {
    const held = [...tables.keys()].join(', ') || 'none of the tables';
    throw new CityBuildError(
      `${path}: a GTFS feed needs ${missing.join(', ')}; it has ${held}. Ask the publisher for the whole feed.`,
    );
  }
  return tables;
}

async function readFolder(path: string): Promise<Map<GtfsTable, Uint8Array>> {
  const tables = new Map<GtfsTable, Uint8Array>();
  for (const name of await readdir(path)) {
    if (isTable(name)) tables.set(name, await readFile(join(path, name)));
  }
  return tables;
}

/** Some publishers put the tables into a folder of the archive. */
function unzip(path: string, bytes: Uint8Array): Map<GtfsTable, Uint8Array> {
  const tables = new Map<GtfsTable, Uint8Array>();
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(bytes, { filter: ({ name }) => isTable(basename(name)) });
  } catch (error) {
    throw new CityBuildError(
      `${path}: expected a zip archive of a GTFS feed; it cannot be unpacked (${String(error)}).`,
    );
  }
  for (const [name, content] of Object.entries(entries)) {
    const table = basename(name);
    if (!isTable(table)) continue;
    if (tables.has(table)) {
      throw new CityBuildError(`${path}: holds ${table} twice; expected one feed.`);
    }
    tables.set(table, content);
  }
  return tables;
}
