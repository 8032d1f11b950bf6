/** `check`: does a city folder keep the laws? Exit status 1 when it does not. */
import { checkCity } from './check/check-city.ts';
import { onlyPositional, readOptions } from './command-options.ts';

export const CHECK_USAGE = `  check DIR
      glTF validity, tile laws, unit areas, networks, checksums`;

export async function runCheckCommand(args: readonly string[]): Promise<number> {
  const dir = onlyPositional(readOptions(args, []), 'city folder');
  const report = await checkCity(dir);
  process.stdout.write(`${report.lines.join('\n')}\n`);
  return report.ok ? 0 : 1;
}
