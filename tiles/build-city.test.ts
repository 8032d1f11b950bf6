/**
 * Building again over a built city, and after a build that was killed: only what changed is made
 * anew, and the result is the city that a build from nothing gives. Counted in files on disk.
 */
import { cpSync } from 'node:fs';
import {
  appendFile,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { drawTown } from './blocks/testing/draw-town.ts';
import { buildCity } from './build-city.ts';
import { BUILD_STAGES } from './build-stages.ts';
import { checkCity } from './check/check-city.ts';
import { CityBuildError } from './city-build-error.ts';
import { knownUnitsFromCsv } from './model/units/read-known-units.ts';
import { type Progress, SILENT_PROGRESS } from './progress.ts';
import type { SourceCity } from './sources/source-city.ts';

/** No process has this number: the largest pid is 4,194,304 on Linux. */
const DEAD_PROCESS = 99_999_999;

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gezi-build-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const raised = (id: string) =>
  drawTown((building) => (building.id === id ? { ...building, levels: 9 } : building));

const build = (source: SourceCity, name: string, progress: Progress = SILENT_PROGRESS) =>
  buildCity(source, { outDir: join(dir, name), builtAtMs: 0, progress });

/** Identity of each tile's file: a file written anew has another. */
async function inodesOf(name: string): Promise<Map<string, number>> {
  const tiles = await readdir(join(dir, name, 'tiles'));
  const inodes = await Promise.all(
    tiles.map(async (tile) => (await stat(join(dir, name, 'tiles', tile))).ino),
  );
  return new Map(tiles.map((tile, index) => [tile, inodes[index] ?? -1]));
}

function changedFiles(before: Map<string, number>, after: Map<string, number>): string[] {
  return [...after].flatMap(([tile, inode]) => (before.get(tile) === inode ? [] : [tile])).sort();
}

test('the same source again writes no tile', async () => {
  await build(drawTown(), 'city');
  const before = await inodesOf('city');
  const manifest = await readFile(join(dir, 'city', 'manifest.json'), 'utf8');
  await build(drawTown(), 'city');
  expect(before.size).toBe(48);
  expect(changedFiles(before, await inodesOf('city'))).toEqual([]);
  expect(await readFile(join(dir, 'city', 'manifest.json'), 'utf8')).toBe(manifest);
});

test('one building changed: the tiles of its block and no other, ids of all others kept', async () => {
  await build(drawTown(), 'city');
  const before = await inodesOf('city');
  const cells = await cellsOf('city');
  // way/21 is the second house of the block in column 1, row 1.
  await build(raised('way/21'), 'city');
  expect(changedFiles(before, await inodesOf('city'))).toEqual([
    'building-e1n1.glb',
    'storey-e1n1.glb',
    'unit-e1n1.glb',
  ]);
  const after = await cellsOf('city');
  expect(after.size).toBe(cells.size);
  for (const [id, run] of cells) if (id !== 'way/21') expect(after.get(id), id).toEqual(run);
  expect(after.get('way/21')?.[0]).toBe(cells.get('way/21')?.[0]);
  const report = await checkCity(join(dir, 'city'));
  expect(report.findings).toEqual([]);
});

test('a city that outgrows its spare ids is numbered anew and keeps its laws', async () => {
  await build(drawTown(), 'city');
  const manifest = await build(
    drawTown((one) => ({ ...one, levels: 12 })),
    'city',
  );
  expect(manifest.counts.storeys).toBe(64 * 12);
  expect((await checkCity(join(dir, 'city'))).findings).toEqual([]);
});

/** Runs a build up to its last steps and leaves what a process that is killed there leaves. */
async function leaveHalf(source: SourceCity, name: string): Promise<string> {
  const left = join(dir, `.${name}.building-${DEAD_PROCESS}`);
  const dying: Progress = {
    ...SILENT_PROGRESS,
    stage: (stage, work) => {
      if (stage !== BUILD_STAGES.indexes) return work().result;
      cpSync(join(dir, `.${name}.building-${process.pid}`), left, { recursive: true });
      throw new Error('killed here');
    },
  };
  await expect(build(source, name, dying)).rejects.toThrow('killed here');
  return left;
}

test('a killed build goes on: finished tiles are taken over, torn ones are not', async () => {
  const left = await leaveHalf(drawTown(), 'city');
  expect(await readdir(dir)).toEqual([basename(left)]);
  await truncate(join(left, 'tiles', 'storey-e0n0.glb'), 100);
  await appendFile(join(left, 'build', 'journal.jsonl'), '{"type":"tiles","key":"e3n3","ha');
  const before = await inodesOf(basename(left));
  await build(drawTown(), 'city');
  expect(await readdir(dir)).toEqual(['city']);
  expect(changedFiles(before, await inodesOf('city'))).toEqual([
    'building-e0n0.glb',
    'storey-e0n0.glb',
    'unit-e0n0.glb',
  ]);
  expect(await readdir(join(dir, 'city'))).not.toContain('build');
  await build(drawTown(), 'other');
  expect(await manifestOf('city')).toEqual(await manifestOf('other'));
});

test('plans that a killed build left are made again when they are torn or the source changed', async () => {
  const left = await leaveHalf(drawTown(), 'city');
  await writeFile(join(left, 'build', 'e0n0.plans'), 'rubbish');
  await build(raised('way/21'), 'city');
  await build(raised('way/21'), 'other');
  expect(await manifestOf('city')).toEqual(await manifestOf('other'));
});

test('a full disk is said in one line; the old city stays as it was', async () => {
  await build(drawTown(), 'city');
  const before = await manifestOf('city');
  const inodes = await inodesOf('city');
  const full: Progress = {
    ...SILENT_PROGRESS,
    stage: (stage, work) => {
      if (stage !== BUILD_STAGES.indexes) return work().result;
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    },
  };
  await expect(build(raised('way/21'), 'city', full)).rejects.toThrow(
    /city: expected room for the city, the disk is full\. The city that was there before is whole/,
  );
  expect(await readdir(dir)).toEqual(['city']);
  expect(await manifestOf('city')).toEqual(before);
  expect(changedFiles(inodes, await inodesOf('city'))).toEqual([]);
});

test('over threads and in one thread the same files come out', async () => {
  const alone = await build(drawTown(), 'alone');
  const threads = await buildCity(drawTown(), {
    ...{ outDir: join(dir, 'threads'), builtAtMs: 0, progress: SILENT_PROGRESS, threads: 2 },
  });
  expect(threads.files).toEqual(alone.files);
});

test('a unit table with several faults is refused whole, counted by reason; the old city stays', async () => {
  await build(drawTown(), 'city');
  const before = await manifestOf('city');
  const rows = [
    'way/900,1F,101,retail,50',
    'way/901,1F,101,retail,50',
    'way/0,9F,901,residential,50',
    // The houses have 336 m² a storey.
    'way/1,1F,101,residential,300',
    'way/1,1F,102,residential,90',
    'way/2,1F,101,residential,100',
  ];
  const text = `building,storey,unit,use,area_m2\n${rows.join('\n')}\n`;
  const attempt = buildCity(drawTown(), {
    outDir: join(dir, 'city'),
    ...{ builtAtMs: 1, progress: SILENT_PROGRESS },
    knownUnits: knownUnitsFromCsv(text, 'u.csv'),
  });
  await expect(attempt).rejects.toThrow(CityBuildError);
  const message = String(await attempt.catch((error: unknown) => error));
  expect(message.split('\n').map((line) => line.trim())).toEqual([
    'CityBuildError: the list of units is refused: 2 name a building that the city does not have; 1 name a storey that the building does not have; 1 have more area than their storey, or areas that it cannot be cut into.',
    'u.csv:2: expected a building of this city, it has no "way/900" (ids look like way/0).',
    'u.csv:3: expected a building of this city, it has no "way/901" (ids look like way/0).',
    'u.csv:4: expected a storey of way/0, it has 1F to 2F, got "9F".',
    'u.csv:6: expected units of this storey to fit its 336.0 m², they reach 390.0 m² here.',
  ]);
  expect(await manifestOf('city')).toEqual(before);
});

test('a source that has a building twice is refused', async () => {
  const { buildings, ...rest } = drawTown();
  const twice = { ...rest, buildings: [...buildings, ...buildings.slice(5, 6)] };
  await expect(build(twice, 'city')).rejects.toThrow('the source has "way/5" twice');
});

async function manifestOf(name: string): Promise<unknown> {
  return JSON.parse(await readFile(join(dir, name, 'manifest.json'), 'utf8'));
}

const blocksSchema = z.object({
  buildings: z.array(z.tuple([z.string()]).rest(z.number())),
});

/** Cells by building id. */
async function cellsOf(name: string): Promise<Map<string, readonly number[]>> {
  const text = await readFile(join(dir, name, 'blocks.json'), 'utf8');
  const { buildings } = blocksSchema.parse(JSON.parse(text));
  return new Map(buildings.map(([id, ...run]) => [id, run]));
}
