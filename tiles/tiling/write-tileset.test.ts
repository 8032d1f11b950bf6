/** The tileset as a whole; its laws are tried by the checker's tests on the same sample. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readGlb } from '../check/read-glb.ts';
import { createSampleCity } from './sample-city.ts';
import { type WrittenTileset, writeTileset } from './write-tileset.ts';

const ORIGIN = { lonDegrees: 121.4336, latDegrees: 31.1822, heightMetres: 4 };
const CITY = createSampleCity();

let root = '';
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'gezi-tileset-'));
});
afterAll(async () => {
  await rm(root, { recursive: true });
});

async function write(name: string): Promise<WrittenTileset & { readonly dir: string }> {
  const dir = path.join(root, name);
  return { dir, ...(await writeTileset(CITY, { origin: ORIGIN, outDir: dir })) };
}

describe('writeTileset', () => {
  it('writes the same bytes again', async () => {
    const one = await write('one');
    const two = await write('two');
    expect(two.files).toEqual(one.files);
    for (const file of one.files) {
      const [a, b] = await Promise.all([
        readFile(path.join(one.dir, file)),
        readFile(path.join(two.dir, file)),
      ]);
      expect(b.equals(a), file).toBe(true);
    }
  });

  it('says what it wrote', async () => {
    const { dir, ...written } = await write('counted');
    let bytes = 0;
    for (const file of written.files) bytes += (await readFile(path.join(dir, file))).length;
    expect(written.bytes).toBe(bytes);
    expect(written.tiles).toBe(3);
    expect(written.files).toEqual([
      'tiles/building-e0n0.glb',
      'tiles/storey-e0n0.glb',
      'tiles/unit-e0n0.glb',
      'tileset.json',
    ]);
  });

  it('puts every vertex of a flat-roofed building within 4 mm of its outline', async () => {
    const { dir } = await write('precision');
    const tile = await readGlb(await readFile(path.join(dir, 'tiles/building-e0n0.glb')));
    const building = CITY.buildings[0];
    const corners = building?.footprint[0] ?? [];
    let vertices = 0;
    for (let vertex = 0; vertex * 3 < tile.positions.length; vertex += 1) {
      if (tile.cell[tile.featureIds[vertex] ?? -1] !== building?.cell) continue;
      vertices += 1;
      const [x = 0, y = 0, z = 0] = tile.positions.subarray(vertex * 3, vertex * 3 + 3);
      const near = Math.min(...corners.map(([e, n]) => Math.max(Math.abs(e - x), Math.abs(n - y))));
      // Half of 1/128 m, the finest grid.
      expect(near).toBeLessThanOrEqual(1 / 256);
      expect(z === 0 || z === 9).toBe(true);
    }
    expect(vertices).toBe(8);
  });

  it('refuses a city without buildings', async () => {
    const empty = { buildings: [], cellCount: 0 };
    const attempt = writeTileset(empty, { origin: ORIGIN, outDir: path.join(root, 'empty') });
    await expect(attempt).rejects.toThrow('expected at least one building');
  });

  it('names a unit whose outline has no area', async () => {
    const city = createSampleCity();
    const broken = {
      ...city,
      buildings: city.buildings.map((building, index) =>
        index > 0
          ? building
          : {
              ...building,
              storeys: building.storeys.map((storey) => ({
                ...storey,
                units: storey.units.map((unit) => ({
                  ...unit,
                  outline: [
                    [
                      [0, 0],
                      [1, 0],
                      [2, 0],
                    ],
                  ] as const,
                })),
              })),
            },
      ),
    };
    const attempt = writeTileset(broken, { origin: ORIGIN, outDir: path.join(root, 'sliver') });
    await expect(attempt).rejects.toThrow(/unit sample\/0-0-01: expected an outline with an area/);
  });
});
