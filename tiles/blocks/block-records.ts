/**
 * What a build remembers of its blocks: `blocks.json` in the finished city for the next build, and
 * the same records line by line in the journal of a build under way, for the case that it is killed.
 */
import { z } from 'zod';
import type { Box, TileJson } from '../tiling/tile-json.ts';
import type { WrittenBlock } from '../tiling/write-block.ts';

const count = z.number().int().min(0);
const range = z.tuple([count, count]);
const fileSchema = z.object({ path: z.string(), bytes: count, sha256: z.string() });
const tileSchema: z.ZodType<TileJson> = z.lazy(() =>
  z
    .object({
      boundingVolume: z.object({ box: z.array(z.number()).length(12) }),
      geometricError: z.number(),
      refine: z.literal('REPLACE'),
      content: z.object({ uri: z.string() }).exactOptional(),
      children: z.array(tileSchema).exactOptional(),
    })
    .readonly(),
);
const boxSchema: z.ZodType<Box> = z
  .tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()])
  .readonly();
const writtenSchema: z.ZodType<WrittenBlock> = z.object({
  json: tileSchema,
  box: boxSchema,
  files: z.array(fileSchema),
});

/** `hash` of everything that the tiles depend on: equal hashes, equal bytes. */
export const tiledBlockSchema = z.object({
  key: z.string(),
  hash: z.string(),
  written: writtenSchema,
});
export type TiledBlock = z.infer<typeof tiledBlockSchema>;

/** `hash` of everything that the plans depend on. */
export const plannedRecordSchema = z.object({
  key: z.string(),
  hash: z.string(),
  planned: z.object({
    counts: z
      .array(z.object({ storeys: count, units: count, residents: z.number(), workers: z.number() }))
      .readonly(),
    skipped: z.array(z.object({ reason: z.string(), count, examples: z.array(z.string()) })),
    faults: z
      .array(z.object({ kind: z.enum(['building', 'storey', 'area']), message: z.string() }))
      .readonly(),
    spoolSha256: z.string(),
  }),
});
export type PlannedRecord = z.infer<typeof plannedRecordSchema>;

export const BLOCKS_FILE = 'blocks.json';

export const blocksFileSchema = z.object({
  version: z.literal(1),
  ranges: z.object({ buildings: range, storeys: range, units: range }),
  /** Id, its cell, first storey, storeys, first unit, units. */
  buildings: z.array(z.tuple([z.string(), count, count, count, count, count])),
  blocks: z.array(tiledBlockSchema),
});
export type BlocksFile = z.infer<typeof blocksFileSchema>;

export const journalLineSchema = z.discriminatedUnion('type', [
  plannedRecordSchema.extend({ type: z.literal('plan') }),
  tiledBlockSchema.extend({ type: z.literal('tiles') }),
]);
export type JournalLine = z.infer<typeof journalLineSchema>;
