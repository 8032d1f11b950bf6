/**
 * A photographed mesh as base layer: the city's volumes colour its surface and can be picked on it,
 * whole buildings first, the units of the chosen one after. The mesh knows nothing of buildings.
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
/** Half the scale: a clear blue-green, far from the mesh's browns. */
const POWER_BYTE = 200;
const CRITICAL_RANK = 4;
/** The scene's camera looks down at 0.35 rad: so far behind the wall's foot it meets 1.5 m of height. */
const BEHIND_METRES = 1.5 / Math.tan(0.35);
const RANGE_METRES = 60;

let folder = '';
let server: FolderServer;
let walls: readonly WestWall[] = [];
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gezi-base-layer-'));
  const script = join(import.meta.dirname, 'write-sample-city.ts');
  const written = spawnSync(process.execPath, [script, folder], { cwd: ROOT, encoding: 'utf8' });
  expect(written.status, written.stderr).toBe(0);
  walls = JSON.parse(await readFile(join(folder, 'base/walls.json'), 'utf8'));
  await bundlePage('e2e/pages/scene.ts', folder);
  server = await serveFolders({
    '/': folder,
    '/city/': folder,
    '/base/': join(folder, 'base'),
    [CESIUM_PREFIX]: CESIUM_FOLDER,
  });
});
test.afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

interface Look {
  readonly pixel: readonly [number, number, number];
  readonly picked: number | null;
}

/** The foot of the wall's ground storey, a little beside its middle, where two units meet. */
function lookAtWall(page: Page, wall: WestWall): Promise<Look> {
  return page.evaluate(
    async ([east, north, range]) => {
      const { base } = window;
      if (!base) throw new Error('the scene is not open');
      base.lookAt(east, north, range);
      await base.settled();
      return { pixel: base.pixel(), picked: base.picked() };
    },
    [wall.east + BEHIND_METRES, wall.north + 4, RANGE_METRES] as const,
  );
}

const isBrown = ([r, g, b]: Look['pixel']): boolean => r >= g && g >= b && r - b < 60;
const isTeal = ([r, g, b]: Look['pixel']): boolean => g > r + 20 && b > r + 10;
const isRed = ([r, g, b]: Look['pixel']): boolean => r > g + 60 && r > b + 60;

function expectColour(
  pixel: Look['pixel'],
  fits: (pixel: Look['pixel']) => boolean,
  what: string,
): void {
  expect(fits(pixel), `${what}; drawn: ${pixel.join(' ')}`).toBe(true);
}

test('buildings, then units, colour a photographed mesh and are picked on it', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.setViewportSize({ width: 320, height: 240 });
  await page.goto(`${server.address}/`);
  await page.evaluate(
    ([origin, cells]) => {
      const opened = window.openScene?.(origin, cells, '/base/tileset.json');
      if (opened) window.base = opened;
    },
    [SAMPLE_ORIGIN, CELLS] as const,
  );
  const [quiet, valued, alarmed] = walls;
  if (!quiet || !valued || !alarmed) throw new Error(`expected 3 walls, got ${walls.length}`);

  const before = await lookAtWall(page, quiet);
  expectColour(before.pixel, isBrown, 'the photograph, untouched');
  expect(before.picked, 'a quiet building can be picked on the mesh').toBe(quiet.cell);

  await page.evaluate(
    ([power, alarm, byte, rank]) => {
      window.base?.write('power', [[power, byte]]);
      window.base?.write('alarm', [[alarm, rank]]);
    },
    [valued.cell, alarmed.cell, POWER_BYTE, CRITICAL_RANK] as const,
  );
  expectColour((await lookAtWall(page, valued)).pixel, isTeal, 'its value over the photograph');
  expectColour((await lookAtWall(page, alarmed)).pixel, isRed, 'its alarm over the photograph');
  expectColour((await lookAtWall(page, quiet)).pixel, isBrown, 'nothing to say, nothing over it');

  // The chosen building's units in place of the whole: one of them has an alarm, the wall's other
  // units a value.
  const onWall = valued.units.filter(
    ({ baseMetres, outline }) =>
      baseMetres === 0 && Math.min(...(outline[0] ?? []).map(([x]) => x)) === valued.east,
  );
  const northern = onWall.find(
    ({ outline }) => Math.max(...(outline[0] ?? []).map(([, y]) => y)) > valued.north + 4,
  );
  if (!northern) throw new Error('expected a unit at the wall');
  await page.evaluate(
    ([units, unit, rank]) => {
      window.base?.showUnits(units);
      window.base?.write('alarm', [[unit, rank]]);
    },
    [valued.units, northern.cell, CRITICAL_RANK] as const,
  );
  const unit = await lookAtWall(page, valued);
  expectColour(unit.pixel, isRed, "the unit's alarm on its part of the facade");
  expect(unit.picked).toBe(northern.cell);
  const neighbour = await lookAtWall(page, { ...valued, north: valued.north - 8 });
  expectColour(neighbour.pixel, isBrown, 'the unit beside it has nothing to say');
  expect(neighbour.picked).not.toBe(northern.cell);
  expect(errors).toEqual([]);
});
