import { expect, test } from 'vitest';
import { formatResults, runScripts } from './run-scripts.ts';

const scripts = ['lint', 'types', 'tests'].map((name) => ({ name, heading: name.toUpperCase() }));

async function runWith(failing: string | undefined) {
  const ran: string[] = [];
  const lines: string[] = [];
  const results = await runScripts(scripts, { print: (line) => lines.push(line) }, async (name) => {
    ran.push(name);
    return name !== failing;
  });
  return { ran, lines, results };
}

test('all run in order when all pass', async () => {
  const { ran, lines, results } = await runWith(undefined);
  expect(ran).toEqual(['lint', 'types', 'tests']);
  expect(results.map((result) => result.ok)).toEqual([true, true, true]);
  expect(lines[1]).toContain('2/3 TYPES (npm run types)');
});

test('the first failure is the last part that runs, and the summary says so', async () => {
  const { ran, results } = await runWith('types');
  expect(ran).toEqual(['lint', 'types']);
  const timed = results.map((result) => ({ ...result, seconds: 1.23 }));
  expect(formatResults(timed, 3).split('\n')).toEqual([
    '✓ LINT       1.2 s',
    '✗ TYPES      1.2 s',
    '  1 further part was not run',
  ]);
});
