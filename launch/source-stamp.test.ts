import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { stampSources } from './source-stamp.ts';

async function sources(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'gezi-stamp-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await mkdir(join(root, 'client', 'deep'), { recursive: true });
  await writeFile(join(root, 'client', 'a.ts'), 'a');
  await writeFile(join(root, 'client', 'deep', 'b.ts'), 'b');
  await writeFile(join(root, 'package-lock.json'), '{}');
  return root;
}

test('the stamp follows contents, names and removals, never times or tests', async () => {
  const root = await sources();
  const stamp = () => stampSources(root, ['client', 'package-lock.json', 'absent']);
  const first = await stamp();

  await utimes(join(root, 'client', 'a.ts'), 1, 1);
  await writeFile(join(root, 'client', 'a.test.ts'), 'x');
  expect(await stamp()).toBe(first);

  await writeFile(join(root, 'client', 'deep', 'b.ts'), 'B');
  const changed = await stamp();
  expect(changed).not.toBe(first);

  await writeFile(join(root, 'client', 'deep', 'b.ts'), 'b');
  expect(await stamp()).toBe(first);

  await writeFile(join(root, 'package-lock.json'), '{ }');
  expect(await stamp()).not.toBe(first);
  await writeFile(join(root, 'package-lock.json'), '{}');

  await rm(join(root, 'client', 'a.ts'));
  expect(await stamp()).not.toBe(first);
});

test('two trees with the same contents have the same stamp', async () => {
  const [one, other] = [await sources(), await sources()];
  expect(await stampSources(one, ['client'])).toBe(await stampSources(other, ['client']));
});
