/**
 * Fills a temporary folder beside the target and swaps it in by renames, so that the target is
 * always a whole old city or a whole new one. On failure, Ctrl-C or SIGTERM the temporary folder
 * goes away and the old city stays.
 */

import { rmSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
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
  await mkdir(parent, { recursive: true });
  await mendInterrupted(goal, parent);
  await refuseForeignFolder(goal);
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

/** A build that was killed cannot clean up after itself: the next one does. */
async function mendInterrupted(goal: string, parent: string): Promise<void> {
  const name = basename(goal);
  for (const entry of await readdir(parent)) {
    const [, kind, pid] = /^\.(?:.*)\.(building|old)-(\d+)$/.exec(entry) ?? [];
    if (pid === undefined || entry !== `.${name}.${kind}-${pid}` || isRunning(Number(pid)))
      continue;
    const left = join(parent, entry);
    if (kind === 'old' && !(await exists(goal))) await rename(left, goal);
    else await rm(left, { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Only what is a city may be replaced: a mistyped `--out` must not cost anyone's files. */
export async function refuseForeignFolder(target: string): Promise<void> {
  const goal = resolve(target);
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
