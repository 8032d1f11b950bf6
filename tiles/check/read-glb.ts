/**
 * A glb read back without any of the writer's code: container, JSON, meshopt views decoded, node
 * transforms applied, 3D Tiles' y-up → z-up. Throws `GlbFormatError` with what is wrong.
 *
 * Sources: glTF 2.0 §4 (GLB) and §3.5 (transforms), EXT_meshopt_compression, 3D Tiles 1.1.
 */
import { MeshoptDecoder } from 'meshoptimizer/decoder';
import { GlbFormatError } from './glb-format-error.ts';
import { type GltfJson, gltfSchema } from './gltf-schema.ts';
import { readTexts } from './read-texts.ts';

export interface DecodedTile {
  /** [x0, y0, z0, …] metres, east-north-up in the tileset's frame. */
  readonly positions: Float64Array;
  /** One per vertex. */
  readonly featureIds: Uint16Array | Uint8Array | Float32Array;
  readonly indices: Uint16Array | Uint32Array;
  readonly featureCount: number;
  readonly schema: unknown;
  readonly tableCount: number;
  readonly cell: Uint32Array;
  readonly building: Uint32Array;
  readonly storey: Int16Array;
  readonly code: readonly string[];
  readonly buildingId: readonly string[];
  /** Metres between neighbouring grid points: what quantization may have moved a vertex by, twice. */
  readonly stepMetres: number;
}

const MAGIC = 0x46546c67;
const JSON_CHUNK = 0x4e4f534a;
const BINARY_CHUNK = 0x004e4942;

export async function readGlb(bytes: Uint8Array): Promise<DecodedTile> {
  await MeshoptDecoder.ready;
  const { json, binary } = openGlb(bytes);
  const views = json.bufferViews.map((_, index) => decodeView(json, binary, index));
  const primitives = json.meshes.flatMap((mesh) => mesh.primitives);
  const primitive = primitives[0];
  if (!primitive || primitives.length !== 1) {
    throw new GlbFormatError(`expected one primitive, got ${primitives.length}`);
  }
  if (primitive.mode !== undefined && primitive.mode !== 4) {
    throw new GlbFormatError(`expected mode 4 (triangles), got ${primitive.mode}`);
  }
  if (primitive.material === undefined) throw new GlbFormatError('expected a material, got none');
  const featureSet = primitive.extensions.EXT_mesh_features.featureIds[0];
  if (!featureSet) throw new GlbFormatError('expected a feature id set, got none');
  const table = json.extensions.EXT_structural_metadata.propertyTables[featureSet.propertyTable];
  if (!table) {
    throw new GlbFormatError(`property table ${featureSet.propertyTable} is not there`);
  }
  const featureAccessor = primitive.attributes[`_FEATURE_ID_${featureSet.attribute}`];
  const positionAccessor = primitive.attributes.POSITION;
  if (featureAccessor === undefined || positionAccessor === undefined) {
    throw new GlbFormatError('expected POSITION and the feature id attribute');
  }
  const local = readAccessor(json, views, positionAccessor, 3);
  checkRange(json, positionAccessor, local);
  const node = json.nodes.find((one) => one.mesh !== undefined);
  if (!node?.matrix || json.nodes.length !== 1) {
    throw new GlbFormatError(`expected one node with a matrix, got ${json.nodes.length} nodes`);
  }
  const featureIds = readAccessor(json, views, featureAccessor, 1);
  const indices = readAccessor(json, views, primitive.indices, 1);
  if (featureIds instanceof Uint32Array || featureIds instanceof Int16Array) {
    throw new GlbFormatError('feature ids: expected unsigned bytes, shorts or floats');
  }
  if (!(indices instanceof Uint16Array || indices instanceof Uint32Array)) {
    throw new GlbFormatError('indices: expected unsigned shorts or ints');
  }
  const column = (name: 'cell' | 'building' | 'storey', elementBytes: number): ArrayBuffer => {
    const view = views[table.properties[name].values];
    const expected = table.count * elementBytes;
    if (view?.length !== expected) {
      throw new GlbFormatError(
        `table column ${name}: expected ${expected} bytes for ${table.count} rows, got ${view?.length ?? 'no view'}`,
      );
    }
    return view.slice().buffer;
  };
  const texts = (name: 'code' | 'buildingId'): readonly string[] =>
    readTexts(name, table.properties[name], views, table.count);
  return {
    positions: placeVertices(local, node.matrix),
    featureIds,
    indices,
    featureCount: featureSet.featureCount,
    schema: json.extensions.EXT_structural_metadata.schema,
    tableCount: table.count,
    cell: new Uint32Array(column('cell', 4)),
    building: new Uint32Array(column('building', 4)),
    storey: new Int16Array(column('storey', 2)),
    code: texts('code'),
    buildingId: texts('buildingId'),
    stepMetres: Math.hypot(node.matrix[0] ?? 0, node.matrix[1] ?? 0, node.matrix[2] ?? 0),
  };
}

function openGlb(bytes: Uint8Array): { readonly json: GltfJson; readonly binary: Uint8Array } {
  if (bytes.length < 28) throw new GlbFormatError(`expected a glb, got ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = view.getUint32(0, true);
  if (magic !== MAGIC) throw new GlbFormatError(`expected glTF magic, got 0x${magic.toString(16)}`);
  const length = view.getUint32(8, true);
  if (length !== bytes.length) {
    throw new GlbFormatError(`header says ${length} bytes, the file has ${bytes.length}`);
  }
  const jsonBytes = view.getUint32(12, true);
  if (view.getUint32(16, true) !== JSON_CHUNK || 28 + jsonBytes > bytes.length) {
    throw new GlbFormatError('expected a JSON chunk first');
  }
  if (view.getUint32(24 + jsonBytes, true) !== BINARY_CHUNK) {
    throw new GlbFormatError('expected a binary chunk second');
  }
  const binaryBytes = view.getUint32(20 + jsonBytes, true);
  if (28 + jsonBytes + binaryBytes !== bytes.length) {
    throw new GlbFormatError(`binary chunk says ${binaryBytes} bytes and does not end the file`);
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + jsonBytes)));
  } catch (error) {
    throw new GlbFormatError(`JSON chunk: ${error instanceof Error ? error.message : error}`);
  }
  const json = gltfSchema.safeParse(parsed);
  if (!json.success) {
    const issue = json.error.issues[0];
    throw new GlbFormatError(`JSON ${issue?.path.join('/') ?? ''}: ${issue?.message ?? ''}`);
  }
  return { json: json.data, binary: bytes.subarray(28 + jsonBytes) };
}

function decodeView(json: GltfJson, binary: Uint8Array, index: number): Uint8Array {
  const view = json.bufferViews[index];
  if (!view) throw new GlbFormatError(`buffer view ${index} is not there`);
  const packed = view.extensions?.EXT_meshopt_compression;
  const source = packed ?? view;
  const start = source.byteOffset ?? 0;
  if (source.buffer !== 0 || start + source.byteLength > binary.length) {
    throw new GlbFormatError(`buffer view ${index} lies outside the binary chunk`);
  }
  const bytes = binary.subarray(start, start + source.byteLength);
  if (!packed) return bytes;
  if (packed.count * packed.byteStride !== view.byteLength) {
    throw new GlbFormatError(
      `buffer view ${index}: ${packed.count} × ${packed.byteStride} bytes do not make ${view.byteLength}`,
    );
  }
  const target = new Uint8Array(view.byteLength);
  try {
    MeshoptDecoder.decodeGltfBuffer(target, packed.count, packed.byteStride, bytes, packed.mode);
  } catch (error) {
    throw new GlbFormatError(
      `buffer view ${index}: meshopt data do not decode (${error instanceof Error ? error.message : error})`,
    );
  }
  return target;
}

type AccessorValues = Uint8Array | Int16Array | Uint16Array | Uint32Array | Float32Array;

/** Tightly packed values, whatever the stride. */
function readAccessor(
  json: GltfJson,
  views: readonly Uint8Array[],
  index: number,
  components: 1 | 3,
): AccessorValues {
  const accessor = json.accessors[index];
  if (accessor?.type !== (components === 3 ? 'VEC3' : 'SCALAR')) {
    throw new GlbFormatError(
      `accessor ${index}: expected ${components} components, got ${accessor?.type ?? 'nothing'}`,
    );
  }
  const bytes = views[accessor.bufferView];
  const values = createValues(accessor.componentType, accessor.count * components);
  const size = values.BYTES_PER_ELEMENT * components;
  const stride = json.bufferViews[accessor.bufferView]?.byteStride ?? size;
  const start = accessor.byteOffset ?? 0;
  if (
    !bytes ||
    (accessor.count > 0 && start + stride * (accessor.count - 1) + size > bytes.length)
  ) {
    throw new GlbFormatError(`accessor ${index} reaches past its buffer view`);
  }
  const target = new Uint8Array(values.buffer);
  for (let i = 0; i < accessor.count; i += 1) {
    const from = start + i * stride;
    for (let k = 0; k < size; k += 1) target[i * size + k] = bytes[from + k] ?? 0;
  }
  return values;
}

function createValues(componentType: number, count: number): AccessorValues {
  switch (componentType) {
    case 5121:
      return new Uint8Array(count);
    case 5122:
      return new Int16Array(count);
    case 5123:
      return new Uint16Array(count);
    case 5125:
      return new Uint32Array(count);
    case 5126:
      return new Float32Array(count);
    default:
      throw new GlbFormatError(`unknown component type ${componentType}`);
  }
}

/** The validator cannot see inside meshopt, so the declared range is compared here. */
function checkRange(json: GltfJson, index: number, values: AccessorValues): void {
  const { min, max } = json.accessors[index] ?? {};
  for (let axis = 0; axis < 3; axis += 1) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let i = axis; i < values.length; i += 3) {
      const value = values[i] ?? 0;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (min?.[axis] !== low || max?.[axis] !== high) {
      throw new GlbFormatError(
        `POSITION axis ${axis}: min and max say ${min?.[axis]}…${max?.[axis]}, vertices have ${low}…${high}`,
      );
    }
  }
}

/** Node matrix, then y-up → z-up: (x, y, z) → (x, −z, y). */
function placeVertices(local: AccessorValues, matrix: readonly number[]): Float64Array {
  const [a, b, c, , d, e, f, , g, h, i, , tx, ty, tz] = [...matrix];
  const world = new Float64Array(local.length);
  for (let at = 0; at < local.length; at += 3) {
    const x = local[at] ?? 0;
    const y = local[at + 1] ?? 0;
    const z = local[at + 2] ?? 0;
    world[at] = (a ?? 0) * x + (d ?? 0) * y + (g ?? 0) * z + (tx ?? 0);
    world[at + 1] = -((c ?? 0) * x + (f ?? 0) * y + (i ?? 0) * z + (tz ?? 0));
    world[at + 2] = (b ?? 0) * x + (e ?? 0) * y + (h ?? 0) * z + (ty ?? 0);
  }
  return world;
}
