/** Real files of ../shared/data for tests: whether they are there, and building a checked city of one. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CityManifest } from '#contracts';
import { buildCity } from '../../../build-city.ts';
import { checkCity } from '../../../check/check-city.ts';
import { districtFromName } from '../../../frames/index.ts';
import { SILENT_PROGRESS } from '../../../progress.ts';
import type { SourceCity } from '../../source-city.ts';
import { importSourceFile, type SourceFileOptions } from '../import-source-file.ts';

const DATA = join(import.meta.dirname, '../../../../../shared/data');

export const inData = (path: string): string => join(DATA, path);

/** Prints why a test is skipped. */
export function lacks(path: string): boolean {
  if (existsSync(path)) return false;
  process.stderr.write(`skipped: no file at ${path}\n`);
  return true;
}

export interface BuiltCity extends AsyncDisposable {
  readonly city: SourceCity;
  readonly manifest: CityManifest;
  readonly databasePath: string;
  /** Of `city check`. */
  readonly findings: readonly unknown[];
}

/** Built into a temporary folder that goes when the caller's scope ends (`await using`). */
export async function buildRealCity(
  path: string,
  district: string,
  rest: Partial<SourceFileOptions> = {},
): Promise<BuiltCity> {
  const { city } = await importSourceFile({
    path,
    district,
    name: { zh: district, en: district },
    fields: {},
    near: districtFromName(district),
    crop: null,
    dwellings: 'cells',
    ...rest,
  });
  const dir = await mkdtemp(join(tmpdir(), 'gezi-sources-'));
  const outDir = join(dir, district);
  const manifest = await buildCity(city, { outDir, builtAtMs: 0, progress: SILENT_PROGRESS });
  const { findings } = await checkCity(outDir);
  return {
    city,
    manifest,
    databasePath: join(outDir, 'city.sqlite'),
    findings,
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }),
  };
}

export function leftOut(manifest: CityManifest, reason: RegExp): number {
  return manifest.skipped
    .filter((entry) => reason.test(entry.reason))
    .reduce((sum, entry) => sum + entry.count, 0);
}
