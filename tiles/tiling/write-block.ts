/**
 * The tiles of one block: planned, meshed, encoded and written one after the other, so that memory
 * holds one of them. The same buildings give the same bytes.
 */
import { createHash } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Building, CityManifest } from '#contracts';
import { MeshBuffer } from '../mesh/mesh-buffer.ts';
import { encodeGlb, glbEncoderReady } from './encode-glb.ts';
import { meshTile } from './mesh-tile.ts';
import {
  PLAN_DEFAULTS,
  type PlannedTile,
  type PlanOptions,
  planTiles,
  type TileLevel,
} from './plan-tiles.ts';
import { type Box, boxOfMesh, type TileJson, tilesBox, uniteBoxes } from './tile-json.ts';

export interface WrittenBlock {
  /** The building tile with its children. */
  readonly json: TileJson;
  readonly box: Box;
  /** Entries of the manifest, `/` between folders. */
  readonly files: CityManifest['files'];
}

/**
 * Metres of error while a level stands for the next finer one. At Cesium's default limit of
 * 16 pixels on a 1080-line screen, 1 m of error is refined within 104 m: storeys appear within
 * 1.7 km, units within 620 m.
 */
const LEVEL_ERROR_METRES: Readonly<Record<TileLevel, number>> = {
  building: 16,
  storey: 6,
  unit: 0,
};

export interface BlockWriter {
  /** Writes `tiles/<level>-<key>….glb` under `outDir`; the folder `tiles` is there. */
  write(outDir: string, key: string, buildings: readonly Building[]): Promise<WrittenBlock>;
}

/** Keeps one mesh buffer for all blocks that it writes. */
export function createBlockWriter(options: PlanOptions = PLAN_DEFAULTS): BlockWriter {
  const mesh = new MeshBuffer();
  return {
    write: async (outDir, key, buildings) => {
      await glbEncoderReady;
      const files: CityManifest['files'] = [];
      const save = async (name: string, data: Uint8Array): Promise<void> => {
        // By rename: a half tile never has the name of a whole one, and a file that an older city
        // shares (a hard link) is left as it is.
        const full = path.join(outDir, name);
        await writeFile(`${full}.part`, data);
        await rename(`${full}.part`, full);
        const sha256 = createHash('sha256').update(data).digest('hex');
        files.push({ path: name, bytes: data.byteLength, sha256 });
      };
      const { json, box } = await writeTile(planTiles(buildings, options), key, mesh, save);
      return { json, box, files };
    },
  };
}

interface WrittenTile {
  readonly json: TileJson;
  readonly box: Box;
}

async function writeTile(
  tile: PlannedTile,
  key: string,
  mesh: MeshBuffer,
  save: (name: string, data: Uint8Array) => Promise<void>,
): Promise<WrittenTile> {
  const content = meshTile(tile.level, tile.slices, mesh);
  const boxes = [boxOfMesh(mesh, content.grid)];
  const uri = `tiles/${tile.level}-${key}.glb`;
  await save(uri, encodeGlb(mesh, content));
  const children: TileJson[] = [];
  for (const [index, child] of tile.children.entries()) {
    const childKey = tile.children.length === 1 ? key : `${key}-${index}`;
    const written = await writeTile(child, childKey, mesh, save);
    children.push(written.json);
    boxes.push(written.box);
  }
  const box = uniteBoxes(boxes);
  return {
    box,
    json: {
      boundingVolume: { box: tilesBox(box) },
      geometricError: LEVEL_ERROR_METRES[tile.level],
      refine: 'REPLACE',
      content: { uri },
      ...(children.length > 0 ? { children } : {}),
    },
  };
}
