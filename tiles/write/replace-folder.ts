/**
 * Fills a temporary folder beside the target and swaps it in by renames, so that the target is
 * always a whole old city or a whole new one. On failure, Ctrl-C or SIGTERM the temporary folder
 * goes away and the old city stays.
 */

import { rmSync } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { CityBuildError } from '../city-build-error.ts';

/** Present in every city: what has it may be replaced, any other folder with files may not. */
const CITY_MARK = 'manifest.json';

export async function replaceFolder(
  target: string,
  fill: (temporary: string) => Promise<void>,
): Promise<void> {
  const goal = resolve(target);
  const parent = dirname(goal);
  await refuseForeignFolder(goal);
  await mkdir(parent, { recursive: true });
  const temporary = join(parent, `.${basename(goal)}.building-${process.pid}`);
  const old = join(parent, `.${basename(goal)}.old-${process.pid}`);
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary);
  const interrupted = (signal: NodeJS.Signals) => {
    rmSync(temporary, { recursive: true, force: true });
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    await fill(temporary);
    const hadOld = await exists(goal);
    if (hadOld) await rename(goal, old);
    try {
      await rename(temporary, goal);
    } catch (error) {
      if (hadOld) await rename(old, goal);
      throw error;
    }
    await rm(old, { recursive: true, force: true });
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await rm(temporary, { recursive: true, force: true });
  }
}

async function refuseForeignFolder(goal: string): Promise<void> {
  const info = await stat(goal).catch(() => null);
  if (!info) return;
  const isCity = info.isDirectory() && (await exists(join(goal, CITY_MARK)));
  if (!isCity) {
    throw new CityBuildError(
      `${goal}: expected a new path or a built city to replace, found ${info.isDirectory() ? `a folder without ${CITY_MARK}` : 'a file'}.`,
    );
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
