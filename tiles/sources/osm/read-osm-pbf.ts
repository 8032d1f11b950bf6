/** `.osm.pbf` through osm-pbf-parser-node, whose exceptions become one-line errors of ours. */
import { createReadStream } from 'node:fs';
import type { TransformCallback } from 'node:stream';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { OSMTransform } from 'osm-pbf-parser-node';
import { z } from 'zod';
import { CityBuildError } from '../../city-build-error.ts';
import { createOsmCollector, NO_TAGS, type OsmCollector, type OsmData } from './osm-records.ts';

/** The package throws inside `_transform`, which would end the process instead of the stream. */
class GuardedTransform extends OSMTransform {
  override _transform(chunk: Buffer, encoding: BufferEncoding, next: TransformCallback): void {
    try {
      super._transform(chunk, encoding, next);
    } catch (error) {
      next(error instanceof Error ? error : new Error(String(error)));
    }
  }
  override _flush(next: TransformCallback): void {
    try {
      super._flush(next);
    } catch {
      next(new Error('the file ends inside a block'));
    }
  }
}

const tags = z.record(z.string(), z.string()).optional();
const itemSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('node'), id: z.number(), lat: z.number(), lon: z.number(), tags }),
  z.object({ type: z.literal('way'), id: z.number(), refs: z.array(z.number()), tags }),
  z.object({
    type: z.literal('relation'),
    id: z.number(),
    members: z.array(
      z.object({ type: z.enum(['node', 'way', 'relation']), ref: z.number(), role: z.string() }),
    ),
    tags,
  }),
]);

export async function readOsmPbf(path: string): Promise<OsmData> {
  const collector = createOsmCollector();
  let blocks = 0;
  const sink = new Writable({
    objectMode: true,
    write: (batch: readonly unknown[], _encoding, next) => {
      try {
        blocks += 1;
        for (const item of batch) collectItem(item, collector);
        next();
      } catch (error) {
        next(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
  try {
    await pipeline(
      createReadStream(path),
      new GuardedTransform({ withTags: true, withInfo: false }),
      sink,
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new CityBuildError(
      `${path}: expected whole OSM PBF blocks, block ${blocks + 1} could not be read: ${reason}.`,
    );
  }
  return collector.finish();
}

function collectItem(raw: unknown, collector: OsmCollector): void {
  // The first item is the file's header, which has no type.
  if (typeof raw !== 'object' || raw === null || !('type' in raw)) return;
  const item = itemSchema.parse(raw);
  if (item.type === 'node') {
    collector.addNode({
      id: item.id,
      lonDegrees: item.lon,
      latDegrees: item.lat,
      tags: item.tags ?? NO_TAGS,
    });
  } else if (item.type === 'way') {
    collector.addWay({ id: item.id, refs: item.refs, tags: item.tags ?? NO_TAGS });
  } else {
    collector.addRelation({ id: item.id, members: item.members, tags: item.tags ?? NO_TAGS });
  }
}
