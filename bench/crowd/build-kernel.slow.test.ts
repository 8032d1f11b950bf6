/** The committed kernel is the one that its source compiles to. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildKernel, KERNEL_FILE } from './build-kernel.ts';

test('the committed kernel is what its source compiles to', async () => {
  const isSame = (await buildKernel()) === readFileSync(KERNEL_FILE, 'utf8');
  expect(isSame, 'run `node bench/crowd/build-kernel.ts` after a change of crowd-kernel.as').toBe(
    true,
  );
});
