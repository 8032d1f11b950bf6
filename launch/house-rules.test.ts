/** Rules of CONTRIBUTING.md that no linter rule covers, checked on the sources themselves. */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

// Split so that this file does not name what it forbids.
const SUPPRESSIONS = new RegExp(
  ['biome-' + 'ignore', '@ts-' + '(ignore|expect-error|nocheck)', 'eslint-' + 'disable'].join('|'),
);
const HIDDEN_INPUTS = /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bTemporal\.Now\b/;

/** Tracked and new files alike, so that a rule speaks before the commit. */
function sourcesBelow(...folders: readonly string[]): readonly string[] {
  const listed = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...folders],
    { cwd: ROOT, encoding: 'utf8' },
  );
  return listed.split('\n').filter((path) => /\.(ts|tsx|mjs|cjs)$/.test(path));
}

function linesWith(pattern: RegExp, files: readonly string[]): readonly string[] {
  return files.flatMap((file) =>
    readIfThere(file)
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [],
      ),
  );
}

/** A file that was removed but not committed is still listed. */
function readIfThere(file: string): string {
  try {
    return readFileSync(resolve(ROOT, file), 'utf8');
  } catch {
    return '';
  }
}

test('no check is switched off in the code', () => {
  expect(linesWith(SUPPRESSIONS, sourcesBelow('.'))).toEqual([]);
});

test('contracts and simulations take time and chance as arguments', () => {
  const files = sourcesBelow('contracts', 'simulations');
  expect(linesWith(HIDDEN_INPUTS, files)).toEqual([]);
});
