/**
 * A real disk that fills up at every stage of a build: a small tmpfs, from a few pages to just too
 * little. Needs the right to mount; skipped with a notice without it (the fast lane has the same
 * failure made up). The old city must stay whole, and nothing else.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildCity } from './build-city.ts';
import { checkCity } from './check/check-city.ts';
import { CityBuildError } from './city-build-error.ts';
import { box, plainCity } from './model/testing/plain-city.ts';
import { SILENT_PROGRESS } from './progress.ts';
import type { SourceCity } from './sources/source-city.ts';

const root = mkdtempSync(join(tmpdir(), 'gezi-full-disk-'));
const disk = join(root, 'disk');
const canMount = tryMount();
if (!canMount) process.stderr.write('skipped: no right to mount a small disk\n');

function tryMount(): boolean {
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const resize = (kibibytes: number): void => {
  execFileSync('mount', ['-o', `remount,size=${kibibytes}k`, disk]);
};

const hamlet = plainCity({ buildings: [box('way/0', [0, 0, 24, 14], { levels: 2 })] });

/** 512 houses in 16 blocks: some 4 MB with its spools. */
const town: SourceCity = plainCity({
  buildings: Array.from({ length: 512 }, (_, index) => {
    const block = index >> 5;
    const east = (block % 4) * 640 + (index % 8) * 60;
    const north = Math.floor(block / 4) * 640 + ((index >> 3) % 4) * 60;
    return box(`way/${index}`, [east, north, 40, 24], { use: 'residential', levels: 6 });
  }),
});

const city = join(disk, 'city');
const build = (source: SourceCity, threads: number) =>
  buildCity(source, { outDir: city, builtAtMs: 0, progress: SILENT_PROGRESS, threads });

beforeAll(async () => {
  if (canMount) await build(hamlet, 0);
});
afterAll(() => {
  if (canMount) execFileSync('umount', [disk]);
  rmSync(root, { recursive: true });
});

const usedKibibytes = (): number =>
  Number(execFileSync('du', ['-sk', disk], { encoding: 'utf8' }).split('\t')[0]);

test.skipIf(!canMount).each([0, 2])(
  'with %d threads the build ends in one line wherever the disk fills up',
  async (threads) => {
    const before = readFileSync(join(city, 'manifest.json'), 'utf8');
    const used = usedKibibytes();
    let failures = 0;
    // From no room at all to almost enough, in steps that meet spools, rows, tiles and the manifest.
    for (let room = 4; room <= 2_000; room = Math.ceil(room * 1.6)) {
      resize(used + room);
      const attempt = build(town, threads);
      await expect(attempt).rejects.toThrow(CityBuildError);
      await expect(attempt).rejects.toThrow(
        /expected room for the city, the disk is full\. The city that was there before is whole/,
      );
      failures += 1;
      expect(readdirSync(disk)).toEqual(['city']);
      expect(readFileSync(join(city, 'manifest.json'), 'utf8')).toBe(before);
    }
    expect(failures).toBeGreaterThan(10);
    expect((await checkCity(city)).findings).toEqual([]);
    resize(65_536);
  },
);

test.skipIf(!canMount)('with room again, the same build succeeds', async () => {
  const { counts } = await build(town, 2);
  expect(counts.buildings).toBe(512);
  expect((await checkCity(city)).findings).toEqual([]);
});
