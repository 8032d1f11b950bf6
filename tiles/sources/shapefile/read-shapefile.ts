/**
 * Shapefile footprints (ESRI Shapefile Technical Description, 1998) with shpjs (MIT): .shp with its
 * .dbf, .prj and .cpg beside it. Positions stay as they are: the .prj is read by our frames.
 */
import { readFile } from 'node:fs/promises';
import { parseDbf, parseShp } from 'shpjs';
import { z } from 'zod';
import { CityBuildError } from '../../city-build-error.ts';
import { createSkipList } from '../../skip-list.ts';
import type { DraftBuilding, DraftFile } from '../features/draft-building.ts';
import { draftFromGeometry } from '../features/geojson-geometry.ts';

const FILE_CODE = 9994;
const HEADER_BYTES = 100;

export async function readShapefile(path: string): Promise<DraftFile> {
  const stem = path.replace(/\.shp$/i, '');
  const shp = await readFile(path);
  refuseBroken(shp, path);
  const [dbf, prj, cpg] = await Promise.all([
    readFile(`${stem}.dbf`).catch(() => null),
    readFile(`${stem}.prj`, 'utf8').catch(() => null),
    readFile(`${stem}.cpg`, 'utf8').catch(() => null),
  ]);
  const shapes = tryParse(path, () => parseShp(shp));
  const rows = dbf ? tryParse(`${stem}.dbf`, () => parseDbf(dbf, cpg?.trim() || 'utf-8')) : [];
  if (dbf && rows.length !== shapes.length) {
    throw new CityBuildError(
      `${stem}.dbf: expected ${shapes.length} rows, one for each shape of the .shp, got ${rows.length}; the files do not belong together.`,
    );
  }
  const skips = createSkipList();
  if (!dbf) skips.add('Shapefile: no .dbf beside it, attributes left out', path);
  const buildings = shapes.flatMap((shape, index): DraftBuilding[] => {
    const properties = z.record(z.string(), z.unknown()).safeParse(rows[index]).data ?? {};
    const draft = draftFromGeometry(shape, `shape/${index + 1}`, properties, skips.add);
    return draft ? [draft] : [];
  });
  return {
    format: 'Shapefile',
    statedFrame: prj,
    frameHint: `a Shapefile without its .prj (looked for ${stem}.prj)`,
    buildings,
    skipped: skips.list(),
    held: `${shapes.length} shapes`,
  };
}

function refuseBroken(shp: Buffer, path: string): void {
  if (shp.length < HEADER_BYTES || shp.readInt32BE(0) !== FILE_CODE) {
    throw new CityBuildError(`${path}: expected a Shapefile (file code 9994), it is none.`);
  }
  // The header counts 16-bit words. The library would end quietly at the last whole record.
  const bytes = shp.readInt32BE(24) * 2;
  if (shp.length < bytes) {
    throw new CityBuildError(
      `${path}: expected ${bytes} bytes as its header says, got ${shp.length}; the file is cut off.`,
    );
  }
}

function tryParse(place: string, parse: () => unknown[]): unknown[] {
  try {
    return parse();
  } catch (error) {
    throw new CityBuildError(
      `${place}: expected a readable Shapefile: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}
