/** The manifest: sources, counts, what was skipped, and size and SHA-256 of every file. Written last. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { CityManifest, DistrictNetworks } from '#contracts';
import { CITY_FORMAT_VERSION, cityManifestSchema } from '#contracts';
import { boundsOf } from '../geometry/measure-polygon.ts';
import type { SourceCity } from '../sources/source-city.ts';

export interface ManifestParts {
  readonly source: SourceCity;
  readonly counts: Pick<CityManifest['counts'], 'buildings' | 'storeys' | 'units' | 'tiles'>;
  readonly cellRanges: CityManifest['cellRanges'];
  readonly networks: DistrictNetworks;
  /** Whose size and checksum are known since they were written. */
  readonly written: CityManifest['files'];
  /** Others, relative to the city's folder. */
  readonly files: readonly string[];
  readonly skipped: CityManifest['skipped'];
  readonly builtAtMs: number;
}

export async function writeManifest(dir: string, parts: ManifestParts): Promise<CityManifest> {
  const { source, networks, cellRanges } = parts;
  const files = [...parts.written];
  for (const path of parts.files) files.push(await describeFile(dir, path));
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  const [west, south, east, north] = boundsOf(
    source.buildings.flatMap((building) => building.outline[0] ?? []),
  );
  const manifest = cityManifestSchema.parse({
    formatVersion: CITY_FORMAT_VERSION,
    district: source.district,
    name: source.name,
    timeZone: source.timeZone,
    builtAtMs: parts.builtAtMs,
    origin: source.origin,
    extentMetres: [west, south, east, north],
    sources: source.sources,
    counts: {
      ...parts.counts,
      cells: cellRanges.units[1],
      streetLinks: networks.street.links.length,
      walkLinks: networks.walk.links.length,
      signals: networks.street.signals.length,
      stations: networks.stations.length,
      venues: networks.venues.length,
      sensors: networks.sensors.length,
      ...(source.transit ? { transitLines: source.transit.network.lines.length } : {}),
      ...(networks.buses.lines.length > 0
        ? { busLines: networks.buses.lines.length, busStops: networks.buses.stops.length }
        : {}),
    },
    skipped: parts.skipped,
    cellRanges,
    files,
  });
  await writeFile(join(dir, 'manifest.json'), `${JSON.stringify(manifest)}\n`);
  return manifest;
}

/** Read in pieces: city.sqlite may be larger than all memory meant for the build. */
async function describeFile(dir: string, path: string): Promise<CityManifest['files'][number]> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(join(dir, path)), hash);
  return { path, bytes: (await stat(join(dir, path))).size, sha256: hash.digest('hex') };
}
