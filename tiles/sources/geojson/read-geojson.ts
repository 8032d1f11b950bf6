/**
 * GeoJSON footprints (RFC 7946): a FeatureCollection, or one Feature a line (GeoJSONSeq, RFC 8142).
 * The format means WGS84; the older `crs` member is read as well, since exporters still write it.
 */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { CityBuildError } from '../../city-build-error.ts';
import { createSkipList } from '../../skip-list.ts';
import type { DraftBuilding, DraftFile } from '../features/draft-building.ts';
import { draftFromFeature } from '../features/geojson-geometry.ts';

const RECORD_SEPARATOR = String.fromCharCode(0x1e);

const collectionSchema = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(z.unknown()),
  crs: z.object({ properties: z.object({ name: z.string() }) }).nullish(),
});

export async function readGeoJson(path: string): Promise<DraftFile> {
  const skips = createSkipList();
  const buildings: DraftBuilding[] = [];
  let statedFrame: string | null = null;
  let count = 0;
  const take = (feature: unknown): void => {
    count += 1;
    const draft = draftFromFeature(feature, `feature/${count}`, skips.add);
    if (draft) buildings.push(draft);
  };
  if (/\.(geojsonl|geojsons|geojsonseq|jsonl|ndjson)$/i.test(path)) {
    let lineNumber = 0;
    for await (const line of createInterface({ input: createReadStream(path) })) {
      lineNumber += 1;
      // RFC 8142 puts a record separator before each text.
      const text = line.replace(RECORD_SEPARATOR, '').trim();
      if (text !== '') take(parseJson(text, `${path}:${lineNumber}`));
    }
  } else {
    const value = parseJson(await readFile(path, 'utf8'), path);
    const parsed = collectionSchema.safeParse(value);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new CityBuildError(
        `${path}: expected a GeoJSON FeatureCollection, ${issue?.path.join('/') || 'root'}: ${issue?.message}.`,
      );
    }
    statedFrame = parsed.data.crs?.properties.name ?? null;
    for (const feature of parsed.data.features) take(feature);
  }
  return {
    format: 'GeoJSON',
    statedFrame,
    frameHint: null,
    buildings,
    skipped: skips.list(),
    held: `${count} features`,
  };
}

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new CityBuildError(
      `${place}: expected JSON, it could not be read: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}
