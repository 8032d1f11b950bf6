/**
 * City model → `tileset.json` (3D Tiles 1.1, explicit tiling, refine REPLACE) and `tiles/*.glb`.
 * Last stage of the build before the manifest. The same model gives the same bytes; memory holds
 * one tile at a time besides the model itself.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type CityModel, ecefFromEnuMatrix, type FrameOrigin } from '#contracts';
import { MeshBuffer, type TileGrid } from '../mesh/mesh-buffer.ts';
import { encodeGlb, glbEncoderReady } from './encode-glb.ts';
import { meshTile } from './mesh-tile.ts';
import { PLAN_DEFAULTS, type PlannedTile, planTiles, type TileLevel } from './plan-tiles.ts';

export interface WriteTilesetOptions {
  readonly origin: FrameOrigin;
  readonly outDir: string;
  /** After each tile written. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface WrittenTileset {
  readonly tiles: number;
  readonly bytes: number;
  /** Paths relative to `outDir`, `/` between folders. */
  readonly files: readonly string[];
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

type Box = readonly [
  west: number,
  south: number,
  bottom: number,
  east: number,
  north: number,
  top: number,
];

interface TileJson {
  readonly boundingVolume: { readonly box: readonly number[] };
  readonly geometricError: number;
  readonly refine: 'REPLACE';
  readonly content?: { readonly uri: string };
  readonly children?: readonly TileJson[];
}

export async function writeTileset(
  city: CityModel,
  options: WriteTilesetOptions,
): Promise<WrittenTileset> {
  const plan = planTiles(city, PLAN_DEFAULTS);
  await glbEncoderReady;
  await mkdir(path.join(options.outDir, 'tiles'), { recursive: true });
  const total = countContents(plan);
  const mesh = new MeshBuffer();
  const files: string[] = [];
  let bytes = 0;
  const save = async (file: string, data: Uint8Array | string): Promise<void> => {
    await writeFile(path.join(options.outDir, file), data);
    files.push(file);
    bytes += typeof data === 'string' ? Buffer.byteLength(data) : data.length;
  };

  const numbers: Record<TileLevel, number> = { building: 0, storey: 0, unit: 0 };
  const write = async (
    tile: PlannedTile,
  ): Promise<{ readonly json: TileJson; readonly box: Box }> => {
    const boxes: Box[] = [];
    let uri: string | null = null;
    if (tile.level) {
      const content = meshTile(tile.level, tile.slices, mesh);
      boxes.push(boxOfMesh(mesh, content.grid));
      uri = `tiles/${tile.level}-${String(numbers[tile.level]).padStart(5, '0')}.glb`;
      numbers[tile.level] += 1;
      await save(uri, encodeGlb(mesh, content));
      options.onProgress?.(files.length, total);
    }
    const children: TileJson[] = [];
    for (const child of tile.children) {
      const written = await write(child);
      children.push(written.json);
      boxes.push(written.box);
    }
    const box = uniteBoxes(boxes);
    const geometricError = tile.level
      ? LEVEL_ERROR_METRES[tile.level]
      : emptyTileError(box, children);
    return {
      box,
      json: {
        boundingVolume: { box: tilesBox(box) },
        geometricError,
        refine: 'REPLACE',
        ...(uri ? { content: { uri } } : {}),
        ...(children.length > 0 ? { children } : {}),
      },
    };
  };

  const root = await write(plan);
  const tileset = {
    asset: { version: '1.1' },
    // Without the tileset: as if nothing stood there. Keeps the city in sight from far away.
    geometricError: 2 * Math.max(root.json.geometricError, diagonal(root.box)),
    root: { transform: ecefFromEnuMatrix(options.origin), ...root.json },
  };
  await save('tileset.json', `${JSON.stringify(tileset)}\n`);
  return { tiles: total, bytes, files };
}

function countContents(tile: PlannedTile): number {
  let count = tile.level ? 1 : 0;
  for (const child of tile.children) count += countContents(child);
  return count;
}

/** A tile without content shows nothing: as wrong as it is wide, and worse than any of its children. */
function emptyTileError(box: Box, children: readonly TileJson[]): number {
  let worst = diagonal(box);
  for (const child of children) worst = Math.max(worst, 2 * child.geometricError);
  return worst;
}

function diagonal([west, south, bottom, east, north, top]: Box): number {
  return Math.hypot(east - west, north - south, top - bottom);
}

/** Of what is drawn: grid points back in metres. */
function boxOfMesh(mesh: MeshBuffer, grid: TileGrid): Box {
  const { positions } = mesh;
  let west = 65535;
  let south = 65535;
  let bottom = 65535;
  let east = 0;
  let north = 0;
  let top = 0;
  const end = mesh.vertexCount * 4;
  for (let i = 0; i < end; i += 4) {
    const x = positions[i] ?? 0;
    const y = positions[i + 1] ?? 0;
    const z = positions[i + 2] ?? 0;
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < south) south = y;
    if (y > north) north = y;
    if (z < bottom) bottom = z;
    if (z > top) top = z;
  }
  const { eastMetres, northMetres, upMetres, stepMetres } = grid;
  return [
    eastMetres + west * stepMetres,
    northMetres + south * stepMetres,
    upMetres + bottom * stepMetres,
    eastMetres + east * stepMetres,
    northMetres + north * stepMetres,
    upMetres + top * stepMetres,
  ];
}

function uniteBoxes(boxes: readonly Box[]): Box {
  const edge = (index: 0 | 1 | 2 | 3 | 4 | 5): number => {
    const values = boxes.map((box) => box[index]);
    return index < 3 ? Math.min(...values) : Math.max(...values);
  };
  return [edge(0), edge(1), edge(2), edge(3), edge(4), edge(5)];
}

/** Centre and half axes, as 3D Tiles writes a box. */
function tilesBox([west, south, bottom, east, north, top]: Box): readonly number[] {
  return [
    (west + east) / 2,
    (south + north) / 2,
    (bottom + top) / 2,
    (east - west) / 2,
    0,
    0,
    0,
    (north - south) / 2,
    0,
    0,
    0,
    (top - bottom) / 2,
  ];
}
