/**
 * Compiles the crowd's kernel (AssemblyScript, simulations/crowd/kernel/crowd-kernel.as) and writes it
 * as a module of the simulations, which load no files: `node bench/crowd/build-kernel.ts`. The result
 * is committed, so that a run needs no compiler; build-kernel.slow.test.ts compiles it again.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../simulations/crowd/kernel');
export const KERNEL_FILE = join(FOLDER, 'crowd-kernel-bytes.ts');
/** 4 GiB, all that 32-bit addresses reach. */
const MOST_PAGES = 65_536;

/** What of the compiler is used. Its own types would take the DOM's and Node's place everywhere. */
interface Compiler {
  main(
    args: readonly string[],
    files: {
      readFile(name: string): string | null;
      writeFile(name: string, contents: Uint8Array | string): void;
      listFiles(): readonly string[];
    },
  ): Promise<{ readonly error: Error | null; readonly stderr: { toString(): string } }>;
}
const COMPILER: string = 'assemblyscript/asc';

/** The text of crowd-kernel-bytes.ts. */
export async function buildKernel(): Promise<string> {
  const asc: Compiler = await import(COMPILER);
  let wasm: Uint8Array | undefined;
  const arguments_ = ['kernel.ts', '--outFile', 'kernel.wasm', '-O3', '--noAssert'];
  arguments_.push('--runtime', 'stub', '--importMemory', '--sharedMemory', '--enable', 'simd');
  arguments_.push('--enable', 'threads', '--enable', 'nontrapping-f2i', '--initialMemory', '1');
  arguments_.push('--maximumMemory', String(MOST_PAGES), '--memoryBase', '64');
  const { error, stderr } = await asc.main(arguments_, {
    readFile: (name) =>
      name === 'kernel.ts' ? readFileSync(join(FOLDER, 'crowd-kernel.as'), 'utf8') : null,
    writeFile: (name, contents) => {
      if (name === 'kernel.wasm' && typeof contents !== 'string') wasm = contents;
    },
    listFiles: () => [],
  });
  if (error || wasm === undefined) throw new Error(`crowd-kernel.as: ${stderr.toString()}`);
  return moduleText(wasm);
}

function moduleText(wasm: Uint8Array): string {
  const base64 = Buffer.from(wasm).toString('base64');
  const lines = base64.match(/.{1,96}/g) ?? [];
  return `/** Made by bench/crowd/build-kernel.ts from crowd-kernel.as: ${wasm.length} bytes of WebAssembly. */
export const CROWD_KERNEL_BASE64 = [
${lines.map((line) => `  '${line}',`).join('\n')}
].join('');
`;
}

if (process.argv[1] === import.meta.filename) writeFileSync(KERNEL_FILE, await buildKernel());
