/** Which format a file has: by its name's end, and for .json by what it says of itself. */
import { open } from 'node:fs/promises';
import { CityBuildError } from '../../city-build-error.ts';

export const SOURCE_FORMATS = [
  'cityjson',
  'cityjsonseq',
  'citygml',
  'geojson',
  'flatgeobuf',
  'shapefile',
  'geopackage',
  'block-table',
  'osm',
] as const;
export type SourceFormat = (typeof SOURCE_FORMATS)[number];

const BY_ENDING: readonly (readonly [RegExp, SourceFormat])[] = [
  [/\.osm(\.pbf)?$|\.pbf$/i, 'osm'],
  [/\.city\.json$/i, 'cityjson'],
  [/\.city\.jsonl$|\.cityjsonl$/i, 'cityjsonseq'],
  [/\.gml$|\.citygml$/i, 'citygml'],
  [/\.geojson(l|s|seq)?$|\.ndjson$/i, 'geojson'],
  [/\.fgb$/i, 'flatgeobuf'],
  [/\.shp$/i, 'shapefile'],
  [/\.gpkg$/i, 'geopackage'],
  [/\.csv$/i, 'block-table'],
];

export function formatFromOption(text: string): SourceFormat | undefined {
  if (text === 'auto') return undefined;
  const known = SOURCE_FORMATS.find((format) => format === text);
  if (known) return known;
  throw new CityBuildError(
    `--format: expected auto or one of ${SOURCE_FORMATS.join(', ')}, got "${text}".`,
  );
}

export async function detectFormat(path: string): Promise<SourceFormat> {
  const known = BY_ENDING.find(([ending]) => ending.test(path))?.[1];
  if (known) return known;
  const start = await firstCharacters(path);
  const isLines = /\.jsonl$|\.jsonseq$/i.test(path);
  // The members of an object come in any order: a vertex list or coordinates tell as well.
  if (/"CityJSON(Feature)?"|"CityObjects"/.test(start)) return isLines ? 'cityjsonseq' : 'cityjson';
  if (/"FeatureCollection"|"Feature"/.test(start)) return 'geojson';
  if (/<(\w+:)?CityModel\b/.test(start)) return 'citygml';
  if (/<osm\b/.test(start)) return 'osm';
  throw new CityBuildError(
    `${path}: expected a file of a known format (${SOURCE_FORMATS.join(', ')}), its name and start tell none; name it with --format.`,
  );
}

async function firstCharacters(path: string): Promise<string> {
  const handle = await open(path);
  try {
    const buffer = Buffer.alloc(64 * 1024);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
