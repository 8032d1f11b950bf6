/**
 * A checksum over the code that turns a source into tiles, and the versions of what it uses. What
 * another version made is never taken for this one's, so nobody has to remember to count up a number.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '../..');
const FOLDERS = ['tiles/blocks', 'tiles/geometry', 'tiles/mesh', 'tiles/model', 'tiles/tiling'];
const CONTRACTS = ['contracts/city', 'contracts/geo'];
const PACKAGES = ['earcut', 'meshoptimizer', 'polyclip-ts'];
const packageSchema = z.object({ dependencies: z.record(z.string(), z.string()) });

export async function stampCode(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of [...FOLDERS, ...CONTRACTS]) {
    const entries = await readdir(join(ROOT, folder), { recursive: true });
    for (const entry of entries.sort()) {
      if (!entry.endsWith('.ts') || entry.endsWith('.test.ts')) continue;
      hash.update(`${folder}/${entry}\n`);
      hash.update(await readFile(join(ROOT, folder, entry)));
    }
  }
  const text = await readFile(join(ROOT, 'package.json'), 'utf8');
  const { dependencies } = packageSchema.parse(JSON.parse(text));
  for (const name of PACKAGES) hash.update(`${name} ${dependencies[name] ?? ''}\n`);
  return hash.digest('hex');
}
