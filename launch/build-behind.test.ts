import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { CityBuild } from '#contracts';
import { buildBehind } from './build-behind.ts';

const silent = { start: () => {}, update: () => {}, finish: () => {} };

async function build(command: string, told: (build: CityBuild) => void): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'gezi-behind-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await writeFile(join(root, 'source.txt'), 'one');
  const target = {
    ...{ name: 'city', output: 'out', lastFile: 'manifest.json', sources: ['source.txt'] },
    command: ['-e', command],
  };
  const job = { root, target, progress: silent };
  return await buildBehind(job, told, new AbortController().signal);
}

test('progress becomes the stage, of how many, and its share; the end resolves', async () => {
  const states: CityBuild[] = [];
  await build(
    `process.send({ type: 'city-progress', stage: 'tiles', stages: ['model', 'tiles'], done: 30, total: 40 },
       () => {
         const fs = require('node:fs');
         fs.mkdirSync('out'); fs.writeFileSync('out/manifest.json', '{}');
         process.exit(0);
       });`,
    (state) => states.push(state),
  );
  expect(states).toEqual([
    { state: 'building', stage: 1, stages: 1, share: 0 },
    { state: 'building', stage: 2, stages: 2, share: 0.75 },
  ]);
});

test('a failed build is told with its reason', async () => {
  const failed = new Promise<CityBuild>((resolve) => {
    void build(`console.error('disk full'); process.exit(1)`, (state) => {
      if (state.state === 'failed') resolve(state);
    });
  });
  expect(await failed).toEqual({
    state: 'failed',
    reason: 'disk full\nended with status 1',
  });
});
