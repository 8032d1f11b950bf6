/**
 * A fingerprint of the sources that a build was made from. Contents, not times: a checkout, a copy
 * or a restored cache changes every time stamp and no content.
 */

import { createHash } from 'node:crypto';
import { glob, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** `paths` are files or folders below `root`; one that is missing counts as empty. */
export async function stampSources(root: string, paths: readonly string[]): Promise<string> {
  const files = (await Promise.all(paths.map((path) => filesBelow(root, path)))).flat().sort();
  const hash = createHash('sha256');
  for (const file of files) {
    const content = await readFile(join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

async function filesBelow(root: string, path: string): Promise<readonly string[]> {
  const entry = await stat(join(root, path)).catch(() => undefined);
  if (entry === undefined) return [];
  if (entry.isFile()) return [path];
  const files: string[] = [];
  const entries = glob('**/*', { cwd: join(root, path), withFileTypes: true });
  for await (const found of entries) {
    const name = join(found.parentPath, found.name);
    // A test changes nothing that is built.
    if (found.isFile() && !/\.test\.tsx?$/.test(found.name))
      files.push(name.slice(root.length + 1));
  }
  return files;
}
