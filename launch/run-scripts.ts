/** Runs package scripts one after the other, with a heading and a time each. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Script {
  /** As in package.json. */
  readonly name: string;
  readonly heading: string;
}

export interface ScriptResult {
  readonly heading: string;
  readonly ok: boolean;
  readonly seconds: number;
}

export interface ScriptScreen {
  print(line: string): void;
}

/** Answers whether the script passed. */
export type ScriptRunner = (name: string) => Promise<boolean>;

/** The first that fails is the last that runs. */
export async function runScripts(
  scripts: readonly Script[],
  screen: ScriptScreen,
  run: ScriptRunner = runWithNpm,
): Promise<readonly ScriptResult[]> {
  const results: ScriptResult[] = [];
  for (const [index, { name, heading }] of scripts.entries()) {
    screen.print(`\n━━ ${index + 1}/${scripts.length} ${heading} (npm run ${name}) ━━\n`);
    const startMs = performance.now();
    const ok = await run(name);
    results.push({ heading, ok, seconds: (performance.now() - startMs) / 1000 });
    if (!ok) break;
  }
  return results;
}

export function formatResults(results: readonly ScriptResult[], planned: number): string {
  const width = Math.max(...results.map((result) => result.heading.length));
  const rows = results.map(
    ({ heading, ok, seconds }) =>
      `${ok ? '✓' : '✗'} ${heading.padEnd(width)}  ${seconds.toFixed(1).padStart(7)} s`,
  );
  const skipped = planned - results.length;
  if (skipped > 0)
    rows.push(`  ${skipped} further ${skipped === 1 ? 'part was' : 'parts were'} not run`);
  return rows.join('\n');
}

async function runWithNpm(name: string): Promise<boolean> {
  const isWindows = process.platform === 'win32';
  const child = spawn('npm', ['run', '--silent', name], { stdio: 'inherit', shell: isWindows });
  const [code]: unknown[] = await once(child, 'exit');
  return code === 0;
}
