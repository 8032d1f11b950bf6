/**
 * One block of memory for everything that a step reads and writes, so that the compiled kernel and
 * other threads see the same arrays as the TypeScript does. What goes in is described once, by a
 * function that asks for arrays; it is called twice, first to learn how many bytes it takes.
 */

export interface Allocator {
  floats(count: number): Float64Array;
  singles(count: number): Float32Array;
  integers(count: number): Int32Array;
  bytes(count: number): Uint8Array;
}

/** Vectors of the kernel are as long as this. */
const ALIGNMENT_BYTES = 16;

/**
 * `layOut` must only ask for arrays, the same ones each time, and not write to them yet.
 * `bufferOf` makes the block, from `firstByte` on zero and free to use.
 */
export function layOutMemory<T>(
  layOut: (allocate: Allocator) => T,
  bufferOf: (bytes: number) => ArrayBufferLike,
  firstByte = 0,
): { readonly buffer: ArrayBufferLike; readonly arrays: T } {
  let at = firstByte;
  const take = (bytes: number): number => {
    const from = at;
    at = Math.ceil((at + bytes) / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
    return from;
  };
  const nothing = new ArrayBuffer(0);
  layOut({
    floats: (count) => new Float64Array(nothing, take(8 * count) * 0),
    singles: (count) => new Float32Array(nothing, take(4 * count) * 0),
    integers: (count) => new Int32Array(nothing, take(4 * count) * 0),
    bytes: (count) => new Uint8Array(nothing, take(count) * 0),
  });
  const buffer = bufferOf(at);
  at = firstByte;
  const arrays = layOut({
    floats: (count) => new Float64Array(buffer, take(8 * count), count),
    singles: (count) => new Float32Array(buffer, take(4 * count), count),
    integers: (count) => new Int32Array(buffer, take(4 * count), count),
    bytes: (count) => new Uint8Array(buffer, take(count), count),
  });
  return { buffer, arrays };
}
