/**
 * Fills a temporary folder beside the target and swaps it in by renames, so that the target is
 * always a whole old city or a whole new one. On failure and Ctrl-C the temporary folder goes away
 * and the old city stays. A build that was killed (SIGTERM and SIGKILL, power, out of memory) leaves
 * its folder, and the next build of the same target goes on in it when it says where it stood.
 */

import { existsSync, renameSync, rmSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { CityBuildError } from '../city-build-error.ts';

export interface ReplaceFolderOptions {
  /** File in the temporary folder by which `fill` can go on; without it a left folder is cleared. */
  readonly resumeMark: string;
}

/** Present in every city: what has it may be replaced, any other folder with files may not. */
const CITY_MARK = 'manifest.json';

export async function replaceFolder(
  target: string,
  fill: (temporary: string) => Promise<void>,
  options?: ReplaceFolderOptions,
): Promise<void> {
  const goal = resolve(target);
  const parent = dirname(goal);
  await mkdir(parent, { recursive: true });
  const left = await mendInterrupted(goal, parent, options?.resumeMark ?? null);
  await refuseForeignFolder(goal);
  const temporary = join(parent, `.${basename(goal)}.building-${process.pid}`);
  const old = join(parent, `.${basename(goal)}.old-${process.pid}`);
  if (left === null) await mkdir(temporary);
  else await rename(left, temporary);
  const clear = () => {
    // Threads may still write: under another name nobody finds the folder, and it can be emptied.
    const cleared = join(parent, `.${basename(goal)}.cleared-${process.pid}`);
    if (existsSync(temporary)) renameSync(temporary, cleared);
    rmSync(cleared, { recursive: true, force: true });
  };
  const interrupted = () => {
    clear();
    process.exit(130);
  };
  const killed = () => {
    if (!options) clear();
    process.exit(143);
  };
  process.once('SIGINT', interrupted).once('SIGTERM', killed);
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
    process.off('SIGINT', interrupted).off('SIGTERM', killed);
    await rm(temporary, { recursive: true, force: true });
  }
}

/**
 * A build that was killed cannot clean up after itself: the next one does. Returns the folder in
 * which it can go on.
 */
async function mendInterrupted(
  goal: string,
  parent: string,
  resumeMark: string | null,
): Promise<string | null> {
  const name = basename(goal);
  let resumable: string | null = null;
  for (const entry of await readdir(parent)) {
    const [, kind, pid] = /^\.(?:.*)\.(building|old|cleared)-(\d+)$/.exec(entry) ?? [];
    if (pid === undefined || entry !== `.${name}.${kind}-${pid}` || isOther(Number(pid))) continue;
    const left = join(parent, entry);
    const canGoOn =
      kind === 'building' && resumeMark !== null && (await exists(join(left, resumeMark)));
    if (kind === 'old' && !(await exists(goal))) await rename(left, goal);
    else if (canGoOn && resumable === null) resumable = left;
    else await rm(left, { recursive: true, force: true });
  }
  return resumable;
}

/** Another process that runs. In a container every build may get the number of the one before. */
function isOther(pid: number): boolean {
  if (pid === process.pid) return false;
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
