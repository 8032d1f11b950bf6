/** A tile's entry in tileset.json, and its box. */
import type { MeshBuffer, TileGrid } from '../mesh/mesh-buffer.ts';

/** Local metres. */
export type Box = readonly [
  west: number,
  south: number,
  bottom: number,
  east: number,
  north: number,
  top: number,
];

export interface TileJson {
  readonly boundingVolume: { readonly box: readonly number[] };
  readonly geometricError: number;
  readonly refine: 'REPLACE';
  readonly content?: { readonly uri: string };
  readonly children?: readonly TileJson[];
}

/** Of what is drawn: grid points back in metres. */
export function boxOfMesh(mesh: MeshBuffer, grid: TileGrid): Box {
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

export function uniteBoxes(boxes: readonly Box[]): Box {
  const edge = (index: 0 | 1 | 2 | 3 | 4 | 5): number => {
    const values = boxes.map((box) => box[index]);
    return index < 3 ? Math.min(...values) : Math.max(...values);
  };
  return [edge(0), edge(1), edge(2), edge(3), edge(4), edge(5)];
}

/** Centre and half axes, as 3D Tiles writes a box. */
export function tilesBox([west, south, bottom, east, north, top]: Box): readonly number[] {
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
