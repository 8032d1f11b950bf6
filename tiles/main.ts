/** `npm run city -- COMMAND …`: builds, checks and inspects cities. The commands do the work. */
import { BUILD_USAGE, runBuildCommand } from './build-command.ts';
import { CHECK_USAGE, runCheckCommand } from './check-command.ts';
import { CityBuildError } from './city-build-error.ts';
import { NotACityError } from './inspect/inspect-city.ts';
import { INSPECT_USAGE, runInspectCommand } from './inspect-command.ts';
import { createProgress, type Progress } from './progress.ts';
import { REFERENCE_USAGE, runReferenceCommand } from './reference-command.ts';

const USAGE = `usage: npm run city -- COMMAND …

${[BUILD_USAGE, REFERENCE_USAGE, CHECK_USAGE, INSPECT_USAGE].join('\n')}
`;

const COMMANDS: Readonly<
  Record<string, (args: readonly string[], progress: Progress) => Promise<number>>
> = {
  build: runBuildCommand,
  reference: runReferenceCommand,
  check: runCheckCommand,
  inspect: runInspectCommand,
};

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || args.includes('--help') || args.includes('-h')) {
    process.stdout.write(USAGE);
    return name === undefined ? 1 : 0;
  }
  const run = COMMANDS[name];
  if (!run) {
    throw new CityBuildError(
      `expected a command (${Object.keys(COMMANDS).join(', ')}), got "${name}"; --help explains them.`,
    );
  }
  // Started by another program with a channel (`npm start`), it is told how far the build is.
  return run(
    rest,
    createProgress(process.stderr, (message) => process.send?.(message)),
  );
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // Expected failures say what to do in one line; anything else is a bug and keeps its stack.
  const expected = error instanceof CityBuildError || error instanceof NotACityError;
  process.stderr.write(`city: ${describeError(error, expected)}\n`);
  process.exitCode = 1;
}

function describeError(error: unknown, expected: boolean): string {
  if (!(error instanceof Error)) return String(error);
  return expected ? error.message : (error.stack ?? error.message);
}
