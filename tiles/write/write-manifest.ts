/** The manifest: sources, counts, what was skipped, and size and SHA-256 of every file. Written last. */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CityManifest, CityModel, DistrictNetworks } from '#contracts';
import { CITY_FORMAT_VERSION, cityManifestSchema } from '#contracts';
import { boundsOf } from '../geometry/measure-polygon.ts';
import type { CityModelBuild } from '../model/build-city-model.ts';
import type { SourceCity } from '../sources/source-city.ts';

export interface ManifestParts {
  readonly source: SourceCity;
  readonly model: CityModel;
  readonly cellRanges: CityModelBuild['cellRanges'];
  readonly networks: DistrictNetworks;
  readonly tiles: number;
  /** Relative to the city's folder. */
  readonly files: readonly string[];
  readonly skipped: CityManifest['skipped'];
  readonly builtAtMs: number;
}

export async function writeManifest(dir: string, parts: ManifestParts): Promise<CityManifest> {
  const { source, model, networks, cellRanges } = parts;
  const files: CityManifest['files'] = [];
  for (const path of [...parts.files].sort()) {
    const bytes = await readFile(join(dir, path));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    files.push({ path, bytes: bytes.byteLength, sha256 });
  }
  const [west, south, east, north] = boundsOf(
    model.buildings.flatMap((building) => building.footprint[0] ?? []),
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
      buildings: model.buildings.length,
      storeys: cellRanges.storeys[1] - cellRanges.storeys[0],
      units: cellRanges.units[1] - cellRanges.units[0],
      cells: model.cellCount,
      tiles: parts.tiles,
      streetLinks: networks.street.links.length,
      walkLinks: networks.walk.links.length,
      signals: networks.street.signals.length,
      stations: networks.stations.length,
      venues: networks.venues.length,
      sensors: networks.sensors.length,
    },
    skipped: parts.skipped,
    cellRanges,
    files,
  });
  await writeFile(join(dir, 'manifest.json'), `${JSON.stringify(manifest)}\n`);
  return manifest;
}
