/** A disk that is full while a city is built → one line that says so, and what is still there. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CityBuildError } from '../city-build-error.ts';

/** SQLite's own code of a full disk, in `errcode`. */
const SQLITE_FULL = 13;
const FULL_CODES = new Set(['ENOSPC', 'EDQUOT']);

/** Any other error comes back as it is. */
export function explainFullDisk(error: unknown, outDir: string): unknown {
  if (!isFullDisk(error)) return error;
  const goal = resolve(outDir);
  const old = existsSync(join(goal, 'manifest.json'))
    ? 'The city that was there before is whole and still in its place.'
    : 'No half city was left behind.';
  return new CityBuildError(
    `${goal}: expected room for the city, the disk is full. ${old} Free space there, or build into another folder (--out).`,
  );
}

function isFullDisk(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && FULL_CODES.has(error.code)) return true;
  return 'errcode' in error && error.errcode === SQLITE_FULL;
}
