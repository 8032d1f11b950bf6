/** A built whole district: the one that `npm start` keeps when there is one, else one of its own. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type CityManifest, cityManifestSchema } from '#contracts';

const ROOT = resolve(import.meta.dirname, '../..');
const KEPT = join(ROOT, 'data/built/reference');
/** 600,000 ± 1 %. */
const LEAST_UNITS = 594_000;

export interface BuiltDistrict {
  readonly folder: string;
  readonly manifest: CityManifest;
}

/** Builds into `folder/city` when no whole district is kept (about a minute). */
export function openWholeDistrict(folder: string): BuiltDistrict {
  const kept = readDistrict(KEPT);
  if (kept !== null && kept.manifest.counts.units >= LEAST_UNITS) return kept;
  const out = join(folder, 'city');
  const built = spawnSync(
    process.execPath,
    ['tiles/main.ts', 'reference', '--area', 'whole', '--out', out],
    { cwd: ROOT, encoding: 'utf8' },
  );
  const made = readDistrict(out);
  if (built.status !== 0 || made === null) {
    throw new Error(`the whole district was not built: ${built.stderr}`);
  }
  return made;
}

/** null: none there, or of another version. */
function readDistrict(folder: string): BuiltDistrict | null {
  try {
    const text = readFileSync(join(folder, 'manifest.json'), 'utf8');
    return { folder, manifest: cityManifestSchema.parse(JSON.parse(text)) };
  } catch {
    return null;
  }
}
