/**
 * `npm test`: every check that a change must pass, quickest first, each in a process of its own.
 * The first that fails stops the run, because what comes after would only repeat it at length.
 * `npm test -- lint typecheck` runs only the named parts.
 */

import { formatResults, runScripts, type Script } from './run-scripts.ts';

const PARTS: readonly Script[] = [
  { name: 'lint', heading: 'Format and lint' },
  { name: 'imports', heading: 'Import rules' },
  { name: 'typecheck', heading: 'Types' },
  { name: 'test:fast', heading: 'Fast tests' },
  { name: 'test:slow', heading: 'Slow tests' },
  { name: 'build:client', heading: 'Client build' },
  { name: 'test:e2e', heading: 'End to end, in a browser' },
];

async function runTests(asked: readonly string[]): Promise<number> {
  const unknown = asked.find((name) => !PARTS.some((part) => part.name === name));
  if (unknown !== undefined) {
    console.error(`test: no '${unknown}'; known: ${PARTS.map((part) => part.name).join(', ')}`);
    return 2;
  }
  const parts = asked.length === 0 ? PARTS : PARTS.filter((part) => asked.includes(part.name));
  const results = await runScripts(parts, { print: (line) => console.log(line) });
  console.log(`\n${formatResults(results, parts.length)}`);
  return results.every((result) => result.ok) ? 0 : 1;
}

process.exitCode = await runTests(process.argv.slice(2));
