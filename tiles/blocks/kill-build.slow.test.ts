/** A build killed by SIGKILL, and the one after it: real processes, real files. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { buildCity } from '../build-city.ts';
import { checkCity } from '../check/check-city.ts';
import { SILENT_PROGRESS } from '../progress.ts';
import { drawTown } from './testing/draw-town.ts';

const dir = mkdtempSync(join(tmpdir(), 'gezi-killed-'));
afterAll(() => rmSync(dir, { recursive: true }));

const inodesIn = (folder: string): ReadonlyMap<string, number> =>
  new Map(readdirSync(folder).map((name) => [name, statSync(join(folder, name)).ino]));

test('a build killed outright is continued from its finished tiles', async () => {
  const out = join(dir, 'city');
  const script = join(import.meta.dirname, 'testing/build-until-killed.ts');
  const killed = spawnSync(process.execPath, [script, out], { encoding: 'utf8' });
  expect(killed.signal, killed.stderr).toBe('SIGKILL');
  expect(existsSync(out)).toBe(false);
  const [left = ''] = readdirSync(dir);
  expect(left).toMatch(/^\.city\.building-\d+$/);
  const before = inodesIn(join(dir, left, 'tiles'));
  expect(before.size).toBe(48);

  const options = { builtAtMs: 0, progress: SILENT_PROGRESS };
  const manifest = await buildCity(drawTown(), { ...options, outDir: out });
  expect(readdirSync(dir)).toEqual(['city']);
  expect(inodesIn(join(out, 'tiles'))).toEqual(before);
  expect((await checkCity(out)).findings).toEqual([]);

  const fresh = await buildCity(drawTown(), { ...options, outDir: join(dir, 'fresh') });
  expect(manifest).toEqual(fresh);
  const read = (city: string): Buffer => readFileSync(join(dir, city, 'city.sqlite'));
  expect(read('city').equals(read('fresh'))).toBe(true);
});
