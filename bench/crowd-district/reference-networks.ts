/** The reference district's networks: of the built city if it is there, else built now. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type DistrictNetworks, districtNetworksSchema } from '#contracts';

const ROOT = resolve(import.meta.dirname, '../..');
const BUILT = ['data/built/reference-core', 'data/built/reference'];

export function readReferenceNetworks(): DistrictNetworks {
  const found = BUILT.map((folder) => join(ROOT, folder, 'networks.json')).find((file) =>
    existsSync(file),
  );
  if (found !== undefined) return parse(found);
  const folder = mkdtempSync(join(tmpdir(), 'gezi-reference-'));
  try {
    const city = join(folder, 'city');
    const built = spawnSync(process.execPath, ['tiles/main.ts', 'reference', '--out', city], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    if (built.status !== 0) throw new Error(`the reference city was not built: ${built.stderr}`);
    return parse(join(city, 'networks.json'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const parse = (file: string): DistrictNetworks =>
  districtNetworksSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
