/**
 * A binary glTF 2.0 of one triangle mesh, made in memory: the public way to hand own geometry with
 * own vertex attributes to a CustomShader. Layout: glTF 2.0 specification, section 4 (GLB).
 */
export interface GlbAttribute {
  /** glTF name: `POSITION`, or an own one with a leading underscore. */
  readonly name: string;
  readonly components: 1 | 2 | 3 | 4;
  readonly data: Float32Array;
}

const TYPES = { 1: 'SCALAR', 2: 'VEC2', 3: 'VEC3', 4: 'VEC4' } as const;
const FLOAT = 5126;
const UNSIGNED_INT = 5125;
const ARRAY_BUFFER = 34962;
const ELEMENT_ARRAY_BUFFER = 34963;
const MAGIC = 0x46546c67;
const JSON_CHUNK = 0x4e4f534a;
const BIN_CHUNK = 0x004e4942;

export function encodeGlb(attributes: readonly GlbAttribute[], indices: Uint32Array): Uint8Array {
  const parts = [...attributes.map((attribute) => attribute.data), indices];
  let byteOffset = 0;
  const bufferViews = parts.map((part, i) => {
    const view = {
      buffer: 0,
      byteOffset,
      byteLength: part.byteLength,
      target: i < attributes.length ? ARRAY_BUFFER : ELEMENT_ARRAY_BUFFER,
    };
    byteOffset += part.byteLength;
    return view;
  });
  const accessors = [
    ...attributes.map((attribute, i) => ({
      bufferView: i,
      componentType: FLOAT,
      count: attribute.data.length / attribute.components,
      type: TYPES[attribute.components],
      ...(attribute.name === 'POSITION' ? boundsOf(attribute.data) : {}),
    })),
    {
      bufferView: attributes.length,
      componentType: UNSIGNED_INT,
      count: indices.length,
      type: 'SCALAR',
    },
  ];
  const gltf = {
    asset: { version: '2.0' },
    extensionsUsed: ['KHR_materials_unlit'],
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0 }],
    meshes: [
      {
        primitives: [
          {
            attributes: Object.fromEntries(attributes.map((attribute, i) => [attribute.name, i])),
            indices: attributes.length,
            // Cesium ignores a custom shader on a primitive without a material (issue 13073).
            material: 0,
          },
        ],
      },
    ],
    materials: [{ doubleSided: true, extensions: { KHR_materials_unlit: {} } }],
    accessors,
    bufferViews,
    buffers: [{ byteLength: byteOffset }],
  };
  const json = new TextEncoder().encode(JSON.stringify(gltf));
  const jsonBytes = Math.ceil(json.length / 4) * 4;
  const out = new Uint8Array(12 + 8 + jsonBytes + 8 + byteOffset);
  const view = new DataView(out.buffer);
  const words = [MAGIC, 2, out.length, jsonBytes, JSON_CHUNK];
  words.forEach((word, i) => {
    view.setUint32(i * 4, word, true);
  });
  out.fill(0x20, 20, 20 + jsonBytes);
  out.set(json, 20);
  let at = 20 + jsonBytes;
  view.setUint32(at, byteOffset, true);
  view.setUint32(at + 4, BIN_CHUNK, true);
  at += 8;
  for (const part of parts) {
    out.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return out;
}

function boundsOf(positions: Float32Array): { readonly min: number[]; readonly max: number[] } {
  const min = [Infinity, Infinity, Infinity];
  const max = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positions.length; i += 1) {
    const axis = i % 3;
    const value = positions[i] ?? 0;
    min[axis] = Math.min(min[axis] ?? value, value);
    max[axis] = Math.max(max[axis] ?? value, value);
  }
  return { min, max };
}
