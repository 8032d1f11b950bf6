/** Reads an OpenStreetMap extract, `.osm.pbf` or `.osm` (XML), whole or not at all. */
import { stat } from 'node:fs/promises';
import { CityBuildError } from '../../city-build-error.ts';
import type { OsmData } from './osm-records.ts';
import { readOsmPbf } from './read-osm-pbf.ts';
import { readOsmXml } from './read-osm-xml.ts';

export async function readOsmFile(path: string): Promise<OsmData> {
  const info = await stat(path).catch(() => null);
  if (!info?.isFile()) {
    throw new CityBuildError(
      `${path}: expected an OpenStreetMap file, found nothing to read there.`,
    );
  }
  if (info.size === 0) {
    throw new CityBuildError(`${path}: expected OpenStreetMap data, the file is empty (0 bytes).`);
  }
  const read = readerFor(path);
  const data = await read(path);
  if (data.nodes.size === 0 && data.nodesOutOfRange.length === 0) {
    throw new CityBuildError(`${path}: expected OpenStreetMap nodes, the file holds none.`);
  }
  return data;
}

function readerFor(path: string): (path: string) => Promise<OsmData> {
  if (path.endsWith('.pbf')) return readOsmPbf;
  if (path.endsWith('.osm') || path.endsWith('.xml')) return readOsmXml;
  throw new CityBuildError(`${path}: expected a name ending in .osm.pbf or .osm.`);
}
