/**
 * The tiles are not only ours to read: the same tileset opens in Cesium and in 3d-tiles-renderer, and
 * a unit that is pointed at reads the same there, and as the city model says that stands there.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { bundlePage, CESIUM_FOLDER, CESIUM_PREFIX } from '../browser/bundle-page.ts';
import { type FolderServer, serveFolders } from '../browser/serve-folders.ts';
import { type Aim, SAMPLE_ORIGIN } from './aim.ts';

const ROOT = resolve(import.meta.dirname, '../..');

let folder = '';
let server: FolderServer;
let aims: readonly Aim[] = [];
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gezi-second-client-'));
  const script = join(import.meta.dirname, 'write-sample-city.ts');
  const written = spawnSync(process.execPath, [script, folder], { cwd: ROOT, encoding: 'utf8' });
  expect(written.status, written.stderr).toBe(0);
  aims = JSON.parse(await readFile(join(folder, 'aims.json'), 'utf8'));
  await bundlePage('e2e/pages/tileset-readers.ts', folder);
  server = await serveFolders({ '/': folder, '/city/': folder, [CESIUM_PREFIX]: CESIUM_FOLDER });
});
test.afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

for (const open of ['openCesium', 'openRenderer'] as const) {
  test(`${open}: a unit reads as the model says`, async ({ page }) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.setViewportSize({ width: 256, height: 256 });
    await page.goto(`${server.address}/`);
    await page.evaluate(
      async ({ name, origin }) => {
        const opened = await window[name]?.('/city/tileset.json', origin);
        if (opened) window.reader = opened;
      },
      { name: open, origin: SAMPLE_ORIGIN },
    );
    // Of 16 sample buildings one has a court and one no storeys: neither has units.
    expect(aims.length).toBeGreaterThanOrEqual(12);
    for (const { eye, target, unit } of aims) {
      const picked = await page.evaluate(([from, to]) => window.reader?.pick(from, to) ?? null, [
        eye,
        target,
      ] as const);
      expect(picked).toEqual(unit);
    }
    expect(errors).toEqual([]);
  });
}
