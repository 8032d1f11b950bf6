/** A user's lines join their city: GTFS or a lines file, cut to what calls at the city's stations. */
import { basename } from 'node:path';
import type { CityManifest, TransitNetwork } from '#contracts';
import { CityBuildError } from '../../city-build-error.ts';
import { createSkipList } from '../../skip-list.ts';
import { readGtfs } from '../gtfs/read-gtfs.ts';
import type { SourceCity } from '../source-city.ts';
import { busLinesOf } from './bus-lines-of.ts';
import { inferRiders } from './infer-riders.ts';
import { keepCallingLines } from './keep-calling-lines.ts';
import { readTransitLines } from './read-transit-lines.ts';

export interface LinesSource {
  readonly type: 'gtfs' | 'lines';
  readonly path: string;
  readonly licence?: string;
  readonly attribution?: string;
}

export async function addLines(city: SourceCity, source: LinesSource): Promise<SourceCity> {
  const { network: whole, skipped } = await readLines(source);
  if (whole.timeZone !== city.timeZone) {
    throw new CityBuildError(
      `${source.path}: expected lines in the city's time zone ${city.timeZone}, got ${whole.timeZone}.`,
    );
  }
  const { origin, streets } = city;
  const buses = busLinesOf(whole, { origin, streets, from: source.type });
  const network = keepCallingLines(buses.rest, city.stations);
  if (network.lines.length === 0 && buses.lines.length === 0) {
    const known = city.stations.slice(0, 5).map(({ name }) => name.zh);
    throw new CityBuildError(
      `${source.path}: no line calls at a station of the city by id or name, and no bus line has two stops at its streets (${known.join(', ') || 'it has no stations'}).`,
    );
  }
  // A line of both the map and the timetable would run twice: the timetable knows its hours.
  const numbers = new Set(buses.lines.map(({ number }) => number));
  const replaced = createSkipList();
  const mapped = (city.busLines ?? []).filter(({ id, number }) => {
    const isTwice = number !== undefined && numbers.has(number);
    if (isTwice) replaced.add('bus line: taken from the timetable instead', id);
    return !isTwice;
  });
  return {
    ...city,
    ...(network.lines.length > 0 ? { transit: { network, riders: inferRiders(network) } } : {}),
    busLines: [...mapped, ...buses.lines],
    sources: [...city.sources, describe(source, network.lines.length, buses.lines.length)],
    skipped: [...city.skipped, ...skipped, ...replaced.list()],
  };
}

async function readLines({ type, path }: LinesSource): Promise<{
  readonly network: TransitNetwork;
  readonly skipped: CityManifest['skipped'];
}> {
  if (type === 'lines') return { network: await readTransitLines(path), skipped: [] };
  const { network, findings } = await readGtfs(path);
  return {
    network,
    skipped: findings.map((finding) => ({ ...finding, reason: `lines: ${finding.reason}` })),
  };
}

function describe(
  source: LinesSource,
  lines: number,
  buses: number,
): CityManifest['sources'][number] {
  const name = basename(source.path);
  return {
    name: `${source.type === 'gtfs' ? 'GTFS' : 'Lines'} ${name}`,
    licence: source.licence ?? 'not stated',
    attribution: source.attribution ?? name,
    kind: source.type === 'gtfs' ? 'measured' : 'inferred',
    note: {
      zh: `${lines} 条线路，${buses} 个公交方向；车辆容量与站内通行能力按车型设定，乘客人数为推算。`,
      en: `${lines} lines, ${buses} directions of buses; capacities of vehicles and stations follow the mode, riders are inferred.`,
    },
  };
}
