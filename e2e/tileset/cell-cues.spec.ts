/**
 * What the wall's scene draws beside the colour of a cell's value: all but a found set dimmed, one
 * storey looked into through the rest of its building. Read from the pixels of the sample city.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { bundlePage, CESIUM_FOLDER, CESIUM_PREFIX } from '../browser/bundle-page.ts';
import { type FolderServer, serveFolders } from '../browser/serve-folders.ts';
import { SAMPLE_ORIGIN, type WestWall } from './aim.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const CELLS = 1000;
const POWER_BYTE = 200;
/** The scene looks down at 0.35 rad: so far behind the wall's foot it meets 1.5 m of height. */
const BEHIND_METRES = 1.5 / Math.tan(0.35);

let folder = '';
let server: FolderServer;
let wall: WestWall | undefined;
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gezi-cell-cues-'));
  const script = join(import.meta.dirname, 'write-sample-city.ts');
  const written = spawnSync(process.execPath, [script, folder], { cwd: ROOT, encoding: 'utf8' });
  expect(written.status, written.stderr).toBe(0);
  const walls: readonly WestWall[] = JSON.parse(
    await readFile(join(folder, 'base/walls.json'), 'utf8'),
  );
  wall = walls[1];
  await bundlePage('e2e/pages/scene.ts', folder);
  server = await serveFolders({ '/': folder, '/city/': folder, [CESIUM_PREFIX]: CESIUM_FOLDER });
});
test.afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const sum = (pixel: readonly number[]): number => pixel.reduce((total, value) => total + value, 0);

async function pixels(page: Page): Promise<readonly (readonly number[])[]> {
  return page.evaluate(async () => {
    await window.base?.settled();
    return window.base?.pixels() ?? [];
  });
}

test('dimmed surroundings and a storey looked into', async ({ page }) => {
  if (!wall) throw new Error('expected a wall');
  const { cell: building, east, north, units } = wall;
  await page.setViewportSize({ width: 320, height: 240 });
  await page.goto(`${server.address}/`);
  await page.evaluate(
    ([origin, cells, values, eastMetres, northMetres]) => {
      const opened = window.openScene?.(origin, cells, null);
      if (!opened) return;
      window.base = opened;
      opened.write('power', values);
      opened.lookAt(eastMetres, northMetres, 60);
    },
    [
      SAMPLE_ORIGIN,
      CELLS,
      units.map(({ cell }) => [cell, POWER_BYTE] as const),
      east + BEHIND_METRES,
      north + 4,
    ] as const,
  );
  const plain = await pixels(page);
  const colour = plain[0] ?? [];
  // One unit's wall fills the place, in the value's blue-green.
  expect(
    plain.every((pixel) => String(pixel) === String(colour)),
    String(plain),
  ).toBe(true);
  expect((colour[1] ?? 0) - (colour[0] ?? 0)).toBeGreaterThan(20);

  await page.evaluate(() => window.base?.mark([]));
  const dimmed = await pixels(page);
  expect(sum(dimmed[0] ?? [])).toBeLessThan(0.6 * sum(colour));
  await page.evaluate(
    (cells) => window.base?.mark(cells),
    units.map(({ cell }) => cell),
  );
  expect(await pixels(page), 'what was found is not dimmed').toEqual(plain);
  await page.evaluate(() => window.base?.mark(null));

  const lookAtLevel = (level: number) =>
    page.evaluate((storey) => window.base?.lookInto(storey), { building, level });
  await lookAtLevel(0);
  const inside = await pixels(page);
  const [first = []] = inside;
  expect(
    inside.every((pixel) => String(pixel) === String(first)),
    'the storey is whole',
  ).toBe(true);
  await lookAtLevel(2);
  const through = await pixels(page);
  // Of the 4 × 4 dither 5 pixels stay (thresholds 0 … 4/16 are below 0.26), the rest is looked through.
  const kept = new Map<string, number>();
  for (const pixel of through) kept.set(String(pixel), (kept.get(String(pixel)) ?? 0) + 1);
  expect(kept.get(String(first)) ?? 0, 'nothing of the storey as it was').toBe(0);
  expect(new Set(kept.values()), String([...kept])).toContain(5);
});
