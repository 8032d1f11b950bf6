/**
 * A small stand-in for a city scanned from photographs: one textured mesh of all buildings and the
 * ground, as 3D Tiles, without any idea of what a building is. Walls stand a little inside the
 * model's volumes, as a scan's do somewhere or other.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CityModel, ecefFromEnuMatrix, type FrameOrigin } from '#contracts';
import { writeRgbPng } from '../images/write-rgb-png.ts';

/** Metres that the mesh keeps inside the volumes. */
const INSET = 0.4;
const GROUND_METRES = 300;
const TEXTURE_PIXELS = 64;
/** Pixels of the texture for one storey's height and width. */
const PANEL_METRES = 3;

/** Writes `base/tileset.json` and `base/mesh.glb` into the folder, which must exist. */
export function writeBaseLayer(city: CityModel, origin: FrameOrigin, folder: string): void {
  const mesh: Mesh = { positions: [], uvs: [], indices: [] };
  const g = GROUND_METRES;
  addQuad(mesh, [
    [-g, -g, -0.05],
    [g, -g, -0.05],
    [g, g, -0.05],
    [-g, g, -0.05],
  ]);
  for (const { footprint, heightMetres } of city.buildings) {
    const ring = footprint[0] ?? [];
    const xs = ring.map(([x]) => x);
    const ys = ring.map(([, y]) => y);
    addBox(
      mesh,
      [Math.min(...xs) + INSET, Math.min(...ys) + INSET],
      [Math.max(...xs) - INSET, Math.max(...ys) - INSET],
      heightMetres.value - INSET,
    );
  }
  writeFileSync(join(folder, 'mesh.glb'), glbOf(mesh));
  const box = [0, 0, 50, g, 0, 0, 0, g, 0, 0, 0, 51];
  const root = {
    transform: ecefFromEnuMatrix(origin),
    boundingVolume: { box },
    geometricError: 0,
    refine: 'REPLACE',
    content: { uri: 'mesh.glb' },
  };
  writeFileSync(
    join(folder, 'tileset.json'),
    JSON.stringify({ asset: { version: '1.1' }, geometricError: 1000, root }),
  );
}

interface Mesh {
  /** East, north, up metres. */
  readonly positions: number[];
  readonly uvs: number[];
  readonly indices: number[];
}
type Corner = readonly [number, number, number];

/** Corners against the clock, seen from outside. */
function addQuad(mesh: Mesh, corners: readonly [Corner, Corner, Corner, Corner]): void {
  const first = mesh.positions.length / 3;
  const [a, b, , d] = corners;
  const across = Math.hypot(b[0] - a[0], b[1] - a[1]) / PANEL_METRES;
  const up = Math.hypot(d[0] - a[0], d[1] - a[1], d[2] - a[2]) / PANEL_METRES;
  for (const corner of corners) mesh.positions.push(...corner);
  mesh.uvs.push(0, up, across, up, across, 0, 0, 0);
  mesh.indices.push(first, first + 1, first + 2, first, first + 2, first + 3);
}

function addBox(
  mesh: Mesh,
  [west, south]: readonly [number, number],
  [east, north]: readonly [number, number],
  top: number,
): void {
  const wall = (x0: number, y0: number, x1: number, y1: number): void =>
    addQuad(mesh, [
      [x0, y0, 0],
      [x1, y1, 0],
      [x1, y1, top],
      [x0, y0, top],
    ]);
  wall(west, south, east, south);
  wall(east, south, east, north);
  wall(east, north, west, north);
  wall(west, north, west, south);
  addQuad(mesh, [
    [west, south, top],
    [east, south, top],
    [east, north, top],
    [west, north, top],
  ]);
}

/** A brownish panel with a dark window: nothing of it is near any colour of the scales. */
function texture(): Buffer {
  const rgb = new Uint8Array(TEXTURE_PIXELS * TEXTURE_PIXELS * 3);
  for (let y = 0; y < TEXTURE_PIXELS; y += 1) {
    for (let x = 0; x < TEXTURE_PIXELS; x += 1) {
      const window = x > 20 && x < 44 && y > 20 && y < 44;
      rgb.set(window ? [60, 50, 44] : [150, 128, 108], (y * TEXTURE_PIXELS + x) * 3);
    }
  }
  return writeRgbPng({ width: TEXTURE_PIXELS, height: TEXTURE_PIXELS, rgb });
}

const FLOAT = 5126;
const UNSIGNED_INT = 5125;

/** glTF 2.0, section 4. */
function glbOf({ positions, uvs, indices }: Mesh): Buffer {
  // z-up → glTF's y-up: (x, z, −y).
  const turned = Float32Array.from(positions, (_, i) => {
    const at = i - (i % 3);
    return [positions[at], positions[at + 2], -(positions[at + 1] ?? 0)][i % 3] ?? 0;
  });
  const bounds = (pick: (...values: number[]) => number): number[] =>
    [0, 1, 2].map((axis) => pick(...turned.filter((_, i) => i % 3 === axis)));
  const parts = [
    Buffer.from(turned.buffer),
    Buffer.from(Float32Array.from(uvs).buffer),
    Buffer.from(Uint32Array.from(indices).buffer),
    padded(texture(), 0),
  ];
  let byteOffset = 0;
  const bufferViews = parts.map(({ byteLength }) => {
    byteOffset += byteLength;
    return { buffer: 0, byteOffset: byteOffset - byteLength, byteLength };
  });
  const count = positions.length / 3;
  const json = {
    asset: { version: '2.0' },
    extensionsUsed: ['KHR_materials_unlit'],
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0 }],
    meshes: [
      { primitives: [{ attributes: { POSITION: 0, TEXCOORD_0: 1 }, indices: 2, material: 0 }] },
    ],
    materials: [
      {
        pbrMetallicRoughness: { baseColorTexture: { index: 0 }, metallicFactor: 0 },
        extensions: { KHR_materials_unlit: {} },
      },
    ],
    textures: [{ source: 0 }],
    images: [{ bufferView: 3, mimeType: 'image/png' }],
    accessors: [
      {
        ...{ bufferView: 0, componentType: FLOAT, count, type: 'VEC3' },
        ...{ min: bounds(Math.min), max: bounds(Math.max) },
      },
      { bufferView: 1, componentType: FLOAT, count, type: 'VEC2' },
      { bufferView: 2, componentType: UNSIGNED_INT, count: indices.length, type: 'SCALAR' },
    ],
    bufferViews,
    buffers: [{ byteLength: byteOffset }],
  };
  const text = padded(Buffer.from(JSON.stringify(json)), 0x20);
  const binary = Buffer.concat(parts);
  const head = Buffer.alloc(20);
  head.write('glTF', 0, 'latin1');
  head.writeUInt32LE(2, 4);
  head.writeUInt32LE(28 + text.length + binary.length, 8);
  head.writeUInt32LE(text.length, 12);
  head.write('JSON', 16, 'latin1');
  const binHead = Buffer.alloc(8);
  binHead.writeUInt32LE(binary.length, 0);
  binHead.write('BIN\0', 4, 'latin1');
  return Buffer.concat([head, text, binHead, binary]);
}

const padded = (bytes: Buffer, filler: number): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4, filler)]);
