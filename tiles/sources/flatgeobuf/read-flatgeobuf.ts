/** FlatGeobuf footprints (flatgeobuf.org, version 3), by the format's own library (BSD-3-Clause). */
import { readFile } from 'node:fs/promises';
import { deserialize } from 'flatgeobuf/lib/mjs/geojson.js';
import type { HeaderMeta } from 'flatgeobuf/lib/mjs/header-meta.js';
import { CityBuildError } from '../../city-build-error.ts';
import { createSkipList } from '../../skip-list.ts';
import type { DraftBuilding, DraftFile } from '../features/draft-building.ts';
import { draftFromFeature } from '../features/geojson-geometry.ts';

/** `fgb`, major version 3, `fgb`. */
const MAGIC = [0x66, 0x67, 0x62, 0x03, 0x66, 0x67, 0x62];

export async function readFlatGeobuf(path: string): Promise<DraftFile> {
  const bytes = await readFile(path);
  if (!MAGIC.every((byte, index) => bytes[index] === byte)) {
    throw new CityBuildError(
      `${path}: expected a FlatGeobuf file of version 3, its first bytes differ.`,
    );
  }
  const skips = createSkipList();
  const buildings: DraftBuilding[] = [];
  let statedFrame: string | null = null;
  let declared = 0;
  let count = 0;
  try {
    const features = deserialize(new Uint8Array(bytes), {
      headerMetaFn: (header: HeaderMeta) => {
        declared = header.featuresCount;
        const { crs } = header;
        if (crs) statedFrame = crs.code > 0 ? `EPSG:${crs.code}` : (crs.wkt ?? null);
      },
    });
    for await (const feature of features) {
      count += 1;
      const draft = draftFromFeature(feature, `feature/${count}`, skips.add);
      // The library's feature id is the position in the file, which says nothing.
      if (draft) buildings.push({ ...draft, id: null });
    }
  } catch (error) {
    throw new CityBuildError(
      `${path}: expected ${declared} whole features, reading ended after ${count}: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
  if (declared > 0 && count !== declared) {
    throw new CityBuildError(
      `${path}: expected the ${declared} features that its header counts, got ${count}; the file is cut off.`,
    );
  }
  return {
    format: 'FlatGeobuf',
    statedFrame,
    frameHint: 'a FlatGeobuf without a coordinate system in its header',
    buildings,
    skipped: skips.list(),
    held: `${count} features`,
  };
}
