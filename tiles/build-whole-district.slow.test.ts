/**
 * The reference district whole, 600,000 units, from the generator to a checked city; then one house
 * changed. The fast lane covers the same code on a town of 64 houses.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { buildCity } from './build-city.ts';
import { checkCity } from './check/check-city.ts';
import { SILENT_PROGRESS } from './progress.ts';
import { generateReferenceCity } from './sources/reference/generate-reference-city.ts';

const dir = mkdtempSync(join(tmpdir(), 'gezi-whole-'));
afterAll(() => rmSync(dir, { recursive: true }));
/** One CPU minute, on machines that are busy with other things. */
const TIMEOUT_MS = 900_000;

const city = join(dir, 'city');
const options = { outDir: city, builtAtMs: 0, progress: SILENT_PROGRESS };

const inodes = (): ReadonlyMap<string, number> =>
  new Map(
    readdirSync(join(city, 'tiles')).map((name) => [name, statSync(join(city, 'tiles', name)).ino]),
  );

test(
  'the whole district keeps every law, and a changed house rewrites its own block alone',
  async () => {
    const source = generateReferenceCity({ seed: 1, area: 'whole' });
    const { counts } = await buildCity(source, options);
    // 600,000 ± 1 %.
    expect(counts.units).toBeGreaterThan(594_000);
    expect(counts.units).toBeLessThan(606_000);
    const report = await checkCity(city);
    expect(report.findings).toEqual([]);
    expect(report.figures).toMatchObject({ units: counts.units, tiles: counts.tiles });
    // Asked of the whole district.
    expect(report.figures.tileBytes).toBeLessThan(150e6);

    const before = inodes();
    const at = source.buildings.findIndex(
      (building) => building.parts.length === 0 && !building.storeys && building.levels === 6,
    );
    const buildings = source.buildings.map((building, index) =>
      index === at ? { ...building, levels: 5, heightMetres: 15 } : building,
    );
    expect(at).toBeGreaterThanOrEqual(0);
    await buildCity({ ...source, buildings }, options);
    const rewritten = [...inodes()].filter(([name, inode]) => before.get(name) !== inode);
    const blocks = new Set(rewritten.map(([name]) => /^[a-z]+-([ew]\d+[ns]\d+)/.exec(name)?.[1]));
    expect(blocks.size).toBe(1);
    expect(rewritten.length).toBeLessThan(12);
    expect((await checkCity(city)).findings).toEqual([]);
  },
  TIMEOUT_MS,
);
