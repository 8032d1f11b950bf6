/**
 * The compiled kernel of the step as an instance in a run's memory. Where WebAssembly is missing or
 * forbidden (a page's security policy), the plain TypeScript does the same, to the last bit, slower.
 */
import { CROWD_KERNEL_BASE64 } from './crowd-kernel-bytes.ts';

/** What of the global WebAssembly is used here; the part knows neither the DOM's nor Node's types. */
interface WebAssemblyEngine {
  readonly Module: new (bytes: Uint8Array) => KernelModule;
  readonly Instance: new (
    module: KernelModule,
    imports: { readonly env: { readonly memory: KernelMemory } },
  ) => { readonly exports: object };
  readonly Memory: new (size: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared: boolean;
  }) => KernelMemory;
}

/** Can be sent to another thread, like the memory when it is shared. */
export type KernelModule = object;
export interface KernelMemory {
  readonly buffer: ArrayBufferLike;
}

export interface CrowdKernel {
  /** Writes the field at this address; the first cells in `far` are the goal's. */
  solveField(field: number, goalCells: number): void;
  /** Once per instance: the address of the tables, and of the memory for this thread alone. */
  bind(tables: number, scratch: number): void;
  /** Renews everybody's goal, way and heading; answers how many headings are left over. */
  findAims(people: number): number;
  /** Sorts everybody, where there are no landings; answers with the number of entries. */
  sortPeople(people: number): number;
  /** Everybody to the next position; answers how many are in buckets with a mark. */
  advancePeople(people: number, seconds: number): number;
  /** Entries [from, to) of the sorted people: from the old positions to the next ones. */
  moveRange(from: number, to: number): void;
}

const PAGE_BYTES = 65_536;
/** The kernel's own constants lie below. */
export const KERNEL_FIRST_BYTE = 1024;
/** Eleven columns for everybody around a batch of people, 64 people at work, and constants. */
export const KERNEL_SCRATCH_BYTES = 61_440;

const engine = (globalThis as unknown as { readonly WebAssembly?: WebAssemblyEngine }).WebAssembly;
const compiled = new Map<boolean, KernelModule | undefined>();

/** Undefined where WebAssembly with vectors cannot be had. */
export function compileKernel(isShared: boolean): KernelModule | undefined {
  if (compiled.has(isShared)) return compiled.get(isShared);
  let module: KernelModule | undefined;
  try {
    module = engine && new engine.Module(kernelBytes(isShared));
  } catch {
    // Forbidden or not supported: the plain step answers the same.
  }
  compiled.set(isShared, module);
  return module;
}

export function createKernelMemory(bytes: number, isShared: boolean): KernelMemory {
  if (engine === undefined) throw new Error('createKernelMemory: expected WebAssembly, found none');
  const pages = Math.ceil(bytes / PAGE_BYTES);
  return new engine.Memory({ initial: pages, maximum: pages, shared: isShared });
}

export function startKernel(module: KernelModule, memory: KernelMemory): CrowdKernel {
  if (engine === undefined) throw new Error('startKernel: expected WebAssembly, found none');
  return new engine.Instance(module, { env: { memory } }).exports as CrowdKernel;
}

/** The module asks for shared memory; one byte of its import says so. */
function kernelBytes(isShared: boolean): Uint8Array {
  const bytes = decodeBase64(CROWD_KERNEL_BASE64);
  if (isShared) return bytes;
  const name = Array.from('\x03env\x06memory\x02', (letter) => letter.charCodeAt(0));
  const at = bytes.findIndex((_, first) => name.every((code, k) => bytes[first + k] === code));
  const flags = at + name.length;
  if (at < 0 || bytes[flags] !== 3) {
    throw new Error('crowd-kernel-bytes.ts: expected an import of shared memory, found none');
  }
  bytes[flags] = 1;
  return bytes;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function decodeBase64(text: string): Uint8Array {
  const letters = text.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((letters.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const letter of letters) {
    held = (held << 6) | LETTERS.indexOf(letter);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = held >> bits;
    at += 1;
    held &= (1 << bits) - 1;
  }
  return bytes;
}
