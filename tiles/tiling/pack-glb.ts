/** The container of a tile: buffer views, packed with meshopt or plain, and the glb around them. */
import { MeshoptEncoder } from 'meshoptimizer/encoder';

export type Json = Readonly<Record<string, unknown>>;

/** glTF's target of vertex attributes. */
export const ARRAY_BUFFER = 34962;
const GLB_MAGIC = 0x46546c67;
const JSON_CHUNK = 0x4e4f534a;
const BINARY_CHUNK = 0x004e4942;

interface ViewLayout {
  readonly stride: number;
  readonly count: number;
  readonly mode: 'ATTRIBUTES' | 'TRIANGLES';
  /** glTF names a stride on vertex attributes only. */
  readonly target?: number;
}

export interface Binary {
  readonly chunks: readonly Uint8Array[];
  addPacked(bytes: Uint8Array, layout: ViewLayout): Json;
  addPlain(bytes: Uint8Array): Json;
  /** The glTF's `buffers`. */
  describe(): readonly Json[];
}

/** Buffer 0 is the glb's binary chunk; buffer 1 exists only uncompressed, in the reader's memory. */
export function createBinary(): Binary {
  const chunks: Uint8Array[] = [];
  let storedBytes = 0;
  let unpackedBytes = 0;
  const store = (bytes: Uint8Array): number => {
    const offset = storedBytes;
    const padded = Math.ceil(bytes.length / 8) * 8;
    chunks.push(bytes);
    if (padded > bytes.length) chunks.push(new Uint8Array(padded - bytes.length));
    storedBytes += padded;
    return offset;
  };
  return {
    chunks,
    addPacked: (bytes: Uint8Array, { stride, count, mode, target }: ViewLayout): Json => {
      const packed = MeshoptEncoder.encodeGltfBuffer(bytes, count, stride, mode, 0);
      const byteOffset = unpackedBytes;
      unpackedBytes += Math.ceil(bytes.length / 8) * 8;
      return {
        buffer: 1,
        byteOffset,
        byteLength: bytes.length,
        ...(target === ARRAY_BUFFER ? { byteStride: stride } : {}),
        ...(target === undefined ? {} : { target }),
        extensions: {
          EXT_meshopt_compression: {
            buffer: 0,
            byteOffset: store(packed),
            byteLength: packed.length,
            byteStride: stride,
            count,
            mode,
          },
        },
      };
    },
    addPlain: (bytes: Uint8Array): Json => ({
      buffer: 0,
      byteOffset: store(bytes),
      byteLength: bytes.length,
    }),
    describe: (): readonly Json[] => [
      { byteLength: storedBytes },
      {
        byteLength: unpackedBytes,
        extensions: { EXT_meshopt_compression: { fallback: true } },
      },
    ],
  };
}

export function packGlb(json: Json, chunks: readonly Uint8Array[]): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(json));
  // The binary chunk's content starts at a multiple of 8, as feature tables ask.
  const textBytes = Math.ceil((text.length + 28) / 8) * 8 - 28;
  let binaryBytes = 0;
  for (const chunk of chunks) binaryBytes += chunk.length;
  const glb = new Uint8Array(28 + textBytes + binaryBytes);
  const view = new DataView(glb.buffer);
  view.setUint32(0, GLB_MAGIC, true);
  view.setUint32(4, 2, true);
  view.setUint32(8, glb.length, true);
  view.setUint32(12, textBytes, true);
  view.setUint32(16, JSON_CHUNK, true);
  glb.set(text, 20);
  glb.fill(0x20, 20 + text.length, 20 + textBytes);
  view.setUint32(20 + textBytes, binaryBytes, true);
  view.setUint32(24 + textBytes, BINARY_CHUNK, true);
  let offset = 28 + textBytes;
  for (const chunk of chunks) {
    glb.set(chunk, offset);
    offset += chunk.length;
  }
  return glb;
}
