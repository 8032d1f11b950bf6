/** `check`: does a city folder keep the laws? Exit status 1 when it does not. */
import { checkCity } from './check/check-city.ts';
import { onlyPositional, readOptions } from './command-options.ts';
import { createProgress, type Progress } from './progress.ts';

export const CHECK_USAGE = `  check DIR
      glTF validity, tile laws, unit areas, networks, checksums`;

export async function runCheckCommand(
  args: readonly string[],
  progress: Progress = createProgress(process.stderr),
): Promise<number> {
  const dir = onlyPositional(readOptions(args, []), 'city folder');
  const report = await progress.stageAsync('check', async (tell) => {
    const result = await checkCity(dir, tell);
    return { result, note: `${result.figures.tiles} tiles, ${result.findingCount} findings` };
  });
  process.stdout.write(`${report.lines.join('\n')}\n`);
  return report.ok ? 0 : 1;
}
