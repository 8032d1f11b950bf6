/** Reads a command's options; what does not fit is a one-line error. */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { CityBuildError } from './city-build-error.ts';

export interface CommandOptions {
  readonly values: Readonly<Record<string, string>>;
  readonly positionals: readonly string[];
}

export function readOptions(args: readonly string[], names: readonly string[]): CommandOptions {
  const options: ParseArgsOptionsConfig = {};
  for (const name of names) options[name] = { type: 'string' };
  try {
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true });
    const values: Record<string, string> = {};
    for (const [name, value] of Object.entries(parsed.values)) {
      if (typeof value === 'string') values[name] = value;
    }
    return { values, positionals: parsed.positionals };
  } catch (error) {
    throw new CityBuildError(error instanceof Error ? error.message : String(error));
  }
}

export function requiredOption(options: CommandOptions, name: string): string {
  const value = options.values[name];
  if (value === undefined || value === '') {
    throw new CityBuildError(`expected --${name}, it is missing; --help shows how.`);
  }
  return value;
}

export function onlyPositional(options: CommandOptions, what: string): string {
  const [value, ...more] = options.positionals;
  if (value === undefined || more.length > 0) {
    throw new CityBuildError(`expected one ${what}, got ${options.positionals.length}.`);
  }
  return value;
}
