import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type BuildTarget, buildMissing } from './build-missing.ts';

const silent = { start: () => {}, update: () => {}, finish: () => {} };
const never = new AbortController().signal;

/** Appends a line to `runs.txt`, so that a test can count how often it was really built. */
const BUILD = `const fs = require('node:fs');
  fs.appendFileSync('runs.txt', 'x'); fs.mkdirSync('out/page', { recursive: true });
  fs.writeFileSync('out/page/index.html', 'built');`;

const target = (command: string): BuildTarget => ({
  name: 'page',
  output: 'out/page',
  lastFile: 'index.html',
  sources: ['source.txt'],
  command: ['-e', command],
});

async function project() {
  const root = await mkdtemp(join(tmpdir(), 'gezi-build-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await writeFile(join(root, 'source.txt'), 'one');
  const build = (command = BUILD) => buildMissing(root, [target(command)], silent, never);
  const runs = async () => (await readFile(join(root, 'runs.txt'), 'utf8')).length;
  return { root, build, runs };
}

test('builds what is missing, and again only when its sources or its output changed', async () => {
  const { root, build, runs } = await project();
  expect(await build()).toEqual({ ok: true });
  expect(await build()).toEqual({ ok: true });
  expect(await runs()).toBe(1);

  await writeFile(join(root, 'source.txt'), 'two');
  await build();
  expect(await runs()).toBe(2);

  await rm(join(root, 'out', 'page', 'index.html'));
  await build();
  expect(await runs()).toBe(3);
});

test('a failed build says why, and is tried again', async () => {
  const { build, runs } = await project();
  expect(await build(`console.error('no such font'); process.exit(1)`)).toEqual({
    ok: false,
    name: 'page',
    reason: 'no such font\nended with status 1',
  });
  expect(await build()).toEqual({ ok: true });
  expect(await runs()).toBe(1);
});

test('a build that ends well without its last file has failed', async () => {
  const { build } = await project();
  expect(await build('')).toMatchObject({ ok: false, reason: 'wrote no out/page/index.html' });
});
