import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSampleCity } from '../check/write-sample-city.ts';
import { createSampleCity } from '../tiling/sample-city.ts';
import { inspectCity, NotACityError } from './inspect-city.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'gezi-inspect-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true });
});

describe('inspectCity', () => {
  it('prints what the manifest says and how the tiles are made up', async () => {
    await writeSampleCity(dir, createSampleCity());
    const { levels, lines } = await inspectCity(dir);
    expect(levels.map(({ name, tiles }) => [name, tiles])).toEqual([
      ['building', 1],
      ['storey', 1],
      ['unit', 1],
    ]);
    const text = lines.join('\n');
    expect(text).toContain('Sample · 样例');
    expect(text).toContain('118: 9 buildings, 25 storeys, 84 units');
    expect(text).toContain('1  no outline (way/1)');
    expect(text).toContain('sample (synthetic), Apache-2.0: Gezi');
  });

  it('refuses a folder that is not a city in one line', async () => {
    const attempt = inspectCity(path.join(dir, 'tiles'));
    await expect(attempt).rejects.toThrow(NotACityError);
    await expect(attempt).rejects.toThrow(
      /expected a built city with manifest\.json, got: [^\n]+$/,
    );
  });
});
