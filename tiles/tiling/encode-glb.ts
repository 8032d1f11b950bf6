/**
 * A tile's mesh and feature table → one glb: a single primitive without normals, feature ids
 * (EXT_mesh_features), the feature table (EXT_structural_metadata), whole-number positions
 * (KHR_mesh_quantization) and meshopt compression (EXT_meshopt_compression, codec version 0).
 *
 * Vertices stay east, north, up; the node turns them to glTF's y-up (x, z, −y) and scales steps to
 * metres, and 3D Tiles turns y-up back. `storey` stays uncompressed: meshopt wants elements of
 * 4 bytes, and a padded odd row would break the table's length (Cesium then shows nothing); so do
 * the texts, for the same reason.
 *
 * Sources: glTF 2.0 §3.6.2 (alignment), the named extensions' texts in KhronosGroup/glTF and
 * CesiumGS/glTF (3d-tiles-next), 3D Tiles 1.1 "glTF coordinate system".
 */
import { MeshoptEncoder } from 'meshoptimizer/encoder';
import type { MeshBuffer, TileGrid } from '../mesh/mesh-buffer.ts';
import type { TileMesh } from './mesh-tile.ts';
import { ARRAY_BUFFER, type Binary, createBinary, type Json, packGlb } from './pack-glb.ts';

/** The same in every tile: a shader that reads a property must find it in all of them. */
export const CELL_SCHEMA = {
  id: 'gezi_cells',
  classes: {
    cell: {
      name: 'Cell',
      properties: {
        cell: { type: 'SCALAR', componentType: 'UINT32', required: true },
        building: { type: 'SCALAR', componentType: 'UINT32', required: true },
        storey: { type: 'SCALAR', componentType: 'INT16', required: true },
        code: { type: 'STRING', required: true },
        buildingId: { type: 'STRING', required: true },
      },
    },
  },
} as const;

const UNSIGNED_SHORT = 5123;
const UNSIGNED_INT = 5125;
const ELEMENT_ARRAY_BUFFER = 34963;
const TRIANGLES = 4;

const ENCODER = new TextEncoder();

/** Await once before the first `encodeGlb`. */
export const glbEncoderReady: Promise<void> = MeshoptEncoder.ready;

export function encodeGlb(mesh: MeshBuffer, { grid, features }: TileMesh): Uint8Array {
  const binary = createBinary();
  const { vertexCount, indexCount } = mesh;
  const count = features.cell.length;
  const wide = vertexCount > 65535;
  const indices = mesh.indices.subarray(0, indexCount);
  const views = [
    binary.addPacked(bytesOf(mesh.positions.subarray(0, vertexCount * 4)), {
      stride: 8,
      count: vertexCount,
      mode: 'ATTRIBUTES',
      target: ARRAY_BUFFER,
    }),
    binary.addPacked(bytesOf(mesh.featureIds.subarray(0, vertexCount * 2)), {
      stride: 4,
      count: vertexCount,
      mode: 'ATTRIBUTES',
      target: ARRAY_BUFFER,
    }),
    binary.addPacked(bytesOf(wide ? indices : Uint16Array.from(indices)), {
      stride: wide ? 4 : 2,
      count: indexCount,
      mode: 'TRIANGLES',
      target: ELEMENT_ARRAY_BUFFER,
    }),
    binary.addPacked(bytesOf(features.cell), { stride: 4, count, mode: 'ATTRIBUTES' }),
    binary.addPacked(bytesOf(features.building), { stride: 4, count, mode: 'ATTRIBUTES' }),
    binary.addPlain(bytesOf(features.storey)),
    ...textColumn(binary, features.code),
    ...textColumn(binary, features.buildingId),
  ];
  const [min, max] = positionRange(mesh);
  const json: Json = {
    asset: { version: '2.0', generator: 'Gezi' },
    extensionsUsed: [
      'EXT_mesh_features',
      'EXT_meshopt_compression',
      'EXT_structural_metadata',
      'KHR_mesh_quantization',
    ],
    extensionsRequired: ['EXT_meshopt_compression', 'KHR_mesh_quantization'],
    extensions: {
      EXT_structural_metadata: {
        schema: CELL_SCHEMA,
        propertyTables: [
          {
            name: 'cells',
            class: 'cell',
            count,
            properties: {
              cell: { values: 3 },
              building: { values: 4 },
              storey: { values: 5 },
              code: { values: 6, stringOffsets: 7, stringOffsetType: 'UINT32' },
              buildingId: { values: 8, stringOffsets: 9, stringOffsetType: 'UINT32' },
            },
          },
        ],
      },
    },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [
      {
        mesh: 0,
        matrix: yUpFromGrid(grid),
      },
    ],
    // An explicit material: Cesium applies no custom shader to a primitive without one.
    materials: [
      {
        pbrMetallicRoughness: {
          baseColorFactor: [0.8, 0.8, 0.8, 1],
          metallicFactor: 0,
          roughnessFactor: 1,
        },
        doubleSided: false,
      },
    ],
    meshes: [
      {
        primitives: [
          {
            attributes: { POSITION: 0, _FEATURE_ID_0: 1 },
            indices: 2,
            material: 0,
            mode: TRIANGLES,
            extensions: {
              EXT_mesh_features: {
                featureIds: [{ featureCount: count, attribute: 0, propertyTable: 0 }],
              },
            },
          },
        ],
      },
    ],
    accessors: [
      {
        bufferView: 0,
        componentType: UNSIGNED_SHORT,
        count: vertexCount,
        type: 'VEC3',
        min,
        max,
      },
      { bufferView: 1, componentType: UNSIGNED_SHORT, count: vertexCount, type: 'SCALAR' },
      {
        bufferView: 2,
        componentType: wide ? UNSIGNED_INT : UNSIGNED_SHORT,
        count: indexCount,
        type: 'SCALAR',
      },
    ],
    bufferViews: views,
    buffers: binary.describe(),
  };
  return packGlb(json, binary.chunks);
}

/** UTF-8 texts in a row, plain (their end must be the view's), and where each begins and ends. */
function textColumn(binary: Binary, texts: readonly string[]): readonly Json[] {
  const offsets = new Uint32Array(texts.length + 1);
  const parts = texts.map((text) => ENCODER.encode(text));
  parts.forEach((part, index) => {
    offsets[index + 1] = (offsets[index] ?? 0) + part.length;
  });
  const bytes = new Uint8Array(offsets[texts.length] ?? 0);
  parts.forEach((part, index) => {
    bytes.set(part, offsets[index]);
  });
  return [
    binary.addPlain(bytes),
    binary.addPacked(bytesOf(offsets), { stride: 4, count: offsets.length, mode: 'ATTRIBUTES' }),
  ];
}

/**
 * Column-major; grid steps → metres, east-north-up (x, y, z) → y-up (x, z, −y). A matrix, because
 * the quaternion of a quarter turn is not exact and boxes touch the outermost vertices.
 */
function yUpFromGrid(grid: TileGrid): readonly number[] {
  const step = grid.stepMetres;
  return [
    ...[step, 0, 0, 0],
    ...[0, 0, -step, 0],
    ...[0, step, 0, 0],
    ...[grid.eastMetres, grid.upMetres, -grid.northMetres, 1],
  ];
}

function positionRange(mesh: MeshBuffer): readonly [readonly number[], readonly number[]] {
  const min = [65535, 65535, 65535];
  const max = [0, 0, 0];
  for (let vertex = 0; vertex < mesh.vertexCount; vertex += 1) {
    for (let axis = 0; axis < 3; axis += 1) {
      const value = mesh.positions[vertex * 4 + axis] ?? 0;
      if (value < (min[axis] ?? 0)) min[axis] = value;
      if (value > (max[axis] ?? 0)) max[axis] = value;
    }
  }
  return [min, max];
}

function bytesOf(array: Uint16Array | Uint32Array | Int16Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
