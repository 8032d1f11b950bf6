/**
 * A whole city model → `tileset.json` and `tiles/*.glb`, block after block in this thread. The build
 * takes the same steps over several threads (tiles/blocks) without a whole model.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CityModel, FrameOrigin } from '#contracts';
import { joinBlocks, type PlacedTile } from './join-blocks.ts';
import { BLOCK_DEFAULTS, boundsOfSolids, planBlocks } from './plan-blocks.ts';
import { createBlockWriter } from './write-block.ts';

export interface WriteTilesetOptions {
  readonly origin: FrameOrigin;
  readonly outDir: string;
}

export interface WrittenTileset {
  readonly tiles: number;
  readonly bytes: number;
  /** Paths relative to `outDir`, `/` between folders. */
  readonly files: readonly string[];
}

export async function writeTileset(
  { buildings }: CityModel,
  { origin, outDir }: WriteTilesetOptions,
): Promise<WrittenTileset> {
  if (buildings.length === 0) {
    throw new Error('tiles: expected at least one building in the city model, got none');
  }
  const bounds = buildings.map(({ footprint, parts }) =>
    boundsOfSolids([footprint, ...parts.map((part) => part.footprint)]),
  );
  await mkdir(path.join(outDir, 'tiles'), { recursive: true });
  const writer = createBlockWriter();
  const placed: PlacedTile[] = [];
  const files: string[] = [];
  let bytes = 0;
  for (const { key, column, row, members } of planBlocks(bounds, BLOCK_DEFAULTS)) {
    const block = await writer.write(
      outDir,
      key,
      members.flatMap((member) => buildings[member] ?? []),
    );
    placed.push({ column, row, json: block.json, box: block.box });
    for (const file of block.files) {
      files.push(file.path);
      bytes += file.bytes;
    }
  }
  const text = joinBlocks(placed, origin);
  await writeFile(path.join(outDir, 'tileset.json'), text);
  return {
    tiles: files.length,
    bytes: bytes + Buffer.byteLength(text),
    files: [...files, 'tileset.json'],
  };
}
