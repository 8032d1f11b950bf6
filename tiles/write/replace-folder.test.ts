import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { replaceFolder } from './replace-folder.ts';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gezi-replace-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const fillWith = (text: string) => async (temporary: string) => {
  await writeFile(join(temporary, 'manifest.json'), text);
};

test('a new city appears whole and replaces an old one whole', async () => {
  const city = join(dir, 'deep', 'city');
  await replaceFolder(city, fillWith('first'));
  await writeFile(join(city, 'left-over'), 'x');
  await replaceFolder(city, fillWith('second'));
  expect(await readdir(city)).toEqual(['manifest.json']);
  expect(await readFile(join(city, 'manifest.json'), 'utf8')).toBe('second');
  expect(await readdir(join(dir, 'deep'))).toEqual(['city']);
});

test('a failing build leaves the old city and no trace', async () => {
  const city = join(dir, 'city');
  await replaceFolder(city, fillWith('first'));
  const failing = replaceFolder(city, async (temporary) => {
    await fillWith('half')(temporary);
    throw new Error('disk full');
  });
  await expect(failing).rejects.toThrow('disk full');
  expect(await readFile(join(city, 'manifest.json'), 'utf8')).toBe('first');
  expect(await readdir(dir)).toEqual(['city']);
});

test('a folder that is no city is never replaced', async () => {
  const home = join(dir, 'home');
  await mkdir(home);
  await writeFile(join(home, 'thesis.txt'), 'x');
  await expect(replaceFolder(home, fillWith('x'))).rejects.toThrow(
    'found a folder without manifest.json',
  );
  expect(await readdir(home)).toEqual(['thesis.txt']);
});

test('what a killed build left behind is cleared, and an interrupted swap undone', async () => {
  const city = join(dir, 'city');
  // No process has this number: the largest pid is 4,194,304 on Linux.
  const dead = 99_999_999;
  await mkdir(join(dir, `.city.building-${dead}`));
  await mkdir(join(dir, `.city.old-${dead}`));
  await writeFile(join(dir, `.city.old-${dead}`, 'manifest.json'), 'old');
  const failing = replaceFolder(city, () => Promise.reject(new Error('again')));
  await expect(failing).rejects.toThrow('again');
  expect(await readdir(dir)).toEqual(['city']);
  expect(await readFile(join(city, 'manifest.json'), 'utf8')).toBe('old');
});

test.each([99_999_999, process.pid])(
  'a build goes on in the folder that process %d left, if it says where it stood',
  async (pid) => {
    const city = join(dir, 'city');
    const left = join(dir, `.city.building-${pid}`);
    await mkdir(left);
    await writeFile(join(left, 'journal'), 'half done');
    const seen: string[] = [];
    const fill = async (temporary: string) => {
      seen.push(...(await readdir(temporary)));
      await fillWith('whole')(temporary);
    };
    await replaceFolder(city, fill, { resumeMark: 'journal' });
    expect(seen).toEqual(['journal']);
    await mkdir(left);
    await writeFile(join(left, 'half'), '');
    await replaceFolder(city, fill, { resumeMark: 'journal' });
    expect(seen).toEqual(['journal']);
    expect(await readdir(dir)).toEqual(['city']);
  },
);
