/** `inspect`: what a city folder says of itself. */
import { onlyPositional, readOptions } from './command-options.ts';
import { inspectCity } from './inspect/inspect-city.ts';

export const INSPECT_USAGE = `  inspect DIR
      sources, counts, what was skipped, tile sizes`;

export async function runInspectCommand(args: readonly string[]): Promise<number> {
  const dir = onlyPositional(readOptions(args, []), 'city folder');
  const report = await inspectCity(dir);
  process.stdout.write(`${report.lines.join('\n')}\n`);
  return 0;
}
